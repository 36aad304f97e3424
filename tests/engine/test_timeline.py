"""The coming months: what time alone changes, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from selfcheck.engine.answers import grows, read_answers
from selfcheck.engine.assessment import assess
from selfcheck.engine.formulas import Range
from selfcheck.engine.improvements import HORIZON
from selfcheck.engine.periods import add_months, full_months
from selfcheck.engine.timeline import Course, Timeline
from selfcheck.rules.loader import load
from selfcheck.rules.model.conditions import FactAtLeast
from selfcheck.rules.model.formulas import Rate
from selfcheck.rules.model.schemes import Line, Scheme, Total
from selfcheck.rules.movement import movements_of
from selfcheck.rules.reach import reach_of_scheme
from selfcheck.rules.rulebook import Mover, Rulebook
from tests.engine.strategies import Person, people_and_what_they_tell

RULES = load()
TELLING_ANYTHING = people_and_what_they_tell(RULES)
EVERYBODY = settings(max_examples=60, deadline=None, derandomize=True)
COMMON, XIUZHOU = "zhejiang-common-2023", "xiuzhou-school-2021"

Points = dict[str, dict[str, Range]]


def ahead(on: str, edition: str = "jiaxing-2014", **facts: Any) -> Timeline:
    answers = read_answers({"unit": "haining", **facts}, RULES, date.fromisoformat(on))
    found = assess(answers, RULES, edition, ahead=True).timeline
    assert found is not None
    return found


def course(found: Timeline, scheme: str = COMMON) -> Course:
    return next(course for course in found.courses if course.scheme.id == scheme)


def changes(found: Timeline, line: str, scheme: str = COMMON) -> list[tuple[Any, ...]]:
    return [
        (str(c.on), c.until and str(c.until), str(c.after[0] - c.before[0]), c.full)
        for c in course(found, scheme).changes
        if c.line.id == line
    ]


def test_only_who_asks_gets_the_coming_months(rulebook: Rulebook) -> None:
    answers = read_answers({"unit": "haining"}, rulebook, date(2024, 1, 15))
    assert assess(answers, rulebook, "jiaxing-2014").timeline is None


def test_nothing_known_nothing_changes() -> None:
    found = ahead("2024-01-15")
    assert course(found).changes == ()
    assert {(m.low, m.high) for m in course(found).months} == {(Decimal(5), Decimal(100))}
    assert len(course(found).months) == HORIZON + 1
    assert found.until == date(2027, 1, 15)


def test_a_rate_rises_each_month_until_it_is_full() -> None:
    found = ahead("2024-01-15", insurance_province_months=50)
    assert changes(found, "insurance") == [("2024-02-15", "2024-11-15", "5.0", True)]
    gained = [m.low - course(found).months[0].low for m in course(found).months]
    assert gained[:12] == [Decimal(n) / 2 for n in (*range(11), 10)]
    assert set(gained[10:]) == {Decimal(5)}


def test_a_rate_that_is_full_stays_so() -> None:
    assert changes(ahead("2024-01-15", insurance_province_months=60), "insurance") == []


def test_months_since_a_date_turn_on_its_own_day() -> None:
    found = ahead("2024-01-15", registered_on="2014-05-02")
    assert changes(found, "residence") == [("2024-02-02", "2024-05-02", "1.00", True)]


def test_a_date_moves_nothing_where_the_months_were_given() -> None:
    found = ahead("2024-01-15", registered_on="2014-05-02", residence_province_months=118)
    assert changes(found, "residence") == [("2024-02-15", "2024-03-15", "0.50", True)]


@pytest.mark.parametrize("since", ["2018-01-29", "2018-08-30", "2014-12-31", "2015-02-28"])
@pytest.mark.parametrize("on", ["2024-01-31", "2024-02-29", "2023-11-30", "2023-11-28"])
def test_months_since_the_end_of_a_month_are_those_of_the_day(since: str, on: str) -> None:
    told: dict[str, Any] = {"unit": "haining", "registered_on": since}
    told["residence_registered"] = True
    assert_as_assessed(told, date.fromisoformat(on), RULES)
    assert changes(ahead(on, **told), "residence")


def test_two_numbers_move_a_line_each_in_its_way() -> None:
    line = line_with({"fact": "residence_province_months", "at_least": 120})
    scheme = RULES.schemes[COMMON].model_copy(update={"line": (line,)})
    told = {"unit": "haining", "insurance_province_months": 50, "registered_on": "2014-05-02"}
    for more in ({}, {"residence_province_months": 118}):
        assert_as_assessed({**told, **more}, date(2024, 1, 15), altered(scheme))


def test_a_birthday_costs_a_point_of_age() -> None:
    found = ahead("2024-01-15", birth_date="1980-03-10")
    assert changes(found, "age") == [
        ("2024-03-10", None, "-1", False),
        ("2025-03-10", None, "-1", False),
        ("2026-03-10", None, "-1", False),
    ]


def test_bands_of_both_parents_begin_on_their_days() -> None:
    found = ahead(
        "2024-01-15",
        unit="xiuzhou",
        has_partner=True,
        insurance_unit_months=10,
        partner_insurance_unit_months=59,
    )
    assert changes(found, "insurance", XIUZHOU) == [
        ("2024-02-15", None, "5", False),
        ("2024-03-15", None, "4", False),
        ("2025-03-15", None, "5", False),
        ("2026-03-15", None, "5", False),
    ]


def test_the_day_a_permit_opens_is_named_once_it_is_ahead() -> None:
    facts = {"hukou": "elsewhere", "employment": "employed", "housing": "rented"}
    found = ahead("2024-01-15", registered_on="2023-12-01", **facts)
    assert [(p.id, day) for p, day in found.permits] == [("residence_permit", date(2024, 6, 1))]
    assert ahead("2024-01-15", registered_on="2020-12-01", **facts).permits == ()


def test_windows_of_endorsement_are_named_for_a_permit_the_edition_knows() -> None:
    facts: dict[str, Any] = {"permit_held": "residence", "permit_issued_on": "2022-05-10"}
    facts |= {"permit_endorsed": False}
    found = ahead("2023-04-20", **facts)
    assert [w.due.year for w in found.windows] == [2023, 2024, 2025, 2026]
    assert ahead("2023-04-20", **{**facts, "permit_held": "temporary"}).windows == ()


def line_with(condition: dict[str, Any]) -> Line:
    """Return a line of two points for each insured month, where the condition holds."""
    formula = Rate.model_validate({**RATE, "when": condition})
    shipped = next(line for line in RULES.schemes[COMMON].line if line.id == "insurance")
    return shipped.model_copy(update={"formula": formula, "max": None})


RATE: dict[str, Any] = {
    "kind": "rate",
    "measure": {"fact": "insurance_province_months"},
    "points": 2,
}


@pytest.mark.parametrize(
    "condition",
    [
        {"endorsement": ("due",)},
        {"fact": "employment_months", "at_least": 6},
        {"fact": "registered_on", "months_passed": 6},
        {"fact": "birth_date", "years_old": 40},
        {"fact": "birth_date", "years_old": 40, "by": "08-31"},
    ],
    ids=["endorsement", "growth", "months", "age", "age by a day"],
)
def test_the_day_a_condition_turns_is_found(condition: dict[str, Any]) -> None:
    scheme = RULES.schemes[COMMON].model_copy(update={"line": (line_with(condition),)})
    said = {
        "unit": "haining",
        "insurance_province_months": 5,
        "employment_months": 1,
        "registered_on": "2023-12-20",
        "birth_date": "1984-03-10",
        "permit_held": "residence",
        "permit_issued_on": "2023-05-10",
        "permit_endorsed": False,
    }
    assert_as_assessed(said, date(2024, 1, 15), altered(scheme))


def test_a_scheme_that_endorsement_moves_looks_at_the_permits_day() -> None:
    scheme = RULES.schemes[COMMON].model_copy(
        update={"line": (line_with({"endorsement": ("due",)}),)}
    )
    movers = movements_of(scheme, RULES.facts)["insurance"].movers
    assert Mover("permit_issued_on", "endorsement") in movers


def test_only_a_plain_rate_is_followed_by_its_ends() -> None:
    steady = RULES.movements[COMMON]["insurance"]
    assert steady.steady
    assert not RULES.movements[XIUZHOU]["insurance"].steady


@EVERYBODY
@given(TELLING_ANYTHING)
def test_the_points_of_a_day_are_those_of_assessing_on_it(
    telling: tuple[Person, frozenset[str], frozenset[str]],
) -> None:
    person, some, _ = telling
    assert_as_assessed(person.told(some), person.on, RULES)


def timeline_of(told: dict[str, Any], on: date, rules: Rulebook) -> Timeline:
    found = assess(read_answers(told, rules, on), rules, "jiaxing-2014", ahead=True).timeline
    assert found is not None
    return found


def assert_as_assessed(
    told: dict[str, Any], on: date, rules: Rulebook, *, days: bool = True
) -> None:
    """Compare each month with an assessment on its day; and, with `days`, each change as well."""
    found = timeline_of(told, on, rules)
    for months in range(HORIZON + 1):
        day = add_months(on, months)
        assessed = points_on(told, on, day, rules)
        for now in found.courses:
            moment = now.months[months]
            assert (moment.on, moment.low, moment.high) == (day, *assessed[now.scheme.id]["total"])
    for now in found.courses if days else ():
        for change in now.changes:
            name, line = now.scheme.id, change.line.id
            before = points_on(told, on, change.on - timedelta(1), rules)[name][line]
            assert before == change.before
            end = change.until or change.on
            assert points_on(told, on, end, rules)[name][line] == change.after != before


def points_on(told: dict[str, Any], on: date, day: date, rules: Rulebook) -> Points:
    grown = {
        name: min(value + full_months(on, day), int(rules.facts[name].maximum or 0))
        if grows(rules.facts[name], value)
        else value
        for name, value in told.items()
    }
    found = assess(read_answers(grown, rules, day), rules, "jiaxing-2014")
    return {
        sheet.scheme.id: {
            "total": (sheet.low, sheet.high),
            **{line.line.id: (line.low, line.high) for line in sheet.lines},
        }
        for sheet in found.sheets
    }


def test_a_fact_that_is_nobodys_own_moves_a_line_for_both_once() -> None:
    line = line_with({"fact": "child_birth_date", "years_old": 6})
    scheme = RULES.schemes[COMMON].model_copy(
        update={"line": (line.model_copy(update={"people": "each"}),)}
    )
    moved = movements_of(scheme, RULES.facts)["insurance"].movers
    assert [m.fact for m in moved if "child" in m.fact] == ["child_birth_date"]
    assert Mover("partner_insurance_province_months", "growth") in moved


def altered(scheme: Scheme) -> Rulebook:
    """Return the rules with this scheme in the place of the common one."""
    return replace(
        RULES,
        schemes={**RULES.schemes, COMMON: scheme},
        movements={**RULES.movements, COMMON: movements_of(scheme, RULES.facts)},
        reach={**RULES.reach, COMMON: reach_of_scheme(scheme, RULES.facts)},
    )


def test_a_table_with_a_total_of_its_own_is_scored_whole_each_month() -> None:
    shipped = RULES.schemes[COMMON]
    total = Total.model_validate(
        {"id": "all", "label": "总分", "cap": 40, "citation": shipped.citation}
    )
    kept = {name: getattr(shipped, name) for name in Scheme.model_fields}
    rules = altered(Scheme.model_validate(kept | {"total": (total,)}))
    told = {"unit": "haining", "insurance_province_months": 30, "birth_date": "1980-03-10"}
    assert_as_assessed(told, date(2024, 1, 15), rules, days=False)
    found = timeline_of(told, date(2024, 1, 15), rules)
    assert [m.high for m in course(found).months[:2]] == [Decimal(40), Decimal(40)]
    assert changes(found, "age")[0] == ("2024-03-10", None, "-1", False)
    assert changes(found, "insurance") == [("2024-02-15", "2026-07-15", "15.0", True)]


def test_what_lies_in_a_window_is_looked_at_each_month() -> None:
    fact = RULES.facts["registered_on"].model_copy(update={"id": "deeds", "kind": "events"})
    line = line_with({"fact": "deeds", "known": True})
    scheme = RULES.schemes[COMMON].model_copy(update={"line": (line,)})
    moved = movements_of(scheme, {**RULES.facts, "deeds": fact})["insurance"]
    assert Mover("deeds", "window") in moved.movers
    assert not moved.steady


def test_the_partners_own_formula_and_condition_move_a_line_too() -> None:
    line = line_with({"fact": "hukou", "is": "elsewhere"}).model_copy(
        update={
            "people": "higher",
            "partner_when": FactAtLeast.model_validate(
                {"fact": "employment_months", "at_least": 6}
            ),
        }
    )
    scheme = RULES.schemes[COMMON].model_copy(update={"line": (line,)})
    moved = movements_of(scheme, RULES.facts)["insurance"]
    assert Mover("employment_months", "growth") in moved.movers
    assert Mover("partner_insurance_province_months", "growth") in moved.movers
    assert not moved.steady
