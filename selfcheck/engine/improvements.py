"""What would raise a score: found by changing one answer at a time and scoring again.

Only facts marked `improvable` are changed, and only to what a person can lawfully reach. What
grows with time is followed for three years; each gain is exact, because the engine itself gives it.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from math import ceil

from selfcheck.engine.answers import Value
from selfcheck.engine.conditions import Situation
from selfcheck.engine.formulas import ZERO, Range
from selfcheck.engine.periods import add_months
from selfcheck.engine.scoring import LineScore, Sheet, line_score, total
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.schemes import Line

HORIZON = 36
"""How many months ahead gains are looked for."""


@dataclass(frozen=True)
class Improvement:
    """One change that raises the lower end of a score.

    `value` is the answer that does it; `gain` the points; `on` the first day on which time alone
    brings it, or None where the person has to do something.
    """

    scheme: str
    fact: str
    value: Value
    gain: Decimal
    on: date | None


def improvements(
    now: Sheet, readers: Mapping[str, tuple[Line, ...]], at: Situation
) -> tuple[Improvement, ...]:
    """Return what would raise the score of the sheet, the largest gain first.

    `readers` has, for each fact, the lines of the scheme that read it.
    """
    found = [
        improvement
        for fact in map(at.facts.__getitem__, readers)
        if fact.improvable and at.value(fact.id) is not None
        for improvement in _of_fact(fact, now, readers[fact.id], at)
    ]
    return tuple(sorted(found, key=lambda i: (-i.gain, i.fact, str(i.value))))


def _of_fact(
    fact: Fact, now: Sheet, lines: tuple[Line, ...], at: Situation
) -> Iterator[Improvement]:
    """Yield each gain once, with the smallest change that brings it; in time, first and last."""
    current = at.value(fact.id)
    names = {line.id for line in lines}
    before = [line for line in now.lines if line.line.id in names]

    @cache
    def gain(value: Value) -> Decimal:
        return _gain(now, before, at.with_fact(fact.id, value))

    if fact.grows:
        for ahead in _first_and_largest(lambda ahead: gain(current + ahead)):
            value, on = current + ahead, add_months(at.answers.on, ahead)
            yield Improvement(now.scheme.id, fact.id, value, gain(value), on)
        return
    seen = {ZERO}
    for value in _other_values(fact, current):
        points = gain(value)
        if points > 0 and points not in seen:
            seen.add(points)
            yield Improvement(now.scheme.id, fact.id, value, points, None)


def _first_and_largest(gain_in: Callable[[int], Decimal]) -> tuple[int, ...]:
    """Return the months ahead of the first gain and of the largest; each once, none if no gain.

    More of what grows never loses points, so both can be found by halving.
    """
    largest = gain_in(HORIZON)
    if largest <= 0:
        return ()
    first = _earliest(lambda ahead: gain_in(ahead) > 0, guess=1)
    evenly = ceil(first * largest / gain_in(first))
    last = _earliest(lambda ahead: gain_in(ahead) >= largest, guess=min(evenly, HORIZON))
    return (first,) if first == last else (first, last)


def _earliest(reached: Callable[[int], bool], guess: int) -> int:
    """Return the fewest months ahead for which it is reached; it is reached at the horizon.

    A guess that is right saves the halving.
    """
    if reached(guess) and (guess == 1 or not reached(guess - 1)):
        return guess
    return bisect_left(range(HORIZON), True, lo=1, key=reached)


def _other_values(fact: Fact, current: Value) -> Iterator[Value]:
    if fact.kind == "yes_no":
        yield not current
    for choice in fact.choices:
        if choice.id != current:
            yield choice.id


def _gain(now: Sheet, before: list[LineScore], changed: Situation) -> Decimal:
    """Return what the total gains at its lower end if these lines are scored anew."""
    after = [line_score(old.line, changed) for old in before]
    gains = [new.low - old.low for old, new in zip(before, after, strict=True)]
    if not now.scheme.group or not any(gains):
        return sum(gains, ZERO)
    ranges: dict[str, Range] = {line.line.id: (line.low, line.high) for line in now.lines}
    ranges.update((line.line.id, (line.low, line.high)) for line in after)
    return total(now.scheme, ranges)[0][0] - now.low
