"""Answers to a code and back: what it holds, what it leaves out, what it refuses."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.engine.answers import read_answers
from selfcheck.resume.code import ResumeCodes
from selfcheck.resume.groups import ALPHABET, BadCode, written
from selfcheck.resume.registry import Registry
from selfcheck.rules.loader import load
from selfcheck.rules.rulebook import Rulebook
from tests.engine.strategies import Person, people_and_what_they_tell
from tests.resume.conftest import ON, USUAL, WORKER, Pack

RULEBOOK = load()
CODES = ResumeCodes(RULEBOOK, Registry.load())


@pytest.mark.parametrize("answers", [{"unit": "nanhu"}, WORKER, USUAL])
def test_a_code_gives_back_the_answers_it_was_made_of(
    codes: ResumeCodes, pack: Pack, answers: dict[str, Any]
) -> None:
    opened = codes.open(pack(answers).code)
    assert opened.answers == answers
    assert opened.dropped == ()
    assert opened.month == date(2026, 11, 1)


@pytest.mark.parametrize("answers", [WORKER, USUAL])
def test_a_usual_code_has_24_to_40_characters(pack: Pack, answers: dict[str, Any]) -> None:
    code = pack(answers).code.replace("-", "")
    assert 24 <= len(code) <= 40
    assert set(code) <= set(ALPHABET)


def test_sensitive_answers_are_left_out_and_named(codes: ResumeCodes, pack: Pack) -> None:
    packed = pack({**WORKER, "offence": "none", "family_papers": True})
    assert sorted(packed.left_out) == ["family_papers", "offence"]
    assert codes.open(packed.code).answers == WORKER


def test_sensitive_answers_are_packed_where_that_is_asked(codes: ResumeCodes, pack: Pack) -> None:
    answers = {**WORKER, "offence": "criminal", "family_papers": False}
    assert codes.open(pack(answers, with_sensitive=True).code).answers == answers


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("birth_date", "1931-01-01"),
        ("registered_on", "1949-12-31"),
        ("registered_on", "2026-11-24"),
        ("employment_months", 0),
        ("employment_months", 12),
        ("employment_months", 13),
        ("employment_months", 61),
        ("employment_months", 1200),
        ("owned_share", Decimal("33.3333")),
        ("owned_share", Decimal(0)),
        ("business_tax_3y", Decimal(1_000_000_000_000)),
        ("business_tax_3y", Decimal("99.5")),
        ("social_service", ["volunteering", "brave_deed"]),
        ("partner_registered_on", "2020-02-29"),
    ],
)
def test_values_at_the_edges_come_back_as_they_were(
    codes: ResumeCodes, pack: Pack, fact: str, value: Any
) -> None:
    opened = codes.open(pack({"unit": "xiuzhou", fact: value}).code)
    assert opened.answers == {"unit": "xiuzhou", fact: value}


@pytest.mark.parametrize("value", [Decimal("0.00001"), Decimal("1e-999999")])
def test_a_number_too_fine_for_a_code_is_left_out_and_named(pack: Pack, value: Decimal) -> None:
    assert pack({"unit": "xiuzhou", "owned_share": value}).left_out == ("owned_share",)


def test_a_code_of_a_day_far_off_has_no_month(codes: ResumeCodes, pack: Pack) -> None:
    assert codes.open(pack({"unit": "nanhu"}, on=date(1950, 1, 1)).code).month is None


@given(people_and_what_they_tell(RULEBOOK))
def test_whatever_can_be_answered_comes_back(
    told: tuple[Person, frozenset[str], frozenset[str]],
) -> None:
    person, _, names = told
    read = read_answers(person.told(names), RULEBOOK, person.on)
    packed = CODES.pack(read.unit, read.given, person.on, with_sensitive=True)
    assert packed.left_out == ()
    again = read_answers(CODES.open(packed.code).answers, RULEBOOK, person.on)
    assert again.given == read.given


@given(st.text())
def test_no_text_raises_anything_but_bad_code(text: str) -> None:
    try:
        CODES.open(text)
    except BadCode as bad:
        assert bad.reason


@given(st.lists(st.integers(0, 30), max_size=120))
def test_no_well_formed_code_raises_anything_but_bad_code(digits: list[int]) -> None:
    try:
        opened = CODES.open(written(digits))
    except BadCode as bad:
        assert bad.reason in ("newer", "content", "empty")
    else:
        assert opened.answers["unit"] in RULEBOOK.units


def test_a_code_of_a_revision_to_come_is_told_so(codes: ResumeCodes) -> None:
    with pytest.raises(BadCode, match="newer"):
        codes.open(written([29, 1, 1]))


def test_a_unit_that_the_registry_does_not_know_has_no_code(
    rulebook: Rulebook, registry: Registry
) -> None:
    unit = rulebook.units["nanhu"].model_copy(update={"id": "atlantis"})
    with_one_more = ResumeCodes(_with_unit(rulebook, unit), registry)
    assert with_one_more.pack("atlantis", {"unit": "atlantis", "hukou": "here"}, ON).code == ""


def _with_unit(rulebook: Rulebook, unit: Any) -> Rulebook:
    return replace(
        rulebook,
        units={**rulebook.units, unit.id: unit},
        facts_of={**rulebook.facts_of, unit.id: rulebook.facts_of["nanhu"]},
    )
