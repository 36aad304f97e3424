"""Lines that rest on little are tables: what a line gives is worked out once for each row.

A row holds the closed answers that the line rests on, and of each parent one number of months or
years at most: one that was told, or the time since a date, never the date itself. A condition on a
date counts by its verdict. So a table comes of the rules and of nobody, as if it were printed; it
is filled as its rows are asked for. What rests on amounts, events, periods or more numbers is no
table.
"""

from collections.abc import Hashable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, final

from selfcheck.engine.answers import Value
from selfcheck.engine.conditions import verdict
from selfcheck.engine.kept import Kept, shared
from selfcheck.engine.measures import begins_after, measured
from selfcheck.engine.situation import Situation
from selfcheck.rules.model import conditions as c
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import CLOSED, Fact
from selfcheck.rules.model.measures import Measure
from selfcheck.rules.model.schemes import Line
from selfcheck.rules.rulebook import PARTNER
from selfcheck.rules.walk import walk

ROWS = 1024
"""Rows kept of one line; when there are more, the table begins anew."""

TABLES = 4096
"""Lines kept, those of rules that have been replaced among them; then all begin anew."""

SMALL = (*CLOSED, "months")
"""Kinds of facts to which few answers can be given."""

FEW = 6
"""Sets of more things than these have too many rows."""

NOTHING: Mapping[str, Value] = MappingProxyType({})

Row = tuple[Hashable, ...]


@final
class Basis:
    """What a row holds: answers as they are, times since a date, verdicts on dates.

    `dates` are the facts behind the latter two. `both`: they are looked at for each parent.
    """

    __slots__ = ("both", "conditions", "dates", "names", "times")

    def __init__(
        self,
        names: tuple[str, ...],
        times: tuple[Measure, ...],
        conditions: tuple[c.Condition, ...],
        dates: frozenset[str],
        both: bool,
    ) -> None:
        self.names: Final = names
        self.times: Final = times
        self.conditions: Final = conditions
        self.dates: Final = dates
        self.both: Final = both

    @property
    def is_of_years(self) -> bool:
        """Whether full years since one date are all that moves with the days."""
        if len(self.times) != 1 or self.conditions or self.both:
            return False
        return self.times[0].in_ == "full_years" and self.times[0].by is None


@final
class Table:
    """One line of one unit: what it rests on, and what it gives by what that is.

    `basis` is None for a line that is no table. The line and the facts are held, so that the place
    in memory by which they are known stays theirs.
    """

    __slots__ = ("_held", "basis", "rows")

    def __init__(self, line: Line, facts: Mapping[str, Fact], basis: Basis | None) -> None:
        self._held: Final = (line, facts)
        self.basis: Final = basis
        self.rows: Final[Kept[Row, Any]] = Kept(ROWS)

    def row(self, at: Situation, changes: Mapping[str, Value] = NOTHING) -> Row | None:
        """Return what the line rests on, supposing the changes; None where that is no row."""
        basis = self.basis
        if basis is None or at.person or not at.office or at.between:
            return None
        known = at.answers.known
        if changes:
            if not basis.dates.isdisjoint(changes):
                return None
            told = [changes[n] if n in changes else known.get(n) for n in basis.names]
        else:
            told = [known.get(name) for name in basis.names]
        if not basis.dates:
            return (at.bounded, *told)
        people = (at, at.of_partner()) if basis.both else (at,)
        times = [_time(measure, person) for person in people for measure in basis.times]
        verdicts = [verdict(part, person) for person in people for part in basis.conditions]
        return (at.bounded, *told, *times, *verdicts)


def _time(measure: Measure, at: Situation) -> Hashable:
    """Return the time that the measure reads, or whether it lies ahead where that is none.

    Where it is unknown, the days that bound it.
    """
    time = measured(measure, at)
    if time is None:
        return at.answers.on, at.today
    return time if time else begins_after(measure, at)


_tables: Kept[tuple[int, int], Table] = shared(TABLES)


def table_of(line: Line, at: Situation) -> Table:
    """Return the table of the line, for the unit whose facts the situation has."""
    place = (id(line), id(at.facts))
    table = _tables.get(place)
    if table is None:
        table = Table(line, at.facts, basis_of(line, at.facts))
        _tables[place] = table
    return table


def basis_of(line: Line, facts: Mapping[str, Fact]) -> Basis | None:
    """Return what a row of the line holds; None where that is more than a table can be made of."""
    inside = [*_inside(line)]
    reading = [entry for entry in inside if _date_read(entry, facts)]
    times = tuple(entry for entry in reading if isinstance(entry, Measure))
    conditions = tuple(e for e in reading if isinstance(e, c.MonthsPassed | c.AgeReached))
    told = [facts[name] for name in sorted(line.reads) if facts[name].kind != "date"]
    if (
        len(times) + sum(fact.kind == "months" for fact in told) > 1
        or len(reading) > len(times) + len(conditions)
        or not all(map(_is_small, told))
        or any(isinstance(entry, c.ConditionIs | c.EndorsementIs) for entry in inside)
    ):
        return None
    both = line.of_both or any(isinstance(e, c.EachParent | c.AnyParent) for e in inside)
    people = ("", PARTNER) if both else ("",)
    read = [entry.fact for entry in (*times, *conditions)]
    return Basis(
        names=tuple(facts[p + f.id].id for f in told for p in people if p + f.id in facts),
        times=times,
        conditions=conditions,
        dates=frozenset(person + name for name in read for person in people),
        both=both,
    )


def _inside(line: Line) -> Iterator[Entry]:
    for part in (line.formula, line.partner_formula, line.partner_when):
        if part is not None:
            yield from (inner for _, inner in walk(part))


def _date_read(entry: Entry, facts: Mapping[str, Fact]) -> bool:
    name = getattr(entry, "fact", None)
    return isinstance(name, str) and facts[name].kind == "date"


def _is_small(fact: Fact) -> bool:
    """Say whether few answers can be given."""
    return fact.kind in SMALL or (fact.kind == "set" and len(fact.choices) <= FEW)
