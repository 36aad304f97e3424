"""Events of one act that count once, and caps of a year that is no calendar year.

A reading of its own says what a list of events comes to; what nobody told of lies between
nothing and the most that any list comes to.
"""

from datetime import date
from decimal import Decimal
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest

from tests.tables import QUESTIONS, line, mistakes_in, range_of, read_table, sheet_of

LEVELS = {"county": 2, "city": 5, "worker": 3}
ACTS = {"county": "hero", "city": "hero"}
ASKED = QUESTIONS.replace(
    '{ id = "city", label = "市" }] },',
    '{ id = "city", label = "市" }, { id = "worker", label = "工" }] },',
).replace('name = "K", label = "K", most = 5', 'name = "K", label = "K", most = 3')
OF_ACTS = (
    'kind = "events", fact = "awards", levels = { county = 2, city = 5, worker = 3 },'
    ' acts = { county = "hero", city = "hero" }'
)


def table(tmp_path: Path, formula: str, more: str = "") -> Any:
    return read_table(tmp_path, line(f"{{ {formula} }}", more=more), ASKED)


def told(levels: tuple[str, ...]) -> dict[str, Any]:
    days = ("2018-01-01", "2019-01-01", "2020-01-01")
    return {"awards": [{"on": d, "level": v} for d, v in zip(days, levels, strict=False)]}


LISTS = [made for many in range(4) for made in combinations_with_replacement(LEVELS, many)]


def reading(levels: tuple[str, ...], each_at_most: int = 99) -> int:
    figures = [(ACTS.get(level), min(LEVELS[level], each_at_most)) for level in levels]
    heroic = max((points for act, points in figures if act), default=0)
    return heroic + sum(points for act, points in figures if not act)


def test_an_act_counts_once_at_its_highest_and_other_acts_are_added(tmp_path: Path) -> None:
    rulebook = table(tmp_path, OF_ACTS)
    for levels in LISTS:
        found = sheet_of(rulebook, told(levels))
        assert found.low == found.high == reading(levels), levels


def test_what_counts_is_counted(tmp_path: Path) -> None:
    (found,) = sheet_of(table(tmp_path, OF_ACTS), told(("county", "city", "worker"))).lines
    assert found.own.reason.values["counted"] == 2


@pytest.mark.parametrize(("more", "each"), [("", 99), (", each_at_most = 4", 4)])
def test_unknown_acts_lie_between_nothing_and_the_most_of_any_list(
    tmp_path: Path, more: str, each: int
) -> None:
    most = max(reading(levels, each) for levels in LISTS)
    known = table(tmp_path, f"{OF_ACTS}, at_most = 100{more}", "max = 100")
    assert range_of(sheet_of(known, {})) == ("0", str(most))
    assert all(sheet_of(known, told(levels)).high == reading(levels, each) for levels in LISTS)


def test_acts_that_may_be_told_without_end_have_no_upper_bound_without_a_cap(
    tmp_path: Path,
) -> None:
    assert range_of(sheet_of(table(tmp_path, OF_ACTS), {})) == ("0", None)


def test_acts_that_each_count_once_have_an_upper_bound_of_their_own(tmp_path: Path) -> None:
    once = OF_ACTS.replace('city = "hero"', 'city = "hero", worker = "work"')
    assert range_of(sheet_of(table(tmp_path, once), {})) == ("0", "8")


def test_acts_that_are_taken_away_end_where_the_question_does(tmp_path: Path) -> None:
    rulebook = read_table(tmp_path, line(f"{{ {OF_ACTS} }}", head="deduction") + base(), ASKED)
    assert sheet_of(rulebook, {}).deductions[0].low == -11


def base() -> str:
    return line('{ kind = "base", points = 20, why = "a" }', "base", "max = 20")


# --- years that are counted back --------------------------------------------------------------

BACK = 'kind = "events", fact = "offences", points = 2, year_at_most = 3, years = "back"'
DAYS = (
    "2020-06-01",
    "2019-06-01",  # twelve months ago: still the first twelve
    "2019-05-31",
    "2019-01-01",
    "2018-06-01",
    "2018-05-31",
)


