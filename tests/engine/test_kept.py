"""What is kept from one person to the next changes nothing, holds nobody's figures, and ends."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.engine import assessment, courses, decided, improvements, indicators, kept, tables
from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import Assessment, assess, edition_result, situation_under
from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.kept import THING, Kept, Once, Room
from selfcheck.engine.truth import CANNOT_TELL, MET, UNMET
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
    improvements._raised.clear()
    courses._grown.made.clear()
    indicators._found.made.clear()
    assessment._following.made.clear()


@pytest.fixture
def forgotten() -> Iterator[None]:
    forget()
    yield
    forget()


def situation(book: Rulebook, told: dict[str, Any]) -> Situation:
    answers = read_answers(told, book, DAY)
    return situation_under(answers, book, book.editions_of[answers.unit]["jiaxing-2014"])


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
    codes = [codes for _, codes in courses._grown.made]
    codes += [*improvements._raised]
    assert len(rows) > 20
    flat = repr(rows) + repr(codes)
    assert repr(date(1987, 1, 23)) not in flat
    assert "77131" not in flat


@pytest.mark.usefixtures("forgotten")
def test_a_permit_that_time_opens_is_kept_without_the_day() -> None:
    told = {**ANSWERS, "employment_months": 1, "registered_on": "2026-09-17"}
    opens = set()
    for found in assessed(BOOKS["shipped"], told):
        opens |= {permit.earliest_on for permit in found.result.permits}
    assert {date(2027, 3, 17), date(2027, 4, 29)} <= opens
    kept = repr([[*table.rows.values()] for table in decided._tables.values()])
    assert repr(date(2027, 3, 17)) not in kept
    assert repr(date(2027, 4, 29)) not in kept


def test_conditions_are_taken_apart_down_to_what_they_look_at() -> None:
    book = BOOKS["shipped"]
    old = {"fact": "birth_date", "years_old": 61}
    renting = {"fact": "housing", "is": "rented"}
    long, longer = ({"fact": "contract_months", "at_least": months} for months in (6, 12))
    named = {"condition": "hukou_elsewhere"}
    either = ({"not": renting}, {"any": (old, renting, old, long, longer)}, named)
    parts = c.All.model_validate({"all": either})
    table = decided.decided(parts, lambda whole: [whole], situation(book, ANSWERS))
    assert [(fact.name, len(fact.conditions)) for fact in table.codes] == [
        ("housing", 1),
        ("hukou", 1),
    ]
    assert [(number.name, number.steps) for number in table.steps] == [("contract_months", [6, 12])]
    assert [other for other, _ in table.others] == [c.AgeReached.model_validate(old)]


TOLD: list[dict[str, Any]] = [
    {},
    {"housing": "rented"},
    {"housing": "owned"},
    {"employment_papers": []},
    {"employment_papers": ["business_licence"]},
    {"employment_papers": ["business_licence", "other_employment_proof"]},
    {"contract_months": 5},
    {"contract_months": 6},
    {"contract_months": 12},
    {"birth_date": "1999-01-01"},
    {"birth_date": "1950-01-01"},
]


def test_what_stands_otherwise_is_another_row() -> None:
    parts = c.AnyOf.model_validate(
        {
            "any": (
                {"fact": "housing", "is": "rented"},
                {"fact": "employment_papers", "has": ("business_licence",)},
                {"fact": "employment_papers", "has": ("other_employment_proof",)},
                {"fact": "contract_months", "at_least": 6},
                {"fact": "contract_months", "at_least": 12},
                {"fact": "birth_date", "years_old": 61},
            )
        }
    )
    people = [situation(BOOKS["shipped"], {"unit": "haining", **told}) for told in TOLD]
    people.append(people[0].without_office())
    table = decided.decided(parts, lambda whole: [whole], people[0])
    assert len({table.row(at) for at in people}) == len(people)


def test_answers_that_no_condition_tells_apart_are_one_row() -> None:
    parts = c.FactOneOf.model_validate({"fact": "housing", "one_of": ("owned", "rented")})
    people = [
        situation(BOOKS["shipped"], {"unit": "haining", "housing": code, "contract_months": months})
        for code, months in (("owned", 3), ("rented", 9))
    ]
    table = decided.decided(parts, lambda whole: [whole], people[0])
    assert table.row(people[0]) == table.row(people[1])


def test_nothing_is_kept_where_an_unknown_number_is_supposed_to_lie_somewhere() -> None:
    parts = c.FactAtLeast.model_validate({"fact": "contract_months", "at_least": 6})
    at = situation(BOOKS["shipped"], {"unit": "haining"})
    table = decided.decided(parts, lambda whole: [whole], at)
    found = [
        table.once(supposed, None, partial(verdict, parts, supposed))
        for supposed in (at, at.within("contract_months", 7, 9), at.within("contract_months", 1, 3))
    ]
    assert found == [CANNOT_TELL, MET, UNMET]


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
    stores = [tables._tables, decided._tables, improvements._raised, courses._grown.made]
    assert all(stores)
    kept.forget()
    assert not any(stores)


def test_all_stores_together_hold_no_more_than_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "ROOM", Room(3 * THING))
    one: Kept[int, int] = Kept(100)
    other: Kept[int, int] = Kept(100)
    one[1] = one[2] = other[1] = 0
    assert (one, other) == ({1: 0, 2: 0}, {1: 0})
    other[2] = 0
    assert (one, other) == ({1: 0, 2: 0}, {2: 0}), "the room was full: this store begins anew"
    one[3] = 0
    assert (one, other) == ({3: 0}, {2: 0}), "and the other one when something is put into it"
