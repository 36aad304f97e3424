"""What somebody does now: a period that goes on, on the day."""

from pathlib import Path
from typing import Any

import pytest

from selfcheck.engine.conditions import verdict
from selfcheck.engine.scoring import counted
from selfcheck.rules.rulebook import Rulebook
from tests.tables import line, mistakes_in, range_of, read_table, sheet_of, situation
from tests.toml import condition

FORMULA = '{ kind = "flat", points = 5, when = WHEN, why = "是。", why_not = "不是。" }'
NOW = '{ fact = "permit", running = true }'
NOT_NOW = '{ fact = "permit", running = false }'
PAID = '{ fact = "insured", running = true, levels = ["paid"] }'


def table(folder: Path, when: str, counted_to: str = "") -> Rulebook:
    return read_table(folder, counted_to + line(FORMULA.replace("WHEN", when), more="max = 5"))


def insured(begins: str, ends: str | None, level: str) -> dict[str, Any]:
    return {"insured": [{"from": begins, "to": ends, "level": level}]}


TRUTHS: dict[str, tuple[str, dict[str, Any], str]] = {
    "one that goes on": (NOW, {"permit": [{"from": "2019-01-01"}]}, "met"),
    "one that begins on the day": (NOW, {"permit": [{"from": "2020-06-01"}]}, "met"),
    "one whose last day it is": (
        NOW,
        {"permit": [{"from": "2019-01-01", "to": "2020-06-01"}]},
        "met",
    ),
    "one that ended the day before": (
        NOW,
        {"permit": [{"from": "2019-01-01", "to": "2020-05-31"}]},
        "unmet",
    ),
    "one of several": (
        NOW,
        {"permit": [{"from": "2018-01-01"}, {"from": "2019-01-01", "to": "2019-02-01"}]},
        "met",
    ),
    "none at all": (NOW, {"permit": []}, "unmet"),
    "nothing said": (NOW, {}, "cannot_tell"),
    "that none does": (NOT_NOW, {"permit": []}, "met"),
    "that none does, of one that does": (NOT_NOW, {"permit": [{"from": "2019-01-01"}]}, "unmet"),
    "that none does, of nothing said": (NOT_NOW, {}, "cannot_tell"),
    "one of the level": (PAID, insured("2019-01-01", None, "paid"), "met"),
    "one of another level": (PAID, insured("2019-01-01", None, "late"), "unmet"),
}


@pytest.mark.parametrize(("text", "facts", "truth"), TRUTHS.values(), ids=TRUTHS)
def test_a_period_goes_on_or_does_not(
    tmp_path: Path, text: str, facts: dict[str, Any], truth: str
) -> None:
    at = situation(table(tmp_path, NOW), facts)
    assert verdict(condition(text), at).value == truth


def test_it_goes_on_on_the_day_up_to_which_is_counted(tmp_path: Path) -> None:
    rulebook = table(tmp_path, NOW, 'counted_to = "05-31"\n')
    ended = {"permit": [{"from": "2019-01-01", "to": "2020-05-31"}]}
    begun = {"permit": [{"from": "2020-06-01"}]}
    assert [sheet_of(rulebook, facts).low for facts in (ended, begun)] == [5, 0]
    scheme = next(iter(rulebook.schemes.values()))
    assert verdict(condition(NOW), counted(scheme, situation(rulebook, ended))).value == "met"


def test_what_is_unknown_lies_between_what_it_gives_when_it_goes_on_and_when_not(
    tmp_path: Path,
) -> None:
    assert range_of(sheet_of(table(tmp_path, NOW), {})) == ("0", "5")


def test_the_other_parent_does_it_too(tmp_path: Path) -> None:
    rulebook = table(tmp_path, f"{{ each_parent = {NOW} }}")
    both = {"has_partner": True, "permit": [{"from": "2019-01-01"}]}
    assert sheet_of(rulebook, {**both, "partner_permit": [{"from": "2019-01-01"}]}).low == 5
    assert sheet_of(rulebook, {**both, "partner_permit": []}).low == 0


WRONG = {
    "no periods": (
        '{ fact = "months", running = true }',
        "fact",
        "names 'months', which is of kind 'months'; this needs periods",
    ),
    "no such fact": (
        '{ fact = "work", running = true }',
        "fact",
        "names the fact 'work', which is not there",
    ),
    "no such level": (
        '{ fact = "insured", running = true, levels = ["moon"] }',
        "levels",
        "names 'moon', which is not a choice of 'insured'",
    ),
    "no levels": (
        '{ fact = "permit", running = true, levels = ["moon"] }',
        "levels",
        "names 'moon', but 'permit' has no choices",
    ),
    "two comparisons": (
        '{ fact = "permit", running = true, is = true }',
        "running",
        "stands beside is; a condition has one comparison, and all joins several",
    ),
}


@pytest.mark.parametrize(("when", "key", "said"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_named_with_its_key(tmp_path: Path, when: str, key: str, said: str) -> None:
    found = mistakes_in(tmp_path, line(FORMULA.replace("WHEN", when), more="max = 5"))
    assert any(f"line[0].formula.when.{key}" in one and said in one for one in found), found
