"""Which questions a unit asks: the facts that its schemes, the editions and the frame use."""

from collections.abc import Iterable, Iterator, Mapping

from selfcheck.rules.model.conditions import AnyParent, EachParent, EndorsementIs
from selfcheck.rules.model.editions import Edition
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import HAS_PARTNER, Fact
from selfcheck.rules.model.schemes import Indicator, Scheme
from selfcheck.rules.rulebook import PARTNER
from selfcheck.rules.walk import walk

ENDORSEMENT_FACTS = ("permit_held", "permit_issued_on", "permit_endorsed", "permit_endorsed_on")


def questions_of(
    facts_of: Mapping[str, Mapping[str, Fact]],
    editions_of: Mapping[str, Mapping[str, Edition]],
    schemes_of: Mapping[str, Iterable[Scheme]],
    indicators: Iterable[Indicator],
) -> dict[str, tuple[Fact, ...]]:
    """Return the facts that each unit asks for, in the order of the questions, itself left out.

    Each mapping goes by the unit. Many units share editions and schemes, which are walked once.
    """
    framed = frozenset(name for indicator in indicators for name in facts_read(indicator))
    known: dict[int, frozenset[str]] = {}

    def read(entry: Entry) -> frozenset[str]:
        if id(entry) not in known:
            found = read_by_scheme(entry) if isinstance(entry, Scheme) else facts_read(entry)
            known[id(entry)] = frozenset(found)
        return known[id(entry)]

    return {
        unit: _asked(
            facts, framed.union(*map(read, (*editions_of[unit].values(), *schemes_of[unit])))
        )
        for unit, facts in facts_of.items()
    }


def _asked(facts: Mapping[str, Fact], read: Iterable[str]) -> tuple[Fact, ...]:
    """Return the facts that are read, with those that they follow from."""
    used = {name for name in read if name in facts}
    for name in tuple(used):
        fact = facts[name]
        prefix = PARTNER if name.startswith(PARTNER) else ""
        if fact.stand_in:
            used.add(fact.stand_in.full_months_since)
        if fact.implied_by and fact.implied_by.removeprefix(prefix) in ENDORSEMENT_FACTS:
            used.add(fact.implied_by)
    if any(name.startswith(PARTNER) for name in used):
        used.add(HAS_PARTNER)
    return tuple(fact for fact in facts.values() if fact.id in used and fact.id != "unit")


def read_by_scheme(scheme: Scheme) -> Iterator[str]:
    """Yield the facts that the scheme reads, and the partner's twins of some that may not be."""
    both = any(total.people == "higher" for total in scheme.total)
    for part in (*scheme.entry, *scheme.veto, *scheme.total, *scheme.reading):
        yield from facts_read(part)
    for line in (*scheme.line, *scheme.deduction):
        yield from facts_read(line.formula)
        if line.partner_when is not None:
            yield from facts_read(line.partner_when)
        if both or line.of_both:
            yield from (PARTNER + name for name in facts_read(line.partner_formula or line.formula))


def facts_read(entry: Entry) -> Iterator[str]:
    """Yield the id of every fact that the entry reads, the partner's where it looks at both."""
    for _, inner in walk(entry):
        name = getattr(inner, "fact", None)
        if isinstance(name, str):
            yield name
        if isinstance(inner, EndorsementIs):
            yield from ENDORSEMENT_FACTS
        if isinstance(inner, EachParent):
            yield from (PARTNER + other for other in facts_read(inner.each_parent))
        if isinstance(inner, AnyParent):
            yield from (PARTNER + other for other in facts_read(inner.any_parent))
