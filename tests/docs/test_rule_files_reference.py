"""docs/rule-files.md against the models: every key documented, and no key that does not exist.

A section is headed `## Plain words (ClassName)`; the first table in it has one row a key.
"""

import re
import tomllib
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from shutil import copytree
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

from selfcheck.rules import files, model
from selfcheck.rules.loader import SHIPPED, load
from selfcheck.rules.mistakes import BrokenRules
from selfcheck.rules.model.entry import Entry

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rule-files.md"
TEXT = PAGE.read_text("utf-8")
HEADING = re.compile(r"^## .+ \((\w+)\)$")
COLUMNS = ["key", "type", "required", "meaning", "example"]
FENCE = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"^```text\n(sources\.toml: .*?)^```$", re.MULTILINE | re.DOTALL)
COMMON = "schemes/zhejiang-common-2023.toml"
QUOTED_FILE = re.compile(r"# ([\w/.-]+\.toml)\n")


def entry_classes() -> dict[str, type[Entry]]:
    for module in iter_modules(model.__path__, f"{model.__name__}."):
        import_module(module.name)
    ours = (model.__name__, files.__name__)
    return {c.__name__: c for c in subclasses(Entry) if c.__module__.startswith(ours)}


def subclasses(parent: type[Entry]) -> list[type[Entry]]:
    return [c for child in parent.__subclasses__() for c in (child, *subclasses(child))]


def sections() -> dict[str, dict[str, dict[str, str]]]:
    """The rows of each section's table: by class name, then by key."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    rows: dict[str, dict[str, str]] | None = None
    for line in TEXT.splitlines():
        if line.startswith("## "):
            heading = HEADING.match(line)
            rows = found.setdefault(heading[1], {}) if heading else None
        elif rows is not None and line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            row = dict(zip(COLUMNS, cells, strict=True))
            rows[row["key"].strip("`")] = row
    return found


def keys_of(entry: type[Entry]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in entry.model_fields.items()}


def literals_in(annotation: Any) -> set[str]:
    if get_origin(annotation) is Literal:
        return {str(value) for value in get_args(annotation)}
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return set()
    return {value for part in get_args(annotation) for value in literals_in(part)}


CLASSES = entry_classes()
SECTIONS = sections()
every_entry = pytest.mark.parametrize("name", sorted(CLASSES))


def test_the_sections_are_the_entries_that_exist() -> None:
    assert sorted(SECTIONS) == sorted(CLASSES)


def test_no_section_stands_twice() -> None:
    headings = [m[1] for line in TEXT.splitlines() if (m := HEADING.match(line))]
    assert len(headings) == len(set(headings))


@every_entry
def test_every_key_is_documented_and_no_other(name: str) -> None:
    assert sorted(SECTIONS[name]) == sorted(keys_of(CLASSES[name]))


@every_entry
def test_required_keys_are_marked(name: str) -> None:
    said = {key: row["required"] for key, row in SECTIONS[name].items()}
    true = {
        key: "yes" if field.is_required() else "no" for key, field in keys_of(CLASSES[name]).items()
    }
    assert said == true


@every_entry
def test_every_value_of_a_closed_list_is_documented(name: str) -> None:
    for key, field in keys_of(CLASSES[name]).items():
        closed = set() if "formula" in key or key == "of" else literals_in(field.annotation)
        said = set(re.findall(r"`(\w+)`", SECTIONS[name][key]["type"]))
        assert said == closed, key


@every_entry
def test_every_key_has_a_meaning_and_an_example(name: str) -> None:
    for key, row in SECTIONS[name].items():
        assert row["type"], key
        assert row["meaning"], key
        assert row["example"], key


def snippets() -> list[Any]:
    found = FENCE.findall(TEXT)
    assert found
    return [
        pytest.param(snippet, id=f"{number}-{snippet.splitlines()[0].lstrip('# ')}")
        for number, snippet in enumerate(found)
    ]


@pytest.mark.parametrize("snippet", snippets())
def test_every_snippet_is_toml(snippet: str) -> None:
    assert tomllib.loads(snippet, parse_float=Decimal)


@pytest.mark.parametrize("snippet", snippets())
def test_a_snippet_that_names_a_rule_file_stands_in_it(snippet: str) -> None:
    named = QUOTED_FILE.match(snippet)
    if named:
        assert snippet[named.end() :] in (SHIPPED / named[1]).read_text("utf-8")


SLIPS = (
    {
        ("sources.toml", 'title = "'): "title = “",
        ("units.toml", "office = "): "ofice = ",
        (COMMON, "max = 30\n"): 'max = "thirty"\n',
    },
    {
        ("editions/jiaxing-2014.toml", '["lease_contract"]'): '["lease_contrat"]',
        (COMMON, "{ from = 55, below = 61"): "{ from = 56, below = 61",
    },
)
"""What was mistyped to get the mistakes on the page: by itself, and only seen when compared."""


def test_the_mistakes_shown_are_what_the_checker_says(tmp_path: Path) -> None:
    said = []
    for number, slips in enumerate(SLIPS):
        folder = copytree(SHIPPED, tmp_path / str(number))
        for (file, right), wrong in slips.items():
            text = (folder / file).read_text("utf-8")
            (folder / file).write_text(text.replace(right, wrong, 1), "utf-8")
        with pytest.raises(BrokenRules) as refused:
            load(folder)
        said += str(refused.value).splitlines()
    assert SHOWN.findall(TEXT) == ["".join(f"{line}\n" for line in said)]
