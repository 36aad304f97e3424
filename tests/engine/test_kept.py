"""What is kept from one person to the next changes nothing, holds nobody's figures, and ends."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.engine import courses, decided, improvements, indicators, kept, tables
from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import Assessment, assess, edition_result, situation_under
from selfcheck.engine.kept import Kept, Once
from selfcheck.rules.loader import load
from selfcheck.rules.model import conditions as c
from selfcheck.rules.rulebook import Rulebook
from tests.engine.strategies import people_and_what_they_tell
from tests.people import ANSWERS
from tests.rulebooks.test_rulebooks import FOLDERS, HERE

DAY = date(2026, 11, 29)
BOOKS = {"shipped": load(), **{name: load(HERE / name) for name in FOLDERS}}


def forget() -> None:
    tables._tables.clear()
    decided._tables.clear()
    improvements._raised.made.clear()
    courses._grown.made.clear()
    indicators._found.made.clear()


@pytest.fixture
def forgotten() -> Iterator[None]:
    forget()
    yield
    forget()


def assessed(book: Rulebook, told: dict[str, Any], on: date = DAY) -> list[Assessment]:
    answers = read_answers(told, book, on)
    editions = book.editions_of[answers.unit]
    return [assess(answers, book, edition, ahead=True) for edition in editions]


@pytest.mark.parametrize("name", BOOKS)
@settings(max_examples=15, deadline=None, derandomize=True)
@given(data=st.data())
def test_nobody_gets_another_result_for_what_is_kept(name: str, data: st.DataObject) -> None:
    book = BOOKS[name]
    units = st.sampled_from(sorted(book.units))
    person, some, _ = data.draw(people_and_what_they_tell(book, units=units))
    for names in (some, None):
        told = person.told(names)
        kept = assessed(book, told, person.on)
        forget()
        assert kept == assessed(book, told, person.on)


@pytest.mark.usefixtures("forgotten")
def test_what_the_conditions_come_to_is_the_same_object_each_time() -> None:
    book = BOOKS["shipped"]
    findings = []
    for registered_on in ("2018-02-02", "2019-03-03"):
        (now, _) = assessed(book, {**ANSWERS, "registered_on": registered_on})
        findings.append([permit.findings for permit in now.result.permits])
    assert all(one is other for one, other in zip(*findings, strict=True))


def test_nothing_that_was_kept_holds_a_day_or_an_amount_of_the_person() -> None:
    book = BOOKS["shipped"]
    told = {**ANSWERS, "unit": "xiuzhou", "birth_date": "1987-01-23", "income_tax_last_year": 77131}
    forget()
    assessed(book, told)
    rows = [row for table in tables._tables.values() for row in table.rows]
    rows += [row for table in decided._tables.values() for row in table.rows]
    codes = [codes for kept in (improvements._raised, courses._grown) for _, codes in kept.made]
    assert len(rows) > 20
    flat = repr(rows) + repr(codes)
    assert repr(date(1987, 1, 23)) not in flat
    assert "77131" not in flat


def test_conditions_are_taken_apart_down_to_what_they_look_at() -> None:
    book = BOOKS["shipped"]
    answers = read_answers(ANSWERS, book, DAY)
    edition = book.editions_of[answers.unit]["jiaxing-2014"]
    at = situation_under(answers, book, edition)
    old = {"fact": "birth_date", "years_old": 61}
    renting = {"fact": "housing", "is": "rented"}
    named = {"condition": "hukou_elsewhere"}
    parts = c.All.model_validate({"all": ({"not": renting}, {"any": (old, renting, old)}, named)})
    table = decided.decided(parts, [parts], at)
    assert table.names == ("housing", "hukou")
    assert table.others == (c.AgeReached.model_validate(old),)


@pytest.mark.usefixtures("forgotten")
def test_what_is_decided_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decided, "ROWS", 1)
    monkeypatch.setattr(decided, "_tables", Kept(1))
    book = BOOKS["shipped"]
    for housing in ("rented", "owned"):
        answers = read_answers({**ANSWERS, "housing": housing}, book, DAY)
        for edition in book.editions_of[answers.unit].values():
            edition_result(edition, situation_under(answers, book, edition))
    (table,) = decided._tables.values()
    assert len(table.rows) == 1


def test_a_store_makes_once_and_begins_anew_when_it_is_full() -> None:
    made: list[int] = []

    def make() -> Decimal:
        made.append(1)
        return Decimal(len(made))

    store, one, other = Once[Decimal](most=2), object(), object()
    assert store.of(one, "a", make) == store.of(one, "a", make) == 1
    assert store.of(other, "a", make) == 2
    assert store.of(one, "b", make) == 3
    assert len(store.made) == 1


def test_what_is_kept_can_be_given_up_as_a_whole() -> None:
    assessed(BOOKS["shipped"], ANSWERS)
    stores = [tables._tables, decided._tables, improvements._raised.made, courses._grown.made]
    assert all(stores)
    kept.forget()
    assert not any(stores)
