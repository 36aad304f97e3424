"""Answers to a code and back. A code that is not ours raises BadCode, and nothing else is raised.

The first character says the revision, then come the month of the answers, the unit, and block
after block the facts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from selfcheck.engine.answers import Value
from selfcheck.resume.groups import BASE, BadCode, read, written
from selfcheck.resume.numbers import Unpacking, in_digits, packed
from selfcheck.resume.registry import Layout, Registry
from selfcheck.resume.slots import Slot
from selfcheck.resume.values import taken
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.rulebook import Rulebook

MONTHS_FROM = 2000 * 12
SAID: Any = (1, 2)
NOT_SAID: Any = (0, 2)
"""Ahead of each block: whether anything in it was said."""
MONTHS = 1200
"""Months that a code can be of, from the year 2000 on; 0 stands for any other."""


class Packed(NamedTuple):
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
        slots = registry.newest.slots
        self._slots: dict[str, dict[str, Slot]] = {
            unit: {name: slot for name, slot in slots.items() if not _is_sensitive(name, facts)}
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
        if unit not in layout.units:
            return Packed("", self._said(unit, given, with_sensitive))
        slots = layout.slots if with_sensitive else self._slots[unit]
        places: list[Any] = [(layout.number, BASE), (_month(on), MONTHS + 1)]
        places.append((layout.units.index(unit), len(layout.units)))
        left_out = _fill(places, layout, slots, given)
        return Packed(written(in_digits(packed(places), BASE)), tuple(left_out))

    def _said(self, unit: str, given: Mapping[str, Value], with_sensitive: bool) -> tuple[str, ...]:
        """Return the facts that were said, the unit not among them."""
        facts = self._rulebook.facts_of[unit]
        return tuple(
            name
            for name in given
            if name != "unit" and (with_sensitive or not _is_sensitive(name, facts))
        )

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


def _is_sensitive(name: str, facts: Mapping[str, Fact]) -> bool:
    return name in facts and facts[name].sensitive


def _fill(
    places: list[Any], layout: Layout, slots: dict[str, Slot], given: Mapping[str, Value]
) -> list[str]:
    """Add the places of all blocks; return the facts that are in none of them."""
    filled: list[Any] = layout.unsaid.copy()
    said = [False] * len(layout.blocks)
    left_out: list[str] = []
    for name, value in given.items():
        slot = slots.get(name)
        place: Any = None if slot is None else slot.place(value)
        if slot is not None and place is not None:
            filled[slot.at] = place
            said[slot.block] = True
        elif name != "unit":
            left_out.append(name)
    begins = 0
    for block, ends in enumerate(layout.ends):
        if said[block]:
            places.append(SAID)
            places += filled[begins:ends]
        else:
            places.append(NOT_SAID)
        begins = ends
    return left_out


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
