"""A person's sheet under one scheme: lines, deductions, groups, totals, vetoes and the entry."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Literal, NamedTuple

from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.decided import decided
from selfcheck.engine.eligibility import Finding, Verdict, findings_of, overall
from selfcheck.engine.formulas import Range, highest_of, hull, lowest_of, sum_of
from selfcheck.engine.happenings import within
from selfcheck.engine.lines import (
    LineScore,
    deduction_score,
    deduction_scores,
    higher_of,
    line_score,
    line_scores,
)
from selfcheck.engine.measures import ZERO
from selfcheck.engine.periods import add_months, day_named, full_months
from selfcheck.engine.tightening import Turns, tightened
from selfcheck.engine.truth import CANNOT_TELL, MET, UNMET, Truth, opposite, some
from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.entry import Term
from selfcheck.rules.model.schemes import (
    EntryRequirement,
    Group,
    Line,
    Multiplier,
    Reading,
    Scheme,
    Total,
    Veto,
    is_of,
)

InForce = Literal["yes", "no", "unknown"]


class GroupScore(NamedTuple):
    """The points of lines that are combined before they enter the total."""

    group: Group
    low: Decimal
    high: Decimal | None


class VetoFinding(NamedTuple):
    """A veto that is met, or that cannot be told."""

    veto: Veto
    truth: Truth


class MultiplierFinding(NamedTuple):
    """A multiplier and whether it applies."""

    multiplier: Multiplier
    truth: Truth


class TotalScore(NamedTuple):
    """One total: its points, what made it, and whether the application for it is refused.

    `uncut` are its points ahead of floor, cap and vetoes. `narrower`: it is a narrower range than
    its lines add up to, because several of them rest on one unknown fact.
    `total` is None where the scheme has a single one and says nothing of it. `too_low`: it is so
    low as to be refused; `refused`: it is, or a veto is about it. `entry`: whether the person may
    take part, for this total. `parents` holds the totals of applicant and partner where only one
    of them counts in full.
    """

    total: Total | None
    low: Decimal
    high: Decimal | None
    groups: tuple[GroupScore, ...]
    uncut: Range
    multipliers: tuple[MultiplierFinding, ...] = ()
    too_low: Truth = UNMET
    refused: Truth = UNMET
    entry: Verdict = "qualifies"
    parents: tuple[Range, Range] | None = None
    narrower: bool = False


class Sheet(NamedTuple):
    """The whole of one scheme for one person; `readings` are those that matter here.

    `low`, `high`, `groups` and `entry` are those of the first total. `vetoes` holds those that are
    met or in doubt. `on` is the day of assessment.
    """

    scheme: Scheme
    on: date
    in_force: InForce
    entry: Verdict
    findings: tuple[Finding, ...]
    low: Decimal
    high: Decimal | None
    lines: tuple[LineScore, ...]
    groups: tuple[GroupScore, ...]
    readings: tuple[Reading, ...]
    deductions: tuple[LineScore, ...] = ()
    vetoes: tuple[VetoFinding, ...] = ()
    totals: tuple[TotalScore, ...] = ()


def sheet(scheme: Scheme, at: Situation) -> Sheet:
    """Return the scheme's sheet for this situation, whatever the day."""
    today, on = at, at.answers.on
    at = counted(scheme, at)
    lines = line_scores(scheme, at)
    deductions: tuple[LineScore, ...] = ()
    vetoes: tuple[VetoFinding, ...] = ()
    found = decided(scheme, _conditions, at).once(at, on, partial(_decided, scheme, at, on))
    findings = found.findings
    if scheme.is_plain:
        totals: tuple[TotalScore, ...] = (_plain_total(scheme, lines, found.entry),)
    else:
        deductions, vetoes = deduction_scores(scheme, today), veto_findings(scheme.veto, today)
        totals = totals_of(scheme, lines, deductions, vetoes, today)
        if at is not today:
            findings = tuple([_of_the_day(finding, today) for finding in findings])
        totals = tuple([_with_entry(of, _entry(scheme, findings, of)) for of in totals])
    first = totals[0]
    return Sheet(
        scheme=scheme,
        on=on,
        in_force=found.in_force,
        entry=first.entry,
        findings=findings,
        low=first.low,
        high=first.high,
        lines=lines,
        groups=first.groups,
        readings=found.readings,
        deductions=deductions,
        vetoes=vetoes,
        totals=totals,
    )


