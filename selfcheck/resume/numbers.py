"""Several small numbers in one large one, and out again in the same order.

Each is written with the number of its possible values, so that nothing is wasted, and zeros at
the end take no room at all.
"""

from collections.abc import Iterable


def packed(places: Iterable[tuple[int, int]]) -> int:
    """Return one number for the pairs of a value and how many values it could have had."""
    whole = 0
    for value, possible in reversed(list(places)):
        whole = whole * possible + value
    return whole


class Unpacking:
    """Takes the values out of a number in the order in which they were packed."""

    def __init__(self, whole: int) -> None:
        self.rest = whole

    def next(self, possible: int) -> int:
        """Return the next value, one of so many possible."""
        self.rest, value = divmod(self.rest, possible)
        return value
