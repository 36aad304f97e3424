"""Periods run from their first to their last day, both included; an open one to the day.

Against days counted one by one: a stretch holds n months where the n-th begins again after its
last day, and so many in all.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.engine.conditions import verdict
from selfcheck.engine.measures import measured, span
from selfcheck.engine.periods import add_months
from selfcheck.engine.scoring import counted
from selfcheck.rules.rulebook import Rulebook
from tests.engine.test_measures import measure
from tests.tables import line, read_table, sheet_of, situation
from tests.toml import condition

ON = "2019-04-30"
DAY = timedelta(1)
FULL_MONTHS = '{ kind = "rate", measure = { fact = "permit", in = "full_months" }, points = 1 }'


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return read_table(tmp_path_factory.mktemp("table"), line(FULL_MONTHS))


def number(table: Rulebook, how: str, *periods: tuple[str, str | None], on: str = ON) -> int | None:
    told = [{"from": begins, "to": ends} for begins, ends in periods]
    found = measured(
        measure(f'{{ fact = "permit", {how} }}'), situation(table, {"permit": told}, on)
    )
    return None if found is None else int(found)


MONTHS = 'in = "full_months"'
CLOSED, OPEN = ("2017-05-01", "2019-04-30"), ("2017-05-01", None)

EXACT: dict[str, tuple[str, list[tuple[str, str | None]], int]] = {
    "both days of a closed one": (MONTHS, [CLOSED], 24),
    "an open one to the day itself": (MONTHS, [OPEN], 24),
    "full years": ('in = "full_years"', [OPEN], 2),
    "no more begun than that": ('in = "begun_months"', [OPEN], 24),
    "a day short": (MONTHS, [("2017-05-02", None)], 23),
    "a day more has begun a month": ('in = "begun_months"', [("2017-04-30", None)], 25),
    "a day more has begun a year": ('in = "begun_years"', [("2017-04-30", None)], 3),
    "a single day": ('in = "begun_months"', [(ON, None)], 1),
    "a window of a year": (MONTHS + ", window = { months = 12 }", [("2018-05-01", None)], 12),
    "what is older than a year": (MONTHS + ", window = { older_than = 12 }", [OPEN], 12),
    "the first day of a window": (
        MONTHS + ", window = { months = 12 }",
        [("2018-04-30", "2019-04-29")],
        11,
    ),
    "calendar years": (MONTHS + ", window = { calendar_years = 1 }", [OPEN], 4),
    "unbroken to the day": (MONTHS + ", unbroken = true", [CLOSED], 24),
    "broken the day before": (MONTHS + ", unbroken = true", [("2017-05-01", "2019-04-29")], 0),
    "a gap of a month": (
        MONTHS + ", unbroken = true, gap_months = 1",
        [("2017-05-01", "2018-04-30"), ("2018-06-01", None)],
        23,
    ),
    "a gap of a month and a day": (
        MONTHS + ", unbroken = true, gap_months = 1",
        [("2017-05-01", "2018-04-30"), ("2018-06-02", None)],
        10,
    ),
    "one a day short is not full": (MONTHS, [("2018-01-01", "2018-12-30")], 11),
    "nor is its year": ('in = "full_years"', [("2018-01-01", "2018-12-30")], 0),
    "nor with full months elsewhere": (
        MONTHS,
        [("2017-01-01", "2017-01-31"), ("2018-01-01", "2018-12-30")],
        12,
    ),
    "what is left of several is put together": (
        MONTHS,
        [("2017-01-01", "2017-01-01"), ("2018-01-01", "2018-12-30")],
        12,
    ),
    "and not when it is less than a month": (
        MONTHS,
        [("2017-01-01", "2017-01-10"), ("2018-01-01", "2018-01-19")],
        0,
    ),
    "two that meet are one": (MONTHS, [("2017-05-01", "2018-02-14"), ("2018-02-15", None)], 24),
}


@pytest.mark.parametrize(("how", "periods", "months"), EXACT.values(), ids=EXACT)
def test_both_days_of_a_period_are_in_it(
    table: Rulebook, how: str, periods: list[tuple[str, str | None]], months: int
) -> None:
    assert number(table, how, *periods) == months


@pytest.mark.parametrize("on", ["2018-12-31", "2019-01-01"])
def test_a_calendar_year_is_that_of_the_day(table: Rulebook, on: str) -> None:
    how = 'in = "begun_months", window = { calendar_years = 1 }'
    assert number(table, how, ("2017-05-01", None), on=on) == (12 if on == "2018-12-31" else 1)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.dates(date(2010, 1, 1), date(2019, 4, 30)), st.integers(0, 3000))
def test_months_are_full_on_the_day_before_they_begin_anew(
    table: Rulebook, first: date, days: int
) -> None:
    last = min(first + days * DAY, date.fromisoformat(ON))
    told = number(table, MONTHS, (first.isoformat(), last.isoformat()))
    assert told is not None
    assert add_months(first, told) <= last + DAY < add_months(first, told + 1)


@pytest.mark.parametrize(("first", "met"), [("2018-05-01", "met"), ("2018-05-02", "unmet")])
def test_a_window_that_is_full_is_met(table: Rulebook, first: str, met: str) -> None:
    full = condition(
        '{ measure = { fact = "permit", in = "full_months", window = { months = 12 } },'
        " at_least = 12 }"
    )
    at = situation(table, {"permit": [{"from": first}]}, ON)
    assert verdict(full, at).value == met


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.dates(date(2010, 1, 1), date(2020, 12, 31)), st.integers(1, 60))
def test_a_window_holds_as_many_months_as_it_says(table: Rulebook, on: date, months: int) -> None:
    how = f'in = "full_months", window = {{ months = {months} }}'
    assert number(table, how, ("2000-01-01", None), on=on.isoformat()) == months
    assert (
        span(measure(f'{{ fact = "permit", {how} }}'), situation(table, {}, on.isoformat())).high
        == months
    )


def test_an_open_one_goes_up_to_the_day_that_is_counted_to(tmp_path: Path) -> None:
    rulebook = read_table(tmp_path, 'counted_to = "04-30"\n' + line(FULL_MONTHS))
    told: dict[str, Any] = {"permit": [{"from": "2017-05-01"}]}
    assert [sheet_of(rulebook, told, on).low for on in ("2019-02-01", "2019-08-01")] == [24, 24]
    scheme = next(iter(rulebook.schemes.values()))
    running = condition('{ fact = "permit", running = true }')
    assert verdict(running, counted(scheme, situation(rulebook, told, ON))).value == "met"
