"""The independent reading is held to the golden cases, like the project itself.

It must not import the project either: see ``contract_reading``.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.reading.contract_reading import assess

PROJECT = Path(__file__).resolve().parents[2]
CASES = PROJECT.parent / "shared" / "cases"
ON_HOUSING = ("stable_housing", "housing_or_temporary_permit")
ON_EMPLOYMENT = ("proof_of_employment",)


def golden_cases() -> list[Any]:
    if not CASES.is_dir():
        reason = f"the golden cases are not here: {CASES}"
        return [pytest.param({}, id="none", marks=pytest.mark.skip(reason=reason))]
    cases = [
        case
        for file in sorted(CASES.glob("*.json"))
        for case in json.loads(file.read_text("utf-8"))
    ]
    return [pytest.param(case, id=case["name"]) for case in cases]


def found(rows: list[dict[str, Any]], key: str, *values: str) -> dict[str, Any]:
    [row] = [row for row in rows if row[key] in values]
    return row


def value_at(answer: dict[str, Any], path: str) -> Any:
    """The value at a dotted path, by the rules of the README beside the cases."""
    match path.split("."):
        case ["permits", permit, "evidence", subject]:
            conditions = {"housing": ON_HOUSING, "employment": ON_EMPLOYMENT}[subject]
            return found(answer["permits"][permit]["evidence"], "for", *conditions)["any_of"]
        case ["permits", permit, "conditions", condition]:
            return found(answer["permits"][permit]["conditions"], "id", condition)["verdict"]
        case ["points", scheme, "lines", line, key]:
            lines = found(answer["points"], "scheme", scheme)["lines"]
            return found(lines, "indicator", line)[key]
        case ["points", scheme, key]:
            return found(answer["points"], "scheme", scheme)[key]
        case keys:
            value: Any = answer
            for key in keys:
                value = value[key]
            return value


def in_any_order(path: str, value: Any) -> Any:
    return sorted(map(sorted, value)) if ".evidence." in path else value


@pytest.mark.parametrize("case", golden_cases())
def test_the_reading_gives_what_a_golden_case_expects(case: dict[str, Any]) -> None:
    answer = assess(case["request"])
    got = {path: in_any_order(path, value_at(answer, path)) for path in case["expect"]}
    expected = {path: in_any_order(path, value) for path, value in case["expect"].items()}
    assert got == expected
