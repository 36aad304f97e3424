"""How the points of one line go in the coming months, if the person goes on as now.

A line is scored only on days on which something it rests on can change. Where that is one number
that grows by one each month, what each number gives is known from the line's table, whoever asks:
only on which days it grows is the person's own.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import NamedTuple, TypeVar

from selfcheck.engine.endorsement import Endorsement
from selfcheck.engine.ends import HUNDREDTHS, Ends, ends_of
from selfcheck.engine.formulas import Range
from selfcheck.engine.improvements import HORIZON
from selfcheck.engine.kept import Once
from selfcheck.engine.later import MONTH, Later, Number
from selfcheck.engine.lines import LineScore
from selfcheck.engine.periods import HALF_A_MONTH, each_after
from selfcheck.engine.tables import table_of
from selfcheck.rules.model.schemes import Line
from selfcheck.rules.rulebook import Movement, Mover

MONTHS = 12
LONGEST_MONTH = 31

DAYS_AFTER = {"begun_month": 1, "begun_year": 1, "half_month": HALF_A_MONTH}
"""How many days after a month or year is full something moves, where not on the day."""


class Change(NamedTuple):
    """Time alone changes the points of a line: the first day, and the points before and after.

    `until` is the last day of a run that gives the same each month, else None. `full` says that
    the line then gives all it can.
    """

    line: Line
    on: date
    before: Range
    after: Range
    until: date | None
    full: bool


class LineCourse(NamedTuple):
    """The points of a line at each month's end, and what changes them; all empty if nothing."""

    ends: Ends
    changes: Sequence[Change]


Step = tuple[date, Range]
"""A day, and the points of a line from that day on."""

Points = Callable[[date], Range]

STILL = LineCourse(Ends(HUNDREDTHS, (), ()), ())


def line_course(now: LineScore, movement: Movement, later: Later) -> LineCourse:
    """Return the course of a line that time can move; the line may be limited by no other."""
    basis = table_of(now.line, later.now).basis
    if basis is None:
        return _worked_out(now, movement, later)
    numbers = [number for name in basis.names if (number := later.number(name)) is not None]
    if basis.dates:
        years = later.years(basis.times[0].fact) if basis.is_of_years and not numbers else None
        if years is None:
            return _worked_out(now, movement, later)
        numbers = [years]
    if len(numbers) > 1:
        return _worked_out(now, movement, later)
    return _by_number(now, numbers[0], later) if numbers else STILL


class _Run(NamedTuple):
    """A change as a number grows: by how much it has grown first and last, and the points."""

    first: int
    last: int
    before: Range
    after: Range
    full: bool


class _Grown(NamedTuple):
    """What a line gives as a number grows by one at a time, and the runs in which it changes."""

    ends: Ends
    runs: tuple[_Run, ...]


_grown = Once[_Grown](most=2048)
"""The same for everybody in the same row of the line, of whom each has the same score of it."""


def _by_number(now: LineScore, number: Number, later: Later) -> LineCourse:
    """Return the course of a line of which nothing moves but a number."""
    codes = (number.name, number.most, number.grown[-1])
    grown = _grown.of(now, codes, partial(_as_it_grows, now, number, later))
    if not grown.runs:
        return STILL
    changes = [
        Change(
            line=now.line,
            on=number.day(run.first),
            before=run.before,
            after=run.after,
            until=number.day(run.last) if run.last > run.first else None,
            full=run.full,
        )
        for run in grown.runs
    ]
    ends = grown.ends
    lows = number.at_ends(ends.lows)
    highs = lows if ends.highs is ends.lows else number.at_ends(ends.highs)
    return LineCourse(Ends(ends.places, lows, highs), changes)


def _as_it_grows(now: LineScore, number: Number, later: Later) -> _Grown:
    line, most = now.line, number.grown[-1]
    scores = [now, *(later.line_score(line, number.day(by)) for by in range(1, most + 1))]
    points = [(score.low, score.high) for score in scores]
    places = [0, *(by for by in range(1, most + 1) if points[by] != points[by - 1])]
    steps = [(by, points[by]) for by in places]
    runs = [
        _Run(run[1][0], run[-1][0], run[0][1], run[-1][1], _is_full(line, run[-1][1]))
        for run in _runs(steps, lambda before, after: (after - before) * number.every == MONTH)
    ]
    return _Grown(_ends(points), tuple(runs))


def _ends(course: Sequence[Range]) -> Ends:
    return ends_of([low for low, _ in course], [high for _, high in course])


