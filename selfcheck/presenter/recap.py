"""What a person said, in words: a recap to check, to change and to print. Judges nothing."""

from collections.abc import Mapping
from typing import Final, final

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


ALIKE = (*CLOSED, "set", "months")
"""The kinds whose answers many people give, codes and months, so that each is put in words once."""

ROWS_KEPT = 1024
"""Answers kept of one question: a bound for sets of many things."""


@final
class _Asked:
    """A question and what it is called; `rows` are those of its answers that are kept."""

    def __init__(self, fact: Fact, name: str) -> None:
        self.fact: Final = fact
        self.name: Final = name
        self.rows: Final[Kept[Value, Row] | None] = Kept(ROWS_KEPT) if fact.kind in ALIKE else None

    def row(self, value: Value, explanations: Explanations) -> Row:
        """Return the answer in words."""
        if self.rows is None:
            return self._made(value, explanations, None)
        row = self.rows.get(value)
        if row is None:
            row = self.rows[value] = self._made(value, explanations, object())
        return row

    def _made(self, value: Value, explanations: Explanations, same: object) -> Row:
        text = explanations.value(self.fact, value)
        return {"fact": self.fact.id, "name": self.name, "same": same, "value": text}


class Recap:
    """The questions of a unit in one language; made once and kept."""

    def __init__(self, facts: Mapping[str, Fact], language: Language) -> None:
        self._asked = {
            name: _Asked(fact, name_of(fact, language))
            for name, fact in facts.items()
            if name != "unit"
        }

    def rows(self, answers: Answers, explanations: Explanations) -> list[Row]:
        """Return each answer given, in the order of the questions; the unit is left out."""
        # Of a dictionary of its own it is faster to ask than of any mapping.
        given = dict(answers.given)
        rows = []
        for name, asked in self._asked.items():
            value = given.get(name)
            if value is not None:
                rows.append(asked.row(value, explanations))
        return rows
