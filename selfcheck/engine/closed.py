"""Lines that rest on closed answers alone: what each combination gives is worked out once.

Such a line reads nothing but choices and yes/no answers: no number, no date, no day. So there is a
table of it, which comes of the rules and of nobody; it is filled as its rows are asked for.
"""

from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

from selfcheck.engine.situation import Situation
from selfcheck.rules.model.conditions import ConditionIs, EndorsementIs
from selfcheck.rules.model.facts import CLOSED, Fact
from selfcheck.rules.model.schemes import Line
from selfcheck.rules.rulebook import PARTNER
from selfcheck.rules.walk import walk

ROWS = 2048
"""Combinations kept of one line; when there are more, the table begins anew."""

TABLES = 4096
"""Lines kept, those of rules that have been replaced among them; then all begin anew."""

Row = tuple[Hashable, ...]


class Table(NamedTuple):
    """One line of one unit: the facts it rests on, and what it gives by what they are.

    `names` is None for a line that rests on more than closed answers. The line and the facts are
    held, so that the place in memory by which they are known stays theirs.
    """

    line: Line
    facts: Mapping[str, Fact]
    names: tuple[str, ...] | None
    rows: dict[Row, Any]

    def row(self, at: Situation) -> Row | None:
        """Return what the line rests on in the situation; None where that is more than a row."""
        if self.names is None or at.person or not at.office:
            return None
        known = at.answers.known
        return (at.bounded, *[known.get(name) for name in self.names])

    def keep(self, row: Row, found: Any) -> None:
        """Keep what the line gives for the row."""
        if len(self.rows) >= ROWS:
            self.rows.clear()
        self.rows[row] = found


_tables: dict[tuple[int, int], Table] = {}


def table_of(line: Line, at: Situation) -> Table:
    """Return the table of the line, for the unit whose facts the situation has."""
    place = (id(line), id(at.facts))
    table = _tables.get(place)
    if table is None:
        if len(_tables) >= TABLES:
            _tables.clear()
        table = _tables[place] = Table(line, at.facts, closed_facts(line, at.facts), {})
    return table


def closed_facts(line: Line, facts: Mapping[str, Fact]) -> tuple[str, ...] | None:
    """Return the facts that the line rests on, the partner's too; None where one is not closed."""
    parts = (line.formula, line.partner_formula, line.partner_when)
    inside = [inner for part in parts if part is not None for _, inner in walk(part)]
    if any(isinstance(inner, ConditionIs | EndorsementIs) for inner in inside):
        return None
    names = [twin for name in sorted(line.reads) for twin in (name, PARTNER + name)]
    asked = tuple(name for name in names if name in facts)
    return asked if all(facts[name].kind in CLOSED for name in asked) else None