def _worked_out(now: LineScore, movement: Movement, later: Later) -> LineCourse:
    days = _all_days(movement.movers, later)

    def points(day: date) -> Range:
        scored = later.line_score(now.line, day)
        return scored.low, scored.high

    steps: list[Step] = [(later.now.answers.on, (now.low, now.high))]
    if any(mover.every == "window" for mover in movement.movers):
        tried = [later.now.answers.on, *days]
        steps += [
            (first_day(tried[bisect_left(tried, day) - 1], day, after, points), after)
            for day, after in _each(steps[0][1], tried[1:], points)
        ]
    else:
        steps += _each(steps[0][1], days, points)
    if len(steps) == 1:
        return STILL
    changes = list(changes_of(now.line, steps))
    return LineCourse(_ends(_by_month(steps, later.months)), changes)


def first_day(before: date, day: date, points: Range, points_on: Points) -> date:
    """Return the first day after `before` on which there are the points of the day."""
    while (day - before).days > 1:
        between = before + (day - before) / 2
        if points_on(between) == points:
            day = between
        else:
            before = between
    return day


def _by_month(steps: list[Step], months: Sequence[date]) -> list[Range]:
    """Return the points at the end of each month."""
    course: list[Range] = []
    for (_, points), (until, _) in pairwise([*steps, (date.max, steps[-1][1])]):
        course += [points] * (bisect_left(months, until) - len(course))
    return course


def _each(now: Range, days: Iterable[date], points: Points) -> Iterator[Step]:
    """Yield each day on which the points become others."""
    for day in days:
        found = points(day)
        if found != now:
            yield day, found
            now = found


def _all_days(movers: Sequence[Mover], later: Later) -> Iterable[date]:
    """Return the days on which any of the movers may move something, in order."""
    found = [days for mover in movers if (days := _days(mover, later)) != ()]
    return found[0] if len(found) == 1 else sorted({day for days in found for day in days})


def _days(mover: Mover, later: Later) -> Iterable[date]:
    """Return the days after the day of assessment on which the mover may move something."""
    answers = later.now.answers
    on, until = answers.on, later.months[-1]
    if mover.every in ("growth", "window"):
        return later.months[1:] if mover.fact in answers.given else ()
    if mover.every == "new_year":
        return (date(on.year + ahead, 1, 1) for ahead in range(1, HORIZON // MONTHS + 1))
    if mover.every == "endorsement":
        return sorted(_turns(later.now.endorsement, on))
    if mover.stands_in_for in answers.given:
        return ()
    return _anniversaries(answers.get(mover.fact), mover, on, until)


def _anniversaries(since: date | None, mover: Mover, on: date, until: date) -> Iterable[date]:
    if since is None:
        return ()
    every = MONTHS if mover.every in ("year", "begun_year") else 1
    later = timedelta(DAYS_AFTER.get(mover.every, 0))
    days = each_after(since, every, on - later, until - later)
    return [day + later for day in days] if later else days


def _turns(now: Endorsement, on: date) -> Iterator[date]:
    """Yield the days on which the endorsement passes into another state, if nothing is done."""
    ends = (end + timedelta(1) for end in (now.window_to, now.grace_until) if end is not None)
    opens = () if now.window_from is None else (now.window_from,)
    yield from (day for day in (*opens, *ends) if day > on)


def changes_of(line: Line, steps: list[Step]) -> Iterator[Change]:
    """Yield what changes the line: a run of equal steps once, and the step that fills the line."""
    for run in _runs(steps, lambda before, after: (after - before).days <= LONGEST_MONTH):
        yield _change(line, run)


P = TypeVar("P")


def _runs(
    steps: list[tuple[P, Range]], follows: Callable[[P, P], bool]
) -> Iterator[list[tuple[P, Range]]]:
    """Yield each run of steps that are equal and follow each other, with what was before it."""
    run: list[tuple[P, Range]] = []
    rising: Decimal | None = None
    for before, after in pairwise(steps):
        rise = after[1][0] - before[1][0]
        if len(run) > 1 and not (rise == rising and follows(before[0], after[0])):
            yield run
            run = []
        if not run:
            run = [before]
        run.append(after)
        rising = rise
    if run:
        yield run


def _change(line: Line, run: list[Step]) -> Change:
    (_, before), (first, _), (last, after) = run[0], run[1], run[-1]
    return Change(
        line=line,
        on=first,
        before=before,
        after=after,
        until=last if last != first else None,
        full=_is_full(line, after),
    )


def _is_full(line: Line, points: Range) -> bool:
    return points == (line.max, line.max)
