"""What a measure reads: exact where all is known, between two ends where something is not."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from selfcheck.engine.answers import ImpossibleAnswers
from selfcheck.engine.conditions import verdict
from selfcheck.engine.measures import measured, span
from selfcheck.rules.model.conditions import MeasureIs
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.measures import AnyMeasure, Constant
from selfcheck.rules.rulebook import Rulebook
from tests.tables import line, read_table, situation
from tests.toml import condition, entry


class _Holder(Entry):
    it: AnyMeasure


def measure(text: str) -> AnyMeasure:
    return entry(_Holder, f"it = {text}").it


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    formula = '{ kind = "rate", measure = { fact = "months" }, points = 1 }'
    return read_table(tmp_path_factory.mktemp("table"), line(formula))


SEVERAL = [
    {"from": "2015-01-01", "to": "2016-12-31", "level": "paid"},
    {"from": "2016-06-01", "to": "2017-12-31", "level": "late"},
    {"from": "2018-02-01", "to": "2018-05-20", "level": "paid"},
    {"from": "2019-06-01", "level": "paid"},
]
GIVEN = [
    {"on": "2014-12-31", "amount": 200},
    {"on": "2018-06-01", "amount": 400},
    {"on": "2020-06-01", "amount": 300},
]
INSURED = 'fact = "insured", in = "full_months"'
BLOOD = 'fact = "blood", in = "count"'

EXACT: dict[str, tuple[str, dict[str, Any], str]] = {
    "months in full years": ('{ fact = "months", in = "full_years" }', {"months": 35}, "2"),
    "years up to a day of the year": (
        '{ fact = "born", in = "full_years", by = "08-31" }',
        {"born": "2000-08-31"},
        "20",
    ),
    "periods that overlap count once, odd days together": (
        f"{{ {INSURED} }}",
        {"insured": SEVERAL},
        "51",
    ),
    "periods of some levels": (f'{{ {INSURED}, levels = ["late"] }}', {"insured": SEVERAL}, "19"),
    "the last months": (f"{{ {INSURED}, window = {{ months = 24 }} }}", {"insured": SEVERAL}, "12"),
    "what is older": (
        f"{{ {INSURED}, window = {{ older_than = 24 }} }}",
        {"insured": SEVERAL},
        "39",
    ),
    "between days that are printed": (
        f"{{ {INSURED}, window = {{ since = 2016-01-01, until = 2016-12-31 }} }}",
        {"insured": SEVERAL},
        "12",
    ),
    "the unbroken end": (f"{{ {INSURED}, unbroken = true }}", {"insured": SEVERAL}, "12"),
    "nothing unbroken that stopped": (
        f"{{ {INSURED}, unbroken = true }}",
        {"insured": SEVERAL[:2]},
        "0",
    ),
    "gaps that are forgiven": (
        f"{{ {INSURED}, unbroken = true, gap_months = 13 }}",
        {"insured": SEVERAL},
        "51",
    ),
    "periods in full years": (
        '{ fact = "permit", in = "full_years" }',
        {"permit": [{"from": "2018-06-01"}]},
        "2",
    ),
    "no period at all": (f"{{ {INSURED} }}", {"insured": []}, "0"),
    "events": (f"{{ {BLOOD} }}", {"blood": GIVEN}, "3"),
    "events since the same day": (
        f"{{ {BLOOD}, window = {{ months = 24 }} }}",
        {"blood": GIVEN},
        "2",
    ),
    "events of calendar years": (
        f"{{ {BLOOD}, window = {{ calendar_years = 3 }} }}",
        {"blood": GIVEN},
        "2",
    ),
    "older events": (f"{{ {BLOOD}, window = {{ older_than = 24 }} }}", {"blood": GIVEN}, "1"),
    "amounts": ('{ fact = "blood", in = "amount" }', {"blood": GIVEN}, "900"),
    "events of a level": (
        '{ fact = "awards", in = "count", levels = ["city"] }',
        {
            "awards": [
                {"on": "2020-01-01", "level": "city"},
                {"on": "2020-01-01", "level": "county"},
            ]
        },
        "1",
    ),
    "a number that is printed": ("{ number = 15 }", {}, "15"),
    "a number by choice": (
        '{ fact = "level", values = { low = 1, high = 9 } }',
        {"level": "high"},
        "9",
    ),
    "a ratio": (
        '{ ratio = [{ fact = "area" }, { fact = "people" }] }',
        {"area": 60, "people": 4},
        "15",
    ),
    "a sum": ('{ add = [{ fact = "area" }, { number = 1 }] }', {"area": 2}, "3"),
    "a product": (
        '{ multiply = [{ fact = "area" }, { fact = "people" }] }',
        {"area": 2, "people": 3},
        "6",
    ),
    "the least": ('{ least = [{ fact = "area" }, { number = 5 }] }', {"area": 7}, "5"),
    "the most": ('{ most = [{ fact = "area" }, { number = 5 }] }', {"area": 7}, "7"),
}


@pytest.mark.parametrize(("text", "facts", "number"), EXACT.values(), ids=EXACT)
def test_a_measure_of_what_is_known_is_exact(
    table: Rulebook, text: str, facts: dict[str, Any], number: str
) -> None:
    at = situation(table, facts)
    found = span(measure(text), at)
    assert (format(found.low, "f"), format(found.high, "f"), found.open) == (number, number, False)
    assert measured(measure(text), at) == found.low


UNKNOWN: dict[str, tuple[str, dict[str, Any], tuple[int, int, bool]]] = {
    "a number": ('{ fact = "area" }', {}, (0, 500, True)),
    "full years of months": ('{ fact = "months", in = "full_years" }', {}, (0, 50, True)),
    "years since a day": ('{ fact = "born", in = "full_years" }', {}, (0, 120, True)),
    "periods in a window": (f"{{ {INSURED}, window = {{ months = 24 }} }}", {}, (0, 24, False)),
    "events": (f"{{ {BLOOD} }}", {}, (0, 5, True)),
    "amounts": ('{ fact = "blood", in = "amount" }', {}, (0, 5000, True)),
    "a number by choice": ('{ fact = "level", values = { low = 1, high = 9 } }', {}, (1, 9, False)),
    "a ratio whose divisor is unknown": (
        '{ ratio = [{ fact = "area" }, { fact = "people" }] }',
        {"area": 60},
        (3, 60, False),
    ),
    "the least, limited by what is known": (
        '{ least = [{ fact = "area" }, { fact = "people" }] }',
        {"people": 4},
        (0, 4, False),
    ),
    "the most, open above": (
        '{ most = [{ fact = "area" }, { fact = "people" }] }',
        {"people": 4},
        (4, 500, True),
    ),
}


@pytest.mark.parametrize(("text", "facts", "ends"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_measure_of_what_is_unknown_lies_between_what_the_question_allows(
    table: Rulebook, text: str, facts: dict[str, Any], ends: tuple[int, int, bool]
) -> None:
    at = situation(table, facts)
    found = span(measure(text), at)
    assert (int(found.low), int(found.high), found.open) == ends
    assert measured(measure(text), at) is None


def test_nothing_shared_among_nobody_is_nothing(table: Rulebook) -> None:
    assert (
        span(measure("{ ratio = [{ number = 3 }, { number = 0 }] }"), situation(table, {})).low == 0
    )


def test_a_measure_made_in_python_is_one_too() -> None:
    three = Constant(number=Decimal(3))
    assert MeasureIs(measure=three).measure == three


COMPARED = {
    "at_least = 15": ("met", "unmet", "cannot_tell"),
    "above = 15": ("unmet", "unmet", "cannot_tell"),
    "below = 15": ("unmet", "met", "cannot_tell"),
    "at_least = 10, below = 16": ("met", "unmet", "cannot_tell"),
    "at_least = 0": ("met", "met", "met"),
    "above = 900": ("unmet", "unmet", "unmet"),
}


@pytest.mark.parametrize("bounds", COMPARED)
def test_a_measure_is_compared_at_both_ends(table: Rulebook, bounds: str) -> None:
    test = condition(
        f'{{ measure = {{ ratio = [{{ fact = "area" }}, {{ fact = "people" }}] }}, {bounds} }}'
    )
    known, less, nothing = {"area": 60, "people": 4}, {"area": 4, "people": 4}, {"people": 1}
    found = tuple(verdict(test, situation(table, facts)).value for facts in (known, less, nothing))
    assert found == COMPARED[bounds]


REFUSED: dict[str, tuple[str, Any, str]] = {
    "no list of events": ("offences", "2020-01-01", "not_events"),
    "no list of periods": ("permit", {"from": "2020-01-01"}, "not_periods"),
    "more than can be told": ("offences", ["2020-01-01"] * 5, "too_many"),
    "an event that is no day": ("offences", ["January"], "not_a_date"),
    "an event that is a number": ("offences", [3], "not_events"),
    "an event without its amount": ("blood", ["2020-01-01"], "not_events"),
    "an amount that is no number": ("blood", [{"on": "2020-01-01", "amount": "4"}], "not_a_number"),
    "an amount that is too much": (
        "blood",
        [{"on": "2020-01-01", "amount": 1001}],
        "out_of_bounds",
    ),
    "a level that is not there": (
        "awards",
        [{"on": "2020-01-01", "level": "moon"}],
        "unknown_code",
    ),
    "an event with a key too many": (
        "offences",
        [{"on": "2020-01-01", "level": "x"}],
        "not_events",
    ),
    "an event of tomorrow": ("offences", ["2020-06-02"], "after_assessment"),
    "a period without its beginning": ("permit", [{"to": "2020-01-01"}], "not_periods"),
    "a period that begins on no day": ("permit", [{"from": "x"}], "not_a_date"),
    "a period that ends on no day": ("permit", [{"from": "2020-01-01", "to": "x"}], "not_a_date"),
    "a period that ends before": (
        "permit",
        [{"from": "2020-01-02", "to": "2020-01-01"}],
        "ends_before_it_begins",
    ),
}


@pytest.mark.parametrize(("fact", "value", "code"), REFUSED.values(), ids=REFUSED)
def test_an_impossible_list_is_refused_with_a_reason(
    table: Rulebook, fact: str, value: Any, code: str
) -> None:
    with pytest.raises(ImpossibleAnswers) as refused:
        situation(table, {fact: value})
    assert [(problem.fact, problem.code) for problem in refused.value.problems] == [(fact, code)]


def test_a_period_that_goes_on_may_say_so_with_null(table: Rulebook, tmp_path: Path) -> None:
    at = situation(table, {"permit": [{"from": "2019-06-01", "to": None}]})
    assert measured(measure('{ fact = "permit", in = "full_years" }'), at) == 1
