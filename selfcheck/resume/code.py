"""Answers to a code and back. A code that is not ours raises BadCode, and nothing else is raised.

The first character says the revision, then come the month of the answers, the unit, and block
after block the facts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from selfcheck.engine.answers import Value
from selfcheck.resume.groups import BASE, BadCode, read, written
from selfcheck.resume.numbers import Unpacking, packed
from selfcheck.resume.registry import Layout, Registry, Slot
from selfcheck.resume.values import CannotPack, Place, places, taken
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.rulebook import Rulebook

MONTHS_FROM = 2000 * 12
NO_ANSWERS = frozenset(("unit",))
"""What is given with the answers, and stands in a code by itself."""
SAID, NOT_SAID = (1, 2), (0, 2)
"""Ahead of each block: whether anything in it was said."""
MONTHS = 1200
"""Months that a code can be of, from the year 2000 on; 0 stands for any other."""


@dataclass(frozen=True)
class Packed:
    """A code, and the facts that it does not hold though they were answered."""

    code: str
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Opened:
    """What a code held: raw answers with the unit, and the month they were given in.

    `dropped` names the facts that the rules no longer have, or no longer with that answer.
    """

    answers: dict[str, Any]
    month: date | None
    dropped: tuple[str, ...]


class ResumeCodes:
    """Packs and opens codes for one rulebook."""

    def __init__(self, rulebook: Rulebook, registry: Registry) -> None:
        self._rulebook = rulebook
        self._registry = registry
        self._kept_out = {
            unit: NO_ANSWERS | {fact.id for fact in facts.values() if fact.sensitive}
            for unit, facts in rulebook.facts_of.items()
        }

    def hold(self, units: Iterable[str]) -> bool:
        """Say whether a code can hold the answers of any of the units."""
        return not set(units).isdisjoint(self._registry.newest.units)

    def pack(
        self, unit: str, given: Mapping[str, Value], on: date, *, with_sensitive: bool = False
    ) -> Packed:
        """Return the code for what a person said on the day.

        Sensitive facts are left out unless `with_sensitive`; so is what the registry cannot say.
        """
        layout = self._registry.newest
        kept_out = NO_ANSWERS if with_sensitive else self._kept_out[unit]
        said = {name: value for name, value in given.items() if name not in kept_out}
        if unit not in layout.units:
            return Packed("", tuple(said))
        ahead = [(layout.number, BASE), (_month(on), MONTHS + 1)]
        ahead.append((layout.units.index(unit), len(layout.units)))
        inside, kept = _blocks(layout, said)
        digits = _digits(packed(ahead + inside))
        left_out = tuple([name for name in given if name not in kept and name not in NO_ANSWERS])
        return Packed(written(digits), left_out)

    def open(self, text: str) -> Opened:
        """Return what the code holds. Raises BadCode."""
        digits = read(text)
        inside = Unpacking(sum(digit * BASE**place for place, digit in enumerate(digits)))
        layout = self._registry.layouts.get(inside.next(BASE))
        if layout is None:
            raise BadCode("newer")
        month = inside.next(MONTHS + 1)
        unit = layout.units[inside.next(len(layout.units))]
        if unit not in self._rulebook.units:
            raise BadCode("content")
        answers, dropped = self._known(unit, _facts_taken(layout, inside))
        if inside.rest:
            raise BadCode("content")
        return Opened({"unit": unit, **answers}, _first_of(month), dropped)

    def _known(
        self, unit: str, said: Mapping[str, tuple[str, Any]]
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """Keep what the unit's questions still know; name the rest."""
        facts = self._rulebook.facts_of[unit]
        answers: dict[str, Any] = {}
        dropped = []
        for name, (kind, value) in said.items():
            fact = facts.get(name)
            if fact is None or kind != _packed_as(fact):
                dropped.append(name)
                continue
            kept = _still_a_choice(fact, value)
            if kept != value:
                dropped.append(name)
            if kept is not None:
                answers[name] = kept
        return answers, tuple(dropped)


def _blocks(layout: Layout, said: Mapping[str, Value]) -> tuple[list[Place], set[str]]:
    """Return the places of all blocks, and the facts that are in them."""
    kept: set[str] = set()
    inside: list[Place] = []
    for slots, names in zip(layout.slots, layout.names, strict=True):
        part: list[Place] = []
        if not names.isdisjoint(said):
            for slot in slots:
                fact = slot.fact
                if fact is None or fact not in said:
                    part.append(slot.unsaid)
                else:
                    part += _slot_places(fact, slot, said[fact], kept)
        inside += [SAID, *part] if part and not names.isdisjoint(kept) else [NOT_SAID]
    return inside, kept


def _slot_places(fact: str, slot: Slot, value: Value, kept: set[str]) -> Iterable[Place]:
    try:
        found = slot.closed.get(value) if slot.closed else None
        found = found or places(slot.kind, value, slot.codes)
    except CannotPack:
        return (slot.unsaid,)
    kept.add(fact)
    return found


def _facts_taken(layout: Layout, inside: Unpacking) -> dict[str, tuple[str, Any]]:
    said: dict[str, tuple[str, Any]] = {}
    for block in layout.blocks:
        if not inside.next(2):
            continue
        for fact in block:
            value = taken(fact.kind, inside, fact.codes)
            if value is not None:
                said[fact.id] = (fact.kind, value)
    return said


def _still_a_choice(fact: Fact, value: Any) -> Any:
    codes = fact.codes
    if fact.kind == "choice":
        return value if value in codes else None
    if fact.kind == "set":
        left = [code for code in value if code in codes]
        return left if left or not value else None
    return value


def _packed_as(fact: Fact) -> str:
    return "number" if fact.kind == "yuan" else fact.kind


def _month(on: date) -> int:
    month = on.year * 12 + on.month - MONTHS_FROM
    return month if 0 < month <= MONTHS else 0


def _first_of(month: int) -> date | None:
    if month == 0:
        return None
    year, before = divmod(MONTHS_FROM + month - 1, 12)
    return date(year, before + 1, 1)


def _digits(whole: int) -> list[int]:
    """Return the digits of a number, the smallest place first."""
    digits: list[int] = []
    while whole:
        whole, digit = divmod(whole, BASE)
        digits.append(digit)
    return digits
