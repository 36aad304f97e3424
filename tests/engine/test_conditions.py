"""The verdict on each kind of condition, and the day on which time alone would bring it."""

from datetime import date
from typing import Any

import pytest

from selfcheck.engine.conditions import day_after, verdict, wait_for
from selfcheck.engine.truth import CANNOT_TELL, MET, UNMET, Truth
from tests.engine.conftest import Describe
from tests.toml import condition

VERDICTS: dict[str, tuple[str, list[tuple[dict[str, Any], Truth]]]] = {
    "a choice": (
        '{ fact = "hukou", is = "elsewhere" }',
        [({"hukou": "elsewhere"}, MET), ({"hukou": "here"}, UNMET), ({}, CANNOT_TELL)],
    ),
    "a yes": (
        '{ fact = "in_school", is = true }',
        [({"in_school": True}, MET), ({"in_school": False}, UNMET), ({}, CANNOT_TELL)],
    ),
    "a no": (
        '{ fact = "in_school", is = false }',
        [({"in_school": True}, UNMET), ({"in_school": False}, MET), ({}, CANNOT_TELL)],
    ),
    "one of several choices": (
        '{ fact = "housing", one_of = ["owned", "rented"] }',
        [({"housing": "rented"}, MET), ({"housing": "none"}, UNMET), ({}, CANNOT_TELL)],
    ),
    "one of several papers": (
        '{ fact = "housing_papers", has = ["lease_contract", "rental_registration"] }',
        [
            ({"housing_papers": ["lease_contract", "land_use_certificate"]}, MET),
            ({"housing_papers": ["land_use_certificate"]}, UNMET),
            ({"housing_papers": []}, UNMET),
            ({}, CANNOT_TELL),
        ],
    ),
    "so many months": (
        '{ fact = "employment_months", at_least = 6 }',
        [
            ({"employment_months": 5}, UNMET),
            ({"employment_months": 6}, MET),
            ({"employment_months": 0}, UNMET),
            ({}, CANNOT_TELL),
        ],
    ),
    "so great a share": (
        '{ fact = "owned_share", at_least = 50.5 }',
        [({"owned_share": 50.4}, UNMET), ({"owned_share": 50.5}, MET), ({}, CANNOT_TELL)],
    ),
    "whether it is known": (
        '{ fact = "in_school", known = true }',
        [({"in_school": False}, MET), ({}, UNMET)],
    ),
    "whether it is not known": (
        '{ fact = "in_school", known = false }',
        [({"in_school": False}, UNMET), ({}, MET)],
    ),
    "months passed since a day": (
        '{ fact = "registered_on", months_passed = 6 }',
        [
            ({"registered_on": "2014-06-01"}, MET),
            ({"registered_on": "2014-06-02"}, UNMET),
            ({}, CANNOT_TELL),
        ],
    ),
    "an age": (
        '{ fact = "birth_date", years_old = 16 }',
        [
            ({"birth_date": "1998-12-01"}, MET),
            ({"birth_date": "1998-12-02"}, UNMET),
            ({}, CANNOT_TELL),
        ],
    ),
    "an age by a day of the year": (
        '{ fact = "child_birth_date", years_old = 6, by = "08-31" }',
        [
            ({"child_birth_date": "2008-08-31"}, MET),
            ({"child_birth_date": "2008-09-01"}, UNMET),
            ({}, CANNOT_TELL),
        ],
    ),
    "a state of endorsement": (
        '{ endorsement = ["not_due", "due"] }',
        [
            ({"permit_held": "temporary", "permit_issued_on": "2014-06-01"}, MET),
            ({"permit_held": "none"}, UNMET),
            ({"permit_held": "temporary"}, CANNOT_TELL),
        ],
    ),
    "a state of endorsement that cannot be told": (
        '{ endorsement = ["cannot_tell"] }',
        [({"permit_held": "temporary"}, MET), ({"permit_held": "none"}, UNMET)],
    ),
    "another condition of the edition": (
        '{ condition = "stable_housing" }',
        [({"housing": "rented"}, MET), ({"housing": "none"}, UNMET), ({}, CANNOT_TELL)],
    ),
    "all of several": (
        '{ all = [{ fact = "in_school", is = true }, { fact = "hukou", is = "here" }] }',
        [
            ({"in_school": True, "hukou": "here"}, MET),
            ({"in_school": True}, CANNOT_TELL),
            ({"in_school": False}, UNMET),
        ],
    ),
    "any of several": (
        '{ any = [{ fact = "in_school", is = true }, { fact = "hukou", is = "here" }] }',
        [
            ({"in_school": True}, MET),
            ({"in_school": False}, CANNOT_TELL),
            ({"in_school": False, "hukou": "elsewhere"}, UNMET),
        ],
    ),
    "the opposite": (
        '{ not = { fact = "in_school", is = true } }',
        [({"in_school": False}, MET), ({"in_school": True}, UNMET), ({}, CANNOT_TELL)],
    ),
    "each parent": (
        '{ each_parent = { fact = "large_employer", is = true } }',
        [
            ({"large_employer": True, "has_partner": False}, MET),
            ({"large_employer": False, "has_partner": False}, UNMET),
            ({"large_employer": True, "has_partner": True}, CANNOT_TELL),
            ({"large_employer": True, "has_partner": True, "partner_large_employer": True}, MET),
            ({"large_employer": True, "has_partner": True, "partner_large_employer": False}, UNMET),
            ({"large_employer": True, "partner_large_employer": True}, MET),
            ({"large_employer": True, "partner_large_employer": False}, CANNOT_TELL),
            ({"large_employer": True}, CANNOT_TELL),
            ({"large_employer": False}, UNMET),
        ],
    ),
    "one of the parents": (
        '{ any_parent = { fact = "large_employer", is = true } }',
        [
            ({"large_employer": True, "has_partner": False}, MET),
            ({"large_employer": False, "has_partner": False}, UNMET),
            ({"large_employer": False, "has_partner": True}, CANNOT_TELL),
            ({"large_employer": False, "has_partner": True, "partner_large_employer": True}, MET),
            (
                {"large_employer": False, "has_partner": True, "partner_large_employer": False},
                UNMET,
            ),
            ({"large_employer": False, "partner_large_employer": True}, CANNOT_TELL),
            ({"large_employer": False, "partner_large_employer": False}, UNMET),
            ({"large_employer": True}, MET),
            ({"partner_large_employer": False}, CANNOT_TELL),
        ],
    ),
}

