"""Caps of events: what the examples show of them, and what is proposed where they show nothing."""

from decimal import Decimal
from pathlib import Path

import pytest

from selfcheck.authoring.boundaries import with_proposals
from selfcheck.authoring.caps import lacking_at_caps, proposals_at_caps, unproven_caps
from selfcheck.engine.examples import wrong_examples
from selfcheck.rules.loader import load
from selfcheck.rules.rulebook import Rulebook
from tests.tables import FILE, line, read_table

EXAMPLE = (
    '[[example]]\nname = "…"\non = 2020-06-01\nanswers = { FACTS }\nlow = 0\nconfirmed = false\n'
)


def table(folder: Path, formula: str, *examples: str, more: str = "max = 10") -> Rulebook:
    told = "".join(EXAMPLE.replace("FACTS", facts) for facts in examples)
    return read_table(folder, line(f'{{ kind = "events", {formula} }}', more=more) + told)


def lacking(rulebook: Rulebook) -> list[tuple[str, str]]:
    [scheme] = rulebook.schemes.values()
    return [(cap.limit, effect) for cap, effect in lacking_at_caps(scheme, rulebook)]


OFFENCES = 'fact = "offences", points = 4, at_most = 10'
ONE, THREE = "offences = [2020-01-01]", "offences = [2020-01-01, 2020-01-02, 2020-01-03]"


@pytest.mark.parametrize(
    ("examples", "effects"),
    [
        ((), ["leaves", "keeps_down"]),
        (("",), ["leaves", "keeps_down"]),
        (("offences = []",), ["leaves", "keeps_down"]),
        ((ONE,), ["keeps_down"]),
        ((THREE,), ["leaves"]),
        ((ONE, THREE), []),
    ],
)
def test_an_example_must_stand_on_each_side_of_a_cap(
    tmp_path: Path, examples: tuple[str, ...], effects: list[str]
) -> None:
    found = lacking(table(tmp_path, OFFENCES, *examples))
    assert found == [("at_most", effect) for effect in effects]


NEVER = {
    "as many as can be told stay within it": (
        'fact = "offences", points = 2, at_most = 8',
        "max = 8",
    ),
    "none counts on any day": (
        'fact = "offences", points = 4, at_most = 10, window = { since = 2021-01-01 }',
        "max = 0",
    ),
    "the cap of a year is the higher": (
        'fact = "offences", points = 4, at_most = 3, year_at_most = 5',
        "max = 3",
    ),
}


@pytest.mark.parametrize(("formula", "most"), NEVER.values(), ids=NEVER)
def test_what_no_answer_shows_is_not_asked_for(tmp_path: Path, formula: str, most: str) -> None:
    found = lacking(table(tmp_path, formula, ONE, THREE, more=most))
    assert ("year_at_most", "keeps_down") not in found
    assert ("at_most", "keeps_down") not in found


KINDS = {
    "points": (OFFENCES, "offences = []", "max = 10"),
    "levels of which some give nothing": (
        'fact = "awards", levels = { city = 5 }, others = 0, at_most = 12',
        "awards = []",
        "max = 12",
    ),
    "acts that count once": (
        'fact = "awards", levels = { city = 5, county = 3 }, acts = { city = "a", county = "b" },'
        " at_most = 7",
        "",
        "max = 7",
    ),
    "amounts, one, a year and in all": (
        'fact = "blood", points = 1, per = 200, each_at_most = 4, year_at_most = 6, at_most = 5',
        "blood = []",
        "max = 5",
    ),
    "what lies in the past": (
        'fact = "offences", points = 4, at_most = 10, window = { older_than = 12 }',
        "months = 3",
        "max = 10",
    ),
}


@pytest.mark.parametrize(("formula", "facts", "most"), KINDS.values(), ids=KINDS)
def test_the_examples_proposed_show_all_of_it_and_are_right(
    tmp_path: Path, formula: str, facts: str, most: str
) -> None:
    rulebook = table(tmp_path, formula, facts, more=most)
    [scheme] = rulebook.schemes.values()
    assert lacking(rulebook)
    made = proposals_at_caps(scheme, rulebook)
    assert not any(example.confirmed for example in made)
    file = tmp_path / FILE
    text = with_proposals(file.read_text("utf-8"), made).replace("confirmed = false\n", "")
    file.write_text(text.replace("low = 0\n", "low = 0\nconfirmed = false\n", 1), "utf-8")
    after = load(tmp_path)
    assert lacking(after) == []
    assert wrong_examples(after) == []


def test_a_proposal_says_which_cap_it_is_about(tmp_path: Path) -> None:
    rulebook = table(tmp_path, OFFENCES, "offences = []")
    [scheme] = rulebook.schemes.values()
    within, beyond = proposals_at_caps(scheme, rulebook)
    assert (within.name, len(within.answers["offences"])) == ("待核对：…，没有超过上限 10", 1)
    assert (beyond.name, len(beyond.answers["offences"])) == ("待核对：…，超过上限 10", 3)
    assert (within.low, beyond.low) == (Decimal(4), Decimal(10))


def test_one_proposal_may_show_two_caps(tmp_path: Path) -> None:
    formula = 'fact = "offences", points = 4, year_at_most = 6, at_most = 10'
    rulebook = table(tmp_path, formula, "offences = []")
    [scheme] = rulebook.schemes.values()
    assert len(proposals_at_caps(scheme, rulebook)) < len(lacking(rulebook))


def test_nothing_is_proposed_from_examples_that_are_impossible(tmp_path: Path) -> None:
    rulebook = table(tmp_path, OFFENCES, "offences = [2020-07-01]")
    [scheme] = rulebook.schemes.values()
    assert proposals_at_caps(scheme, rulebook) == []


def test_what_is_lacking_is_told_with_the_key_of_the_cap(tmp_path: Path) -> None:
    rulebook = table(tmp_path, OFFENCES, "offences = []")
    assert [(mistake.key, mistake.message) for mistake in unproven_caps(rulebook)] == [
        ("line[0].formula.at_most", "is 10; no example with events stays within that"),
        ("line[0].formula.at_most", "is 10; no example is kept down by that"),
    ]
