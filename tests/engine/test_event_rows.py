"""Events that give by their level and by their amount or their place in time as well.

What a list comes to is worked by hand; what nobody told lies between nothing and the most of any
list (test_happenings.py tries them all).
"""

from pathlib import Path
from typing import Any

import pytest

from selfcheck.authoring.boundaries import lacking, proposals
from selfcheck.authoring.caps import lacking_at_caps, proposals_at_caps
from selfcheck.engine.examples import wrong_examples
from selfcheck.rules.rulebook import Rulebook
from tests.tables import QUESTIONS, line, mistakes_in, range_of, read_table, sheet_of

ASKED = QUESTIONS.rstrip().removesuffix("]") + (
    '  { id = "patents", section = "conduct", kind = "events", name = "P", label = "P", most = 3,'
    ' minimum = 1, maximum = 10, choices = [{ id = "invention", label = "发明" },'
    ' { id = "utility", label = "实用" }] },\n'
    '  { id = "fines", section = "conduct", kind = "events", name = "Q", label = "Q", most = 4,'
    ' minimum = 0, maximum = 50000, choices = [{ id = "traffic", label = "交通" },'
    ' { id = "order", label = "治安" }, { id = "warning", label = "警告" }] },\n]\n'
)

SHARED = (
    'kind = "events", fact = "patents", each = [{ levels = ["invention"], points = 30,'
    ' shared = true }, { levels = ["utility"], points = 10, shared = true, digits = 0 }]'
)
BY_AMOUNT = (
    'kind = "events", fact = "fines", others = 1, each = [{ levels = ["traffic"], bands = ['
    "{ from = 0, below = 500, points = 2 }, { from = 500, below = 5000, points = 5 },"
    ' { from = 5000, points = 10 }] }, { levels = ["order"], points = 3, per = 1000 }]'
)
AGAIN = (
    'kind = "events", fact = "fines", each = [{ levels = ["traffic"], escalating = [1, 2, 4] },'
    ' { levels = ["order", "warning"], escalating = [10, 30] }]'
)
AMONG_ALL = f'{AGAIN}, place_among = "all"'
ALONE = 'kind = "events", fact = "blood", each = [{ points = 2, per = 200 }]'


def table(folder: Path, formula: str, more: str = "") -> Rulebook:
    return read_table(folder, line(f"{{ {formula} }}", more=more), ASKED)


def patents(*told: tuple[str, int]) -> dict[str, Any]:
    return {"patents": [{"on": "2019-01-01", "level": v, "amount": n} for v, n in told]}


def fines(*told: tuple[str, int]) -> dict[str, Any]:
    days = ("2017-01-01", "2018-01-01", "2019-01-01", "2020-01-01")
    pairs = zip(days, told, strict=False)
    return {"fines": [{"on": on, "level": v, "amount": n} for on, (v, n) in pairs]}


EXACT: dict[str, tuple[str, dict[str, Any], str]] = {
    "alone": (SHARED, patents(("invention", 1)), "30"),
    "among two": (SHARED, patents(("invention", 2)), "15"),
    "among seven, rounded": (SHARED, patents(("invention", 7)), "4.29"),
    "rounded to whole points, a half up": (SHARED, patents(("utility", 4)), "3"),
    "two of them": (SHARED, patents(("invention", 3), ("utility", 2)), "15"),
    "no event": (BY_AMOUNT, {"fines": []}, "0"),
    "just below a band": (BY_AMOUNT, fines(("traffic", 499)), "2"),
    "at a band": (BY_AMOUNT, fines(("traffic", 500)), "5"),
    "the last band": (BY_AMOUNT, fines(("traffic", 50000)), "10"),
    "so many for each part": (BY_AMOUNT, fines(("order", 2999)), "6"),
    "what has no row": (BY_AMOUNT, fines(("warning", 0)), "1"),
    "all kinds": (BY_AMOUNT, fines(("traffic", 500), ("order", 1000), ("warning", 9)), "9"),
    "each by itself": (AGAIN, fines(("traffic", 0), ("order", 0), ("traffic", 0)), "13"),
    "levels of one row together": (AGAIN, fines(("order", 0), ("warning", 0)), "40"),
    "the last figure goes on": (AGAIN, fines(*[("traffic", 0)] * 4), "11"),
    "among all": (AMONG_ALL, fines(("traffic", 0), ("order", 0), ("traffic", 0)), "35"),
    "a cap of one": (f"{AGAIN}, each_at_most = 15", fines(("order", 0), ("order", 0)), "25"),
    "a cap of a year": (
        f"{AMONG_ALL}, year_at_most = 20",
        fines(("order", 0), ("order", 0)),
        "30",
    ),
    "a row for every level": (ALONE, {"blood": [{"on": "2020-01-01", "amount": 450}]}, "4"),
}


