"""Permits and outcomes: which verdict wins, from when, and what rests on the office."""

from datetime import date
from typing import Any

import pytest

from selfcheck.engine.eligibility import PermitFinding
from tests.engine.conftest import AssessFacts

FIT: dict[str, Any] = {
    "hukou": "elsewhere",
    "permit_held": "none",
    "housing": "rented",
    "employment": "employed",
    "employment_months": 12,
    "contract_months": 24,
    "insurance_last_12": 12,
    "employment_papers": [],
}
"""Somebody who qualifies for both permits of the guideline."""

HOLDER: dict[str, Any] = {
    "permit_held": "residence",
    "permit_issued_on": "2014-06-01",
    "permit_endorsed": False,
}


def permits(assessed: AssessFacts, **facts: Any) -> list[PermitFinding]:
    return list(assessed(**facts).result.permits)


def test_all_conditions_met_is_to_qualify_today(assessed: AssessFacts) -> None:
    for permit in permits(assessed, **FIT):
        assert permit.verdict == "qualifies"
        assert permit.earliest_on == date(2014, 12, 1)
        assert not permit.office_decides
        assert {finding.truth.value for finding in permit.findings} == {"met"}


def test_one_condition_unmet_is_not_yet_whatever_is_in_doubt(assessed: AssessFacts) -> None:
    _, residence = permits(assessed, **{**FIT, "hukou": None, "employment_months": 3})
    assert residence.verdict == "not_yet"


def test_one_condition_in_doubt_and_none_unmet_cannot_be_told(assessed: AssessFacts) -> None:
    for permit in permits(assessed, **{**FIT, "hukou": None}):
        assert permit.verdict == "cannot_tell"
        assert permit.earliest_on is None
        assert not permit.office_decides


@pytest.mark.parametrize(
    ("months", "insured", "day"),
    [
        (6, 6, date(2014, 12, 1)),
        (5, 6, date(2015, 1, 1)),
        (6, 4, date(2015, 2, 1)),
        (0, 3, date(2015, 6, 1)),
    ],
)
def test_the_first_day_is_when_the_last_of_the_months_is_full(
    assessed: AssessFacts, months: int, insured: int, day: date
) -> None:
    facts = {**FIT, "employment_months": months, "insurance_last_12": insured}
    assert permits(assessed, **facts)[1].earliest_on == day


@pytest.mark.parametrize(
    "changes",
    [
        {"hukou": "here"},
        {"housing": "none"},
        {"employment": "none"},
        {"employment_months": None, "insurance_last_12": 3},
        {"insurance_last_12": None, "employment_months": 3},
        {"contract_months": 5},
        {"contract_months": None, "employment_months": 3},
    ],
)
def test_what_time_alone_does_not_bring_has_no_first_day(
    assessed: AssessFacts, changes: dict[str, Any]
) -> None:
    residence = permits(assessed, **{**FIT, **changes})[1]
    assert residence.verdict == "not_yet"
    assert residence.earliest_on is None


@pytest.mark.parametrize(
    ("changes", "temporary", "residence"),
    [
        ({"housing": "other"}, True, True),
        ({"housing": "other", "permit_held": "temporary", "permit_issued_on": "2014-06-01"},
         True, False),
        ({"contract_months": 0, "employment_papers": ["other_employment_proof"]}, False, True),
        ({"employment_papers": ["other_employment_proof"]}, False, False),
        (
            {
                "contract_months": 0,
                "employment_papers": ["other_employment_proof", "employment_registration"],
            },
            False,
            False,
        ),
    ],
)  # fmt: skip
def test_it_rests_on_the_office_only_where_no_other_route_is_open(
    assessed: AssessFacts, changes: dict[str, Any], temporary: bool, residence: bool
) -> None:
    found = permits(assessed, **{**FIT, **changes})
    assert [permit.verdict for permit in found] == ["qualifies", "qualifies"]
    assert [permit.office_decides for permit in found] == [temporary, residence]


def test_a_permit_not_yet_reached_does_not_rest_on_the_office(assessed: AssessFacts) -> None:
    residence = permits(assessed, **{**FIT, "housing": "other", "employment_months": 1})[1]
    assert residence.verdict == "not_yet"
    assert not residence.office_decides


OUTCOMES: list[tuple[dict[str, Any], str]] = [
    ({**FIT, **HOLDER, "hukou": "here", "channel": "talent"}, "local_resident"),
    ({**FIT, **HOLDER, "channel": "talent"}, "holds_residence_permit"),
    ({**FIT, **HOLDER, "hukou": None}, "holds_residence_permit"),
    ({**FIT, "channel": "talent"}, "special_channel"),
    ({**FIT, "channel": "investor", "housing": "none"}, "special_channel"),
    (FIT, "residence_permit"),
    ({**FIT, "employment_months": 5}, "temporary_permit"),
    ({**FIT, "employment_months": None}, "temporary_permit"),
    ({**FIT, "housing": None}, "cannot_tell"),
    ({**FIT, "housing": None, "employment": "none"}, "cannot_tell"),
    ({**FIT, "housing": "none"}, "none_yet"),
    ({}, "cannot_tell"),
]


@pytest.mark.parametrize(("facts", "outcome"), OUTCOMES, ids=[o for _, o in OUTCOMES])
def test_the_first_outcome_that_applies_is_the_outcome(
    assessed: AssessFacts, facts: dict[str, Any], outcome: str
) -> None:
    assert assessed(**facts).result.outcome == outcome


@pytest.mark.parametrize(
    ("on", "outcome"),
    [("2015-06-01", "holds_residence_permit"), ("2015-07-31", "holds_residence_permit"),
     ("2015-08-01", "residence_permit")],
)  # fmt: skip
def test_a_permit_is_held_until_it_is_cancelled(
    assessed: AssessFacts, on: str, outcome: str
) -> None:
    assert assessed(on=on, **{**FIT, **HOLDER}).result.outcome == outcome


def test_under_the_regulation_there_is_one_permit(assessed: AssessFacts) -> None:
    found = assessed(on="2024-01-15", edition="zhejiang-2016", registered_on="2023-08-15", **FIT)
    (residence,) = found.result.permits
    assert residence.permit.id == "residence_permit"
    assert residence.verdict == "not_yet"
    assert residence.earliest_on == date(2024, 2, 15)
