"""How each kind of answer is written as small numbers. Zero is always "not said"."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from selfcheck.resume.numbers import Unpacking

PackedKind = Literal["choice", "yes_no", "date", "months", "number", "set"]
Place = tuple[int, int]
"""A value, and how many values it could have had."""

USUAL_FROM = date(1950, 1, 1)
USUAL_DAYS = 36525
"""The days from 1950 to 2049: nearly every date that a person tells."""
FIRST = date(1900, 1, 1)
USUAL_FROM_DAY, FIRST_DAY = USUAL_FROM.toordinal(), FIRST.toordinal()
DAYS = 110_000
MONTH_STEPS = (13, 48, 1140, 10**12)
"""How many numbers of months each size holds: a year, five years, a hundred, anything."""
NUMBER_STEPS = (1, 10**2, 10**4, 10**6, 10**9, 10**13)
DECIMALS = 5


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
