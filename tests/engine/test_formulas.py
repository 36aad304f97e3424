"""Each kind of formula: exact for what is known, a range for what is not, and the reason."""

from decimal import Decimal
from typing import Any

import pytest

from selfcheck.engine.formulas import ReasonKind, highest_of, hull, score, sum_of
from selfcheck.engine.happenings import within
from tests.engine.conftest import Describe
from tests.toml import formula

Expected = tuple[str, str | None, ReasonKind]

BANDS = (
    '{ kind = "bands", measure = { fact = "insurance_unit_months" }, bands = ['
    "{ from = 0, below = 1, points = 0 }, { from = 1, below = 12, points = 2 },"
    "{ from = 12, below = 24, points = 5 }, { from = 24, low = 10 }] }"
)
AGE = (
    '{ kind = "bands", measure = { fact = "birth_date", in = "full_years" }, bands = ['
    "{ from = 0, below = 55, points = 5, anchor = 55, step = 1, at_most = 20 },"
    "{ from = 55, below = 61, points = 5 }, { from = 61, low = 0, high = 5 }] }"
)
DOWN_TO_ITS_END = (
    '{ kind = "bands", measure = { fact = "birth_date", in = "full_years" }, bands = ['
    "{ from = 0, below = 55, points = 5, anchor = 55, step = 1, at_most = 20 },"
    "{ from = 55, points = 7 }] }"
)
FALLING = (
    '{ kind = "bands", measure = { fact = "insurance_unit_months" }, bands = ['
    "{ from = 0, below = 6, points = 20 },"
    "{ from = 6, points = 20, anchor = 5, step = -1, at_least = 0 }] }"
)
RISING = (
    '{ kind = "bands", measure = { fact = "insurance_unit_months" }, bands = ['
    "{ from = 0, points = 1, anchor = 0, step = 2 }] }"
)
RISING_TO = (
    '{ kind = "bands", measure = { fact = "insurance_unit_months" }, bands = ['
    "{ from = 0, points = 1, anchor = 0, step = 2, at_most = 9 }] }"
)
MONTHS = (
    '{ kind = "bands", measure = { fact = "registered_on", in = "full_months" }, bands = ['
    "{ from = 0, below = 6, points = 0 }, { from = 6, points = 3 }] }"
)
RATE = '{ kind = "rate", measure = { fact = "insurance_unit_months" }, points = 0.5, at_most = 30 }'
ENDLESS = '{ kind = "rate", measure = { fact = "owned_share" }, points = 0.5 }'
LADDER = (
    '{ kind = "ladder", fact = "degree_and_diploma", levels = { both = 30, one = 20 }, adjust = ['
    '{ levels = ["one"], points = -10, when = { fact = "in_school", is = true } },'
    '{ levels = ["one", "both"], points = 3, when = { fact = "large_employer", is = true } }] }'
)
FLAT = (
    '{ kind = "flat", points = 10, when = { fact = "large_employer", is = true },'
    ' why = "是", why_not = "不是" }'
)
PENALTY = FLAT.replace("points = 10", "points = -10")
HIGHEST = f'{{ kind = "highest", of = [{RATE}, {FLAT}] }}'
SUM = f'{{ kind = "sum", of = [{RATE}, {FLAT}], at_most = 35 }}'
GUARD = ', when = { fact = "in_school", is = true }, why_not = "不是" }'
GUARDED = RATE[: -len(" }")] + GUARD
GUARDED_PENALTY = f'{{ kind = "sum", of = [{PENALTY}]{GUARD}'
GUARDED_BANDS = BANDS[: -len(" }")] + GUARD