class _OfDay(NamedTuple):
    """What the conditions of a scheme come to on a day; `entry` is that of a total by itself."""

    in_force: InForce
    entry: Verdict
    findings: tuple[Finding, ...]
    readings: tuple[Reading, ...]


def _decided(scheme: Scheme, at: Situation, on: date) -> _OfDay:
    findings = findings_of(scheme.entry, at)
    return _OfDay(
        in_force=in_force(scheme.term, on),
        entry=overall([finding.truth for finding in findings]),
        findings=findings,
        readings=tuple([r for r in scheme.reading if r.when is None or verdict(r.when, at) is MET]),
    )


def _plain_total(scheme: Scheme, lines: tuple[LineScore, ...], entry: Verdict) -> TotalScore:
    if scheme.group:
        points, groups = total(scheme, {f.line.id: (f.low, f.high) for f in lines})
    else:
        points, groups = sum_of([(f.low, f.high) for f in lines], None), ()
    low, high = points
    return TotalScore(None, low, high, groups, points, entry=entry)


def _conditions(scheme: Scheme) -> Iterator[Condition]:
    yield from (requirement.test for requirement in scheme.entry)
    yield from (reading.when for reading in scheme.reading if reading.when is not None)


def _with_entry(of: TotalScore, entry: Verdict) -> TotalScore:
    return of if of.entry == entry else of._replace(entry=entry)


def _of_the_day(found: Finding, today: Situation) -> Finding:
    """Return the finding, on the day of assessment where it is about that one."""
    asked = found.requirement
    if isinstance(asked, EntryRequirement) and asked.today:
        return Finding(asked, verdict(asked.test, today))
    return found


def counted(scheme: Scheme, at: Situation) -> Situation:
    """Return the situation up to which lines are counted; deductions and vetoes look at today."""
    if scheme.counted_to is None:
        return at
    return at.up_to(counted_to(scheme.counted_to, at.answers.on))


def counted_to(day: str, on: date) -> date:
    """Return the day up to which a scheme counts, for an assessment on the day."""
    if day == "previous_month":
        return add_months(on.replace(day=1), -1)
    return day_named(day, on)


def months_counted(day: str, since: date, on: date) -> int:
    """Return by how many months the day up to which a scheme counts moves between two days."""
    return full_months(counted_to(day, since), counted_to(day, on))


def counts_since(day: str, on: date) -> date:
    """Return the first day on which a scheme counts up to the same day as on this one."""
    return on.replace(day=1) if day == "previous_month" else date(on.year, 1, 1)


def rescored(now: Sheet, lines: Iterable[Line], at: Situation) -> Range:
    """Return the total of the sheet if these of its lines are scored anew, in that situation."""
    if not now.scheme.is_plain:
        return _rescored_whole(now, lines, at)
    return with_lines(now, [line_score(line, at) for line in lines])


def with_lines(now: Sheet, scored: Iterable[LineScore]) -> Range:
    """Return the total of a plain sheet if these lines stood in the place of its own."""
    ranges: dict[str, Range] = {line.line.id: (line.low, line.high) for line in now.lines}
    ranges.update((line.line.id, (line.low, line.high)) for line in scored)
    return total(now.scheme, ranges)[0]


def _rescored_whole(now: Sheet, lines: Iterable[Line], at: Situation) -> Range:
    """Return the first total, with these lines, the deductions and the vetoes scored anew."""
    scheme, today = now.scheme, at
    at = counted(scheme, at)
    if scheme.has_limits:
        scored = line_scores(scheme, at)
    else:
        again = {line.id for line in lines}
        scored = tuple(
            line_score(old.line, at) if old.line.id in again else old for old in now.lines
        )
    deductions, vetoes = deduction_scores(scheme, today), veto_findings(scheme.veto, today)
    first = totals_of(scheme, scored, deductions, vetoes, today)[0]
    return first.low, first.high


def in_force(term: Term, on: date) -> InForce:
    """Say whether the scheme is in force: unknown where no end is known and a later may exist."""
    if not term.holds(on):
        return "no"
    return "yes" if term.begins and term.ends else "unknown"


def _entry(scheme: Scheme, findings: tuple[Finding, ...], of: TotalScore) -> Verdict:
    """Return whether the person may take part: every requirement met, the total not refused."""
    found = zip(scheme.entry, findings, strict=True)
    truths = [finding.truth for requirement, finding in found if is_of(requirement, of.total)]
    if of.refused is not UNMET:
        truths.append(opposite(of.refused))
    return overall(truths)


