"""A sheet: lines over the people, groups, the total, the entry, the term and the readings."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from selfcheck.engine.lines import line_score
from selfcheck.engine.scoring import Sheet, in_force, sheet
from selfcheck.rules.model.entry import Term
from selfcheck.rules.model.schemes import Scheme
from selfcheck.rules.rulebook import Rulebook
from tests.engine.conftest import Describe
from tests.toml import entry

XIUZHOU, PINGHU, COMMON = "xiuzhou-school-2021", "pinghu-points-2018", "zhejiang-common-2023"


@pytest.fixture
def sheet_of(rulebook: Rulebook, situation: Describe) -> Any:
    def score(scheme: str, on: str = "2021-05-01", **facts: Any) -> Sheet:
        return sheet(rulebook.schemes[scheme], situation(on=on, **facts))

    return score


def line(found: Sheet, name: str) -> tuple[int, int | None]:
    """Return the range of a line, which is of whole points in all that is tested here."""
    (wanted,) = [line for line in found.lines if line.line.id == name]
    return int(wanted.low), None if wanted.high is None else int(wanted.high)


def test_with_nothing_known_a_sheet_is_as_wide_as_its_table(sheet_of: Any) -> None:
    assert (sheet_of(COMMON).low, sheet_of(COMMON).high) == (5, 100)
    assert (sheet_of(XIUZHOU).low, sheet_of(XIUZHOU).high) == (0, 200)
    assert (sheet_of(PINGHU).low, sheet_of(PINGHU).high) == (0, None)


def test_a_line_of_each_parent_adds_both(sheet_of: Any) -> None:
    family = {"insurance_unit_months": 40, "partner_insurance_unit_months": 10}
    assert line(sheet_of(XIUZHOU, has_partner=True, **family), "insurance") == (16, 16)
    assert line(sheet_of(XIUZHOU, has_partner=False, **family), "insurance") == (15, 15)
    assert line(sheet_of(XIUZHOU, **family), "insurance") == (15, 16)


def test_a_line_of_each_parent_ends_at_its_cap(rulebook: Rulebook, situation: Describe) -> None:
    (shipped,) = rulebook.lines_reading[XIUZHOU]["large_employer"]
    capped = shipped.model_copy(update={"cap": Decimal(15)})
    both: dict[str, Any] = {
        "large_employer": True,
        "partner_large_employer": True,
        "has_partner": True,
    }
    assert line_score(shipped, situation(**both)).low == 20
    assert line_score(capped, situation(**both)).low == 15


def test_a_line_of_each_parent_says_why_for_each(sheet_of: Any) -> None:
    def partners_reason(**facts: Any) -> str | None:
        found = sheet_of(XIUZHOU, insurance_unit_months=12, **facts).lines[2]
        return found.partner.reason.kind if found.partner else None

    assert partners_reason(has_partner=False) == "no_partner"
    assert partners_reason(has_partner=True) == "not_given"
    assert partners_reason() == "partner_in_doubt"


def test_a_line_of_the_applicant_leaves_the_partner_out(sheet_of: Any) -> None:
    found = sheet_of(COMMON, has_partner=True, education="associate", partner_education="doctor")
    assert line(found, "education") == (8, 8)
    assert found.lines[1].partner is None


def test_a_group_ends_at_its_cap(sheet_of: Any) -> None:
    found = sheet_of(
        XIUZHOU,
        has_partner=True,
        permit_held="residence",
        permit_issued_on="2018-05-01",
        partner_permit_held="residence",
        partner_permit_issued_on="2018-05-01",
        registered_on="2019-05-01",
        partner_registered_on="2019-05-02",
    )
    group = found.groups[0]
    assert line(found, "permit") == (50, 50)
    assert line(found, "registration") == (8, 8)
    assert (group.group.id, group.low, group.high) == ("registration_and_permit", 50, 50)


def test_of_a_group_of_the_highest_only_one_counts(sheet_of: Any) -> None:
    found = sheet_of(
        PINGHU,
        birth_date="2000-01-01",
        education="master",
        skill="level_3",
        title="none",
        shortage_occupation=True,
        insurance_unit_months=0,
        degree_and_diploma="both",
    )
    assert [line(found, name)[0] for name in ("education", "skill", "shortage")] == [40, 30, 40]
    assert (found.groups[0].low, found.low, found.high) == (40, 60, 60)


def test_a_line_without_an_upper_bound_leaves_the_total_without_one(sheet_of: Any) -> None:
    found = sheet_of(PINGHU, insurance_unit_months=36)
    assert line(found, "insurance") == (10, None)
    assert found.high is None


CITED = 'citation = { source = "x", article = "x" }'

SCHEME = f"""
id = "nested-2030"
name = "x"
purpose = "x"
term = {{}}
term_note = "x"
coverage = "complete"
checked_on = 2026-11-22
{CITED}

