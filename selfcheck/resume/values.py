"""How each kind of answer is written as small numbers. Zero is always "not said"."""

from collections.abc import Callable, Iterator, Mapping
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


def places(kind: PackedKind, value: Value, codes: tuple[str, ...]) -> Iterator[Place]:
    """Yield the places that say the value. Raises CannotPack."""
    if kind == "choice":
        yield _place_of(value, codes) + 1, len(codes) + 1
    elif kind == "yes_no":
        yield (1 if value else 2), 3
    elif kind == "set":
        assert isinstance(value, frozenset)  # noqa: S101 -- the kind says so
        yield 1, 2
        yield sum(1 << _place_of(item, codes) for item in value), 1 << len(codes)
    elif kind == "date":
        assert isinstance(value, date)  # noqa: S101 -- the kind says so
        yield from _day_places(value)
    elif kind == "months":
        assert isinstance(value, int)  # noqa: S101 -- the kind says so
        yield from _sized(value, MONTH_STEPS)
    else:
        yield from _number_places(Decimal(value))  # type: ignore[arg-type]


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


def _place_of(value: Any, codes: tuple[str, ...]) -> int:
    if value not in codes:
        raise CannotPack
    return codes.index(value)


def _day_places(day: date) -> Iterator[Place]:
    usual = (day - USUAL_FROM).days
    if 0 <= usual < USUAL_DAYS:
        yield 1, 3
        yield usual, USUAL_DAYS
        return
    days = (day - FIRST).days
    if not 0 <= days < DAYS:
        raise CannotPack
    yield 2, 3
    yield days, DAYS


def _sized(number: int, steps: tuple[int, ...]) -> Iterator[Place]:
    """Yield which size the number has, and how far into that size it lies."""
    start = 0
    for size, step in enumerate(steps, 1):
        if 0 <= number - start < step:
            yield size, len(steps) + 1
            yield number - start, step
            return
        start += step
    raise CannotPack


def _size_taken(size: int, packed: Unpacking, steps: tuple[int, ...]) -> int:
    return sum(steps[: size - 1]) + packed.next(steps[size - 1])


def _number_places(number: Decimal) -> Iterator[Place]:
    whole = number.normalize()
    decimals = max(0, -int(whole.as_tuple().exponent))
    if decimals >= DECIMALS:
        raise CannotPack
    (size, sizes), amount = _sized(int(whole.scaleb(decimals)), NUMBER_STEPS)
    yield size, sizes
    yield decimals, DECIMALS
    yield amount


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