def veto_findings(vetoes: tuple[Veto, ...], at: Situation) -> tuple[VetoFinding, ...]:
    """Return the vetoes that are met or cannot be told."""
    found = (VetoFinding(veto, verdict(veto.when, at)) for veto in vetoes)
    return tuple(finding for finding in found if finding.truth is not UNMET)


Scores = tuple[tuple[LineScore, ...], tuple[LineScore, ...]]
"""The lines and the deductions of one person."""


def totals_of(
    scheme: Scheme,
    lines: tuple[LineScore, ...],
    deductions: tuple[LineScore, ...],
    vetoes: tuple[VetoFinding, ...],
    at: Situation,
) -> tuple[TotalScore, ...]:
    """Return every total of the scheme, the first one first; there is always one.

    The situation is that of the day of assessment.
    """
    found = _totals(scheme, (lines, deductions), vetoes, at)
    if scheme.shared and any(of.low != of.high for of in found):
        found = _tightened(scheme, found, (lines, deductions), at)
    return tuple([_judged(of, vetoes) for of in found])


def loose_totals(scheme: Scheme, at: Situation) -> tuple[TotalScore, ...]:
    """Return the points of every total in the situation, as if no two lines read one fact."""
    own = (line_scores(scheme, counted(scheme, at)), deduction_scores(scheme, at))
    return _totals(scheme, own, veto_findings(scheme.veto, at), at)


def _totals(
    scheme: Scheme, own: Scores, vetoes: tuple[VetoFinding, ...], at: Situation
) -> tuple[TotalScore, ...]:
    """Return the points of every total, as if each line could be all it may be by itself."""
    if not scheme.total:
        points, groups = _added_up(scheme, None, *own)
        return (_with_vetoes(TotalScore(None, *points, groups, points), vetoes),)
    partner = _of_partner(scheme, at)
    at = counted(scheme, at)
    return tuple(
        [_with_vetoes(_total(scheme, of, own, partner, at), vetoes) for of in scheme.total]
    )


def _tightened(
    scheme: Scheme, found: tuple[TotalScore, ...], own: Scores, at: Situation
) -> tuple[TotalScore, ...]:
    """Return the totals without what only conflicting answers to one question would give."""
    ranges = _ranges(found)
    for name in scheme.shared:
        facts = dict.fromkeys((name, at.of_partner().name(name)))
        again = partial(_ranges_again, scheme, name, own)
        days = (at.answers.on, counted(scheme, at).answers.on)
        ranges = tightened(ranges, facts, at, again, Turns(scheme.turns[name], days))
    uncut, ends = ranges[: len(found)], ranges[len(found) :]
    return tuple(
        of._replace(uncut=before, low=end[0], high=end[1], narrower=end != (of.low, of.high))
        for of, before, end in zip(found, uncut, ends, strict=True)
    )


def _ranges(found: tuple[TotalScore, ...]) -> tuple[Range, ...]:
    return (*(of.uncut for of in found), *((of.low, of.high) for of in found))


def _ranges_again(scheme: Scheme, name: str, own: Scores, at: Situation) -> tuple[Range, ...]:
    """Return the ranges in another situation, in which nothing but this fact is another."""
    vetoes = veto_findings(scheme.veto, at)
    scores = _scored_again(scheme, name, own, at)
    return _ranges(_totals(scheme, scores, vetoes, at))


def _scored_again(scheme: Scheme, name: str, own: Scores, at: Situation) -> Scores:
    """Return the lines and deductions, those scored anew that read the fact."""
    lines, deductions = own
    bounded, before = at.within_questions(), counted(scheme, at)
    if scheme.has_limits:
        lines = line_scores(scheme, before)
    else:
        lines = tuple([line_score(f.line, before) if name in f.line.reads else f for f in lines])
    again = {
        line.id: deduction_score(line, bounded) for line in scheme.deduction if name in line.reads
    }
    return lines, tuple([again.get(found.line.id, found) for found in deductions])


def _of_partner(scheme: Scheme, at: Situation) -> Scores | None:
    """Return the partner's lines and deductions, where a total needs them and there may be one."""
    if all(of.people == "applicant" for of in scheme.total):
        return None
    if at.value("has_partner") is False:
        return None
    other = at.of_partner()
    return line_scores(scheme, counted(scheme, other)), deduction_scores(scheme, other)