SCORES: dict[str, tuple[str, list[tuple[dict[str, Any], Expected]]]] = {
    "bands": (
        BANDS,
        [
            ({"insurance_unit_months": 0}, ("0", "0", "band")),
            ({"insurance_unit_months": 1}, ("2", "2", "band")),
            ({"insurance_unit_months": 11}, ("2", "2", "band")),
            ({"insurance_unit_months": 12}, ("5", "5", "band")),
            ({"insurance_unit_months": 24}, ("10", None, "band_open")),
            ({}, ("0", None, "not_given")),
        ],
    ),
    "bands with a step up from the older end": (
        AGE,
        [
            ({"birth_date": "2014-12-01"}, ("20", "20", "step")),
            ({"birth_date": "1974-12-01"}, ("20", "20", "step")),
            ({"birth_date": "1973-12-01"}, ("19", "19", "step")),
            ({"birth_date": "1960-12-01"}, ("6", "6", "step")),
            ({"birth_date": "1959-12-01"}, ("5", "5", "band")),
            ({"birth_date": "1953-12-02"}, ("5", "5", "band")),
            ({"birth_date": "1953-12-01"}, ("0", "5", "band_silent")),
            ({}, ("0", "20", "not_given")),
        ],
    ),
    "bands with a step that stops short of the next band": (
        DOWN_TO_ITS_END,
        [({"birth_date": "1960-12-01"}, ("6", "6", "step")), ({}, ("6", "20", "not_given"))],
    ),
    "bands with a step down": (
        FALLING,
        [
            ({"insurance_unit_months": 5}, ("20", "20", "band")),
            ({"insurance_unit_months": 6}, ("19", "19", "step")),
            ({"insurance_unit_months": 25}, ("0", "0", "step")),
            ({"insurance_unit_months": 26}, ("0", "0", "step")),
            ({}, ("0", "20", "not_given")),
        ],
    ),
    "bands with a step up for ever": (
        RISING,
        [({"insurance_unit_months": 7}, ("15", "15", "step")), ({}, ("1", None, "not_given"))],
    ),
    "bands with a step up to a limit": (
        RISING_TO,
        [({"insurance_unit_months": 7}, ("9", "9", "step")), ({}, ("1", "9", "not_given"))],
    ),
    "bands of full months": (
        MONTHS,
        [
            ({"registered_on": "2014-06-02"}, ("0", "0", "band")),
            ({"registered_on": "2014-06-01"}, ("3", "3", "band")),
        ],
    ),
    "a rate": (
        RATE,
        [
            ({"insurance_unit_months": 0}, ("0", "0", "rate")),
            ({"insurance_unit_months": 59}, ("29.5", "29.5", "rate")),
            ({"insurance_unit_months": 60}, ("30", "30", "rate")),
            ({"insurance_unit_months": 61}, ("30", "30", "rate_full")),
            ({}, ("0", "30", "not_given")),
        ],
    ),
    "a rate without a limit, for full units": (
        ENDLESS,
        [({"owned_share": 99.9}, ("49.5", "49.5", "rate")), ({}, ("0", None, "not_given"))],
    ),
    "a ladder": (
        LADDER,
        [
            (
                {"degree_and_diploma": "both", "large_employer": False},
                ("30", "30", "level"),
            ),
            (
                {"degree_and_diploma": "one", "in_school": True, "large_employer": False},
                ("10", "10", "level"),
            ),
            (
                {"degree_and_diploma": "one", "in_school": True, "large_employer": True},
                ("13", "13", "level"),
            ),
            ({"degree_and_diploma": "one"}, ("10", "23", "level_in_doubt")),
            ({"degree_and_diploma": "both"}, ("30", "33", "level_in_doubt")),
            ({"large_employer": False}, ("10", "30", "not_given")),
            ({}, ("10", "33", "not_given")),
        ],
    ),
    "a flat amount": (
        FLAT,
        [
            ({"large_employer": True}, ("10", "10", "holds")),
            ({"large_employer": False}, ("0", "0", "holds_not")),
            ({}, ("0", "10", "in_doubt")),
        ],
    ),
    "a flat amount taken away": (
        PENALTY,
        [
            ({"large_employer": True}, ("-10", "-10", "holds")),
            ({}, ("-10", "0", "in_doubt")),
        ],
    ),
    "a guard before what is taken away": (
        GUARDED_PENALTY,
        [
            ({"large_employer": True, "in_school": True}, ("-10", "-10", "sum")),
            ({"large_employer": True}, ("-10", "0", "guard_in_doubt")),
        ],
    ),
    "the highest of several": (
        HIGHEST,
        [
            ({"insurance_unit_months": 30, "large_employer": True}, ("15", "15", "highest")),
            ({"insurance_unit_months": 10, "large_employer": True}, ("10", "10", "highest")),
            ({"insurance_unit_months": 10}, ("5", "10", "highest")),
            ({"large_employer": True}, ("10", "30", "highest")),
        ],
    ),
    "a sum with a limit": (
        SUM,
        [
            ({"insurance_unit_months": 30, "large_employer": True}, ("25", "25", "sum")),
            ({"insurance_unit_months": 60, "large_employer": True}, ("35", "35", "sum")),
            ({"insurance_unit_months": 60}, ("30", "35", "sum")),
        ],
    ),
    "a formula with a guard": (
        GUARDED,
        [
            ({"insurance_unit_months": 30, "in_school": True}, ("15", "15", "rate")),
            ({"insurance_unit_months": 30, "in_school": False}, ("0", "0", "guard_not")),
            ({"insurance_unit_months": 30}, ("0", "15", "guard_in_doubt")),
            ({}, ("0", "30", "guard_in_doubt")),
        ],
    ),
    "a guard before what has no upper bound": (
        GUARDED_BANDS,
        [({"insurance_unit_months": 24}, ("0", None, "guard_in_doubt"))],
    ),
}

