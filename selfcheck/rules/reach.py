"""What rests on a fact: which lines of a table read it, and which of its answers lie apart.

Answers lie apart where a rule treats them differently: the two sides of a threshold, the levels
of a ladder, yes and no. Trying one answer of each lot tries them all. Found once, when the rules
are read; nothing here knows a person or a day.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import ceil

from selfcheck.rules.model.conditions import AgeReached, Condition, MonthsPassed
from selfcheck.rules.model.editions import Edition
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import CLOSED, HAS_PARTNER, Fact
from selfcheck.rules.model.formulas import Bands, Rate
from selfcheck.rules.model.schemes import Line, Scheme
from selfcheck.rules.questions import facts_read
from selfcheck.rules.rulebook import PARTNER, Reach, Trial
from selfcheck.rules.thresholds import in_months, own_thresholds
from selfcheck.rules.walk import walk

MONTHS = 12
TIMES = ("date", "months", "periods")
"""The kinds of fact that say how long something has gone on."""

FARTHEST = 1200
"""A date is tried a hundred years back at most; no rule looks farther."""


def reach_of_scheme(scheme: Scheme, facts: Mapping[str, Fact]) -> dict[str, Reach]:
    """Return, for each fact that points rest on, what rests on it, in the order of the facts."""
    readers: dict[str, dict[str, Line]] = {}
    lines = (*scheme.line, *scheme.deduction)
    for line in lines:
        for name in filter(facts.__contains__, _named_by(line)):
            readers.setdefault(name, {})[line.id] = line
    for name in tuple(readers):
        for source in sources_of(facts[name]):
            readers.setdefault(source, {}).update(readers[name])
    entries = [entry for line in lines for _, entry in walk(line.formula)]
    return {
        fact.id: Reach(
            tuple(readers[fact.id].values()),
            trials(fact, entries, facts),
            tuple(_counted_anew(fact, facts, readers)),
        )
        for fact in facts.values()
        if fact.id in readers
    }


def _counted_anew(
    fact: Fact, facts: Mapping[str, Fact], readers: Mapping[str, Mapping[str, Line]]
) -> Iterator[Fact]:
    """Yield the times asked only because of a choice, where points rest on both.

    They belong to the answer given: with another one they begin anew.
    """
    if fact.kind not in CLOSED:
        return
    bare = _bare(fact.id)
    person = fact.id.removesuffix(bare)
    for other in facts.values():
        asked = facts.get(_bare(other.id), other).ask_if
        if other.kind not in TIMES or asked is None or other.id not in readers:
            continue
        of_both = other.id.removesuffix(_bare(other.id)) == person and bare in facts_read(asked)
        if of_both and not readers[other.id].keys().isdisjoint(readers[fact.id]):
            yield other


def reach_of_edition(
    edition: Edition, conditions: Iterable[Condition], facts: Mapping[str, Fact]
) -> dict[str, Reach]:
    """Return, for each fact that a permit's verdict rests on, the answers that lie apart."""
    entries = [entry for condition in conditions for _, entry in walk(condition)]
    names = {name for condition in conditions for name in facts_read(condition)}
    names |= {source for name in names for source in sources_of(facts[name])}
    rule = edition.endorsement
    ages = [MonthsPassed(fact="permit_issued_on", months_passed=rule.every_years * MONTHS)]
    return {
        fact.id: Reach((), trials(fact, [*entries, *ages], facts))
        for fact in facts.values()
        if fact.id in names
    }


def _named_by(line: Line) -> Iterator[str]:
    """Yield each fact that the line reads, the partner's where both are scored."""
    yield from facts_read(line.formula)
    if line.of_both:
        yield from (PARTNER + name for name in facts_read(line.partner_formula or line.formula))
        yield HAS_PARTNER
    if line.partner_when is not None:
        yield from facts_read(line.partner_when)


def sources_of(fact: Fact) -> Iterator[str]:
    """Yield the facts out of which this one follows where it was not given itself."""
    if fact.stand_in:
        yield fact.stand_in.full_months_since
    if fact.implied_by:
        yield fact.implied_by


def followers_of(facts: Mapping[str, Fact]) -> dict[str, tuple[Fact, ...]]:
    """Return, for each fact out of which others follow, those others."""
    found: dict[str, tuple[Fact, ...]] = {}
    for fact in facts.values():
        for source in sources_of(fact):
            found[source] = (*found.get(source, ()), fact)
    return found


def following(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return those of the facts that can follow from others, or are assumed where not given.

    Dates stand ahead of what follows from them.
    """
    found = (f for f in facts if f.implied_by or f.stand_in or f.assumed is not None)
    return tuple(sorted(found, key=lambda fact: fact.kind != "date"))


def trials(fact: Fact, entries: Iterable[Entry], facts: Mapping[str, Fact]) -> tuple[Trial, ...]:
    """Return answers to the question, at least one of each lot that the entries treat alike."""
    if fact.kind == "yes_no":
        return (True, False)
    if fact.kind == "choice":
        return tuple(choice.id for choice in fact.choices)
    if fact.kind == "set":
        alone = (frozenset({choice.id}) for choice in fact.choices)
        return (frozenset(), *alone, frozenset(choice.id for choice in fact.choices))
    if fact.kind in ("events", "periods"):
        return ()
    marks = set(_marks(fact, tuple(entries), facts))
    least = 0 if fact.minimum is None else int(fact.minimum)
    most = FARTHEST if fact.maximum is None else int(fact.maximum)
    beside = {number for mark in marks for number in (mark - 1, mark)} | {least, most}
    return tuple(sorted(number for number in beside if least <= number <= most))


def _marks(fact: Fact, entries: tuple[Entry, ...], facts: Mapping[str, Fact]) -> Iterator[int]:
    """Yield each whole number at which an entry starts to treat the fact differently.

    What is measured out of several facts has no such numbers.
    """
    for entry in entries:
        measure = getattr(entry, "measure", None)
        name = getattr(measure or entry, "fact", None)
        if not isinstance(name, str):
            continue
        for number in _thresholds(entry):
            if _bare(name) == _bare(fact.id):
                yield in_months(number, measure.in_ if measure else "value")
            elif _bare(name) in facts and _bare(fact.id) in sources_of(facts[_bare(name)]):
                yield number


def _bare(name: str) -> str:
    return name.removeprefix(PARTNER)


def _thresholds(entry: Entry) -> Iterator[int]:
    if isinstance(entry, MonthsPassed):
        yield entry.months_passed
    elif isinstance(entry, AgeReached):
        yield entry.years_old * MONTHS
    else:
        yield from (ceil(threshold.number) for threshold in own_thresholds(entry))
    if isinstance(entry, Rate) and entry.round == "up":
        # What is given begins beyond these, not at them.
        yield from (int(threshold.number) + 1 for threshold in own_thresholds(entry))
    if isinstance(entry, Bands):
        yield ceil(entry.bands[0].from_)
        yield from (ceil(band.anchor) for band in entry.bands if band.anchor is not None)
    if isinstance(entry, Rate) and entry.at_most is not None and entry.points:
        rest = entry.per / 2 if entry.round == "half" else 0
        yield ceil(entry.at_most / entry.points * entry.per + (entry.after or 0) - rest)