def _total(
    scheme: Scheme, of: Total, own: Scores, partner: Scores | None, at: Situation
) -> TotalScore:
    points, groups = _added_up(scheme, of, *own)
    parents = None
    counts = _partner_counts(of, at)
    if of.people == "higher" and partner is not None and counts is not UNMET:
        theirs, _ = _added_up(scheme, of, *partner)
        parents = (points, theirs)
        points = sum_of(higher_of(points, theirs, of.other_percent), None)
        if at.value("has_partner") is None or counts is not MET:
            points = hull([parents[0], points])
    factors = tuple(MultiplierFinding(m, verdict(m.when, at)) for m in of.multiplier)
    for factor in factors:
        points = _multiplied(points, factor)
    low, high = points
    low = within(low, of.at_least, of.cap)
    high = of.cap if high is None else within(high, of.at_least, of.cap)
    return TotalScore(of, low, high, groups, points, factors, parents=parents)


def _partner_counts(of: Total, at: Situation) -> Truth:
    return MET if of.partner_when is None else verdict(of.partner_when, at)


def _added_up(
    scheme: Scheme,
    of: Total | None,
    lines: Iterable[LineScore],
    deductions: Iterable[LineScore],
) -> tuple[Range, tuple[GroupScore, ...]]:
    """Add the lines of the total, through the groups, and take away the deductions."""
    counted = (found for found in (*lines, *deductions) if is_of(found.line, of))
    return total(scheme, {found.line.id: (found.low, found.high) for found in counted})


def total(scheme: Scheme, lines: Mapping[str, Range]) -> tuple[Range, tuple[GroupScore, ...]]:
    """Return the sum of lines and deductions (by id), and the groups they were combined in."""
    if not scheme.group:
        return sum_of(list(lines.values()), None), ()
    ranges = dict(lines)
    taken = {deduction.id for deduction in scheme.deduction}
    groups = []
    for group in scheme.groups_inner_first:
        members = [ranges.pop(member) for member in group.members if member in ranges]
        if not members:
            continue
        away = not taken.isdisjoint(group.members)
        low, high = (
            _negative(_combined(group, map(_negative, members)))
            if away
            else _combined(group, members)
        )
        if away:
            taken.add(group.id)
        ranges[group.id] = (low, high)
        groups.append(GroupScore(group, low, high))
    return sum_of(list(ranges.values()), None), tuple(groups)


def _combined(group: Group, members: Iterable[Range]) -> Range:
    ranges = tuple(members)
    if group.combine == "sum":
        return sum_of(ranges, group.cap, group.at_least)
    found = lowest_of(ranges) if group.combine == "lowest" else highest_of(ranges, group.take)
    return sum_of((found,), group.cap, group.at_least)


def _negative(points: Range) -> Range:
    """Turn what is taken away into what it counts, and back; deductions have both ends."""
    low, high = points
    return -(high or ZERO), -low


def _multiplied(points: Range, found: MultiplierFinding) -> Range:
    if found.truth is UNMET:
        return points
    low, high = points
    factor = found.multiplier.factor
    grown = (low * factor, None if high is None else high * factor)
    return grown if found.truth is MET else hull([points, grown])


def below(points: Range, least: Decimal) -> Truth:
    """Say whether points that lie in the range are less than so many."""
    low, high = points
    if low >= least:
        return UNMET
    return MET if high is not None and high < least else CANNOT_TELL


def _with_vetoes(found: TotalScore, vetoes: tuple[VetoFinding, ...]) -> TotalScore:
    """Return the total after those vetoes about it that leave nothing of it."""
    for veto in vetoes:
        if veto.veto.effect == "zero" and is_of(veto.veto, found.total):
            nothing: Range = (ZERO, ZERO)
            ends = [nothing] if veto.truth is MET else [nothing, (found.low, found.high)]
            low, high = hull(ends)
            found = found._replace(low=low, high=high)
    return found


def _judged(found: TotalScore, vetoes: tuple[VetoFinding, ...]) -> TotalScore:
    """Return the total with whether it is refused, as too low or by a veto about it."""
    least = None if found.total is None else found.total.refused_below
    too_low = UNMET if least is None else below(found.uncut, least)
    against = [veto.truth for veto in vetoes if is_of(veto.veto, found.total)]
    if too_low is UNMET and not against:
        return found
    return found._replace(too_low=too_low, refused=some([too_low, *against]))
