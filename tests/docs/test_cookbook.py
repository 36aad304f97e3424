"""The cookbook of docs/rule-files.md: every kind of published table, written and computed right.

Each section is one kind; its snippet is put into a folder with the questions that stand at the
top of the cookbook, and its worked examples are scored.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from selfcheck.engine.examples import example_mistakes, wrong_examples
from selfcheck.rules.loader import load
from tests.tables import TABLE, read_table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rule-files.md"
COOKBOOK = PAGE.read_text("utf-8").partition("## Cookbook\n")[2].partition("\n## ")[0]
SECTION = re.compile(r"^### (\d+)\. (.+)$", re.MULTILINE)
SNIPPET = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KINDS = 39
IN_WORDS = {25}
"""Kinds that are a matter of words alone."""


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
        rulebook = read_table(tmp_path, snippet, SNIPPET.findall(COOKBOOK)[0])
        assert rulebook.schemes[TABLE].example
        assert wrong_examples(rulebook) == []


WHOLE = PAGE.read_text("utf-8").partition("## A table of another place\n")[2].partition("\n## ")[0]
NAMED = re.compile(r"^# The file my-rules/(\S+)$", re.MULTILINE)


def test_the_folder_for_another_place_is_whole_and_right(tmp_path: Path) -> None:
    (tmp_path / "schemes").mkdir()
    for snippet in SNIPPET.findall(WHOLE):
        named = NAMED.match(snippet)
        assert named is not None
        (tmp_path / named[1]).write_text(snippet, "utf-8")
    assert example_mistakes(load(tmp_path)) == []
