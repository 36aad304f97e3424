"""The coming three years of a score and a permit, if the person goes on as now.

To go on as now: what grows (insured, employed and registered months) goes up by one each month,
every date gets older, and nothing else changes. The points of a day are those that assessing the
same answers on that day would give. A line is only scored on days on which something it rests on
can change, and a steady rate only at both ends of its run. What leaves or enters a stretch of time
that counts, and every line and deduction of a table with totals, deductions, a counted day or facts
that several lines read, is looked at month by month, and then for the day on which the month's
change comes. Months told up to a counted day grow as that day moves.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise, repeat
from operator import add
from typing import NamedTuple

from selfcheck.engine.conditions import Situation
from selfcheck.engine.courses import Change, LineCourse, changes_of, first_day, line_course
from selfcheck.engine.eligibility import PermitFinding
from selfcheck.engine.endorsement import Endorsement, Window, windows
from selfcheck.engine.ends import Ends, ends_of
from selfcheck.engine.formulas import Range
from selfcheck.engine.later import Later
from selfcheck.engine.lines import deduction_score, line_score, line_scores
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
    """One scheme in the coming months: its total now and at each month's end, and what changes it.

    `ends` are those of the total on the `days`.
    """

    scheme: Scheme
    days: tuple[date, ...]
    ends: Ends
    changes: tuple[Change, ...]

    @property
    def months(self) -> list[Moment]:
        """The total of each day."""
        return [Moment(day, *self.ends.at(month)) for month, day in enumerate(self.days)]


class Day(NamedTuple):
    """What the edition of the day says of permits, and of the endorsement of the one held."""

    edition: Edition
    permits: tuple[PermitFinding, ...]
    endorsement: Endorsement


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
    later = Later(at, rule if any(_looks_at_endorsement(s, rulebook) for s in sheets) else None)
    until, movements = later.months[-1], rulebook.movements
    return Timeline(
        until=until,
        courses=tuple([_course(now, movements[now.scheme.id], later) for now in sheets]),
        permits=tuple(_opening(day.permits, at.answers.on, until)),
        windows=windows(day.endorsement, at.answers, day.edition.endorsement, until)
        if _issues(day.edition, at)
        else (),
    )


def _opening(permits: Sequence[PermitFinding], on: date, until: date) -> list[tuple[Permit, date]]:
    return [
        (found.permit, found.earliest_on)
        for found in permits
        if found.earliest_on is not None and on < found.earliest_on <= until
    ]


def _issues(edition: Edition, at: Situation) -> bool:
    """Say whether the edition knows the permit that the person holds."""
    held = f"{at.answers.get('permit_held')}_permit"
    return any(permit.id == held for permit in edition.permit)


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
        days=later.months,
        ends=ends_of([of.low for of in sheets], [of.high for of in sheets]),
        changes=_in_order(changes),
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
    moved: list[LineCourse] = []
    changes: list[Change] = []
    for line in now.lines:
        movement = movements.get(line.line.id)
        if movement is not None:
            course = line_course(line, movement, later)
            if course.changes:
                changes += course.changes
                moved.append(course)
    ends = _totals(now, len(later.months), moved)
    return Course(now.scheme, later.months, ends, _in_order(changes))


def _in_order(changes: list[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda change: change.on))


def _totals(now: Sheet, months: int, moved: list[LineCourse]) -> Ends:
    """Return the ends of the total at each month's end; `moved` are the lines that change.

    Without groups the total changes by what its lines do.
    """
    if now.scheme.group or any(line.high is None for line in now.lines):
        return _totals_anew(now, months, moved)
    total_now = ends_of([now.low], [now.high])
    places = max([total_now.places, *[course.ends.places for course in moved]])
    total_now, parts = total_now.finer(places), [course.ends.finer(places) for course in moved]
    lows = _sums(total_now.lows[0], [part.lows for part in parts], months)
    if total_now.highs is total_now.lows and all(part.highs is part.lows for part in parts):
        return Ends(places, lows, lows)
    highs = [[high or 0 for high in part.highs] for part in parts]
    return Ends(places, lows, _sums(total_now.highs[0] or 0, highs, months))


def _sums(now: int, courses: Sequence[Sequence[int]], months: int) -> list[int]:
    """Return the total of each month, of which these courses are parts."""
    totals: Iterable[int] = repeat(now - sum([course[0] for course in courses]), months)
    for course in courses:
        totals = map(add, totals, course)
    return list(totals)


def _totals_anew(now: Sheet, months: int, moved: list[LineCourse]) -> Ends:
    """Return the ends of the totals, added up anew for each month."""
    ranges: dict[str, Range] = {line.line.id: (line.low, line.high) for line in now.lines}
    totals = []
    for month in range(months):
        for course in moved:
            ranges[course.changes[0].line.id] = course.ends.at(month)
        totals.append(total(now.scheme, ranges)[0])
    return ends_of([low for low, _ in totals], [high for _, high in totals])
