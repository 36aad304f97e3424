"""Events with caps of years that begin anywhere, and acts of which several count.

A reading of its own shares the points out in every way there is; what nobody told lies between
nothing and the most that any list comes to, and that is reached.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations_with_replacement, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.engine import untold
from selfcheck.engine.answers import Event
from selfcheck.engine.happenings import of_events
from selfcheck.engine.kept import Once
from selfcheck.engine.periods import add_months
from selfcheck.engine.untold import is_limited, most_of_events
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.formulas import Events
from tests.tables import QUESTIONS, line, range_of, read_table, sheet_of
from tests.toml import formula

TODAY = date(2020, 6, 1)
SOME = settings(max_examples=60, deadline=None, derandomize=True)
ANY = (
    'kind = "events", fact = "blood", per = 200, points = 1, year_at_most = 3, years = "any",'
    " at_most = 10"
)
ACTS = (
    'kind = "events", fact = "awards", levels = { county = 2, city = 5 },'
    ' acts = { county = "hero", city = "hero" }, at_most = 50'
)


def events(*keys: str) -> Events:
    """Return the formula with these keys, as a rule file has them."""
    written = ", ".join(('kind = "events"', 'fact = "it"', *filter(None, keys)))
    made = formula(f"{{ {written} }}")
    assert isinstance(made, Events)
    return made


def shared_out(dated: list[tuple[date, int]], most: int) -> int:
    """The most of all ways to count part of each, none of which puts too much into a stretch."""
    stretches = [
        [n for n, (on, _) in enumerate(dated) if begins <= on <= add_months(begins, 12)]
        for begins, _ in dated
    ]
    ways = product(*(range(points + 1) for _, points in dated))
    fitting = (w for w in ways if all(sum(w[n] for n in inside) <= most for inside in stretches))
    return max(map(sum, fitting))


DAYS = st.dates(date(2017, 1, 1), TODAY)


@SOME
@given(st.lists(st.tuples(DAYS, st.integers(0, 3)), max_size=5).map(sorted), st.integers(0, 5))
def test_any_twelve_months_hold_no_more_than_their_cap_and_no_way_counts_more(
    dated: list[tuple[date, int]], most: int
) -> None:
    made = events(f'points = 1, per = 1, year_at_most = {most}, years = "any"')
    told = tuple(Event(on, Decimal(points)) for on, points in dated)
    assert of_events(made, told, TODAY).points == shared_out(dated, most)


def test_twelve_months_that_begin_in_the_middle_of_a_year_have_one_cap(tmp_path: Path) -> None:
    rulebook = read_table(tmp_path, line(f"{{ {ANY} }}", more="max = 10"))
    blood = [("2018-11-01", 400), ("2019-03-01", 400), ("2019-11-01", 400), ("2019-11-02", 400)]
    told = [{"on": on, "amount": amount} for on, amount in blood]
    # 2 points, then 1; on the same day a year later still 1, as the twelve months from 1 March
    # 2019 hold it too; and nothing on the day after, whose twelve months have had 3 by then.
    assert sheet_of(rulebook, {"blood": told[:2]}).low == 3
    assert sheet_of(rulebook, {"blood": told[:3]}).low == 3
    assert sheet_of(rulebook, {"blood": [told[0], told[1], told[3]]}).low == 5
    assert sheet_of(rulebook, {"blood": told}).low == 5


@pytest.mark.parametrize(
    ("on", "points"), [("2020-01-01", "3"), ("2020-01-02", "4"), ("2019-12-31", "3")]
)
def test_the_same_day_a_year_later_still_is_in_the_twelve_months(
    tmp_path: Path, on: str, points: str
) -> None:
    rulebook = read_table(tmp_path, line(f"{{ {ANY} }}", more="max = 10"))
    told = [{"on": "2019-01-01", "amount": 600}, {"on": on, "amount": 200}]
    assert range_of(sheet_of(rulebook, {"blood": told})) == (points, points)


# --- several acts of one kind -----------------------------------------------------------------

DEEDS = [
    {"on": "2019-03-01", "level": "county"},
    {"on": "2019-03-01", "level": "city"},
    {"on": "2019-09-01", "level": "county"},
    {"on": "2020-02-01", "level": "city"},
]


@pytest.mark.parametrize(
    ("apart", "points", "counted"),
    [
        ("", 5, 1),
        (', one_act_in = "ever"', 5, 1),
        (', one_act_in = "year"', 10, 2),
        (', one_act_in = "year", years = "back"', 10, 2),
        (', one_act_in = "day"', 12, 3),
        (', one_act_in = "day", year_at_most = 6', 11, 3),
        (', one_act_in = "day", year_at_most = 6, years = "any"', 6, 3),
        (', one_act_in = "year", year_at_most = 4', 8, 2),
    ],
)
def test_deeds_of_one_kind_count_each_where_the_table_says_so(
    tmp_path: Path, apart: str, points: int, counted: int
) -> None:
    rulebook = read_table(tmp_path, line(f"{{ {ACTS}{apart} }}", more="max = 50"), QUESTIONS)
    (found,) = sheet_of(rulebook, {"awards": DEEDS}).lines
    assert found.low == points
    assert found.own.reason.values["counted"] == counted


# --- what nobody told -------------------------------------------------------------------------

GIVING = {
    "points": "points = 2",
    "levels": "levels = { a = 1, b = 3 }",
    "a level that is not listed": "levels = { b = 3 }, others = 1",
    "an act of a level that is not listed": (
        'levels = { b = 3 }, others = 0, acts = { a = "x", b = "x" }, one_act_in = "day"'
    ),
    "amounts": "points = 1, per = 2",
    "amounts up to": "points = 1, per = 2, each_at_most = 2",
    "falling": "escalating = [4, 1]",
    "rising": "escalating = [1, 4, 2]",
    "acts": 'levels = { a = 1, b = 3 }, acts = { a = "x", b = "x" }',
    "an act beside others": 'levels = { a = 1, b = 3 }, acts = { b = "x" }',
    "acts of years": 'levels = { a = 1, b = 3 }, acts = { b = "x" }, one_act_in = "year"',
    "rows": "each = [{ levels = ['a'], points = 2, per = 3 }, { levels = ['b'], points = 3 }]",
    "a row of bands": (
        "each = [{ levels = ['b'], bands = [{ from = 0, below = 2, points = 1 },"
        " { from = 2, below = 4, points = 5 }, { from = 4, points = 2 }] }], others = 1"
    ),
    "rows that rise": (
        "each = [{ levels = ['a'], escalating = [1, 2] }, { levels = ['b'], escalating = [0, 5] }]"
    ),
    "rows that fall and a cap": (
        "each = [{ levels = ['a'], escalating = [4, 1] }, { levels = ['b'], points = 2 }],"
        " each_at_most = 3"
    ),
    "rows that rise among all": (
        "each = [{ levels = ['a'], escalating = [2, 3] }, { levels = ['b'], escalating = [1, 1, 6]"
        ' }], place_among = "all"'
    ),
    "acts of days": 'levels = { a = 2, b = 3 }, acts = { a = "y", b = "x" }, one_act_in = "day"',
}
LIMITS = {
    "nothing": "",
    "a cap": "at_most = 5",
    "calendar years": "year_at_most = 3",
    "years back": 'year_at_most = 3, years = "back"',
    "any year": 'year_at_most = 4, years = "any"',
    "any year, little": 'year_at_most = 1, years = "any"',
    "the highest": 'combine = "highest"',
    "the highest, and the cap of a year": 'combine = "highest", year_at_most = 2',
}
WINDOWS = {
    "two years": "window = { months = 24 }",
    "two years and a month": "window = { months = 25 }",
    "half a year": "window = { months = 6 }",
    "a day": "window = { since = 2020-06-01 }",
    "nothing": "window = { since = 2020-06-01, until = 2020-06-01, older_than = 1 }",
}


def fitting() -> Iterator[Any]:
    for giving, limit, window in product(GIVING, LIMITS, WINDOWS):
        made = events(GIVING[giving], LIMITS[limit], WINDOWS[window])
        apart = made.escalates and made.place_among == "row" and not made.escalating
        if apart and made.year_at_most is not None:
            continue
        once = made.acts and made.one_act_in == "ever" and made.year_at_most is not None
        moved = made.one_act_in == "year" and made.years == "any"
        if not (once or moved or (made.acts and made.combine == "highest")):
            yield pytest.param(made, id=f"{giving}, {limit}, {window}")


MANY = 3
IT = Fact.model_validate(
    {
        "id": "it",
        "section": "conduct",
        "kind": "events",
        "name": "it",
        "label": "it",
        "most": MANY,
        "minimum": Decimal(0),
        "maximum": Decimal(6),
        "choices": ({"id": "a", "label": "a"}, {"id": "b", "label": "b"}),
    }
)


def days_apart() -> tuple[date, ...]:
    """Days of which some lie in stretches of their own, whatever a stretch is."""
    first = {date(2018, 5, 1), date(2018, 6, 1), date(2019, 12, 1)}
    later = {add_months(day, 12) + timedelta(1) for day in first}
    found = {*first, *later, date(2020, 5, 31), TODAY, TODAY - timedelta(2)}
    return tuple(sorted(day for day in found if day <= TODAY))


def lists(made: Events) -> Iterator[tuple[Event, ...]]:
    levels = ("a", "b") if made.levels or made.each else ("",)
    amounts = (Decimal(6), Decimal(2))
    one = [
        Event(day, amount, level)
        for day in days_apart()
        for level in levels
        for amount in (amounts if made.per or made.each else amounts[:1])
    ]
    for many in range(MANY + 1):
        yield from combinations_with_replacement(one, many)


@pytest.mark.parametrize("made", list(fitting()))
def test_the_most_is_what_some_list_gives_and_none_gives_more(made: Events) -> None:
    most = most_of_events(made, IT, TODAY, None)
    assert most == max(of_events(made, told, TODAY).points for told in lists(made))


@pytest.mark.parametrize(
    ("made", "limited"),
    [
        (events("points = 1"), False),
        (events("points = 1, at_most = 3"), True),
        (events("points = 1, year_at_most = 3"), True),
        (events('points = 1, combine = "highest"'), True),
        (events('points = 1, per = 2, combine = "highest"'), False),
        (events('points = 1, per = 2, combine = "highest", each_at_most = 3'), True),
        (events('levels = { a = 1 }, acts = { a = "x" }'), True),
        (events('levels = { a = 1 }, acts = { a = "x" }, one_act_in = "year"'), True),
        (events('levels = { a = 1 }, acts = { a = "x" }, one_act_in = "day"'), False),
        (events('levels = { a = 1, b = 2 }, acts = { a = "x" }'), False),
        (events('levels = { a = 1, b = 0 }, acts = { a = "x" }'), True),
        (events('levels = { a = 1 }, others = 0, acts = { a = "x" }'), True),
        (events('levels = { a = 1 }, others = 2, acts = { a = "x" }'), False),
    ],
)
def test_a_text_limits_events_or_leaves_them_without_an_upper_bound(
    made: Events, limited: bool
) -> None:
    assert is_limited(made, IT) is limited


def test_what_lies_after_the_day_of_assessment_cannot_be_told() -> None:
    made = events("points = 2, year_at_most = 3, window = { calendar_years = 2 }")
    # Counted up to May of next year, assessed in this: one year of the two has begun.
    assert most_of_events(made, IT, date(2021, 5, 31), TODAY) == 3
    assert most_of_events(made, IT, date(2021, 5, 31), None) == 5


def test_the_most_is_kept_and_what_is_kept_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    made, kept = events("points = 2"), Once[Decimal](most=2)
    monkeypatch.setattr(untold, "_most_told", kept)
    days = [add_months(TODAY, ahead) for ahead in (0, 0, 1, 2)]
    assert [most_of_events(made, IT, day, None) for day in days] == [6, 6, 6, 6]
    assert [codes for _, codes in kept.made] == [(days[-1], None)]