EACH_VERDICT = [
    pytest.param(text, facts, result, id=f"{name}: {facts} is {result.value}")
    for name, (text, cases) in VERDICTS.items()
    for facts, result in cases
]


@pytest.mark.parametrize(("text", "facts", "result"), EACH_VERDICT)
def test_a_condition_is_met_unmet_or_in_doubt(
    situation: Describe, text: str, facts: dict[str, Any], result: Truth
) -> None:
    assert verdict(condition(text), situation(**facts)) is result


ROUTES = [
    pytest.param('{ fact = "housing", one_of = ["other"], office_decides = true }', id="a choice"),
    pytest.param(
        '{ fact = "housing_papers", has = ["other_housing_proof"], office_decides = true }',
        id="a paper",
    ),
]


@pytest.mark.parametrize("route", ROUTES)
def test_a_route_of_the_office_is_no_route_without_it(situation: Describe, route: str) -> None:
    at = situation(housing="other", housing_papers=["other_housing_proof"])
    assert verdict(condition(route), at) is MET
    assert verdict(condition(route), at.without_office()) is UNMET


def test_the_partners_facts_are_looked_at_with_the_office_or_without(situation: Describe) -> None:
    at = situation(partner_housing="other")
    route = condition('{ fact = "housing", one_of = ["other"], office_decides = true }')
    assert verdict(route, at) is CANNOT_TELL
    assert verdict(route, at.of_partner()) is MET
    assert verdict(route, at.without_office().of_partner()) is UNMET


ON = "2014-12-01"
DAYS: dict[str, tuple[str, dict[str, Any], date | None]] = {
    "what is met already is met today": (
        '{ fact = "hukou", is = "elsewhere" }',
        {"hukou": "elsewhere"},
        date(2014, 12, 1),
    ),
    "a choice does not change by itself": (
        '{ fact = "hukou", is = "elsewhere" }',
        {"hukou": "here"},
        None,
    ),
    "months that grow are counted ahead": (
        '{ fact = "employment_months", at_least = 6 }',
        {"employment_months": 4},
        date(2015, 2, 1),
    ),
    "a part of a month is a month": (
        '{ fact = "employment_months", at_least = 5.5 }',
        {"employment_months": 4},
        date(2015, 2, 1),
    ),
    "months that do not grow stay as they are": (
        '{ fact = "contract_months", at_least = 6 }',
        {"contract_months": 4},
        None,
    ),
    "months that have not begun do not grow": (
        '{ fact = "business_tax_months", at_least = 1 }',
        {"business_tax_months": 0},
        None,
    ),
    "months nobody knows cannot be counted ahead": (
        '{ fact = "employment_months", at_least = 6 }',
        {},
        None,
    ),
    "months since a day are full on their last day": (
        '{ fact = "registered_on", months_passed = 6 }',
        {"registered_on": "2014-08-31"},
        date(2015, 2, 28),
    ),
    "months since a day nobody knows": ('{ fact = "registered_on", months_passed = 6 }', {}, None),
    "all are met when the last is": (
        '{ all = [{ fact = "employment_months", at_least = 6 },'
        ' { fact = "registered_on", months_passed = 6 }] }',
        {"employment_months": 5, "registered_on": "2014-09-15"},
        date(2015, 3, 15),
    ),
    "all wait for one that time does not bring": (
        '{ all = [{ fact = "employment_months", at_least = 6 },'
        ' { fact = "in_school", is = true }] }',
        {"employment_months": 5, "in_school": False},
        None,
    ),
    "any is met when the first is": (
        '{ any = [{ fact = "employment_months", at_least = 6 },'
        ' { fact = "registered_on", months_passed = 6 }, { fact = "in_school", is = true }] }',
        {"employment_months": 5, "registered_on": "2014-09-15"},
        date(2015, 1, 1),
    ),
    "any of what time does not bring": (
        '{ any = [{ fact = "in_school", is = true }, { fact = "hukou", is = "here" }] }',
        {"in_school": False},
        None,
    ),
    "another condition is met on its own day": (
        '{ condition = "six_months_employment" }',
        {"employment": "employed", "employment_months": 3},
        date(2015, 3, 1),
    ),
}


@pytest.mark.parametrize(("text", "facts", "day"), DAYS.values(), ids=DAYS)
def test_time_alone_brings_a_condition_on_a_day_or_never(
    situation: Describe, text: str, facts: dict[str, Any], day: date | None
) -> None:
    at = situation(on=ON, **facts)
    assert day_after(wait_for([condition(text)], at), at) == day
