"""A copy of an entry holds what its own fields come to."""

from selfcheck.rules.model.facts import Choice
from selfcheck.rules.rulebook import Rulebook


def test_a_copy_with_another_choice_has_its_code(rulebook: Rulebook) -> None:
    fact = rulebook.facts["education"]
    assert "college" not in fact.codes
    more = (*fact.choices, Choice(id="college", label="专科"))
    assert "college" in fact.model_copy(update={"choices": more}).codes
    assert "college" not in fact.codes
