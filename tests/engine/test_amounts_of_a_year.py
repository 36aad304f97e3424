"""Amounts of a year added before points are given, against a count of its own.

累计每满 50 小时 1 分，每年最高 2 分: what is left of a year is lost.
"""

from decimal import Decimal
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest

from selfcheck.authoring.caps import lacking_at_caps
from selfcheck.rules.rulebook import Rulebook
from tests.tables import line, mistakes_in, range_of, read_table, sheet_of

HOURS = (
    '{ kind = "events", fact = "blood", points = 1, per = 50, year_together = true, '
    "year_at_most = 2MORE }"
)


def table(folder: Path, more: str = "") -> Rulebook:
    _, _, most = more.partition("at_most = ")
    return read_table(folder, line(HOURS.replace("MORE", more), more=most and f"max = {most}"))


def blood(*given: tuple[str, int]) -> dict[str, Any]:
    return {"blood": [{"on": day, "amount": amount} for day, amount in given]}


EXACT: dict[str, tuple[str, dict[str, Any], str]] = {
    "two of thirty in a year": ("", blood(("2019-03-01", 30), ("2019-09-01", 30)), "1"),
    "in two years": ("", blood(("2018-12-31", 30), ("2019-01-01", 30)), "0"),
    "at most two in a year": ("", blood(("2019-03-01", 90), ("2019-09-01", 90)), "2"),
    "each year by itself": ("", blood(("2018-03-01", 120), ("2019-09-01", 60)), "3"),
    "at most so many in all": (
        ", at_most = 3",
        blood(("2018-03-01", 100), ("2019-09-01", 100)),
        "3",
    ),
    "years counted back": (
        ', years = "back"',
        blood(("2018-12-31", 30), ("2019-01-01", 30)),
        "1",
    ),
    "only what the window keeps": (
        ", window = { since = 2019-01-01 }",
        blood(("2018-03-01", 100), ("2019-09-01", 50)),
        "1",
    ),
    "none": ("", {"blood": []}, "0"),
}


@pytest.mark.parametrize(("more", "facts", "points"), EXACT.values(), ids=EXACT)
def test_the_amounts_of_a_year_are_added_first(
    tmp_path: Path, more: str, facts: dict[str, Any], points: str
) -> None:
    assert range_of(sheet_of(table(tmp_path, more), facts)) == (points, points)


@pytest.mark.parametrize(
    "more",
    [
        "",
        ", window = { since = 2019-01-01 }",
        ", window = { since = 2020-01-01 }",
        ", window = { since = 2020-07-01 }",
        ', years = "back", window = { months = 24 }',
        ", at_most = 3",
    ],
)
def test_what_is_unknown_gives_the_most_that_can_be_told(tmp_path: Path, more: str) -> None:
    rulebook = table(tmp_path, more)
    days = ["2017-05-01", "2018-05-01", "2019-05-01", "2020-05-01", "2016-05-01"]
    told = combinations_with_replacement([(day, n) for day in days for n in (0, 1000)], 5)
    best = max(sheet_of(rulebook, blood(*some)).low for some in told)
    assert sheet_of(rulebook, {}).high == best


def test_without_a_cap_all_the_amounts_may_be_of_one_year(tmp_path: Path) -> None:
    uncapped = HOURS.replace("year_at_most = 2MORE", "at_most = 70").replace("50", "70")
    rulebook = read_table(tmp_path, line(uncapped, more="max = 70"))
    assert range_of(sheet_of(rulebook, {})) == ("0", "70")
    five = blood(*[("2019-05-01", 1000)] * 5)
    assert sheet_of(rulebook, five).low == Decimal(70)


def test_an_example_may_show_the_cap_of_a_year(tmp_path: Path) -> None:
    example = (
        '[[example]]\nname = "…"\non = 2020-06-01\nlow = 2\nanswers = { blood = ['
        "{ on = 2019-03-01, amount = 90 }, { on = 2019-09-01, amount = 90 }] }\n"
    )
    rulebook = read_table(tmp_path, line(HOURS.replace("MORE", "")) + example)
    (scheme,) = rulebook.schemes.values()
    assert [effect for _, effect in lacking_at_caps(scheme, rulebook)] == ["leaves"]


REFUSED = {
    "without an amount to reach": ("points = 1, per = 50, ", "points = 1, ", "year_together"),
    "with a cap of each": ("year_at_most = 2MORE", "each_at_most = 2", "each_at_most"),
    "with acts": ("MORE", ', acts = { a = "b" }', "acts"),
    "with only the highest": ("MORE", ', combine = "highest"', "combine"),
    "with any twelve months": ("MORE", ', years = "any"', "years"),
}


@pytest.mark.parametrize(("old", "new", "key"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_go_with_it_is_refused(tmp_path: Path, old: str, new: str, key: str) -> None:
    formula = HOURS.replace(old, new).replace("MORE", "")
    said = "goes with points and per" if key == "year_together" else "does not go with year_tog"
    found = mistakes_in(tmp_path, line(formula))
    assert any(f"formula.{key}" in one and said in one for one in found), found


def test_years_may_be_counted_back_without_a_cap(tmp_path: Path) -> None:
    back = HOURS.replace("year_at_most = 2MORE", 'years = "back"')
    assert mistakes_in(tmp_path, line(back)) == []