[[entry]]
id = "always"
test = {{ fact = "in_school", known = true }}
label = "x"
met = "x"
unmet = "x"
cannot_tell = "x"
{CITED}

[[example]]
name = "x"
on = 2030-01-01
answers = {{}}
low = 0
"""

LINE = """
[[line]]
id = "%(name)s"
indicator = "basic"
label = "x"
rule = "x"
%(cited)s

[line.formula]
kind = "flat"
points = %(points)s
when = { fact = "in_school", is = true }
why = "x"
why_not = "x"
"""

OUTER_FIRST = f"""
[[group]]
id = "outer"
label = "x"
combine = "sum"
cap = 45
members = ["inner", "c"]
{CITED}

[[group]]
id = "inner"
label = "x"
combine = "highest"
members = ["a", "b"]
{CITED}
"""


def nested_scheme() -> Scheme:
    """Return a scheme whose outer group stands ahead of the inner one that it holds."""
    points = {"a": 10, "b": 20, "c": 30, "d": 1}
    lines = [LINE % {"name": n, "points": p, "cited": CITED} for n, p in points.items()]
    return entry(Scheme, SCHEME + "".join(lines) + OUTER_FIRST)


def test_a_group_inside_a_group_is_combined_first(situation: Describe) -> None:
    found = sheet(nested_scheme(), situation(in_school=True))
    assert [group.group.id for group in found.groups] == ["inner", "outer"]
    assert [group.low for group in found.groups] == [20, 45]
    assert found.low == found.high == 46


@pytest.mark.parametrize(
    ("facts", "entry_verdict"),
    [
        ({"permit_held": "none"}, "not_yet"),
        ({"permit_held": "temporary", "permit_issued_on": "2021-01-01"}, "not_yet"),
        ({"permit_held": "residence", "permit_issued_on": "2021-01-01"}, "qualifies"),
        ({"permit_held": "residence", "permit_issued_on": "2020-05-01"}, "qualifies"),
        (
            {
                "permit_held": "residence",
                "permit_issued_on": "2020-04-01",
                "permit_endorsed": False,
            },
            "qualifies",
        ),
        (
            {
                "permit_held": "residence",
                "permit_issued_on": "2020-01-01",
                "permit_endorsed": False,
            },
            "not_yet",
        ),
        ({"permit_held": "residence"}, "cannot_tell"),
        ({}, "cannot_tell"),
    ],
)
def test_points_are_for_holders_of_a_residence_permit_that_is_not_cancelled(
    sheet_of: Any, facts: dict[str, Any], entry_verdict: str
) -> None:
    for scheme in (COMMON, PINGHU):
        assert sheet_of(scheme, **facts).entry == entry_verdict


def test_an_entry_says_which_condition_fails(sheet_of: Any) -> None:
    found = sheet_of(
        XIUZHOU,
        permit_held="residence",
        permit_issued_on="2021-01-01",
        registered_on="2020-11-02",
        has_partner=False,
        child_birth_date="2015-08-31",
    )
    assert found.entry == "not_yet"
    assert {f.requirement.id: f.truth.value for f in found.findings} == {
        "residence_permit_held": "met",
        "parents_registered_six_months": "unmet",
        "child_six_by_august": "met",
    }


@pytest.mark.parametrize(
    ("term", "on", "result"),
    [
        ("begins = 2021-01-01\nends = 2021-12-31", date(2020, 12, 31), "no"),
        ("begins = 2021-01-01\nends = 2021-12-31", date(2021, 1, 1), "yes"),
        ("begins = 2021-01-01\nends = 2021-12-31", date(2021, 12, 31), "yes"),
        ("begins = 2021-01-01\nends = 2021-12-31", date(2022, 1, 1), "no"),
        ("begins = 2021-01-01", date(2021, 1, 1), "unknown"),
        ("begins = 2021-01-01", date(2020, 12, 31), "no"),
        ("ends = 2021-12-31", date(2021, 1, 1), "unknown"),
        ("ends = 2021-12-31", date(2022, 1, 1), "no"),
        ("", date(2021, 1, 1), "unknown"),
    ],
)
def test_a_table_is_in_force_only_where_both_ends_of_its_term_are_known(
    term: str, on: date, result: str
) -> None:
    assert in_force(entry(Term, term), on) == result


def readings(found: Sheet) -> int:
    return len(found.readings)


def test_a_reading_is_told_where_it_matters(sheet_of: Any) -> None:
    assert readings(sheet_of(COMMON, birth_date="1960-05-01")) == 1
    assert readings(sheet_of(COMMON, birth_date="1960-05-02")) == 0
    assert readings(sheet_of(COMMON)) == 0
    always = readings(sheet_of(XIUZHOU, has_partner=True))
    assert readings(sheet_of(XIUZHOU, has_partner=False)) == always + 1
