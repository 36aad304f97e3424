"""The coming three years of a score and a permit, if the person goes on as now.

To go on as now: what grows (insured, employed and registered months) goes up by one each month,
every date gets older, and nothing else changes. The points of a day are those that assessing the
same answers on that day would give. A line is only scored on days on which something it rests on
can change, and a steady rate only at both ends of its run. What leaves or enters a stretch of time
that counts, and every line and deduction of a table with totals, deductions, a counted day or facts
that several lines read, is looked at month by month, and then for the day on which the month's
change comes. Months told up to a counted day grow as that day moves.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache, partial
from itertools import accumulate, chain, pairwise, repeat
from math import ceil
from typing import NamedTuple

from selfcheck.engine.conditions import Situation
from selfcheck.engine.eligibility import PermitFinding
from selfcheck.engine.endorsement import Endorsement, Window, endorsement, windows
from selfcheck.engine.formulas import Range
from selfcheck.engine.improvements import HORIZON
from selfcheck.engine.kept import Kept
from selfcheck.engine.lines import LineScore, deduction_score, line_score, line_scores
from selfcheck.engine.measures import ZERO
from selfcheck.engine.periods import HALF_A_MONTH, add_months, each_after
from selfcheck.engine.scoring import Sheet, counted, months_counted, sheet, total
from selfcheck.engine.tables import Row, table_of
from selfcheck.rules.model.editions import Edition, EndorsementRule, Permit
from selfcheck.rules.model.schemes import Line, Scheme
from selfcheck.rules.rulebook import Movement, Mover, Rulebook

MONTHS = 12
LONGEST_MONTH = 31

DAYS_AFTER = {"begun_month": 1, "begun_year": 1, "half_month": HALF_A_MONTH}
"""How many days after a month or year is full something moves, where not on the day."""


class Moment(NamedTuple):
    """The total of a scheme on a day."""

    on: date
    low: Decimal
    high: Decimal | None


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


class Course(NamedTuple):
    """One scheme in the coming months: its total at each month's end, and what changes it."""

    scheme: Scheme
    months: tuple[Moment, ...]
    changes: tuple[Change, ...]


class Day(NamedTuple):
    """What the edition of the day says of permits."""

    edition: Edition
    permits: tuple[PermitFinding, ...]


class Timeline(NamedTuple):
    """What time alone brings: the courses of the schemes, permits, windows of endorsement.

    `permits` are those that are not open yet, with the first day on which they are.
    """

    until: date
    courses: tuple[Course, ...]
    permits: tuple[tuple[Permit, date], ...]
    windows: tuple[Window, ...]


Step = tuple[date, Range]
"""A day, and the points of a line from that day on."""


def timeline(
    sheets: Sequence[Sheet], day: Day, rule: EndorsementRule, rulebook: Rulebook, at: Situation
) -> Timeline:
    """Return the coming months; `rule` is the rule of endorsement the sheets were scored under."""
    on = at.answers.on
    later = _Later(at, rule if any(_looks_at_endorsement(s, rulebook) for s in sheets) else None)
    until = later.months[-1]
    return Timeline(
        until=until,
        courses=tuple(_course(now, rulebook.movements[now.scheme.id], later) for now in sheets),
        permits=tuple(
            (found.permit, found.earliest_on)
            for found in day.permits
            if found.earliest_on is not None and on < found.earliest_on <= until
        ),
        windows=windows(at.answers, day.edition.endorsement, until)
        if _issues(day.edition, at)
        else (),
    )


def _issues(edition: Edition, at: Situation) -> bool:
    """Say whether the edition knows the permit that the person holds."""
    return f"{at.answers.get('permit_held')}_permit" in {p.id for p in edition.permit}


def _looks_at_endorsement(now: Sheet, rulebook: Rulebook) -> bool:
    """Say whether some points of the table rest on how it stands with endorsement."""
    movers = (m for movement in rulebook.movements[now.scheme.id].values() for m in movement.movers)
    return not now.scheme.is_plain or any(mover.every == "endorsement" for mover in movers)


@lru_cache(maxsize=8)
def _ends_of_months(on: date) -> tuple[date, ...]:
    """Return the day itself, and the days on which the coming months are over."""
    return tuple([add_months(on, ahead) for ahead in range(HORIZON + 1)])


