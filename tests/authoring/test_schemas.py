"""The JSON Schema of the rule files accepts what the loader accepts, and refuses slips."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from selfcheck.authoring.schemas import schemas
from selfcheck.rules.files import FOLDERS
from selfcheck.rules.loader import SHIPPED

FILES = sorted(SHIPPED.rglob("*.toml"))
SCHEMAS = schemas()


def schema_of(file: Path) -> dict[str, Any]:
    folder = file.parent.name
    name = folder.removesuffix("s") if folder in FOLDERS else file.stem
    return SCHEMAS[f"{name}.schema.json"]


def as_json(value: Any) -> Any:
    """TOML as an editor's schema check sees it: days are text."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def complaints(file: Path, text: str) -> list[str]:
    validator = Draft202012Validator(schema_of(file))
    return [error.message for error in validator.iter_errors(as_json(tomllib.loads(text)))]


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_a_valid_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SHIPPED)))
def test_every_shipped_file_is_accepted(file: Path) -> None:
    assert complaints(file, file.read_text("utf-8")) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SHIPPED)))
def test_a_key_that_does_not_belong_is_refused_in_every_file(file: Path) -> None:
    assert complaints(file, 'colour = "red"\n' + file.read_text("utf-8"))


SLIPS = {
    "a figure in quotes": ("schemes/zhejiang-common-2023.toml", "max = 30", 'max = "30"'),
    "a kind of formula that is not there": (
        "schemes/zhejiang-common-2023.toml",
        'kind = "rate"',
        'kind = "rating"',
    ),
    "a condition without a comparison": (
        "schemes/pinghu-points-2018.toml",
        '{ fact = "shortage_occupation", is = true }',
        '{ fact = "shortage_occupation" }',
    ),
    "a key left out": ("units.toml", 'office = "', '# "'),
    "a code with a capital": ("documents.toml", 'id = "photo"', 'id = "Photo"'),
    "a word out of a closed list": ("sources.toml", 'read = "whole"', 'read = "all"'),
    "a number of years below one": (
        "editions/jiaxing-2014.toml",
        "every_years = 1",
        "every_years = 0",
    ),
}


@pytest.mark.parametrize(("name", "old", "new"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_refused(name: str, old: str, new: str) -> None:
    text = (SHIPPED / name).read_text("utf-8")
    assert old in text
    assert complaints(SHIPPED / name, text.replace(old, new, 1))


def test_there_is_no_null_in_a_schema() -> None:
    assert '"null"' not in str(SCHEMAS).replace("'", '"')
