"""The same answers under every unit."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from selfcheck.engine.answers import ImpossibleAnswers, read_answers
from selfcheck.engine.assessment import assess
from selfcheck.engine.comparison import Compared, Lot, compare
from selfcheck.rules.alike import alike
from selfcheck.rules.loader import load
from tests.engine.strategies import Person, people_and_what_they_tell

RULES = load()
LOTS = tuple(Lot.of(units, RULES) for units in alike(RULES))
ON = date(2024, 1, 15)


def compared(raw: dict[str, Any]) -> dict[str, Compared]:
    found = compare(raw, LOTS, RULES, ON, "jiaxing-2014")
    return {unit: lot for lot in found for unit in lot.units}


def problems(raw: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(ImpossibleAnswers) as raised:
        compared(raw)
    return [(problem.fact, problem.code) for problem in raised.value.problems]


def test_every_unit_is_there_once() -> None:
    assert set(compared({})) == set(RULES.units)


def test_units_that_are_alike_share_one_standing() -> None:
    found = compared({"insurance_province_months": 10})
    assert found["haining"].standing is found["tongxiang"].standing
    assert found["haining"].standing is not found["pinghu"].standing


def test_a_fact_that_is_not_asked_in_a_unit_plays_no_part_there() -> None:
    found = compared({"owned_share": 60, "housing": "owned"})
    assert found["xiuzhou"].answers.get("owned_share") == 60
    assert found["haining"].answers.get("owned_share") is None
    assert found["haining"].answers.get("housing") == "owned"


def test_a_unit_among_the_answers_plays_no_part() -> None:
    assert compared({"unit": "haining"})["pinghu"].answers.unit == "pinghu"


def test_a_paper_of_one_unit_is_no_paper_elsewhere() -> None:
    raw = {"employment_papers": ["labour_contract", "residence_permit_card"]}
    assert compared(raw)["haining"].answers.get("employment_papers") == {"labour_contract"}
    assert problems({"employment_papers": ["nonsense"]}) == [("employment_papers", "unknown_code")]
    assert problems({"employment_papers": "labour_contract"}) == [
        ("employment_papers", "not_a_list")
    ]


def test_what_is_impossible_anywhere_is_named_once() -> None:
    found = problems({"birth_date": "3000-01-01", "owned_share": 101, "shoe_size": 43})
    assert sorted(found) == [
        ("birth_date", "after_assessment"),
        ("owned_share", "out_of_bounds"),
        ("shoe_size", "unknown_fact"),
    ]
    assert problems({"unit": "hangzhou"}) == [("unit", "unknown_code")]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(people_and_what_they_tell(RULES))
def test_a_unit_stands_as_if_it_had_been_asked_alone(
    telling: tuple[Person, frozenset[str], frozenset[str]],
) -> None:
    person, some, _ = telling
    told = person.told(some)
    found = compare(told, LOTS, RULES, person.on, "jiaxing-2014")
    for lot in found:
        for unit in lot.units:
            asked = {fact.id for fact in RULES.questions_of[unit]}
            alone = {name: value for name, value in told.items() if name in asked}
            answers = read_answers({**alone, "unit": unit}, RULES, person.on)
            expected = assess(answers, RULES, "jiaxing-2014")
            assert lot.standing.sheets == expected.sheets
            assert lot.standing.result == expected.result
            assert lot.standing.also == expected.also
