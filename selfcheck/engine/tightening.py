"""Ranges made tight where one unknown fact is read in more places than one.

What reads a fact is scored by itself, so that what gives more with it and what gives less would be
added as if the fact could be both at once. Here such a fact is supposed to be each of the things
it may be, or to lie in one part after the other of what it may be, all else as it is. The range
that is found holds whatever the fact is, and both its ends are reached by some answer where nothing
else is unknown. Lists of events or periods are left as they are: there is no end of them.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from heapq import heapify, heappop, heappush
from itertools import chain, combinations
from math import ceil
from typing import Any, NamedTuple

from selfcheck.engine.answers import Value
from selfcheck.engine.formulas import Range, hull
from selfcheck.engine.measures import FIRST_DAY, ZERO
from selfcheck.engine.periods import add_months, day_named, full_months
from selfcheck.engine.situation import Situation
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.thresholds import Turn

MOST_TRIED = 64
"""Answers that are tried at most, one by one."""

MOST_PARTS = 128
"""Parts of what a fact may be that are tried at most; from then on a range stays as it is."""

FINEST = Decimal("0.01")
"""Numbers that lie closer together are not told apart."""

Ranges = tuple[Range, ...]
Again = Callable[[Situation], Ranges]
"""What scores the ranges anew, in another situation."""


class Turns(NamedTuple):
    """Where what a fact gives turns: numbers and, for a date, the days from which is counted back.

    They say where to look first; what is found holds whatever they are.
    """

    turns: tuple[Turn, ...]
    days: tuple[date, ...]


def tightened(
    ranges: Ranges, names: Iterable[str], at: Situation, again: Again, turns: Turns
) -> Ranges:
    """Return the ranges without what no answer to one of the facts gives."""
    for name in names:
        if name in at.facts and name not in at.answers.known and not _exact(ranges):
            found = _over(at.facts[name], at, again, turns)
            ranges = tuple(map(_overlap, ranges, found)) if found else ranges
    return ranges


def _exact(ranges: Ranges) -> bool:
    return all(low == high for low, high in ranges)


def _overlap(one: Range, other: Range) -> Range:
    """Return what lies in both; the first where nothing does."""
    low = max(one[0], other[0])
    highs = [high for _, high in (one, other) if high is not None]
    high = min(highs, default=None)
    return (low, high) if high is None or low <= high else one


def _over(fact: Fact, at: Situation, again: Again, turns: Turns) -> Ranges | None:
    """Return the ranges over all that the fact may be; None where there is no end of it."""
    if fact.kind in ("events", "periods"):
        return None
    if fact.kind in ("choice", "yes_no", "set"):
        if many(fact) > MOST_TRIED:
            return None
        tried = [again(at.with_fact(fact.id, value)) for value in answers_to(fact)]
        return tuple(hull(column) for column in zip(*tried, strict=True))
    return _Parts(fact, at, again).ranges(turns)


def many(fact: Fact) -> int:
    """Return how many answers there are to a question with few of them."""
    if fact.kind == "yes_no":
        return 2
    return 2 ** len(fact.choices) if fact.kind == "set" else len(fact.choices)


def answers_to(fact: Fact) -> Iterator[Value]:
    """Yield every answer there can be to a question with few of them."""
    choices = list(fact.codes)
    if fact.kind == "yes_no":
        yield from (True, False)
    elif fact.kind == "choice":
        yield from choices
    else:
        sizes = range(len(choices) + 1)
        yield from map(frozenset, chain.from_iterable(combinations(choices, n) for n in sizes))


class _Part(NamedTuple):
    """What a number or a date may be: between two ends, both included."""

    low: Any
    high: Any


class _Parts:
    """The ranges over parts of what a number or a date may be, each scored once."""

    def __init__(self, fact: Fact, at: Situation, again: Again) -> None:
        self._fact = fact
        self._at = at
        self._again = again
        self._made: dict[_Part, Ranges] = {}

    def ranges(self, turns: Turns) -> Ranges:
        """Return the ranges over all of it, looked at part by part between the turns."""
        whole = self._whole()
        parts = _between(whole, self._ends(turns))
        return tuple(
            (self._least(parts, partial(self._low, number)), self._most(parts, number))
            for number in range(len(self._of(parts[0])))
        )

    def _ends(self, turns: Turns) -> Iterator[Any]:
        """Yield where a part ends because something turns behind it."""
        for _, number, by in turns.turns:
            if self._fact.kind == "date":
                days = turns.days if by is None else [day_named(by, on) for on in turns.days]
                near = (day for day in days if number <= full_months(FIRST_DAY, day))
                yield from (add_months(day, -ceil(number)).toordinal() for day in near)
            else:
                yield ceil(number) - 1 if self._fact.kind == "months" else number

    def _whole(self) -> _Part:
        if self._fact.kind == "date":
            last = self._at.today or self._at.answers.on
            return _Part(FIRST_DAY.toordinal(), last.toordinal())
        low, high = self._fact.minimum or ZERO, self._fact.maximum or ZERO
        return _Part(int(low), int(high)) if self._fact.kind == "months" else _Part(low, high)

    def _of(self, part: _Part) -> Ranges:
        if part not in self._made:
            ends = (part.low, part.high)
            if self._fact.kind == "date":
                ends = (date.fromordinal(part.low), date.fromordinal(part.high))
            self._made[part] = self._again(self._at.within(self._fact.id, *ends))
        return self._made[part]

    def _low(self, number: int, part: _Part) -> Decimal:
        return self._of(part)[number][0]

    def _below_high(self, number: int, part: _Part) -> Decimal:
        high = self._of(part)[number][1]
        return Decimal("-Infinity") if high is None else -high

    def _most(self, parts: list[_Part], number: int) -> Decimal | None:
        found = self._least(parts, partial(self._below_high, number))
        return -found if found.is_finite() else None

    def _least(self, parts: list[_Part], least_in: Callable[[_Part], Decimal]) -> Decimal:
        """Return the least over all parts: the part that may give least is split until it does."""
        left = [(least_in(part), part) for part in parts]
        heapify(left)
        while not self._is_least(*left[0], least_in):
            _, part = heappop(left)
            for half in _halves(part):
                heappush(left, (least_in(half), half))
        return left[0][0]

    def _is_least(self, least: Decimal, part: _Part, least_in: Callable[[_Part], Decimal]) -> bool:
        """Say whether an end of the part gives its least, or nothing more can be found out."""
        if len(self._made) >= MOST_PARTS or not _can_be_split(part):
            return True
        return any(least_in(_Part(end, end)) == least for end in part)


def _between(whole: _Part, ends: Iterable[Any]) -> list[_Part]:
    """Return the whole cut into parts, each with one of the ends as its last."""
    step = 1 if isinstance(whole.low, int) else 0
    lasts = sorted({end for end in ends if whole.low <= end < whole.high})
    firsts = [whole.low, *(last + step for last in lasts)]
    return [_Part(first, last) for first, last in zip(firsts, [*lasts, whole.high], strict=True)]


def _can_be_split(part: _Part) -> bool:
    return bool(part.high - part.low >= (1 if isinstance(part.low, int) else FINEST))


def _halves(part: _Part) -> tuple[_Part, _Part]:
    """Return both halves; those of a number that need not be whole share the middle."""
    low, high = part
    if isinstance(low, int):
        middle = (low + high) // 2
        return _Part(low, middle), _Part(middle + 1, high)
    middle = (low + high) / 2
    if high - low > 1:
        middle = middle.to_integral_value()
    return _Part(low, middle), _Part(middle, high)
