"""How each kind of answer is written as small numbers. Zero is always "not said"."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from selfcheck.engine.answers import Value
from selfcheck.resume.numbers import Unpacking

PackedKind = Literal["choice", "yes_no", "date", "months", "number", "set"]
Place = tuple[int, int]
"""A value, and how many values it could have had."""

USUAL_FROM = date(1950, 1, 1)
USUAL_DAYS = 36525
"""The days from 1950 to 2049: nearly every date that a person tells."""
FIRST = date(1900, 1, 1)
DAYS = 110_000
MONTH_STEPS = (13, 48, 1140, 10**12)
"""How many numbers of months each size holds: a year, five years, a hundred, anything."""
NUMBER_STEPS = (1, 10**2, 10**4, 10**6, 10**9, 10**13)
DECIMALS = 5


class CannotPack(Exception):
    """A value that the registry does not know, or that cannot be written exactly."""


def places(kind: PackedKind, value: Value, codes: tuple[str, ...]) -> tuple[Place, ...]:
    """Return the places that say the value. Raises CannotPack."""
    return _PLACES[kind](value, codes)


def closed_places(kind: PackedKind, codes: tuple[str, ...]) -> dict[str | bool, tuple[Place, ...]]:
    """Return the places of each answer of a kind with few of them; none for the other kinds."""
    answers: dict[PackedKind, tuple[str | bool, ...]] = {"choice": codes, "yes_no": (True, False)}
    return {answer: places(kind, answer, codes) for answer in answers.get(kind, ())}


def taken(kind: PackedKind, packed: Unpacking, codes: tuple[str, ...]) -> Any:
    """Return the next value as JSON has it, None where it was not said."""
    first = packed.next(first_size(kind, codes))
    return _TAKEN[kind](first, packed, codes) if first else None


def first_size(kind: PackedKind, codes: tuple[str, ...]) -> int:
    """Return how many values the first place of a fact could have; 0 there is "not said"."""
    if kind == "choice":
        return len(codes) + 1
    sizes = {"yes_no": 3, "set": 2, "date": 3, "months": len(MONTH_STEPS) + 1}
    return sizes.get(kind, len(NUMBER_STEPS) + 1)


def _choice_places(value: Any, codes: tuple[str, ...]) -> tuple[Place, ...]:
    return ((_place_of(value, codes) + 1, len(codes) + 1),)


def _set_places(value: Any, codes: tuple[str, ...]) -> tuple[Place, ...]:
    ticked = sum([1 << _place_of(item, codes) for item in value])
    return (1, 2), (ticked, 1 << len(codes))


def _place_of(value: Any, codes: tuple[str, ...]) -> int:
    if value not in codes:
        raise CannotPack
    return codes.index(value)


def _day_places(day: Any, codes: tuple[str, ...]) -> tuple[Place, ...]:
    usual = day.toordinal() - USUAL_FROM.toordinal()
    if 0 <= usual < USUAL_DAYS:
        return (1, 3), (usual, USUAL_DAYS)
    days = day.toordinal() - FIRST.toordinal()
    if not 0 <= days < DAYS:
        raise CannotPack
    return (2, 3), (days, DAYS)


def _sized(number: int, steps: tuple[int, ...]) -> tuple[Place, Place]:
    """Return which size the number has, and how far into that size it lies."""
    start = 0
    for size, step in enumerate(steps, 1):
        if 0 <= number - start < step:
            return (size, len(steps) + 1), (number - start, step)
        start += step
    raise CannotPack


def _number_places(value: Any, codes: tuple[str, ...]) -> tuple[Place, ...]:
    whole = Decimal(value).normalize()
    decimals = max(0, -int(whole.as_tuple().exponent))
    if decimals >= DECIMALS:
        raise CannotPack
    size, amount = _sized(int(whole.scaleb(decimals)), NUMBER_STEPS)
    return size, (decimals, DECIMALS), amount


_PLACES: Mapping[PackedKind, Callable[[Any, tuple[str, ...]], tuple[Place, ...]]] = {
    "choice": _choice_places,
    "yes_no": lambda value, codes: ((1 if value else 2, 3),),
    "set": _set_places,
    "date": _day_places,
    "months": lambda value, codes: _sized(value, MONTH_STEPS),
    "number": _number_places,
}


def _size_taken(size: int, packed: Unpacking, steps: tuple[int, ...]) -> int:
    return sum(steps[: size - 1]) + packed.next(steps[size - 1])


def _set_taken(first: int, packed: Unpacking, codes: tuple[str, ...]) -> Any:
    ticked = packed.next(1 << len(codes))
    return [code for number, code in enumerate(codes) if ticked >> number & 1]


def _day_taken(size: int, packed: Unpacking, codes: tuple[str, ...]) -> Any:
    start, days = (USUAL_FROM, USUAL_DAYS) if size == 1 else (FIRST, DAYS)
    return (start + timedelta(packed.next(days))).isoformat()


def _number_taken(size: int, packed: Unpacking, codes: tuple[str, ...]) -> Any:
    decimals = packed.next(DECIMALS)
    return Decimal(_size_taken(size, packed, NUMBER_STEPS)).scaleb(-decimals)


_TAKEN: Mapping[PackedKind, Callable[[int, Unpacking, tuple[str, ...]], Any]] = {
    "choice": lambda first, packed, codes: codes[first - 1],
    "yes_no": lambda first, packed, codes: first == 1,
    "set": _set_taken,
    "date": _day_taken,
    "months": lambda first, packed, codes: _size_taken(first, packed, MONTH_STEPS),
    "number": _number_taken,
}
