"""What a new table gives people that the old one did not, and what it takes from them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any, NamedTuple

from selfcheck.authoring.population import people
from selfcheck.engine.answers import ImpossibleAnswers
from selfcheck.engine.examples import situation_of
from selfcheck.engine.scoring import Sheet, sheet
from selfcheck.rules.model.facts import HAS_PARTNER, Fact
from selfcheck.rules.model.schemes import Scheme
from selfcheck.rules.questions import facts_read
from selfcheck.rules.rulebook import PARTNER, Rulebook

TOTAL = ""
"""The name of the whole table among its lines."""


class Side(NamedTuple):
    """One of the two tables, with the rules it stands in."""

    scheme: Scheme
    rulebook: Rulebook


class Effect(NamedTuple):
    """How many people gain, lose and stay under one line, or the whole table, and by how much."""

    line: str
    label: str
    gain: int
    lose: int
    stay: int
    median_gain: Decimal
    median_loss: Decimal
    largest_gain: Decimal
    largest_loss: Decimal


def effects(old: Side, new: Side, on: date, count: int, seed: int) -> list[Effect]:
    """Return the effect on the whole table, then on each line that touches somebody.

    Points are compared by their lower end; where that is the same, by their upper end.
    """
    differences: dict[str, list[Decimal]] = {}
    facts = _asked(old, new)
    for told in people(facts, (old.scheme, new.scheme), on, count, seed):
        for line, difference in _differences(told, old, new, on):
            differences.setdefault(line, []).append(difference)
    labels = {TOTAL: "", **_labels(old.scheme), **_labels(new.scheme)}
    found = [_effect(line, labels[line], differences.get(line, ())) for line in labels]
    return [effect for effect in found if effect.line == TOTAL or effect.gain or effect.lose]


def _asked(old: Side, new: Side) -> dict[str, Fact]:
    """Return the facts that either table reads, the partner's too; the newer form of each."""
    known = {**old.rulebook.facts, **new.rulebook.facts}
    names = set()
    for side in (old, new):
        for name in (*facts_read(side.scheme), HAS_PARTNER):
            names |= {name, PARTNER + name} & known.keys()
    for name in tuple(names):
        fact = known[name]
        since = fact.stand_in.full_months_since if fact.stand_in else None
        names |= {other for other in (since, fact.implied_by) if other in known}
    return {name: fact for name, fact in known.items() if name in names}


def _differences(
    told: Mapping[str, Any], old: Side, new: Side, on: date
) -> Iterator[tuple[str, Decimal]]:
    before, after = _sheet(told, old, on), _sheet(told, new, on)
    if before is None or after is None:
        return
    yield TOTAL, _difference((before.low, before.high), (after.low, after.high))
    one, other = _ranges(before), _ranges(after)
    nothing = (Decimal(0), Decimal(0))
    for line in dict.fromkeys((*one, *other)):
        yield line, _difference(one.get(line, nothing), other.get(line, nothing))


def _sheet(told: Mapping[str, Any], side: Side, on: date) -> Sheet | None:
    """Return the sheet under one table; None for somebody who cannot be under its rules."""
    answers = {name: value for name, value in told.items() if name in side.rulebook.facts}
    try:
        at = situation_of(answers, on, side.scheme, side.rulebook)
    except ImpossibleAnswers:
        return None
    return sheet(side.scheme, at)


Range = tuple[Decimal, Decimal | None]


def _ranges(found: Sheet) -> dict[str, Range]:
    return {line.line.id: (line.low, line.high) for line in (*found.lines, *found.deductions)}


def _difference(before: Range, after: Range) -> Decimal:
    if before[0] != after[0] or before[1] is None or after[1] is None:
        return after[0] - before[0]
    return after[1] - before[1]


def _labels(scheme: Scheme) -> dict[str, str]:
    return {line.id: line.label for line in (*scheme.line, *scheme.deduction)}


def _effect(line: str, label: str, differences: Iterable[Decimal]) -> Effect:
    all_of_them = list(differences)
    gains = [difference for difference in all_of_them if difference > 0]
    losses = [-difference for difference in all_of_them if difference < 0]
    return Effect(
        line=line,
        label=label,
        gain=len(gains),
        lose=len(losses),
        stay=len(all_of_them) - len(gains) - len(losses),
        median_gain=median(gains) if gains else Decimal(0),
        median_loss=median(losses) if losses else Decimal(0),
        largest_gain=max(gains, default=Decimal(0)),
        largest_loss=max(losses, default=Decimal(0)),
    )