class _Later:
    """The situation on later days, each made once; `months` are the ends of the months.

    Without a rule of endorsement, that is left as it is: nobody looks at it.
    """

    def __init__(self, at: Situation, rule: EndorsementRule | None) -> None:
        self.now = at
        self.months = _ends_of_months(at.answers.on)
        self._rule = rule
        self._counted_to: str | None = None
        self._moving = at.answers.moving(at.facts)
        self._made: dict[date, Situation] = {}

    def counting(self, counted_to: str | None) -> "_Later":
        """Return the same for a scheme that counts up to another day."""
        if counted_to is None:
            return self
        other = _Later(self.now, self._rule)
        other._counted_to = counted_to
        return other

    def _months(self, day: date) -> int | None:
        """Return by how many months what grows has grown, where it is not counted to the day."""
        if self._counted_to is None:
            return None
        return months_counted(self._counted_to, self.now.answers.on, day)

    def on(self, day: date) -> Situation:
        """Return the situation of the day."""
        if day not in self._made:
            answers = self.now.answers.later(day, self._moving, self._months(day))
            turned = None if self._rule is None else endorsement(answers, self._rule)
            self._made[day] = self.now.later(answers, turned)
        return self._made[day]

    def rests_on_dates(self, line: Line) -> bool:
        """Say whether another day may give other points though no answer changes."""
        basis = table_of(line, self.now).basis
        return basis is None or bool(basis.dates)

    def line_score(self, line: Line, day: date) -> LineScore:
        """Return the points of the line on the day."""
        now, basis = self.now, table_of(line, self.now).basis
        if basis is None or (basis.dates and basis.names):
            return line_score(line, self.on(day))
        if basis.dates:
            return line_score(line, now.later(now.answers.dated(day), None))
        return line_score(line, now, now.answers.grown(day, self._moving, self._months(day)))


def _whole_course(now: Sheet, later: _Later) -> Course:
    """Return the course of a table whose lines do not simply add up, scored month by month."""
    later = later.counting(now.scheme.counted_to)
    sheets = [now, *(sheet(now.scheme, later.on(day)) for day in later.months[1:])]
    parts = [(*of.lines, *of.deductions) for of in sheets]
    changes: list[Change] = []
    for place, part in enumerate(parts[0]):
        points = partial(_points_of, now.scheme, place, later)
        course = [
            (day, (of[place].low, of[place].high))
            for day, of in zip(later.months, parts, strict=True)
        ]
        moved = [
            (_first_day(before[0], *after, points), after[1])
            for before, after in pairwise(course)
            if before[1] != after[1]
        ]
        changes += _changes(part.line, [course[0], *moved])
    return Course(
        scheme=now.scheme,
        months=tuple(
            Moment(day, of.low, of.high) for day, of in zip(later.months, sheets, strict=True)
        ),
        changes=tuple(sorted(changes, key=lambda change: change.on)),
    )


def _points_of(scheme: Scheme, place: int, later: _Later, day: date) -> Range:
    """Return the points of the line at that place on the day; the deductions follow the lines."""
    today = later.on(day)
    at = counted(scheme, today)
    if place >= len(scheme.line):
        deduction = scheme.deduction[place - len(scheme.line)]
        found = deduction_score(deduction, today.within_questions())
    elif scheme.has_limits:
        found = line_scores(scheme, at)[place]
    else:
        found = line_score(scheme.line[place], at)
    return found.low, found.high


def _first_day(before: date, day: date, points: Range, points_on: "Points") -> date:
    """Return the first day after `before` on which there are the points of the day."""
    while (day - before).days > 1:
        between = before + (day - before) / 2
        if points_on(between) == points:
            day = between
        else:
            before = between
    return day


def _course(now: Sheet, movements: Mapping[str, Movement], later: _Later) -> Course:
    if not now.scheme.is_plain:
        return _whole_course(now, later)
    moved: dict[str, list[Range]] = {}
    changes: list[Change] = []
    for line in now.lines:
        movement = movements.get(line.line.id)
        if movement is not None:
            course = _line_course(line, movement, later)
            changes += course.changes
            if course.changes:
                moved[line.line.id] = course.months
    return Course(
        scheme=now.scheme,
        months=tuple(map(Moment, later.months, *_totals(now, len(later.months), moved))),
        changes=tuple(sorted(changes, key=lambda change: change.on)),
    )


class _LineCourse(NamedTuple):
    """The points of a line at each month's end, and what changes them; both empty if nothing."""

    months: list[Range]
    changes: list[Change]


Points = Callable[[date], Range]


def _line_course(now: LineScore, movement: Movement, later: _Later) -> _LineCourse:
    row = _row_of_growth(now.line, movement, later)
    work_out = partial(_worked_out, now, movement, later)
    if row is None:
        return work_out()
    return _grown.once(now.line, (later.now.answers.on, row), work_out)


_grown = Kept[_LineCourse](most=2048)
"""What a line gives from a day on whose number grows by one each month: it rests on its row."""


def _row_of_growth(line: Line, movement: Movement, later: _Later) -> Row | None:
    """Return the row of a line that nothing but numbers which grow can move; else None."""
    if any(mover.every != "growth" for mover in movement.movers) or later.rests_on_dates(line):
        return None
    row = table_of(line, later.now).row(later.now)
    told = later.now.answers.given
    return None if row is None else (*row, *[mover.fact in told for mover in movement.movers])


