"""What holds for everybody under the tables of other places, whatever they leave out."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import situation_under
from selfcheck.engine.scoring import Sheet, TotalScore, sheet
from selfcheck.rules.loader import load
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.reach import trials
from selfcheck.rules.rulebook import Rulebook
from selfcheck.rules.walk import walk
from tests.engine.strategies import Person, people, people_and_what_they_tell
from tests.rulebooks.test_rulebooks import FOLDERS, HERE

BOOKS = {name: load(HERE / name) for name in FOLDERS}
EVERYBODY = settings(max_examples=25, deadline=None, derandomize=True)
ENDLESS = Decimal("Infinity")
each_book = pytest.mark.parametrize("name", FOLDERS)


def the_sheet(book: Rulebook, person: Person, told: dict[str, Any]) -> Sheet:
    edition = next(iter(book.editions_of[person.unit].values()))
    answers = read_answers(told, book, person.on)
    return sheet(book.schemes_of(person.unit)[0], situation_under(answers, book, edition))


def somebody(book: Rulebook) -> st.SearchStrategy[tuple[Person, frozenset[str], frozenset[str]]]:
    return people_and_what_they_tell(book, units=st.sampled_from(sorted(book.units)))


def ends(found: Any) -> tuple[Decimal, Decimal]:
    return found.low, ENDLESS if found.high is None else found.high


def ranges(found: Sheet) -> dict[str, tuple[Decimal, Decimal]]:
    lines = {line.line.id: ends(line) for line in (*found.lines, *found.deductions)}
    totals = {f"total {n}": ends(total) for n, total in enumerate(found.totals)}
    return {**lines, **totals}


@each_book
@EVERYBODY
@given(data=st.data())
def test_an_answer_never_widens_a_range(name: str, data: st.DataObject) -> None:
    book = BOOKS[name]
    person, some, more = data.draw(somebody(book))
    wide, narrow, exact = (
        ranges(the_sheet(book, person, person.told(names))) for names in (some, more, None)
    )
    for part, (low, high) in wide.items():
        assert low <= narrow[part][0] <= exact[part][0] <= exact[part][1], part
        assert exact[part][1] <= narrow[part][1] <= high, part


@each_book
@EVERYBODY
@given(data=st.data())
def test_a_total_is_its_lines_within_their_caps(name: str, data: st.DataObject) -> None:
    book = BOOKS[name]
    person, some, _ = data.draw(somebody(book))
    found = the_sheet(book, person, person.told(some))
    for total in found.totals:
        if total.parents is None and all(m.truth.value != "cannot_tell" for m in total.multipliers):
            assert ends(total) == added(found, total)


def added(found: Sheet, total: TotalScore) -> tuple[Decimal, Decimal]:
    """Add the lines of the total up, by a reading of its own of groups, floor and factor."""
    parts = {
        line.line.id: ends(line)
        for line in (*found.lines, *found.deductions)
        if total.total is None or not line.line.totals or total.total.id in line.line.totals
    }
    for group in found.scheme.group:
        members = [parts.pop(member) for member in group.members if member in parts]
        low, high = (combined(group, [pair[end] for pair in members]) for end in (0, 1))
        parts[group.id] = (low, high)
    low, high = (sum((pair[end] for pair in parts.values()), Decimal(0)) for end in (0, 1))
    for multiplier in total.multipliers:
        if multiplier.truth.value == "met":
            low, high = low * multiplier.multiplier.factor, high * multiplier.multiplier.factor
    if total.total is not None and total.total.at_least is not None:
        low, high = max(low, total.total.at_least), max(high, total.total.at_least)
    for veto in found.vetoes:
        if veto.veto.effect == "zero":
            zero = Decimal(0)
            met = veto.truth.value == "met"
            low, high = (zero, zero) if met else (min(low, zero), max(high, zero))
    return low, high


def combined(group: Any, figures: list[Decimal]) -> Decimal:
    whole = sum(figures, Decimal(0)) if group.combine == "sum" else max(figures)
    return whole if group.cap is None else min(whole, group.cap)


@each_book
@settings(EVERYBODY, max_examples=12)
@given(data=st.data())
def test_with_one_answer_unknown_both_ends_of_a_line_can_be_reached(
    name: str, data: st.DataObject
) -> None:
    book = BOOKS[name]
    units = st.sampled_from(sorted(book.units))
    person = data.draw(people(book, units))
    facts = [book.facts[fact] for fact in sorted(person.facts) if fact in book.facts]
    fact = data.draw(st.sampled_from([f for f in facts if f.kind in ENDS]))
    told = {key: value for key, value in person.told().items() if key != fact.id}
    open_lines = {
        part: pair
        for part, pair in lines(the_sheet(book, person, told)).items()
        if pair[0] != pair[1]
    }
    tried = [
        lines(the_sheet(book, person, {**told, fact.id: value}))
        for value in (answers_apart(fact, book) if open_lines else ())
    ]
    for part, (low, high) in open_lines.items():
        assert min(found[part][0] for found in tried) == low, part
        assert high == ENDLESS or max(found[part][1] for found in tried) == high, part


ENDS = ("choice", "yes_no", "months", "number", "yuan")


def lines(found: Sheet) -> dict[str, tuple[Decimal, Decimal]]:
    return {line.line.id: ends(line) for line in (*found.lines, *found.deductions)}


def answers_apart(fact: Fact, book: Rulebook) -> tuple[Any, ...]:
    """Return answers of which one gives the least of every line, and one the most."""
    scheme = next(iter(book.schemes.values()))
    entries = [
        entry for line in (*scheme.line, *scheme.deduction) for _, entry in walk(line.formula)
    ]
    return trials(fact, entries, book.facts)