def back(days: tuple[str, ...]) -> int:
    """By hand: which twelve months, up to 1 June 2020, a day lies in; 3 points in each."""
    first = sum(2 for day in days if day >= "2019-06-01")
    second = sum(2 for day in days if "2018-06-01" <= day < "2019-06-01")
    third = sum(2 for day in days if day < "2018-06-01")
    return min(first, 3) + min(second, 3) + min(third, 3)


@pytest.mark.parametrize("many", range(5))
def test_twelve_months_back_have_one_cap(tmp_path: Path, many: int) -> None:
    rulebook = table(tmp_path, BACK)
    for days in combinations_with_replacement(DAYS, many):
        assert sheet_of(rulebook, {"offences": list(days)}).low == back(days), days


@pytest.mark.parametrize(
    ("window", "most"),
    [
        ("{ months = 12 }", "3"),
        ("{ months = 24 }", "6"),
        ("{ months = 24, older_than = 12 }", "3"),
        ("{ months = 13 }", "6"),
        ("{ since = 2010-01-01 }", "8"),
    ],
)
def test_the_most_is_the_cap_of_each_twelve_months_of_the_window(
    tmp_path: Path, window: str, most: str
) -> None:
    rulebook = table(tmp_path, f"{BACK}, window = {window}")
    assert range_of(sheet_of(rulebook, {})) == ("0", most)


def test_calendar_years_of_a_window_that_ends_early_are_counted_up_to_its_end(
    tmp_path: Path,
) -> None:
    formula = BACK.replace(', years = "back"', ", window = { calendar_years = 3, older_than = 12 }")
    # 2018 and 2019 up to 31 May: two years of the three.
    assert range_of(sheet_of(table(tmp_path, formula), {})) == ("0", "6")


def test_every_day_of_a_year_is_in_one_twelve_months(tmp_path: Path) -> None:
    rulebook = table(tmp_path, BACK.replace("year_at_most = 3", "year_at_most = 1"))
    for ordinal in range(date(2019, 6, 1).toordinal(), date(2020, 6, 2).toordinal()):
        day = date.fromordinal(ordinal).isoformat()
        assert sheet_of(rulebook, {"offences": [day, "2020-06-01"]}).low == Decimal(1), day


WRONG = {
    "acts without levels": (
        'kind = "events", fact = "awards", points = 1, acts = { city = "hero" }',
        "acts: goes with levels only: it says which of them are of one act",
    ),
    "an act of no choice": (
        OF_ACTS.replace('city = "hero"', 'town = "hero"'),
        "acts: names 'town', which is not a choice of 'awards'; it has county, city, worker",
    ),
    "acts and the cap of a year": (
        f"{OF_ACTS}, year_at_most = 3",
        "year_at_most: stands beside acts; one act counts once, whatever the year, unless"
        " one_act_in is day or year",
    ),
    "acts and the highest of all": (
        f'{OF_ACTS}, combine = "highest"',
        "combine: stands beside acts; one act counts once, at its highest, already",
    ),
    "what is one act of what has no acts": (
        'kind = "events", fact = "offences", points = 1, one_act_in = "day"',
        "one_act_in: goes with acts only: it says when two of them are one",
    ),
    "an act of a year that moves": (
        f'{OF_ACTS}, one_act_in = "year", years = "any", year_at_most = 3',
        "years: is any, but one_act_in = year needs calendar or back: years that do not move",
    ),
    "years without their cap": (
        'kind = "events", fact = "offences", points = 2, years = "back"',
        "years: goes with year_at_most only, the cap of a year",
    ),
}


@pytest.mark.parametrize(("formula", "said"), WRONG.values(), ids=WRONG)
def test_what_does_not_go_together_is_named(tmp_path: Path, formula: str, said: str) -> None:
    (mistake,) = mistakes_in(tmp_path, line(f"{{ {formula} }}"), ASKED)
    assert mistake.endswith(f"line[0].formula.{said}")