@pytest.mark.parametrize(("formula", "facts", "points"), EXACT.values(), ids=EXACT)
def test_an_event_gives_by_the_row_of_its_level(
    tmp_path: Path, formula: str, facts: dict[str, Any], points: str
) -> None:
    assert range_of(sheet_of(table(tmp_path, formula), facts)) == (points, points)


UNKNOWN = {
    "shared: alone each time": (f"{SHARED}, at_most = 500", "90"),
    "a band and parts": (f"{BY_AMOUNT}, at_most = 900", "600"),
    "rising each by itself": (f"{AGAIN}, at_most = 900", "100"),
    "rising among all": (f"{AMONG_ALL}, at_most = 900", "100"),
    "only the highest": (f'{AGAIN}, combine = "highest"', "30"),
    "only the highest, of parts without end": (f'{BY_AMOUNT}, combine = "highest"', None),
    "without a limit": (AGAIN, None),
}


@pytest.mark.parametrize(("formula", "most"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_nobody_told_ends_where_some_list_does(
    tmp_path: Path, formula: str, most: str | None
) -> None:
    more = f"max = {most}" if "at_most" in formula else ""
    assert range_of(sheet_of(table(tmp_path, formula, more), {})) == ("0", most)


EXAMPLE = '[[example]]\nname = "…"\non = 2020-06-01\nanswers = { fines = [] }\nlow = 0\nhigh = 0\n'


def test_examples_are_proposed_at_each_band_of_a_row_and_at_the_caps(tmp_path: Path) -> None:
    formula = line(f"{{ {BY_AMOUNT}, each_at_most = 8, at_most = 12 }}", more="max = 12")
    rulebook = read_table(tmp_path, formula + EXAMPLE, ASKED)
    scheme = next(iter(rulebook.schemes.values()))
    assert {found.key for found in lacking(scheme, rulebook)} == {
        "line[0].formula.each[0].bands[1].from",
        "line[0].formula.each[0].bands[2].from",
    }
    made = [*proposals(scheme, rulebook), *proposals_at_caps(scheme, rulebook)]
    whole = scheme.model_copy(update={"example": (*scheme.example, *made)})
    assert lacking(whole, rulebook) == []
    assert lacking_at_caps(whole, rulebook) == []
    assert wrong_examples(rulebook) == []


def test_rows_look_at_amounts_only_where_there_are_some(tmp_path: Path) -> None:
    rows = (
        'each = [{ levels = ["county"], points = 1, per = 2 }, { levels = ["city"], points = 1 }]'
    )
    said = mistakes_in(tmp_path, line(f'{{ kind = "events", fact = "awards", {rows} }}'), ASKED)
    assert said == [
        "schemes/table-2020.toml: line[0].formula.each[0].per: needs amounts, but the events of"
        " 'awards' have none; give it a maximum"
    ]


WRONG = {
    "bands with a gap": (
        'each = [{ levels = ["traffic"], bands = [{ from = 5, points = 1 }] }], others = 0',
        "each[0].bands[0].from: is 5, which leaves a gap from 0 on",
    ),
    "a band below nothing": (
        'each = [{ levels = ["traffic"], bands = [{ from = 0, points = -1 }] }], others = 0',
        "each[0].bands[0].points: is below 0; write what takes away as a deduction, with positive"
        " figures",
    ),
    "a place that takes away": (
        'each = [{ levels = ["traffic"], escalating = [1, -1] }], others = 0',
        "each[0].points: is below 0; write what takes away as a deduction, with positive figures",
    ),
    "parts of no points": (
        'each = [{ levels = ["traffic"], escalating = [1], per = 3 }], others = 0',
        "each[0].per: goes with points: so many for each full per of an event's amount",
    ),
    "others for nothing": (
        "each = [{ points = 1 }], others = 0",
        "others: stands for no level: each has its figure in levels; leave it out",
    ),
    "a level that is not there": (
        'each = [{ levels = ["parking"], points = 1 }], others = 0',
        "each[0].levels: names 'parking', which is not a choice of 'fines'; it has traffic, order,"
        " warning",
    ),
}


@pytest.mark.parametrize(("formula", "said"), WRONG.values(), ids=WRONG)
def test_what_does_not_go_together_is_named(tmp_path: Path, formula: str, said: str) -> None:
    table = line(f'{{ kind = "events", fact = "fines", {formula} }}')
    (mistake,) = mistakes_in(tmp_path, table, ASKED)
    assert mistake.endswith(f"line[0].formula.{said}")
