"""A line that is a table gives the same from it as worked out anew."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.engine import tables
from selfcheck.engine.answers import Value, read_answers
from selfcheck.engine.assessment import situation_under
from selfcheck.engine.conditions import Situation
from selfcheck.engine.lines import line_score, scored
from selfcheck.engine.tables import basis_of, table_of
from selfcheck.rules.loader import load
from selfcheck.rules.model.conditions import EndorsementIs
from selfcheck.rules.model.schemes import Line
from selfcheck.rules.rulebook import Rulebook
from tests.engine.strategies import people_and_what_they_tell
from tests.people import ANSWERS
from tests.rulebooks.test_rulebooks import FOLDERS, HERE

DAY = date(2026, 11, 24)
BOOKS = {"shipped": load(), **{name: load(HERE / name) for name in FOLDERS}}


def situation(book: Rulebook, told: dict[str, Any], on: date = DAY) -> Situation:
    answers = read_answers(told, book, on)
    edition = next(iter(book.editions_of[answers.unit].values()))
    return situation_under(answers, book, edition)


def lines_of(book: Rulebook, at: Situation) -> list[Line]:
    return [
        line
        for scheme in book.schemes_of(at.answers.unit)
        for line in (*scheme.line, *scheme.deduction)
    ]


def education(book: Rulebook) -> Line:
    (found,) = (
        line for line in book.schemes["zhejiang-common-2023"].line if line.id == "education"
    )
    return found


@pytest.mark.parametrize("name", BOOKS)
@settings(max_examples=40, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_line_gives_from_its_table_what_it_gives_worked_out_anew(
    name: str, data: st.DataObject
) -> None:
    book = BOOKS[name]
    units = st.sampled_from(sorted(book.units))
    person, some, _ = data.draw(people_and_what_they_tell(book, units=units))
    for names in (some, None):
        at = situation(book, person.told(names), person.on)
        for line in lines_of(book, at):
            for seen in (at, at.within_questions()):
                assert line_score(line, seen) == scored(line, seen)
                assert line_score(line, seen) == scored(line, seen)


def test_what_is_supposed_is_looked_up_as_if_it_had_been_told() -> None:
    book = BOOKS["shipped"]
    at = situation(book, ANSWERS)
    supposed: tuple[dict[str, Value], ...] = (
        {"education": "associate", "insurance_province_months": 7},
        {"birth_date": date(1965, 1, 2)},
        {"residence_registered": False, "residence_province_months": 120},
    )
    for changes in supposed:
        for line in lines_of(book, at):
            assert line_score(line, at, changes) == scored(line, at.with_facts(changes))


def test_which_of_the_shipped_lines_are_tables() -> None:
    book = BOOKS["shipped"]
    facts = book.facts_of["pinghu"]
    found = {
        f"{scheme.id} {line.id}": (basis.names, [time.fact for time in basis.times])
        for scheme in book.schemes.values()
        for line in scheme.line
        if (basis := basis_of(line, facts)) is not None
    }
    assert found["zhejiang-common-2023 education"] == (("education",), [])
    assert found["zhejiang-common-2023 age"] == ((), ["birth_date"])
    assert found["zhejiang-common-2023 residence"] == (
        ("residence_province_months", "residence_registered"),
        [],
    )


def test_the_second_asking_works_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    book = load()
    at = situation(book, ANSWERS)
    first = line_score(education(book), at)
    monkeypatch.setattr("selfcheck.engine.lines.scored", None)
    assert line_score(education(book), at) is first


def test_a_partner_and_a_route_of_the_office_left_out_are_no_row() -> None:
    book = BOOKS["shipped"]
    at = situation(book, ANSWERS)
    table = table_of(education(book), at)
    assert table.row(at) is not None
    assert table.row(at.of_partner()) is None
    assert table.row(at.without_office()) is None


def test_neither_rows_nor_tables_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROWS", 1)
    monkeypatch.setattr(tables, "TABLES", 1)
    monkeypatch.setattr(tables, "_tables", {})
    book = load()
    for said in ("bachelor", "master"):
        line_score(education(book), situation(book, {**ANSWERS, "education": said}))
    assert len(table_of(education(book), situation(book, ANSWERS)).rows) == 1
    for line in lines_of(book, situation(book, ANSWERS)):
        line_score(line, situation(book, ANSWERS))
    assert len(tables._tables) == 1


def test_a_line_that_names_a_condition_of_the_edition_has_no_table() -> None:
    book = BOOKS["shipped"]
    due = EndorsementIs.model_validate({"endorsement": ("due",)})
    named = education(book).model_copy(update={"partner_when": due})
    assert basis_of(named, book.facts_of["haining"]) is None
