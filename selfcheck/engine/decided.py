"""What conditions decide: worked out once for each combination of what they look at.

A permit, the papers it asks for and the outcome come of conditions alone. A choice or a yes/no
answer counts as it is; a condition on anything else (a date, a number, a set) counts by its
verdict. So what is kept holds codes, and nobody's day or number.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from selfcheck.engine.conditions import verdict
from selfcheck.engine.kept import Kept, shared
from selfcheck.engine.situation import Situation
from selfcheck.rules.model import conditions as c
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import CLOSED, Fact

ROWS = 1024
"""Combinations kept of one entry; when there are more, its table begins anew."""

TABLES = 512
"""Entries kept, those of rules that have been replaced among them; then all begin anew."""

Row = tuple[Hashable, ...]

W = TypeVar("W")

_OF_A_FACT = (c.FactIs, c.FactOneOf)


class Decided(NamedTuple):
    """One entry of one unit: the closed answers and the other conditions that it rests on.

    What makes it known by its place in memory is held, so that the place stays its own.
    """

    held: tuple[Entry, Mapping[str, Fact], Mapping[str, c.Condition]]
    names: tuple[str, ...]
    others: tuple[c.Condition, ...]
    rows: Kept[Row, Any]

    def once(self, at: Situation, make: Callable[[], W], *codes: Hashable) -> W:
        """Return what was made where the conditions came to the same, or make it now.

        `codes` are what it rests on besides.
        """
        row = self.row(at, *codes)
        found: W | None = self.rows.get(row)
        if found is None:
            found = self.rows[row] = make()
        return found

    def row(self, at: Situation, *codes: Hashable) -> Row:
        """Return what the entry rests on for the applicant in the situation, behind the codes."""
        known = at.answers.known
        return (
            *codes,
            at.office,
            *[known.get(name) for name in self.names],
            *[verdict(other, at) for other in self.others],
        )


_tables: Kept[tuple[int, int, int], Decided] = shared(TABLES)


def decided(entry: Entry, conditions: Iterable[c.Condition], at: Situation) -> Decided:
    """Return the table of the entry, which rests on the conditions, for the situation's unit."""
    place = (id(entry), id(at.facts), id(at.named))
    table = _tables.get(place)
    if table is None:
        names, others = _parts(conditions, at)
        table = Decided((entry, at.facts, at.named), names, others, Kept(ROWS))
        _tables[place] = table
    return table


def _parts(
    conditions: Iterable[c.Condition], at: Situation
) -> tuple[tuple[str, ...], tuple[c.Condition, ...]]:
    """Return the closed answers that the conditions look at, and the conditions on the rest."""
    names: list[str] = []
    others: list[c.Condition] = []
    for condition in conditions:
        for leaf in _leaves(condition, at.named):
            if isinstance(leaf, _OF_A_FACT) and at.facts[leaf.fact].kind in CLOSED:
                names.append(leaf.fact)
            elif leaf not in others:
                others.append(leaf)
    return tuple(dict.fromkeys(names)), tuple(others)


def _leaves(condition: c.Condition, named: Mapping[str, c.Condition]) -> Iterator[c.Condition]:
    """Yield the conditions that the condition is joined of."""
    if isinstance(condition, c.All | c.AnyOf):
        for part in condition.all if isinstance(condition, c.All) else condition.any:
            yield from _leaves(part, named)
    elif isinstance(condition, c.Not):
        yield from _leaves(condition.not_, named)
    elif isinstance(condition, c.ConditionIs):
        yield from _leaves(named[condition.condition], named)
    else:
        yield condition
