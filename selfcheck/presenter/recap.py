"""What a person said, in words: a recap to check, to change and to print. Judges nothing."""

from collections.abc import Mapping
from typing import NamedTuple

from selfcheck.engine.answers import Answers, Value
from selfcheck.engine.kept import Kept
from selfcheck.presenter.explanations import Explanations
from selfcheck.presenter.language import Language
from selfcheck.presenter.names import name_of
from selfcheck.rules.model.facts import CLOSED, Fact

Row = Mapping[str, object]
"""An answer in words, with the `fact` and its `name`. Whoever takes one copies it.

`same` is another object for each row that is kept, None for the others.
"""


CODED = (*CLOSED, "set")
"""The kinds whose answers are codes, so that what is said of each can be kept."""

ROWS_KEPT = 1024
"""Answers kept of one question: a bound for sets of many things."""


class _Asked(NamedTuple):
    """A question and what it is called; `rows` are those of its answers, where these are codes."""

    fact: Fact
    name: str
    rows: Kept[Value, Row] | None


class Recap:
    """The questions of a unit in one language; made once and kept."""

    def __init__(self, facts: Mapping[str, Fact], language: Language) -> None:
        self._asked = {
            name: _Asked(
                fact, name_of(fact, language), Kept(ROWS_KEPT) if fact.kind in CODED else None
            )
            for name, fact in facts.items()
            if name != "unit"
        }

    def rows(self, answers: Answers, explanations: Explanations) -> list[Row]:
        """Return each answer given, in the order of the questions; the unit is left out."""
        rows = []
        given = answers.given
        for name, asked in self._asked.items():
            if name in given:
                value = given[name]
                row = asked.rows.get(value) if asked.rows else None
                rows.append(row or _row(asked, value, explanations))
        return rows


def _row(asked: _Asked, value: Value, explanations: Explanations) -> Row:
    fact = asked.fact
    row: dict[str, object] = {"fact": fact.id, "name": asked.name, "same": None}
    row["value"] = explanations.value(fact, value)
    if asked.rows is not None:
        row["same"] = object()
        asked.rows[value] = row
    return row
