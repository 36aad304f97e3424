"""Facts marked as a way to more points of which nothing is ever tried."""

from collections.abc import Iterator

from selfcheck.rules.defaults import in_the_file
from selfcheck.rules.mistakes import Mistake
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.schemes import is_of
from selfcheck.rules.rulebook import PARTNER, Rulebook

UNTRIED = {"date": "a date", "events": "events", "periods": "periods"}
"""The kinds of which nothing is tried: time or chance brings them."""


def improvable_in_vain(rulebook: Rulebook) -> Iterator[Mistake]:
    """Yield each fact that is marked `improvable` to no effect."""
    for number, fact in in_the_file(rulebook.facts):
        why = _why(fact, rulebook) if fact.improvable else None
        if why is not None:
            yield Mistake("facts.toml", f"fact[{number}].improvable", f"is true, but {why}")


def _why(fact: Fact, rulebook: Rulebook) -> str | None:
    """Return why nothing is tried of the fact, None where something is."""
    if fact.kind in UNTRIED:
        kind = UNTRIED[fact.kind]
        return f"nothing is tried of {kind}; time that brings points stands in the coming months"
    reading = [
        (scheme, line)
        for scheme in rulebook.schemes.values()
        for name in (fact.id, PARTNER + fact.id)
        if name in rulebook.reach[scheme.id]
        for line in rulebook.reach[scheme.id][name].lines
    ]
    if not reading:
        return "no line reads it, so that nothing comes of it; leave it out"
    if any(not scheme.total or is_of(line, scheme.total[0]) for scheme, line in reading):
        return None
    return "only lines of totals that are not the first read it, and only the first is looked at"
