"""What a person said, in words: a recap to check, to change and to print. Judges nothing."""

from collections.abc import Mapping
from typing import Any

from selfcheck.engine.answers import Answers
from selfcheck.presenter.explanations import Explanations
from selfcheck.rules.model.facts import Fact


def recap(
    answers: Answers, explanations: Explanations, facts: Mapping[str, Fact]
) -> list[dict[str, Any]]:
    """Return each answer given, in the order of the questions; the unit is left out."""
    given = answers.given
    return [
        {
            "fact": name,
            "name": explanations.fact_name(name),
            "value": explanations.value(fact, given[name]),
        }
        for name, fact in facts.items()
        if name != "unit" and name in given
    ]
