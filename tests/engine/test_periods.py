"""Months and years between days: Civil Code, articles 200 to 204."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.engine.periods import (
    add_months,
    add_years,
    day_named,
    full_months,
    full_years,
)

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
MONTHS = st.integers(-1200, 1200)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2014, 12, 1), 3, date(2015, 3, 1)),
        (date(2014, 12, 1), 0, date(2014, 12, 1)),
        (date(2014, 12, 1), -12, date(2013, 12, 1)),
        (date(2014, 1, 15), -1, date(2013, 12, 15)),
        (date(2014, 11, 30), 1, date(2014, 12, 30)),
        (date(2014, 11, 30), 3, date(2015, 2, 28)),
        (date(2015, 11, 30), 3, date(2016, 2, 29)),
        (date(2015, 3, 31), -1, date(2015, 2, 28)),
        (date(2015, 5, 31), 1, date(2015, 6, 30)),
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
    ],
)
def test_a_month_ends_on_the_same_day_or_on_its_last(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@pytest.mark.parametrize(
    ("years", "anniversary"),
    [
        (1, date(2017, 2, 28)),
        (3, date(2019, 2, 28)),
        (4, date(2020, 2, 29)),
        (-4, date(2012, 2, 29)),
    ],
)
def test_of_29_february_the_anniversary_is_the_28th_but_in_leap_years(
    years: int, anniversary: date
) -> None:
    assert add_years(date(2016, 2, 29), years) == anniversary


@pytest.mark.parametrize("months", [-1, 12 * 8000])
def test_a_day_outside_the_calendar_is_refused(months: int) -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        add_months(date(1, 1, 31) if months < 0 else date(2014, 1, 31), months)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2014, 6, 1), date(2014, 12, 1), 6),
        (date(2014, 6, 2), date(2014, 12, 1), 5),
        (date(2014, 6, 1), date(2014, 6, 1), 0),
        (date(2014, 12, 1), date(2014, 6, 1), 0),
        (date(2014, 12, 1), date(2014, 11, 30), 0),
        (date(2014, 8, 31), date(2015, 2, 28), 6),
        (date(2014, 8, 31), date(2015, 2, 27), 5),
        (date(2016, 2, 29), date(2017, 2, 28), 12),
        (date(2020, 2, 29), date(2024, 2, 28), 47),
        (date(2020, 2, 29), date(2024, 2, 29), 48),
    ],
)
def test_a_month_is_full_on_the_day_it_ends(start: date, end: date, months: int) -> None:
    assert full_months(start, end) == months


def test_a_birth_of_20_november_1990_is_thirty_four_on_20_november_2024() -> None:
    assert full_years(date(1990, 11, 20), date(2024, 11, 19)) == 33
    assert full_years(date(1990, 11, 20), date(2024, 11, 20)) == 34


def test_a_birth_on_29_february_is_a_year_older_on_the_28th() -> None:
    assert full_years(date(1984, 2, 29), date(2023, 2, 27)) == 38
    assert full_years(date(1984, 2, 29), date(2023, 2, 28)) == 39
    assert full_years(date(1984, 2, 29), date(2024, 2, 28)) == 39
    assert full_years(date(1984, 2, 29), date(2024, 2, 29)) == 40


@given(DAYS, DAYS)
def test_full_months_are_the_most_that_fit(start: date, end: date) -> None:
    months = full_months(start, end)
    assert months == 0 or add_months(start, months) <= end
    assert add_months(start, months + 1) > end or months == 0


@given(DAYS, DAYS)
def test_full_years_are_the_most_that_fit(start: date, end: date) -> None:
    years = full_years(start, end)
    assert years == 0 or add_years(start, years) <= end
    assert add_years(start, years + 1) > end or years == 0


@given(DAYS, MONTHS)
def test_a_later_day_never_ends_earlier(start: date, months: int) -> None:
    assert add_months(start, months) <= add_months(start + timedelta(1), months)


@pytest.mark.parametrize(
    ("named", "day"), [("08-31", date(2020, 8, 31)), ("previous 12-31", date(2019, 12, 31))]
)
def test_a_day_is_named_in_the_year_or_in_the_one_before(named: str, day: date) -> None:
    assert day_named(named, date(2020, 12, 31)) == day
