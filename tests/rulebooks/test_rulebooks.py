"""Each folder is rule files alone, without a mistake, and computes its table right."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from selfcheck.authoring.inspection import Terms, inspect
from selfcheck.engine.examples import example_mistakes
from selfcheck.presenter.language import languages
from selfcheck.presenter.selfcheck import SelfCheck
from selfcheck.rules.loader import load
from selfcheck.shipped import shipped

HERE = Path(__file__).parent
FOLDERS = ("jindong-2015", "wenling", "shanghai-2015", "zhongshan-2014")
LEAST_EXAMPLES = 10
each_folder = pytest.mark.parametrize("name", FOLDERS)


@each_folder
def test_a_folder_is_rule_files_alone(name: str) -> None:
    assert {path.suffix for path in (HERE / name).rglob("*") if path.is_file()} == {".toml"}


@each_folder
def test_a_folder_passes_the_checker_of_the_shipped_rules(name: str) -> None:
    assert example_mistakes(load(HERE / name)) == []


@each_folder
def test_a_folder_passes_everything_that_rules_check_asks(name: str) -> None:
    rulebook = load(HERE / name)
    checked_on = max(scheme.checked_on for scheme in rulebook.schemes.values())
    found = inspect(HERE / name, languages(shipped("translations")), Terms(checked_on, 365))
    assert [str(mistake) for mistake in found.mistakes] == []


@each_folder
def test_a_folder_has_ten_worked_examples_or_more(name: str) -> None:
    for scheme in load(HERE / name).schemes.values():
        assert len(scheme.example) >= LEAST_EXAMPLES


@each_folder
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_example_is_explained_in_every_language(name: str, lang: str) -> None:
    rulebook = load(HERE / name)
    selfcheck = SelfCheck(rulebook, languages(shipped("translations")))
    unit = next(iter(rulebook.units))
    for scheme in rulebook.schemes.values():
        for example in scheme.example:
            answer = selfcheck.answer(
                {"unit": unit, **example.answers}, example.on, "no-permits", lang, "page"
            )
            (sheet,) = answer["points"]
            assert all(line["text"] for line in sheet["lines"] + sheet["deductions"])
            assert sheet["low"] == format(example.low.normalize(), "f")


def asked(folder: str, answers: dict[str, Any], on: str) -> dict[str, Any]:
    """Return what the command says, as somebody runs it who has only the rule files."""
    found = subprocess.run(
        [sys.executable, "-m", "selfcheck", "assess"],
        input=json.dumps({"answers": answers, "on": on}),
        env={**os.environ, "SELFCHECK_RULES": str(HERE / folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    sheet: dict[str, Any] = json.loads(found.stdout)["points"][0]
    return sheet


def test_the_command_answers_from_the_folder_of_another_place() -> None:
    sheet = asked("zhongshan-2014", {"unit": "zhongshan", "education": "bachelor"}, "2015-06-01")
    assert sheet["low"] == "0"
    assert sheet["high"] is None
    assert [total["id"] for total in sheet["totals"]] == ["school", "housing", "hukou"]
    assert sheet["vetoes"] == []
    assert [veto["id"] for veto in sheet["possible_vetoes"]] == ["forged_papers"]


def test_the_command_names_what_is_taken_away_and_the_line_that_was_published() -> None:
    answers = {"unit": "shanghai", "education": "doctor", "detentions": ["2015-05-01"]}
    sheet = asked("shanghai-2015", answers, "2016-03-01")
    detention = next(d for d in sheet["deductions"] if d["indicator"] == "detentions")
    assert (detention["low"], detention["high"]) == ("-50", "-50")
    assert [(line["points"], line["reached"]) for line in sheet["cutoffs"]] == [
        ("120", "cannot_tell")
    ]
