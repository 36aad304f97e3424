"""A person's sheet under one scheme: every line, the groups, the total and the entry."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.eligibility import Finding, Verdict, findings_of, overall
from selfcheck.engine.formulas import (
    ZERO,
    Range,
    Reason,
    Score,
    highest_of,
    score,
    sum_of,
    with_zero,
)
from selfcheck.engine.truth import MET
from selfcheck.rules.model.entry import Term
from selfcheck.rules.model.schemes import Group, Line, Reading, Scheme

InForce = Literal["yes", "no", "unknown"]


class LineScore(NamedTuple):
    """The points of one line: for each person scored, and together."""

    line: Line
    low: Decimal
    high: Decimal | None
    own: Score
    partner: Score | None = None


class GroupScore(NamedTuple):
    """The points of lines that are combined before they enter the total."""

    group: Group
    low: Decimal
    high: Decimal | None


class Sheet(NamedTuple):
    """The whole of one scheme for one person; `readings` are those that matter here."""

    scheme: Scheme
    in_force: InForce
    entry: Verdict
    findings: tuple[Finding, ...]
    low: Decimal
    high: Decimal | None
    lines: tuple[LineScore, ...]
    groups: tuple[GroupScore, ...]
    readings: tuple[Reading, ...]


def sheet(scheme: Scheme, at: Situation) -> Sheet:
    """Return the scheme's sheet for this situation, whatever the day."""
    lines = tuple(line_score(line, at) for line in scheme.line)
    ranges: dict[str, Range] = {line.line.id: (line.low, line.high) for line in lines}
    (low, high), groups = total(scheme, ranges)
    findings = findings_of(scheme.entry, at)
    return Sheet(
        scheme=scheme,
        in_force=in_force(scheme.term, at.answers.on),
        entry=overall([finding.truth for finding in findings]),
        findings=findings,
        low=low,
        high=high,
        lines=lines,
        groups=groups,
        readings=tuple(r for r in scheme.reading if r.when is None or verdict(r.when, at) is MET),
    )


def total(scheme: Scheme, lines: Mapping[str, Range]) -> tuple[Range, tuple[GroupScore, ...]]:
    """Return the total of the lines (by id), and the groups they were combined in."""
    if not scheme.group:
        return sum_of(list(lines.values()), None), ()
    ranges = dict(lines)
    groups = tuple(_group_score(group, ranges) for group in _inner_first(scheme.group))
    return sum_of(list(ranges.values()), None), groups


def rescored(now: Sheet, lines: Iterable[Line], at: Situation) -> Range:
    """Return the total of the sheet if these of its lines are scored anew, in that situation."""
    ranges: dict[str, Range] = {line.line.id: (line.low, line.high) for line in now.lines}
    for line in lines:
        scored = line_score(line, at)
        ranges[line.id] = (scored.low, scored.high)
    return total(now.scheme, ranges)[0]


def in_force(term: Term, on: date) -> InForce:
    """Say whether the scheme is in force: unknown where no end is known and a later may exist."""
    if not term.holds(on):
        return "no"
    return "yes" if term.begins and term.ends else "unknown"


def line_score(line: Line, at: Situation) -> LineScore:
    """Return the points of one line, over the people it is scored for."""
    own = score(line.formula, at)
    if line.people != "each":
        return LineScore(line, own.low, own.high, own)
    partner = _partner_score(line, at)
    low, high = sum_of(((own.low, own.high), (partner.low, partner.high)), line.cap)
    return LineScore(line, low, high, own, partner)


def _partner_score(line: Line, at: Situation) -> Score:
    there = at.value("has_partner")
    if there is False:
        return Score(ZERO, ZERO, Reason("no_partner", {}))
    partner = score(line.formula, at.of_partner())
    if there is True:
        return partner
    return with_zero(partner, Reason("partner_in_doubt", {}, (partner,)))


def _inner_first(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the groups with those that are members of others ahead of them."""
    names = {group.id: group for group in groups}
    ordered: dict[str, Group] = {}

    def place(group: Group) -> None:
        for member in group.members:
            if member in names:
                place(names[member])
        ordered[group.id] = group

    for group in groups:
        place(group)
    return tuple(ordered.values())


def _group_score(group: Group, ranges: dict[str, Range]) -> GroupScore:
    """Combine the members; the result takes their place among the ranges."""
    members = tuple(ranges.pop(member) for member in group.members)
    if group.combine == "highest":
        low, high = sum_of((highest_of(members),), group.cap)
    else:
        low, high = sum_of(members, group.cap)
    ranges[group.id] = (low, high)
    return GroupScore(group, low, high)
