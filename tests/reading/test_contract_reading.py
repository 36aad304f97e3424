"""The independent reading is held to the golden cases, like the project itself.

It must not import the project either: see `contract_reading`.
"""

from typing import Any

import pytest

from tests.golden import golden_cases, in_any_order
from tests.reading.contract_reading import assess

ON_HOUSING = ("stable_housing", "housing_or_temporary_permit")
ON_EMPLOYMENT = ("proof_of_employment",)

NOT_READ = ("services", "in_force")
"""What the reading does not say anything about."""


def found(rows: list[dict[str, Any]], key: str, *values: str) -> dict[str, Any]:
    [row] = [row for row in rows if row[key] in values]
    return row


def value_at(answer: Any, path: str) -> Any:
    """The value at a dotted path, by the rules of the README beside the shared cases."""
    match path.split("."):
        case ["also", *rest] if rest:
            return value_at(answer["also"], ".".join(rest))
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


@pytest.mark.parametrize("case", golden_cases())
def test_the_reading_gives_what_a_golden_case_expects(case: dict[str, Any]) -> None:
    answer = assess(case["request"])
    expected = {
        path: in_any_order(path, value)
        for path, value in case["expect"].items()
        if path.rpartition(".")[2] not in NOT_READ
    }
    assert {path: in_any_order(path, value_at(answer, path)) for path in expected} == expected
