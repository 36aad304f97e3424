"""The registry of what codes hold: complete, without contradictions, and never changed."""

import tomllib
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from selfcheck.engine.answers import read_answers
from selfcheck.resume.code import ResumeCodes
from selfcheck.resume.registry import (
    Block,
    BrokenRegistry,
    PackedFact,
    Registry,
    RegistryFile,
    Revision,
    as_toml,
    missing,
)
from selfcheck.rules.model.facts import Choice, Fact
from selfcheck.rules.rulebook import Rulebook
from tests.resume.conftest import ON, USUAL, WORKER

DIGESTS = {1: "b3677e1b"}
"""A digest of every revision there was. A new revision adds a line; no line ever changes."""

CODES_OF_OLD = {
    "3EG4-CANQ-8B8U-DYVV-5U65-KCB2-2AQJ": WORKER,
    "3S7K-U5MW-UYC4-459B-KQ6E-JWAY-WZ9W-6DHY-9FNY": USUAL,
}
"""Codes that were given out, and what they hold. No line is ever taken away."""


def digest(revision: Revision) -> str:
    return sha256(revision.model_dump_json().encode()).hexdigest()[:8]


def test_no_revision_that_was_ever_used_has_changed(registry: Registry) -> None:
    assert {revision.number: digest(revision) for revision in registry.revisions} == DIGESTS


@pytest.mark.parametrize("code", CODES_OF_OLD)
def test_a_code_that_was_given_out_opens_for_ever(codes: ResumeCodes, code: str) -> None:
    assert codes.open(code).answers == CODES_OF_OLD[code]


def test_the_registry_holds_every_question_and_choice_of_the_rules(
    registry: Registry, rulebook: Rulebook
) -> None:
    more = missing(registry, rulebook)
    assert more is None, f"run `selfcheck rules codes --write`; it appends:\n{as_toml(more)}"


def test_a_list_of_events_is_left_out_and_named(registry: Registry, rulebook: Rulebook) -> None:
    donated = rulebook.facts["in_school"].model_copy(update={"id": "donated", "kind": "events"})
    later = with_facts(rulebook, donated)
    assert missing(registry, later) is None
    packed = ResumeCodes(later, registry).pack("haining", {"donated": ()}, ON)
    assert packed.left_out == ("donated",)


# --- rules that changed since a code was made ----------------------------------------------------


def with_facts(rulebook: Rulebook, *facts: Fact, without: str = "") -> Rulebook:
    """Return a rulebook in which these facts are as given, and one is gone."""
    changed = {fact.id: fact for fact in facts}
    own = {**rulebook.facts, **changed}
    own.pop(without, None)
    of = {
        unit: {name: fact for name, fact in {**known, **changed}.items() if name != without}
        for unit, known in rulebook.facts_of.items()
    }
    return replace(rulebook, facts=own, facts_of=of)


def evolved(rulebook: Rulebook) -> Rulebook:
    """Return the rules of another year: a new fact, a new choice, a choice and a fact gone."""
    new = rulebook.facts["patent"].model_copy(update={"id": "vaccinated", "kind": "yes_no"})
    new = new.model_copy(update={"choices": ()})
    education = rulebook.facts["education"]
    more = (*education.choices, Choice(id="vocational", label="职业本科"))
    housing = rulebook.facts["housing"]
    fewer = tuple(choice for choice in housing.choices if choice.id != "rented")
    return with_facts(
        rulebook,
        new,
        education.model_copy(update={"choices": more}),
        housing.model_copy(update={"choices": fewer}),
        without="contract_months",
    )


def taught(registry: Registry, rulebook: Rulebook) -> Registry:
    """Return the registry after the next revision."""
    more = missing(registry, rulebook)
    assert more is not None
    return Registry(RegistryFile(revision=(*registry.revisions, more)))


def test_what_the_rules_gained_becomes_the_next_revision(
    registry: Registry, rulebook: Rulebook
) -> None:
    more = missing(registry, evolved(rulebook))
    assert more is not None
    assert more.number == registry.newest.number + 1
    assert more.codes == {"education": ("vocational",)}
    assert [fact.id for block in more.block for fact in block.fact] == ["vaccinated"]
    written = RegistryFile.model_validate(tomllib.loads(as_toml(more)), strict=False)
    assert written.revision == (more,)


def test_an_old_code_opens_under_new_rules_and_what_is_gone_is_named(
    registry: Registry, rulebook: Rulebook
) -> None:
    later = evolved(rulebook)
    codes = ResumeCodes(later, taught(registry, later))
    opened = codes.open("3EG4-CANQ-8B8U-DYVV-5U65-KCB2-2AQJ")
    gone = {"contract_months", "housing"}
    assert set(opened.dropped) == gone
    assert opened.answers == {n: v for n, v in WORKER.items() if n not in gone}


