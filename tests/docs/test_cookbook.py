"""The cookbook of docs/rule-files.md: every kind of published table, written and computed right.

Each section is one kind; its snippet is put into a folder with the questions that stand at the
top of the cookbook, and its worked examples are scored.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from selfcheck.engine.examples import wrong_examples
from selfcheck.rules.loader import load

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rule-files.md"
COOKBOOK = PAGE.read_text("utf-8").partition("## Cookbook\n")[2].partition("\n## ")[0]
SECTION = re.compile(r"^### (\d+)\. (.+)$", re.MULTILINE)
SNIPPET = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KINDS = 39
IN_WORDS = {25}
"""Kinds that are a matter of words alone."""

SOURCES = '[[source]]\nid = "the-document"\ntitle = "文件"\nread = "whole"\n'
UNITS = (
    '[[unit]]\nid = "somewhere"\nname = "某地"\noffice = "窗口"\n'
    'schemes = ["table-2020"]\nno_document = "没有。"\n'
)
HEAD = (
    'id = "table-2020"\nname = "表"\npurpose = "例子"\nterm = {}\nterm_note = "例子"\n'
    'coverage = "complete"\nchecked_on = 2020-06-01\n'
    'citation = { source = "the-document", article = "表" }\n'
)


def kinds() -> list[Any]:
    parts = SECTION.split(COOKBOOK)
    sections = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    return [
        pytest.param(int(number), SNIPPET.findall(text), id=f"{number}-{title}")
        for number, title, text in sections
    ]


def test_the_cookbook_has_every_kind_once() -> None:
    assert [kind.values[0] for kind in kinds()] == list(range(1, KINDS + 1))


@pytest.mark.parametrize(("number", "snippets"), kinds())
def test_a_kind_of_table_can_be_written_and_gives_the_points_it_should(
    number: int, snippets: list[str], tmp_path: Path
) -> None:
    assert len(snippets) == (0 if number in IN_WORDS else 1)
    for snippet in snippets:
        (tmp_path / "schemes").mkdir()
        questions = SNIPPET.findall(COOKBOOK)[0]
        for name, text in (
            ("sources.toml", SOURCES),
            ("units.toml", UNITS),
            ("facts.toml", questions),
            ("schemes/table-2020.toml", HEAD + snippet),
        ):
            (tmp_path / name).write_text(text, "utf-8")
        rulebook = load(tmp_path)
        assert rulebook.schemes["table-2020"].example
        assert wrong_examples(rulebook) == []
