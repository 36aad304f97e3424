"""Units that count in full once they have begun, against a reading of its own.

不足 1 年按 1 年计: the smallest number of years whose end is not before the day. Of a rate, the
smallest number of units that is not less than what is measured.
"""

from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from selfcheck.authoring.boundaries import proposals
from selfcheck.engine.periods import add_months, begun_months
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
from tests.tables import ON, range_of, read_table, sheet_of

YEARS = rate('{ fact = "born", in = "begun_years" }', "points = 2")
MONTHS = rate('{ fact = "born", in = "begun_months" }', "points = 1")
OF_PERIODS = rate('{ fact = "permit", in = "begun_years" }', "points = 3")
OF_A_NUMBER = rate('{ fact = "months", in = "begun_years" }', "points = 4")
UP = rate('{ fact = "area" }', 'points = 1, per = 3, after = 7, round = "up", at_most = 20')
FIRST = rate(
    '{ fact = "months" }', 'points = 1, per = 12, first = { at = 6, points = 5 }, round = "up"'
)
FROM = rate('{ fact = "months" }', 'points = 1, per = 12, from = 24, round = "up", at_most = 9')
OF_A_RATIO = rate(
    '{ ratio = [{ fact = "area" }, { fact = "people" }] }', 'points = 1, round = "up"'
)


@SOME
@given(DAYS, DAYS)
def test_the_months_begun_are_the_fewest_that_reach_the_day(start: date, end: date) -> None:
    assert begun_months(start, end) == next(n for n in count() if add_months(start, n) >= end)


EXACT: dict[str, tuple[str, dict[str, Any], str]] = {
    "nothing on the first day": (YEARS, {"born": ON}, "0"),
    "a year on the day after": (YEARS, {"born": "2020-05-31"}, "2"),
    "a year to the day": (YEARS, {"born": "2019-06-01"}, "2"),
    "a year and a day": (YEARS, {"born": "2019-05-31"}, "4"),
    "a month to the day": (MONTHS, {"born": "2020-05-01"}, "1"),
    "a month and a day": (MONTHS, {"born": "2020-04-30"}, "2"),
    "no period": (OF_PERIODS, {"permit": []}, "0"),
    "a single day": (OF_PERIODS, {"permit": [{"from": "2020-01-01", "to": "2020-01-01"}]}, "3"),
    "twelve months": (OF_PERIODS, {"permit": [{"from": "2019-01-01", "to": "2019-12-31"}]}, "3"),
    "twelve months and a day apart": (
        OF_PERIODS,
        {
            "permit": [
                {"from": "2018-01-01", "to": "2018-12-31"},
                {"from": "2020-01-01", "to": "2020-01-01"},
            ]
        },
        "6",
    ),
    "no months": (OF_A_NUMBER, {"months": 0}, "0"),
    "months of a year": (OF_A_NUMBER, {"months": 12}, "4"),
    "a month more than a year": (OF_A_NUMBER, {"months": 13}, "8"),
    "up to where it begins": (UP, {"area": 7}, "0"),
    "a little beyond": (UP, {"area": 7.1}, "1"),
    "a whole unit beyond": (UP, {"area": 10}, "1"),
    "two begun units": (UP, {"area": 10.5}, "2"),
    "no more than the cap": (UP, {"area": 500}, "20"),
    "before the first step": (FIRST, {"months": 5}, "0"),
    "the first step": (FIRST, {"months": 6}, "5"),
    "a begun unit after it": (FIRST, {"months": 7}, "6"),
    "below the beginning": (FROM, {"months": 23}, "0"),
    "at the beginning": (FROM, {"months": 24}, "2"),
    "beyond the beginning": (FROM, {"months": 25}, "3"),
    "a ratio that comes out whole": (OF_A_RATIO, {"area": 60, "people": 15}, "4"),
    "a ratio that does not": (OF_A_RATIO, {"area": 61, "people": 15}, "5"),
}


@pytest.mark.parametrize(("formula", "facts", "points"), EXACT.values(), ids=EXACT)
def test_a_begun_unit_counts_in_full(
    tmp_path: Path, formula: str, facts: dict[str, Any], points: str
) -> None:
    assert range_of(sheet_of(table_of(tmp_path, formula), facts)) == (points, points)


def test_what_dividing_leaves_in_the_last_digits_begins_no_unit(tmp_path: Path) -> None:
    third = "{ ratio = [{ number = 1 }, { number = 3 }] }"
    six = f'{{ ratio = [{{ multiply = [{{ fact = "area" }}, {third}] }}, {third}] }}'
    rulebook = table_of(tmp_path, rate(six, 'points = 1, round = "up"'))
    for number in range(30):
        assert sheet_of(rulebook, {"area": number}).low == number


UNKNOWN = {
    "a rate with a cap": (UP, "area", range(501)),
    "a first step": (FIRST, "months", range(601)),
    "a beginning": (FROM, "months", range(601)),
    "years of months": (OF_A_NUMBER, "months", range(601)),
}


@pytest.mark.parametrize(("formula", "fact", "answers"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_unknown_lies_between_what_some_answers_give_and_more_gives_no_less(
    tmp_path: Path, formula: str, fact: str, answers: range
) -> None:
    spans_its_answers(table_of(tmp_path, formula), fact, answers)


@pytest.mark.parametrize("formula", [YEARS, MONTHS])
@SOME
@given(born=DAYS)
def test_the_coming_months_are_what_each_day_gives(
    tmp_path_factory: pytest.TempPathFactory, formula: str, born: date
) -> None:
    follows_the_days(table_of(tmp_path_factory.mktemp("table"), formula), born)


@pytest.mark.parametrize(
    ("formula", "fact"),
    [
        (UP, "area = 0"),
        (FIRST, "months = 0"),
        (rate('{ fact = "months" }', 'points = 1, per = 12, round = "up"'), "months = 0"),
        (
            rate('{ fact = "born", in = "begun_months" }', 'points = 1, per = 12, round = "up"'),
            "born = 2020-06-01",
        ),
        (rate('{ fact = "permit", in = "begun_years" }', "points = 1, from = 2"), "permit = []"),
    ],
)
def test_examples_are_proposed_around_what_begins(tmp_path: Path, formula: str, fact: str) -> None:
    rulebook = read_table(tmp_path, in_line(formula) + EXAMPLE.replace("FACT", fact))
    lacks_nothing_then(rulebook)


def test_the_first_whole_unit_shows_which_way_is_rounded(tmp_path: Path) -> None:
    formula = rate('{ fact = "months" }', 'points = 1, per = 12, round = "up"')
    rulebook = read_table(tmp_path, in_line(formula) + EXAMPLE.replace("FACT", "months = 0"))
    made = proposals(next(iter(rulebook.schemes.values())), rulebook)
    assert [(example.answers["months"], example.low) for example in made] == [
        (11, Decimal(1)),
        (12, Decimal(1)),
        (13, Decimal(2)),
    ]
