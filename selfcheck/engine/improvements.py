"""What would raise a score: found by changing one answer at a time and scoring again.

Only facts marked `improvable` are changed, and only to what a person can lawfully reach: another
choice, the other of yes and no, one more thing of a set, the next number that gives more. What
grows with time is followed for three years. A time that is asked because of a choice begins anew
with another one. Each gain is exact, because the engine itself gives it, caps and groups included.
What several changes bring together is found the same way.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from math import ceil
from types import MappingProxyType
from typing import Any, Final, NamedTuple, final

from selfcheck.engine.answers import Value, grows
from selfcheck.engine.conditions import Situation
from selfcheck.engine.kept import Kept, shared
from selfcheck.engine.lines import LineScore, line_score
from selfcheck.engine.measures import ZERO
from selfcheck.engine.periods import add_months, full_months
from selfcheck.engine.scoring import (
    Sheet,
    counted_to,
    counts_since,
    months_counted,
    rescored,
    with_lines,
)
from selfcheck.engine.tables import TABLES, table_of
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.schemes import Line, Scheme
from selfcheck.rules.named_facts import NUMBERS
from selfcheck.rules.rulebook import PARTNER, Reach, Rulebook

NOTHING: Mapping[str, Value] = MappingProxyType({})

HORIZON = 36
"""How many months ahead gains are looked for."""


class Improvement(NamedTuple):
    """One change that raises the lower end of a score.

    `value` is the answer that does it; `gain` the points; `on` the first day on which time alone
    brings it, or None where the person has to do something. `lines` are the lines that rise by
    it; `full` says that they then give all they can. `anew`: the times that begin anew with it.
    """

    scheme: str
    fact: str
    value: Value
    gain: Decimal
    on: date | None
    lines: tuple[Line, ...]
    full: bool
    anew: Mapping[str, Value] = NOTHING


class _Trial(NamedTuple):
    """Lines scored anew with another answer, and what the total gains at its lower end."""

    after: list[LineScore]
    gain: Decimal


class Together(NamedTuple):
    """What the largest change of each fact brings when all are made, within every cap."""

    scheme: str
    gain: Decimal


@final
class _Way:
    """A fact with which a score can be improved, and what it tells on.

    `places` are those of the lines in the scheme. `is_table`: what it brings rests on the rows of
    tables alone.
    """

    __slots__ = ("fact", "is_table", "places", "reached")

    def __init__(self, fact: Fact, reached: Reach, scheme: Scheme, at: Situation) -> None:
        simple = scheme.is_plain and not scheme.group
        self.fact: Final = fact
        self.reached: Final = reached
        names = {line.id for line in reached.lines}
        self.places: Final = [n for n, line in enumerate(scheme.line) if line.id in names]
        self.is_table: Final = simple and all(
            table_of(line, at).basis is not None for line in reached.lines
        )


_all_ways: Kept[tuple[int, int], tuple[object, list[_Way]]] = shared(TABLES)


def _ways(scheme: Scheme, rulebook: Rulebook, at: Situation) -> list[_Way]:
    """Return the facts of the unit with which the score of the scheme can be improved."""
    reach, facts = rulebook.reach[scheme.id], at.facts
    kept = _all_ways.get((id(reach), id(facts)))
    if kept is None:
        ways = [_Way(facts[n], r, scheme, at) for n, r in reach.items() if facts[n].improvable]
        # What makes them known is held beside, so that its id stays its own.
        kept = _all_ways[id(reach), id(facts)] = ((reach, facts), ways)
    return kept[1]


def improvements(now: Sheet, rulebook: Rulebook, at: Situation) -> tuple[Improvement, ...]:
    """Return what would raise the score of the sheet, the largest gain first."""
    found: list[Improvement] = []
    known = at.answers.known
    for way in _ways(now.scheme, rulebook, at):
        if way.fact.id in known:
            anew = _anew(way.reached.anew, at) if way.reached.anew else NOTHING
            if anew or not way.is_table:
                found += _worked_out(way, now, rulebook, at, anew)
            else:
                found += _of_rows(way, now, rulebook, at)
    return tuple(sorted(found, key=lambda i: (-i.gain, i.fact)))


def _worked_out(
    way: _Way, now: Sheet, rulebook: Rulebook, at: Situation, anew: Mapping[str, Value]
) -> tuple[Improvement, ...]:
    """Return what another answer to the fact brings, or time."""
    resting: Iterable[Line] = way.reached.lines
    if anew:
        resting = _resting(way.reached, anew, rulebook.reach[now.scheme.id])
    lines = {line.line.id: line for line in now.lines}
    before = [lines[line.id] for line in resting if line.id in lines]
    if now.scheme.is_plain and all(line.low == line.line.max for line in before):
        return ()
    return _raising(_Trials(way.fact, before, now, at, anew), rulebook)


Raised = tuple[object, tuple[Improvement, ...], bool]
"""What it rests on, which is held; what raises a score; whether time does."""

_raised: Kept[tuple[Hashable, ...], Raised] = shared(4096)
"""What a fact can bring from a day on where its lines are tables: the same for the same rows."""


def _of_rows(way: _Way, now: Sheet, rulebook: Rulebook, at: Situation) -> tuple[Improvement, ...]:
    """Return what the fact brings where its lines are tables, of which each row is one object.

    Where its months are counted since a day that was told, time brings it on days of their own.
    """
    since = _counted_since(way.fact, at)
    rows = [now.lines[place] for place in way.places]
    key = (id(way), at.answers.on if since is None else None, *map(id, rows))
    kept = _raised.get(key)
    if kept is None:
        found = _worked_out(way, now, rulebook, at, NOTHING)
        in_time = since is not None and any(of.on is not None for of in found)
        if in_time:
            found = tuple([of._replace(on=None) for of in found])
        kept = _raised[key] = ((way, rows), found, in_time)
    _, found, in_time = kept
    if since is None or not in_time:
        return found
    return tuple([of._replace(on=_day_of(of, since)) for of in found])


def _day_of(brought: Improvement, since: date) -> date:
    """Return the day on which as many months are over since the day as it takes."""
    months: Any = brought.value
    return add_months(since, months)


def _raising(trials: "_Trials", rulebook: Rulebook) -> tuple[Improvement, ...]:
    """Return what another answer to the fact brings, or time; no two with the same gain."""
    fact, now, at = trials.fact, trials.now, trials.at
    value = at.value(fact.id)
    if grows(fact, value):
        if now.scheme.counted_to is not None:
            return tuple(_as_the_day_moves(trials, at, fact, now.scheme.counted_to))
        steady = _is_steady(now, trials.before, rulebook)
        return tuple(_in_time(trials, at, fact, steady=steady))
    if fact.kind in NUMBERS and not fact.grows:
        return tuple(_by_more(trials, fact, value))
    apart = rulebook.choices_apart[now.scheme.id].get(fact.id.removeprefix(PARTNER), ())
    return tuple(_by_acting(trials, _others(fact, value, apart)))


def _anew(times: tuple[Fact, ...], at: Situation) -> Mapping[str, Value]:
    """Return what was told of the times, as it is on the day on which they begin anew."""
    told = [fact for fact in times if fact.id in at.answers.given]
    return {fact.id: _begun(fact, at.answers.on) for fact in told}


def _begun(fact: Fact, on: date) -> Value:
    if fact.kind == "date":
        return on
    return () if fact.kind == "periods" else int(fact.minimum or 0)


def _resting(
    reached: Reach, anew: Mapping[str, Value], reach: Mapping[str, Reach]
) -> Iterable[Line]:
    """Return the lines that rest on a fact or on a time that begins anew with it."""
    lines = (*reached.lines, *(line for name in anew for line in reach[name].lines))
    return {line.id: line for line in lines}.values()


def together(
    now: Sheet, found: tuple[Improvement, ...], rulebook: Rulebook, at: Situation
) -> Together:
    """Return what the sheet gains when the largest change of each fact is made at once.

    `found` are the sheet's improvements, the largest gain first.
    """
    reach = rulebook.reach[now.scheme.id]
    first: dict[str, Improvement] = {}
    for improvement in found:
        first.setdefault(improvement.fact, improvement)
    if _are_apart(now, first.values(), reach):
        return Together(now.scheme.id, sum([of.gain for of in first.values()], ZERO))
    largest: dict[str, Value] = {}
    for improvement in first.values():
        largest = {**improvement.anew, **largest, improvement.fact: improvement.value}
    lines = {line.id for fact in largest for line in reach[fact].lines}
    before = [line for line in now.lines if line.line.id in lines]
    after = [line_score(old.line, at, largest) for old in before]
    return Together(now.scheme.id, _gain(now, before, after, at, largest))


def _are_apart(now: Sheet, found: Iterable[Improvement], reach: Mapping[str, Reach]) -> bool:
    """Say whether each change gains what it does by itself, as it tells on lines of its own."""
    if not now.scheme.is_plain or now.scheme.group or any(of.anew for of in found):
        return False
    lines = [line.id for of in found for line in reach[of.fact].lines]
    return len(set(lines)) == len(lines)


def _is_steady(now: Sheet, before: list[LineScore], rulebook: Rulebook) -> bool:
    """Say whether what reads a fact is a single rate, which rises evenly until it is full."""
    if len(before) != 1 or not now.scheme.is_plain or now.scheme.group:
        return False
    movement = rulebook.movements[now.scheme.id].get(before[0].line.id)
    return movement is not None and movement.steady


def _in_time(
    trials: "_Trials", at: Situation, fact: Fact, *, steady: bool
) -> Iterator[Improvement]:
    """Yield the first gain that time brings, and the largest."""
    current = at.value(fact.id)
    since = _counted_since(fact, at)
    for ahead in _first_and_largest(lambda ahead: trials.of(current + ahead).gain, steady):
        day = (
            add_months(at.answers.on, ahead)
            if since is None
            else add_months(since, current + ahead)
        )
        yield trials.improvement(current + ahead, day)


def _as_the_day_moves(
    trials: "_Trials", at: Situation, fact: Fact, day: str
) -> Iterator[Improvement]:
    """Yield the same of months told up to a counted day, which are more once that day moves."""
    on, current = at.answers.on, at.value(fact.id)
    since = _counted_since(fact, at)
    if since is not None:
        current = full_months(since, counted_to(day, on))

    def grown(ahead: int) -> int:
        more: int = current + months_counted(day, on, add_months(on, ahead))
        return more

    for ahead in _first_and_largest(lambda ahead: trials.of(grown(ahead)).gain, steady=False):
        yield trials.improvement(grown(ahead), counts_since(day, add_months(on, ahead)))


def _counted_since(fact: Fact, at: Situation) -> date | None:
    """Return the day since which the months are counted, where they were not told."""
    if fact.stand_in is None or fact.id in at.answers.given:
        return None
    since: date | None = at.answers.get(fact.stand_in.full_months_since)
    return since


def _by_more(trials: "_Trials", fact: Fact, current: Any) -> Iterator[Improvement]:
    """Yield the gain of the next whole number that brings one.

    It is found by halving, as more of what is counted seldom loses points; the gain is exact.
    """
    numbers = range(int(current) + 1, int(fact.maximum or 0) + 1)
    if not numbers or trials.of(numbers[-1]).gain <= 0:
        return
    next_one = bisect_left(numbers[:-1], True, key=lambda number: trials.of(number).gain > 0)
    yield trials.improvement(numbers[next_one], None)


def _by_acting(trials: "_Trials", values: Iterable[Value]) -> Iterator[Improvement]:
    """Yield each gain that another answer brings once, with the first answer that brings it."""
    seen = {ZERO}
    for value in values:
        points = trials.of(value).gain
        if points > 0 and points not in seen:
            seen.add(points)
            yield trials.improvement(value, None)


class _Trials:
    """The lines that read a fact, scored with other answers to it, each once."""

    def __init__(
        self,
        fact: Fact,
        before: list[LineScore],
        now: Sheet,
        at: Situation,
        anew: Mapping[str, Value] = NOTHING,
    ) -> None:
        self.fact = fact
        self._anew = anew
        self.before = before
        self.now = now
        self.at = at
        self._made: dict[Value, _Trial] = {}

    def of(self, value: Value) -> _Trial:
        """Return the lines with this answer, and what the total gains."""
        if value not in self._made:
            self._made[value] = self._trial({**self._anew, self.fact.id: value})
        return self._made[value]

    def improvement(self, value: Value, on: date | None) -> Improvement:
        """Return the improvement that the answer is; `on` is the day on which time brings it."""
        trial = self.of(value)
        risen, full = _risen(self.before, trial.after)
        name = self.now.scheme.id
        return Improvement(name, self.fact.id, value, trial.gain, on, risen, full, self._anew)

    def _trial(self, supposed: Mapping[str, Value]) -> _Trial:
        after = [line_score(old.line, self.at, supposed) for old in self.before]
        return _Trial(after, _gain(self.now, self.before, after, self.at, supposed))


def _gain(
    now: Sheet,
    before: list[LineScore],
    after: list[LineScore],
    at: Situation,
    supposed: Mapping[str, Value],
) -> Decimal:
    """Return what the total gains at its lower end where these lines become those."""
    if not now.scheme.is_plain:
        lines = (old.line for old in before)
        return rescored(now, lines, at.with_facts(supposed))[0] - now.low
    gains = [new.low - old.low for old, new in zip(before, after, strict=True)]
    if not now.scheme.group or not any(gains):
        return sum(gains, ZERO)
    return with_lines(now, after)[0] - now.low


def _others(fact: Fact, current: Value, choices: tuple[str, ...]) -> Iterable[Value]:
    """Return the answers to try in the place of the current one."""
    if fact.kind == "yes_no":
        return (not current,)
    if isinstance(current, frozenset):
        return (current | {c.id} for c in fact.choices if c.id not in current)
    return (c for c in choices if c != current) if fact.kind == "choice" else ()


def _risen(before: list[LineScore], after: Iterable[LineScore]) -> tuple[tuple[Line, ...], bool]:
    """Return the lines that rise by a change, and whether all of them are full by it."""
    risen = [new for old, new in zip(before, after, strict=True) if new.low > old.low]
    full = bool(risen) and all(new.low == new.line.max for new in risen)
    return tuple(new.line for new in risen), full


def _first_and_largest(gain_in: Callable[[int], Decimal], steady: bool) -> Iterator[int]:
    """Yield in how many months the first gain comes and the largest; each once, none if no gain.

    More of what grows never loses points, so both can be found by halving. Where each month
    gives as much as the first, the largest is found without, and of a `steady` rate that is known.
    """
    largest = gain_in(HORIZON)
    if largest <= 0:
        return
    first, points = 1, gain_in(1)
    if points <= 0:
        first = _earliest(lambda ahead: gain_in(ahead) > 0)
        points = gain_in(first)
    yield first
    if points < largest:
        evenly = min(ceil(first * largest / points), HORIZON)
        if (first == 1 and steady) or gain_in(evenly) >= largest > gain_in(evenly - 1):
            yield evenly
        else:
            yield _earliest(lambda ahead: gain_in(ahead) >= largest)


def _earliest(reached: Callable[[int], bool]) -> int:
    """Return the fewest months ahead for which it is reached; it is reached at the horizon."""
    return bisect_left(range(HORIZON), True, lo=1, key=reached)
