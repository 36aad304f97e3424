"""What a measure can be while its fact is unknown: tried out with every kind of answer there is.

The least and the most are found by telling: each list of entries around the days that matter.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise, product
from pathlib import Path

import pytest

from selfcheck.engine.answers import Event, Period, Value
from selfcheck.engine.conditions import Situation
from selfcheck.engine.measures import measured, span
from selfcheck.engine.scoring import counted
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.measures import AnyMeasure
from selfcheck.rules.rulebook import Rulebook
from tests.tables import ON, line, range_of, read_table, sheet_of, situation
from tests.toml import entry

TODAY = date.fromisoformat(ON)
DAY = timedelta(1)
FORMULA = '{ kind = "rate", measure = { fact = "months" }, points = 1 }'


class _Holder(Entry):
    it: AnyMeasure


def measure(text: str) -> AnyMeasure:
    return entry(_Holder, f"it = {text}").it


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rulebook]:
    """One table counted to the day of assessment, and some to other days."""
    counted_to = {"": "", **{day: f'counted_to = "{day}"\n' for day in ("05-31", "09-30")}}
    return {
        day: read_table(tmp_path_factory.mktemp("table"), key + line(FORMULA))
        for day, key in counted_to.items()
    }


WINDOWS = (
    "",
    "window = { months = 24 }",
    "window = { older_than = 24 }",
    "window = { months = 36, older_than = 12 }",
    "window = { calendar_years = 2 }",
    "window = { since = 2019-03-31 }",
    "window = { until = 2019-02-28 }",
    "window = { since = 2019-01-02, until = 2019-01-31 }",
    "window = { since = 2020-05-31, until = 2020-05-31 }",
    "window = { until = 2019-02-28, months = 24, older_than = 6 }",
    "window = { until = 2015-12-31, months = 24 }",
    "window = { since = 2020-07-15 }",
)
UP_TO = ("", 'by = "08-31"', 'by = "previous 12-31"')
COUNTED_TO = ("", "05-31", "09-30")

MARKS = [
    date(1900, 1, 1),
    date(2015, 12, 31),
    date(2017, 6, 1),
    date(2018, 6, 1),
    date(2019, 1, 2),
    date(2019, 2, 1),
    date(2019, 3, 1),
    date(2019, 3, 31),
    date(2020, 1, 1),
    TODAY,
]
"""Days at which a window or the count begins or ends."""


def days() -> list[date]:
    """Days on both sides of each mark, and one between any two."""
    near = {mark + n * DAY for mark in MARKS for n in (-1, 0, 1)}
    between = {first + (last - first) / 3 for first, last in pairwise(MARKS)}
    return sorted(day for day in near | between if date(1900, 1, 1) <= day <= TODAY)


def lists_of_events() -> Iterator[tuple[Event, ...]]:
    yield ()
    for day in days():
        for many, amount in product((1, 4, 5), (0, 1000)):
            yield (Event(day, Decimal(amount)),) * many


def lists_of_periods() -> Iterator[tuple[Period, ...]]:
    yield ()
    for first in days():
        yield (Period(first),)
    ends = {mark - n * DAY for mark in MARKS[1:] for n in (0, 1)}
    for first, last in combinations(sorted({MARKS[0], *ends}), 2):
        yield (Period(first, last),)
        yield Period(first, first + (last - first) / 2), Period(last)


TOLD: dict[str, Callable[[], Iterable[Value]]] = {
    "blood": lists_of_events,
    "permit": lists_of_periods,
    "born": days,
}
READ = (
    ("blood", "count"),
    ("blood", "amount"),
    ("permit", "full_months"),
    ("permit", "full_years"),
    ("permit", "begun_months"),
    ("permit", "begun_years"),
    ("permit", "unbroken"),
    ("born", "full_months"),
    ("born", "full_years"),
    ("born", "begun_months"),
    ("born", "begun_years"),
)


def written(fact: str, read: str, window: str, by: str) -> str:
    how = "full_months" if read == "unbroken" else read
    keys = [f'fact = "{fact}"', f'in = "{how}"', window, by]
    if read == "unbroken":
        keys.append("unbroken = true, gap_months = 3")
    return "{ " + ", ".join(filter(None, keys)) + " }"


def nobody_known(rulebook: Rulebook) -> Situation:
    return counted(next(iter(rulebook.schemes.values())), situation(rulebook, {}))


@pytest.mark.parametrize(("fact", "read"), READ)
@pytest.mark.parametrize("counted_to", COUNTED_TO)
def test_both_ends_of_what_is_unknown_are_what_some_answer_comes_to(
    tables: dict[str, Rulebook], fact: str, read: str, counted_to: str
) -> None:
    rulebook = tables[counted_to]
    nobody = nobody_known(rulebook)
    told = [nobody.with_fact(fact, value) for value in TOLD[fact]()]
    for window in WINDOWS if fact != "born" else ("",):
        for by in UP_TO:
            text = written(fact, read, window, by)
            read_as = measure(text)
            found = [measured(read_as, at) for at in told]
            numbers = [number for number in found if number is not None]
            low, high, _ = span(read_as, nobody)
            assert (low, high) == (min(numbers), max(numbers)), text


def test_time_in_a_window_is_limited_by_the_text_and_not_by_the_question(tmp_path: Path) -> None:
    for name, window, most in (
        ("months", "window = { months = 24 }", "24"),
        ("since", "window = { since = 2019-06-01 }", "12"),
        ("older", "window = { older_than = 24 }", None),
        ("never", "window = { since = 2020-07-15 }", "0"),
    ):
        measure = f'{{ fact = "permit", in = "full_months", {window} }}'
        folder = tmp_path / name
        folder.mkdir()
        rulebook = read_table(folder, line(f'{{ kind = "rate", measure = {measure}, points = 1 }}'))
        assert range_of(sheet_of(rulebook, {})) == ("0", most)


def test_events_that_no_day_can_have_give_nothing(tmp_path: Path) -> None:
    for name, formula in (
        ("points", '{ kind = "events", fact = "offences", points = 10, window = WINDOW }'),
        (
            "rate",
            '{ kind = "rate", measure = { fact = "offences", in = "count", window = WINDOW },'
            " points = 1 }",
        ),
    ):
        folder = tmp_path / name
        folder.mkdir()
        window = "{ since = 2020-07-15 }"
        rulebook = read_table(folder, line(formula.replace("WINDOW", window)))
        assert range_of(sheet_of(rulebook, {})) == ("0", "0")
        assert sheet_of(rulebook, {}, on="2020-08-01").high is None


def test_what_is_counted_beyond_today_is_at_least_the_time_until_then(
    tables: dict[str, Rulebook],
) -> None:
    at = situation(tables[""], {})
    found = span(measure('{ fact = "born", in = "full_months", by = "12-31" }'), at)
    # Nobody is born after 1 June, so that 6 months have passed by 31 December.
    assert (found.low, found.open) == (Decimal(6), True)
