"""What the law says of people like these, worked by hand."""

from typing import Any

import pytest

from selfcheck.rules.rulebook import Rulebook
from tests.engine.flattening import answer_to, value_at
from tests.golden import golden_cases, in_any_order


@pytest.mark.parametrize("case", golden_cases())
def test_a_golden_case_comes_out_as_expected(case: dict[str, Any], rulebook: Rulebook) -> None:
    answer = answer_to(case["request"], rulebook)
    expected = {path: in_any_order(path, value) for path, value in case["expect"].items()}
    assert {path: value_at(answer, path) for path in expected} == expected


def test_no_two_golden_cases_have_one_name() -> None:
    names = [case.id for case in golden_cases()]
    assert len(set(names)) == len(names)
