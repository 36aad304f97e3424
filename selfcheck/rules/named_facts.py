"""What is wrong with a fact that is named, with one of its choices, or with figures for them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from selfcheck.rules.mistakes import Wrong, not_there
from selfcheck.rules.model.facts import Fact, FactKind

Facts = Mapping[str, Fact]

NUMBERS: tuple[FactKind, ...] = ("months", "number", "yuan")


def wrong_fact(name: str, kinds: Iterable[FactKind], facts: Facts, key: str) -> Wrong:
    """Yield what is wrong unless the fact is there and of one of the kinds."""
    if name not in facts:
        yield key, not_there("fact", name, facts)
    elif facts[name].kind not in kinds:
        found = facts[name].kind
        yield key, f"names {name!r}, which is of kind {found!r}; this needs {' or '.join(kinds)}"


def wrong_choices(fact: Fact | None, values: Iterable[str], key: str) -> Wrong:
    """Yield each of the values that is not a choice of the fact, where that is there at all."""
    if fact is not None and fact.choices:
        known = [choice.id for choice in fact.choices]
        for value in values:
            if value not in known:
                offered = ", ".join(known)
                said = f"names {value!r}, which is not a choice of {fact.id!r}; it has {offered}"
                yield key, said


def wrong_levels(fact: Fact, levels: Iterable[str]) -> Wrong:
    """Yield each of the levels that the events or periods of the fact do not have."""
    if not fact.choices:
        for level in levels:
            yield "levels", f"names {level!r}, but {fact.id!r} has no choices"
    yield from wrong_choices(fact, levels, "levels")


def wrong_figures(name: str, figures: Mapping[str, Decimal], key: str, facts: Facts) -> Wrong:
    """Yield each choice of the fact without a figure, and each figure without a choice."""
    fact = facts.get(name)
    if fact is not None and not fact.choices:
        yield key, f"has figures for choices, but {name!r} has no choices"
        return
    yield from wrong_choices(fact, figures, key)
    for choice in fact.choices if fact else ():
        if choice.id not in figures:
            yield key, f"has no figure for the choice {choice.id!r}"