EACH_SCORE = [
    pytest.param(text, facts, expected, id=f"{name}: {facts}")
    for name, (text, cases) in SCORES.items()
    for facts, expected in cases
]


@pytest.mark.parametrize(("text", "facts", "expected"), EACH_SCORE)
def test_a_formula_gives_points_and_a_reason(
    situation: Describe, text: str, facts: dict[str, Any], expected: Expected
) -> None:
    found = score(formula(text), situation(**facts))
    low, high, kind = expected
    assert found.low == Decimal(low)
    assert found.high == (None if high is None else Decimal(high))
    assert found.reason.kind == kind


def test_the_reason_has_what_an_explanation_needs(situation: Describe) -> None:
    at = situation(insurance_unit_months=61, in_school=None)
    doubt = score(formula(GUARDED), at).reason
    (inner,) = doubt.parts
    assert doubt.values["formula"] == formula(GUARDED)
    assert inner.reason.kind == "rate_full"
    assert inner.reason.values["value"] == 61
    assert inner.reason.values["person"] == ""
    both = score(formula(SUM), at.of_partner()).reason
    assert [part.reason.kind for part in both.parts] == ["not_given", "in_doubt"]
    assert both.parts[0].reason.values["person"] == "partner_"
    level = score(formula(LADDER), situation(degree_and_diploma="one")).reason
    assert (level.values["fact"], level.values["level"]) == ("degree_and_diploma", "one")
    band = score(formula(BANDS), situation(insurance_unit_months=12)).reason
    assert band.values["band"].points == 5


ZERO, FIVE, NINE, TEN = Decimal(0), Decimal(5), Decimal(9), Decimal(10)


def test_a_sum_without_an_upper_bound_ends_at_its_limit() -> None:
    assert sum_of(((FIVE, None), (FIVE, FIVE)), None) == (TEN, None)
    assert sum_of(((FIVE, None), (FIVE, FIVE)), NINE) == (NINE, NINE)
    assert sum_of((), None) == (ZERO, ZERO)


def test_the_highest_of_something_without_an_upper_bound_has_none() -> None:
    assert highest_of(((FIVE, None), (NINE, NINE))) == (NINE, None)
    assert highest_of(((FIVE, NINE), (ZERO, FIVE))) == (FIVE, NINE)


def test_a_hull_holds_every_range() -> None:
    assert hull([(FIVE, NINE), (ZERO, FIVE)]) == (ZERO, NINE)
    assert hull([(FIVE, None), (ZERO, FIVE)]) == (ZERO, None)


def test_a_figure_stays_within_its_limits() -> None:
    assert within(FIVE, None, None) == FIVE
    assert within(NINE, None, FIVE) == FIVE
    assert within(ZERO, FIVE, NINE) == FIVE
