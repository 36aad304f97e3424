"""Points month by month as whole numbers: in hundredths, or finer where some need it.

As exact as decimals, and added, compared and looked up in a third of the time.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from selfcheck.engine.formulas import Range

HUNDREDTHS = 2
"""How many decimals are counted, where no points have more."""


class Ends(NamedTuple):
    """The lower and the upper ends of points, with so many decimals; an open end is None.

    Where nothing is open, `highs` is `lows`, the very same.
    """

    places: int
    lows: Sequence[int]
    highs: Sequence[int | None]

    def at(self, place: int) -> Range:
        """Return the points at a place."""
        high = self.highs[place]
        return self.points(self.lows[place]), None if high is None else self.points(high)

    def points(self, number: int) -> Decimal:
        """Return the points that a number among them stands for."""
        return Decimal(number).scaleb(-self.places)

    def finer(self, places: int) -> "Ends":
        """Return the same with at least as many decimals."""
        if places == self.places:
            return self
        more = 10 ** (places - self.places)
        lows = [low * more for low in self.lows]
        if self.highs is self.lows:
            return Ends(places, lows, lows)
        return Ends(places, lows, [None if high is None else high * more for high in self.highs])


def ends_of(lows: Sequence[Decimal], highs: Sequence[Decimal | None]) -> Ends:
    """Return the ends as whole numbers."""
    if highs == lows:
        highs = lows
    told = lows if highs is lows else [*lows, *[high for high in highs if high is not None]]
    places = HUNDREDTHS
    while not all(_is_whole(points.scaleb(places)) for points in told):
        places += 1
    counted = [int(low.scaleb(places)) for low in lows]
    if highs is lows:
        return Ends(places, counted, counted)
    tops = [None if high is None else int(high.scaleb(places)) for high in highs]
    return Ends(places, counted, tops)


def _is_whole(number: Decimal) -> bool:
    return int(number) == number
