"""Units of which half and more counts in full and less does not, against a reading of its own.

满半年按 1 年计，不满半年不计: a year more once six full months of it are over; a month more once
fifteen days of it are. Of a rate, the whole number that is nearest, a half taken up.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from selfcheck.engine.periods import add_months, rounded_months
from selfcheck.rules.thresholds import thresholds
from tests.engine.rounded_units import (
    DAYS,
    EXAMPLE,
    SOME,
    follows_the_days,
    in_line,
    lacks_nothing_then,
    rate,
    spans_its_answers,
    table_of,
)
from tests.tables import ON, line, mistakes_in, range_of, read_table, sheet_of
from tests.toml import formula as formula_of

YEARS = rate('{ fact = "born", in = "rounded_years" }', "points = 2")
MONTHS = rate('{ fact = "born", in = "rounded_months" }', "points = 1")
OF_PERIODS = rate('{ fact = "permit", in = "rounded_years" }', "points = 3")
MONTHS_OF_PERIODS = rate('{ fact = "permit", in = "rounded_months" }', "points = 3")
OF_A_NUMBER = rate('{ fact = "months", in = "rounded_years" }', "points = 4")
HALF = rate('{ fact = "area" }', 'points = 1, per = 3, after = 7, round = "half", at_most = 20')
FIRST = rate(
    '{ fact = "months" }', 'points = 1, per = 12, first = { at = 6, points = 5 }, round = "half"'
)
FULL = rate('{ fact = "born", in = "full_months" }', 'points = 1, per = 12, round = "half"')
OF_A_RATIO = rate(
    '{ ratio = [{ fact = "area" }, { fact = "people" }] }', 'points = 1, round = "half"'
)


@SOME
@given(DAYS, DAYS)
def test_a_month_is_there_once_fifteen_days_of_it_are_over(start: date, end: date) -> None:
    start, end = sorted((start, end))
    reached = (n for n in count(1) if add_months(start, n - 1) + timedelta(15) > end)
    assert rounded_months(start, end) == next(reached) - 1


EXACT: dict[str, tuple[str, dict[str, Any], str]] = {
    "nothing on the first day": (YEARS, {"born": ON}, "0"),
    "a day short of half a year": (YEARS, {"born": "2019-12-02"}, "0"),
    "half a year": (YEARS, {"born": "2019-12-01"}, "2"),
    "a day short of a year and a half": (YEARS, {"born": "2018-12-02"}, "2"),
    "a year and a half": (YEARS, {"born": "2018-12-01"}, "4"),
    "fourteen days": (MONTHS, {"born": "2020-05-18"}, "0"),
    "fifteen days": (MONTHS, {"born": "2020-05-17"}, "1"),
    "a month and a half": (MONTHS, {"born": "2020-04-17"}, "2"),
    "no period": (OF_PERIODS, {"permit": []}, "0"),
    "half a year of periods": (
        OF_PERIODS,
        {
            "permit": [
                {"from": "2018-01-01", "to": "2018-04-30"},
                {"from": "2020-01-01", "to": "2020-02-29"},
            ]
        },
        "3",
    ),
    "months of periods": (
        MONTHS_OF_PERIODS,
        {
            "permit": [
                {"from": "2018-01-01", "to": "2018-02-10"},
                {"from": "2020-01-01", "to": "2020-01-05"},
            ]
        },
        "6",
    ),
    "five months": (OF_A_NUMBER, {"months": 5}, "0"),
    "six months": (OF_A_NUMBER, {"months": 6}, "4"),
    "seventeen months": (OF_A_NUMBER, {"months": 17}, "4"),
    "eighteen months": (OF_A_NUMBER, {"months": 18}, "8"),
    "less than half a unit": (HALF, {"area": 8.4}, "0"),
    "half a unit": (HALF, {"area": 8.5}, "1"),
    "a unit and a half": (HALF, {"area": 11.5}, "2"),
    "no more than the cap": (HALF, {"area": 500}, "20"),
    "the first step, and less than half": (FIRST, {"months": 11}, "5"),
    "the first step, and half": (FIRST, {"months": 12}, "6"),
    "six full months": (FULL, {"born": "2019-12-01"}, "1"),
    "six months but a day": (FULL, {"born": "2019-12-02"}, "0"),
    "a ratio of a half": (OF_A_RATIO, {"area": 50, "people": 20}, "3"),
    "a ratio below a half": (OF_A_RATIO, {"area": 49, "people": 20}, "2"),
}


@pytest.mark.parametrize(("formula", "facts", "points"), EXACT.values(), ids=EXACT)
def test_half_a_unit_counts_in_full_and_less_does_not(
    tmp_path: Path, formula: str, facts: dict[str, Any], points: str
) -> None:
    assert range_of(sheet_of(table_of(tmp_path, formula), facts)) == (points, points)


def test_what_dividing_leaves_in_the_last_digits_lacks_no_half(tmp_path: Path) -> None:
    third = "{ ratio = [{ number = 1 }, { number = 3 }] }"
    half = f'{{ multiply = [{{ fact = "area" }}, {third}] }}'
    rulebook = table_of(tmp_path, rate(half, 'points = 1, per = 3, round = "half"'))
    # A ninth of it, so that 4.5, 13.5 and so on are halves.
    for number in (Decimal("4.5"), Decimal("13.5"), Decimal("31.5")):
        assert sheet_of(rulebook, {"area": number}).low == (number + Decimal("4.5")) / 9


UNKNOWN = {
    "a rate with a cap": (HALF, "area", range(501)),
    "a first step": (FIRST, "months", range(601)),
    "years of months": (OF_A_NUMBER, "months", range(601)),
}


@pytest.mark.parametrize(("formula", "fact", "answers"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_unknown_lies_between_what_some_answers_give_and_more_gives_no_less(
    tmp_path: Path, formula: str, fact: str, answers: range
) -> None:
    spans_its_answers(table_of(tmp_path, formula), fact, answers)


def test_rising_and_falling_with_rounded_years_is_tight(tmp_path: Path) -> None:
    away = line(
        '{ kind = "rate", measure = { fact = "months" }, points = 1, per = 12, at_most = 5 }',
        "b",
        head="deduction",
    )
    rulebook = read_table(
        tmp_path,
        line(
            rate('{ fact = "months", in = "rounded_years" }', "points = 4, at_most = 16"),
            more="max = 16",
        )
        + away,
    )
    points = [sheet_of(rulebook, {"months": months}).low for months in range(601)]
    nobody = sheet_of(rulebook, {})
    assert (nobody.low, nobody.high) == (min(points), max(points))


@pytest.mark.parametrize("formula", [YEARS, MONTHS, FULL])
@SOME
@given(born=DAYS)
def test_the_coming_months_are_what_each_day_gives(
    tmp_path_factory: pytest.TempPathFactory, formula: str, born: date
) -> None:
    follows_the_days(table_of(tmp_path_factory.mktemp("table"), formula), born)


@pytest.mark.parametrize(
    ("formula", "fact"),
    [
        (HALF, "area = 0"),
        (FIRST, "months = 0"),
        (FULL, "born = 2020-06-01"),
        (rate('{ fact = "permit", in = "rounded_years" }', "points = 1, from = 2"), "permit = []"),
    ],
)
def test_examples_are_proposed_around_the_first_half(
    tmp_path: Path, formula: str, fact: str
) -> None:
    rulebook = read_table(tmp_path, in_line(formula) + EXAMPLE.replace("FACT", fact))
    lacks_nothing_then(rulebook)


@pytest.mark.parametrize(
    ("formula", "numbers"), [(HALF, [8.5]), (FIRST, [6, 12]), (FULL, [6]), (YEARS, [])]
)
def test_the_first_half_is_a_threshold(formula: str, numbers: list[float]) -> None:
    assert [float(found.number) for found in thresholds(formula_of(formula))] == numbers


@pytest.mark.parametrize(
    ("how", "per"),
    [("full_years", 1), ("full_months", 3), ("begun_years", 2), ("rounded_months", 12)],
)
def test_time_of_which_no_half_shows_is_refused(tmp_path: Path, how: str, per: int) -> None:
    formula = rate(f'{{ fact = "born", in = "{how}" }}', f'points = 1, per = {per}, round = "half"')
    (said,) = mistakes_in(tmp_path, line(formula))
    right = f"rounded_{how.rpartition('_')[2]}"
    assert said.endswith(
        f'formula.measure.in: counts {how}, of which no half is left to round; write in = "{right}"'
        " and leave round out"
    )
