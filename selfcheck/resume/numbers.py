"""Several small numbers in one large one, and out again in the same order.

Each is written with the number of its possible values, so that nothing is wasted, and zeros at
the end take no room at all.
"""

from collections.abc import Sequence

SMALL = 2**29
"""Numbers up to here are added up by themselves: to multiply large ones costs ten times as much."""

AT_ONCE = 12
"""How many digits are taken from a large number together; so many of base 31 fit in a word."""


def packed(places: Sequence[tuple[int, int]]) -> int:
    """Return one number for the pairs of a value and how many values it could have had."""
    whole, before = 0, 1
    part, possible_of_part = 0, 1
    for value, possible in places:
        part += value * possible_of_part
        possible_of_part *= possible
        if possible_of_part > SMALL:
            whole += part * before
            before *= possible_of_part
            part, possible_of_part = 0, 1
    return whole + part * before


def in_digits(whole: int, base: int) -> list[int]:
    """Return the digits of a number, the smallest place first."""
    digits: list[int] = []
    at_once = base**AT_ONCE
    while whole:
        whole, several = divmod(whole, at_once)
        for _ in range(AT_ONCE):
            digits.append(several % base)
            several //= base
    while digits and not digits[-1]:
        digits.pop()
    return digits


class Unpacking:
    """Takes the values out of a number in the order in which they were packed."""

    def __init__(self, whole: int) -> None:
        self.rest = whole

    def next(self, possible: int) -> int:
        """Return the next value, one of so many possible."""
        self.rest, value = divmod(self.rest, possible)
        return value