def test_a_new_code_holds_the_new_fact_and_the_new_choice(
    registry: Registry, rulebook: Rulebook
) -> None:
    later = evolved(rulebook)
    codes = ResumeCodes(later, taught(registry, later))
    answers = {"unit": "haining", "vaccinated": True, "education": "vocational"}
    read = read_answers(answers, later, ON)
    packed = codes.pack(read.unit, read.given, ON)
    assert packed.left_out == ()
    assert codes.open(packed.code).answers == answers


def test_a_code_of_rules_to_come_is_refused_by_the_rules_of_today(
    registry: Registry, rulebook: Rulebook
) -> None:
    later = evolved(rulebook)
    made = ResumeCodes(later, taught(registry, later)).pack("haining", {"hukou": "here"}, ON)
    with pytest.raises(Exception, match="newer"):
        ResumeCodes(rulebook, registry).open(made.code)


def test_a_fact_that_changed_its_kind_is_packed_anew_and_the_old_answer_dropped(
    registry: Registry, rulebook: Rulebook
) -> None:
    in_school = rulebook.facts["in_school"].model_copy(
        update={"kind": "months", "minimum": 0, "maximum": 100}
    )
    later = with_facts(rulebook, in_school)
    codes = ResumeCodes(later, taught(registry, later))
    old = codes.open("3S7K-U5MW-UYC4-459B-KQ6E-JWAY-WZ9W-6DHY-9FNY")
    assert old.dropped == ("in_school",)
    made = codes.pack("haining", {"hukou": "here", "in_school": 7}, ON)
    assert codes.open(made.code).answers == {"unit": "haining", "hukou": "here", "in_school": 7}


def test_a_set_keeps_the_choices_that_are_still_there(
    registry: Registry, rulebook: Rulebook
) -> None:
    papers = rulebook.facts["housing_papers"]
    kept = tuple(choice for choice in papers.choices if choice.id != "lease_contract")
    later = with_facts(rulebook, papers.model_copy(update={"choices": kept}))
    codes = ResumeCodes(rulebook, registry)
    both = frozenset({"lease_contract", "rental_tax_receipt"})
    code = codes.pack("haining", {"housing_papers": both}, ON).code
    opened = ResumeCodes(later, registry).open(code)
    assert opened.answers["housing_papers"] == ["rental_tax_receipt"]
    assert opened.dropped == ("housing_papers",)
    only = codes.pack("haining", {"housing_papers": frozenset({"lease_contract"})}, ON).code
    assert "housing_papers" not in ResumeCodes(later, registry).open(only).answers


def test_a_choice_that_the_registry_does_not_know_is_left_out_and_named(
    registry: Registry, rulebook: Rulebook
) -> None:
    codes = ResumeCodes(evolved(rulebook), registry)
    packed = codes.pack("haining", {"education": "vocational", "vaccinated": True}, ON)
    assert packed.left_out == ("education", "vaccinated")


def test_a_code_of_a_unit_that_is_gone_is_refused(registry: Registry, rulebook: Rulebook) -> None:
    code = ResumeCodes(rulebook, registry).pack("gangqu", {"hukou": "here"}, date(2026, 1, 1)).code
    left = {name: unit for name, unit in rulebook.units.items() if name != "gangqu"}
    with pytest.raises(Exception, match="content"):
        ResumeCodes(replace(rulebook, units=left), registry).open(code)


# --- a registry that cannot be -------------------------------------------------------------------


def revision(number: int, *facts: PackedFact, **more: Any) -> Revision:
    block = (Block(name="place", fact=facts),) if facts else ()
    return Revision(number=number, block=block, **more)


SKILL = PackedFact(id="skill", kind="choice", codes=("none", "some"))


@pytest.mark.parametrize(
    ("revisions", "words"),
    [
        ((revision(2, SKILL),), "numbered from 1"),
        ((revision(1, SKILL), revision(2, SKILL)), "skill is there already"),
        ((revision(1, codes={"skill": ("more",)}),), "which no revision before has"),
        ((revision(1, SKILL), revision(2, codes={"skill": ("some",)})), "skill: a code is there"),
        ((revision(1, units=("a", "a")),), "unit: a code is there twice"),
        (tuple(revision(n) for n in range(1, 31)), "below 30"),
    ],
)
def test_a_registry_that_contradicts_itself_is_refused(
    revisions: tuple[Revision, ...], words: str
) -> None:
    with pytest.raises(BrokenRegistry, match=words):
        Registry(RegistryFile(revision=revisions))


@pytest.mark.parametrize("content", ["revision = 1", "[[revision]]\nnumber = 1\ncolour = 2", "["])
def test_a_file_that_is_no_registry_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "registry.toml"
    file.write_text(content)
    with pytest.raises(BrokenRegistry):
        Registry.load(file)
