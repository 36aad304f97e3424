"""The coming three years of a score and a permit, if the person goes on as now.

To go on as now: what grows (insured, employed and registered months) goes up by one each month,
every date gets older, and nothing else changes. The points of a day are those that assessing the
same answers on that day would give. A line is only scored on days on which something it rests on
can change, and a steady rate only at both ends of its run. What leaves or enters a stretch of time
that counts, and every line and deduction of a table with totals, deductions, a counted day or facts
that several lines read, is looked at month by month, and then for the day on which the month's
change comes. Months told up to a counted day grow as that day moves.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from selfcheck.engine.conditions import Situation
from selfcheck.engine.courses import Change, changes_of, first_day, line_course
from selfcheck.engine.eligibility import PermitFinding
from selfcheck.engine.endorsement import Window, windows
from selfcheck.engine.formulas import Range
from selfcheck.engine.later import Later
from selfcheck.engine.lines import deduction_score, line_score, line_scores
from selfcheck.engine.measures import ZERO
from selfcheck.engine.scoring import Sheet, counted, sheet, total
from selfcheck.rules.model.editions import Edition, EndorsementRule, Permit
from selfcheck.rules.model.schemes import Scheme
from selfcheck.rules.rulebook import Movement, Rulebook


class Moment(NamedTuple):
    """The total of a scheme on a day."""

    on: date
    low: Decimal
    high: Decimal | None


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


def timeline(
    sheets: Sequence[Sheet], day: Day, rule: EndorsementRule, rulebook: Rulebook, at: Situation
) -> Timeline:
    """Return the coming months; `rule` is the rule of endorsement the sheets were scored under."""
    on = at.answers.on
    later = Later(at, rule if any(_looks_at_endorsement(s, rulebook) for s in sheets) else None)
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


def _whole_course(now: Sheet, later: Later) -> Course:
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
            (first_day(before[0], *after, points), after[1])
            for before, after in pairwise(course)
            if before[1] != after[1]
        ]
        changes += changes_of(part.line, [course[0], *moved])
    return Course(
        scheme=now.scheme,
        months=tuple(
            Moment(day, of.low, of.high) for day, of in zip(later.months, sheets, strict=True)
        ),
        changes=tuple(sorted(changes, key=lambda change: change.on)),
    )


def _points_of(scheme: Scheme, place: int, later: Later, day: date) -> Range:
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


def _course(now: Sheet, movements: Mapping[str, Movement], later: Later) -> Course:
    if not now.scheme.is_plain:
        return _whole_course(now, later)
    moved: dict[str, Sequence[Range]] = {}
    changes: list[Change] = []
    for line in now.lines:
        movement = movements.get(line.line.id)
        if movement is not None:
            course = line_course(line, movement, later)
            changes += course.changes
            if course.changes:
                moved[line.line.id] = course.months
    return Course(
        scheme=now.scheme,
        months=tuple(map(Moment, later.months, *_totals(now, len(later.months), moved))),
        changes=tuple(sorted(changes, key=lambda change: change.on)),
    )


def _totals(
    now: Sheet, months: int, moved: Mapping[str, Sequence[Range]]
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


def _ends(courses: list[Sequence[Range]], end: int) -> list[list[Decimal]]:
    return [[of[end] or ZERO for of in course] for course in courses]


def _sums(
    total: Decimal, before: list[Decimal], courses: list[list[Decimal]], months: int
) -> list[Decimal]:
    """Return the total of each month, of which some parts follow these courses."""
    rest = total - sum(before, ZERO)
    return [sum(parts, rest) for parts in zip(*courses, strict=True)] or [total] * months


def _totals_anew(
    now: Sheet, months: int, moved: Mapping[str, Sequence[Range]], ranges: dict[str, Range]
) -> tuple[list[Decimal], list[Decimal | None]]:
    """Return the ends of the totals, added up anew for each month."""
    totals = []
    for month in range(months):
        ranges.update((name, course[month]) for name, course in moved.items())
        totals.append(total(now.scheme, ranges)[0])
    return [low for low, _ in totals], [high for _, high in totals]
