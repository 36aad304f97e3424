from datetime import date
from typing import Any, Protocol

import pytest

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import Assessment, assess, situation_under
from selfcheck.engine.conditions import Situation
from selfcheck.rules.rulebook import Rulebook


class Describe(Protocol):
    """Makes a situation out of facts; the day and the edition have defaults."""

    def __call__(
        self, *, on: str = "2014-12-01", edition: str = "jiaxing-2014", **facts: Any
    ) -> Situation: ...


class AssessFacts(Protocol):
    """Assesses facts; the day and the edition have defaults."""

    def __call__(
        self, *, on: str = "2014-12-01", edition: str = "jiaxing-2014", **facts: Any
    ) -> Assessment: ...


@pytest.fixture
def situation(rulebook: Rulebook) -> Describe:
    def describe(
        *, on: str = "2014-12-01", edition: str = "jiaxing-2014", **facts: Any
    ) -> Situation:
        answers = read_answers({"unit": "xiuzhou", **facts}, rulebook, date.fromisoformat(on))
        chosen = rulebook.editions_of[answers.unit][edition]
        return situation_under(answers, rulebook, chosen)

    return describe


@pytest.fixture
def assessed(rulebook: Rulebook) -> AssessFacts:
    def assess_facts(
        *, on: str = "2014-12-01", edition: str = "jiaxing-2014", **facts: Any
    ) -> Assessment:
        answers = read_answers({"unit": "haining", **facts}, rulebook, date.fromisoformat(on))
        return assess(answers, rulebook, edition)

    return assess_facts