def _worked_out(now: LineScore, movement: Movement, later: _Later) -> _LineCourse:
    days = _all_days(movement.movers, later)

    def points(day: date) -> Range:
        scored = later.line_score(now.line, day)
        return scored.low, scored.high

    steps: list[Step] = [(later.now.answers.on, (now.low, now.high))]
    if any(mover.every == "window" for mover in movement.movers):
        tried = [later.now.answers.on, *days]
        steps += [
            (_first_day(tried[bisect_left(tried, day) - 1], day, after, points), after)
            for day, after in _each(steps[0][1], tried[1:], points)
        ]
    elif movement.steady:
        steps += _steady(steps[0][1], days, later.months[-1], points)
    else:
        steps += _each(steps[0][1], days, points)
    if len(steps) == 1:
        return _LineCourse([], [])
    return _LineCourse(_by_month(steps, later.months), list(_changes(now.line, steps)))


def _by_month(steps: list[Step], months: Sequence[date]) -> list[Range]:
    """Return the points at the end of each month."""
    course: list[Range] = []
    for (_, points), (until, _) in pairwise([*steps, (date.max, steps[-1][1])]):
        course += [points] * (bisect_left(months, until) - len(course))
    return course


def _each(now: Range, days: Iterable[date], points: Points) -> list[Step]:
    """Return each day on which the points become others."""
    steps = []
    for day in days:
        found = points(day)
        if found != now:
            steps.append((day, found))
            now = found
    return steps


def _steady(now: Range, days: Iterable[date], until: date, points: Points) -> list[Step]:
    """Return the same, of a rate that rises or falls evenly until it is full: both ends tell."""
    days = iter(days)
    day = next(days, None)
    if day is None:
        return []
    first, last = points(day), points(until)
    step = first[0] - now[0]
    exact = now[0] == now[1] and first[0] == first[1] and last[0] == last[1]
    if not exact or not step:
        return [] if last == now else _each(now, [day, *days], points)
    number = ceil((last[0] - now[0]) / step)
    lows = [*accumulate(repeat(step, number - 1), initial=first[0])]
    lows[-1] = last[0]
    return list(zip(chain([day], days), zip(lows, lows, strict=True), strict=False))


def _all_days(movers: Sequence[Mover], later: _Later) -> Iterable[date]:
    """Return the days on which any of the movers may move something, in order."""
    found = [days for mover in movers if (days := _days(mover, later)) != ()]
    return found[0] if len(found) == 1 else sorted({day for days in found for day in days})


def _days(mover: Mover, later: _Later) -> Iterable[date]:
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


def _changes(line: Line, steps: list[Step]) -> Iterator[Change]:
    """Yield what changes the line: a run of equal steps once, and the step that fills the line."""
    run: list[Step] = []
    rising = None
    for before, after in pairwise(steps):
        rise = after[1][0] - before[1][0]
        if len(run) > 1 and not (rise == rising and (after[0] - before[0]).days <= LONGEST_MONTH):
            yield _change(line, run)
            run = []
        if not run:
            run = [before]
        run.append(after)
        rising = rise
    if run:
        yield _change(line, run)


def _change(line: Line, run: list[Step]) -> Change:
    (_, before), (first, _), (last, after) = run[0], run[1], run[-1]
    return Change(
        line=line,
        on=first,
        before=before,
        after=after,
        until=last if last != first else None,
        full=after == (line.max, line.max),
    )


def _totals(
    now: Sheet, months: int, moved: Mapping[str, list[Range]]
) -> tuple[list[Decimal], list[Decimal | None]]:
    """Return the lower and the upper ends of the total at each month's end.

    `moved` holds the points of each line that changes. Without groups the total changes by what
    its lines do.
    """
    ranges: dict[str, Range] = {line.line.id: (line.low, line.high) for line in now.lines}
    if now.scheme.group or any(high is None for _, high in ranges.values()):
        return _totals_anew(now, months, moved, ranges)
    courses = list(moved.values())
    lows = _sums(now.low, [ranges[name][0] for name in moved], _ends(courses, 0), months)
    if now.low == now.high and all(of[0] is of[1] for course in courses for of in course):
        return lows, list(lows)
    before = [ranges[name][1] or ZERO for name in moved]
    return lows, list(_sums(now.high or ZERO, before, _ends(courses, 1), months))


def _ends(courses: list[list[Range]], end: int) -> list[list[Decimal]]:
    return [[of[end] or ZERO for of in course] for course in courses]


def _sums(
    total: Decimal, before: list[Decimal], courses: list[list[Decimal]], months: int
) -> list[Decimal]:
    """Return the total of each month, of which some parts follow these courses."""
    rest = total - sum(before, ZERO)
    return [sum(parts, rest) for parts in zip(*courses, strict=True)] or [total] * months


def _totals_anew(
    now: Sheet, months: int, moved: Mapping[str, list[Range]], ranges: dict[str, Range]
) -> tuple[list[Decimal], list[Decimal | None]]:
    """Return the ends of the totals, added up anew for each month."""
    totals = []
    for month in range(months):
        ranges.update((name, course[month]) for name, course in moved.items())
        totals.append(total(now.scheme, ranges)[0])
    return [low for low, _ in totals], [high for _, high in totals]
