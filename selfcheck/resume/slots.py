"""Where a code holds a fact, and what stands there for each answer, by its kind."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from selfcheck.resume.values import (
    DAYS,
    DECIMALS,
    FIRST,
    MONTH_STEPS,
    NUMBER_STEPS,
    USUAL_DAYS,
    USUAL_FROM,
    PackedKind,
    first_size,
)

Place = tuple[int, int]
"""A value, and how many values it could have had."""

FIRST_DAY, USUAL_FROM_DAY = FIRST.toordinal(), USUAL_FROM.toordinal()


class Slot:
    """A fact of a revision: the block it is in, and at which place among all facts.

    `unsaid` is what stands there if the fact was not said.
    """

    def __init__(self, kind: PackedKind, codes: tuple[str, ...], block: int, at: int) -> None:
        self.block = block
        self.at = at
        self.first_size = first_size(kind, codes)
        self.unsaid: Place = (0, self.first_size)

    def place(self, value: Any) -> Any:
        """Return the place that says the value; None for one that no code can say."""
        raise NotImplementedError


class ClosedSlot(Slot):
    """A choice, or yes or no."""

    def __init__(self, kind: PackedKind, codes: tuple[str, ...], block: int, at: int) -> None:
        super().__init__(kind, codes, block, at)
        answers: tuple[str | bool, ...] = codes if kind == "choice" else (True, False)
        self._places: dict[Any, Any] = {
            answer: (number, self.first_size) for number, answer in enumerate(answers, 1)
        }

    def place(self, value: Any) -> Any:
        """Return what stands there for the answer; None for a choice the registry has not."""
        return self._places.get(value)


class SetSlot(Slot):
    """Several of its choices: one bit for each."""

    def __init__(self, kind: PackedKind, codes: tuple[str, ...], block: int, at: int) -> None:
        super().__init__(kind, codes, block, at)
        self._bits = {code: 1 << number for number, code in enumerate(codes)}
        self._possible = self.first_size << len(codes)

    def place(self, value: Any) -> Place | None:
        """Return what stands there for the choices; None with one the registry has not."""
        ticked = 0
        for code in value:
            bit = self._bits.get(code)
            if bit is None:
                return None
            ticked += bit
        return 1 + self.first_size * ticked, self._possible


class DaySlot(Slot):
    """A day: the usual ones take less room."""

    def place(self, value: Any) -> Place | None:
        """Return what stands there for the day; None for one too far off."""
        day: int = value.toordinal()
        usual = day - USUAL_FROM_DAY
        if 0 <= usual < USUAL_DAYS:
            return 1 + self.first_size * usual, self.first_size * USUAL_DAYS
        days = day - FIRST_DAY
        return (2 + self.first_size * days, self.first_size * DAYS) if 0 <= days < DAYS else None


class MonthsSlot(Slot):
    """A number of months."""

    def place(self, value: Any) -> Place | None:
        """Return what stands there for the number; None for one too large."""
        return _sized(value, MONTH_STEPS, self.first_size)


class NumberSlot(Slot):
    """A number with decimals."""

    def place(self, value: Any) -> Place | None:
        """Return what stands there for the number; None for one too large or too fine."""
        number, decimals = int(value), 0
        if number != value:
            exact = Decimal(value).normalize()
            decimals = max(0, -int(exact.as_tuple().exponent))
            if decimals >= DECIMALS:
                return None
            number = int(exact.scaleb(decimals))
        return _sized(number, NUMBER_STEPS, self.first_size, decimals, DECIMALS)


def _sized(
    number: int, steps: tuple[int, ...], sizes: int, more: int = 0, possible: int = 1
) -> Place | None:
    """Return which size the number has, what more there is to say, and how far it lies into it."""
    for size, step in enumerate(steps, 1):
        if 0 <= number < step:
            return size + sizes * (more + possible * number), sizes * possible * step
        number -= step
    return None


_SLOTS: Mapping[PackedKind, Callable[[PackedKind, tuple[str, ...], int, int], Slot]] = {
    "choice": ClosedSlot,
    "yes_no": ClosedSlot,
    "set": SetSlot,
    "date": DaySlot,
    "months": MonthsSlot,
    "number": NumberSlot,
}


def slot_of(kind: PackedKind, codes: tuple[str, ...], block: int, at: int) -> Slot:
    """Return where a fact of this kind, with these choices, stands."""
    return _SLOTS[kind](kind, codes, block, at)
