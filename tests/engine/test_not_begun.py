"""Dates after the day up to which a table counts, inside measures of several facts.

What has not begun on that day is not there: it is no time, and it is not in the first band of
"since" either. A reading of its own says what each measure comes to, without the engine.
"""

from datetime import date
from itertools import product
from typing import Any

import pytest

from selfcheck.engine.conditions import verdict
from selfcheck.engine.scoring import counted
from selfcheck.rules.rulebook import Rulebook
from tests.tables import QUESTIONS, line, read_table, sheet_of, situation
from tests.toml import condition

COUNTED = date(2020, 3, 31)
BANDS = (
    "{ from = 0, below = 1, points = 3 }, { from = 1, below = 12, points = 1 },"
    " { from = 12, points = 5 }"
)
ASKED = QUESTIONS.rstrip().rstrip("]") + (
    '  { id = "since", section = "place", kind = "date", name = "O", label = "O" },\n]\n'
)
DATES = ("2020-06-01", "2020-04-01", "2020-03-31", "2020-02-29", "2019-03-31", "1900-01-01")
MONTHS = (0, 1, 12, 600)
CAN_BE: dict[str, tuple[Any, ...]] = {"born": DATES, "since": DATES, "months": MONTHS}

Read = tuple[str, Any]
BORN: Read = ("date", "born")
SINCE: Read = ("date", "since")
NUMBER: Read = ("months", "months")

MEASURES: dict[str, Read] = {
    "two dates added": ("add", (BORN, SINCE)),
    "a date and a number added": ("add", (BORN, NUMBER)),
    "a date and a printed number added": ("add", (BORN, ("printed", 2))),
    "the most of two dates": ("most", (BORN, SINCE)),
    "the most of a date and a printed number": ("most", (BORN, ("printed", 1))),
    "the least of two dates": ("least", (BORN, SINCE)),
    "the least of a date and a printed number": ("least", (BORN, ("printed", 24))),
    "the least of a date and a number": ("least", (BORN, NUMBER)),
    "a product": ("multiply", (BORN, ("printed", 2))),
    "a share": ("ratio", (BORN, ("printed", 2))),
    "a date by itself": BORN,
    "one inside another": ("add", (("least", (BORN, ("printed", 6))), ("printed", 0))),
    "printed numbers alone": ("add", (("printed", 0), ("printed", 0))),
}


def written(read: Read) -> str:
    kind, what = read
    if kind == "date":
        return f'{{ fact = "{what}", in = "full_months" }}'
    if kind == "months":
        return f'{{ fact = "{what}" }}'
    if kind == "printed":
        return f"{{ number = {what} }}"
    return f"{{ {kind} = [{', '.join(written(part) for part in what)}] }}"


def facts_in(read: Read) -> tuple[str, ...]:
    kind, what = read
    if kind in ("date", "months"):
        return (what,)
    return () if kind == "printed" else tuple(dict.fromkeys(f for p in what for f in facts_in(p)))


def months_up_to_the_day(text: str) -> int:
    day = date.fromisoformat(text)
    months = (COUNTED.year - day.year) * 12 + COUNTED.month - day.month
    last_of_month = day.day >= 29  # no such day in February: the month's last day is the day
    return months if day.day <= COUNTED.day or last_of_month else months - 1


def reading(read: Read, told: dict[str, Any]) -> float | None:
    """What the measure comes to, or None for what has not begun."""
    kind, what = read
    if kind == "date":
        begun = date.fromisoformat(told[what]) <= COUNTED
        return months_up_to_the_day(told[what]) if begun else None
    if kind in ("months", "printed"):
        return float(told[what] if kind == "months" else what)
    return of_parts(kind, what, told)


def of_parts(kind: str, what: tuple[Read, ...], told: dict[str, Any]) -> float | None:
    parts = [reading(part, told) for part in what]
    known = [part or 0.0 for part in parts]
    if kind in ("add", "most"):
        asked = [p for p, of in zip(parts, what, strict=True) if of[0] != "printed"]
        if asked and all(part is None for part in asked):
            return None
        return sum(known) if kind == "add" else max(known)
    if kind == "ratio":
        return None if parts[0] is None else known[0] / known[1]
    if None in parts:
        return None
    return min(known) if kind == "least" else known[0] * known[1]


def points(read: Read, told: dict[str, Any]) -> int:
    value = reading(read, told)
    if value is None:
        return 0
    return 3 if value < 1 else 1 if value < 12 else 5


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rulebook]:
    return {
        name: read_table(
            tmp_path_factory.mktemp("table"),
            'counted_to = "03-31"\n'
            + line(
                f'{{ kind = "bands", measure = {written(read)}, bands = [{BANDS}] }}',
                "bands",
                "max = 5",
            )
            + line(f'{{ kind = "rate", measure = {written(read)}, points = 2 }}', "rate"),
            ASKED,
        )
        for name, read in MEASURES.items()
    }


def everybody(read: Read) -> list[dict[str, Any]]:
    names = facts_in(read)
    return [dict(zip(names, v, strict=True)) for v in product(*(CAN_BE[n] for n in names))]


@pytest.mark.parametrize("name", MEASURES)
def test_what_has_not_begun_gives_nothing(tables: dict[str, Rulebook], name: str) -> None:
    read = MEASURES[name]
    for told in everybody(read):
        bands, rate = sheet_of(tables[name], told).lines
        value = reading(read, told)
        assert bands.low == bands.high == points(read, told), told
        assert rate.low == rate.high == 2 * int(value or 0), told


@pytest.mark.parametrize("name", MEASURES)
def test_an_unknown_date_may_be_one_that_has_not_begun(
    tables: dict[str, Rulebook], name: str
) -> None:
    read = MEASURES[name]
    for told in everybody(read):
        for unknown in told:
            rest = {fact: value for fact, value in told.items() if fact != unknown}
            reached = {points(read, {**rest, unknown: value}) for value in CAN_BE[unknown]}
            found = sheet_of(tables[name], rest).lines[0]
            assert found.low == min(reached), (rest, unknown)
            assert found.high == max(reached), (rest, unknown)


NOT_MET_BEFORE = {
    "below = 12": ("met", "unmet", "cannot_tell"),
    "at_least = 0": ("met", "unmet", "cannot_tell"),
    "at_least = 1": ("unmet", "unmet", "cannot_tell"),
}


@pytest.mark.parametrize("bounds", NOT_MET_BEFORE)
@pytest.mark.parametrize("of", ["a date by itself", "the least of a date and a printed number"])
def test_no_comparison_holds_of_what_has_not_begun(
    tables: dict[str, Rulebook], bounds: str, of: str
) -> None:
    test = condition(f"{{ measure = {written(MEASURES[of])}, {bounds} }}")
    rulebook = tables[of]
    scheme = next(iter(rulebook.schemes.values()))
    people: tuple[dict[str, Any], ...] = ({"born": "2020-03-31"}, {"born": "2020-04-01"}, {})
    found = [verdict(test, counted(scheme, situation(rulebook, told))) for told in people]
    assert tuple(truth.value for truth in found) == NOT_MET_BEFORE[bounds]


def test_on_the_day_of_assessment_itself_no_date_is_in_doubt(tables: dict[str, Rulebook]) -> None:
    test = condition(f"{{ measure = {written(BORN)}, at_least = 0 }}")
    assert verdict(test, situation(tables["a date by itself"], {})).value == "met"
