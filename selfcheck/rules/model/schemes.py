"""A points scheme: one published table, with its entry, its lines and its gaps."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Any, Literal

from pydantic import Field

from selfcheck.rules.model.conditions import AnyParent, Condition, EachParent, FactIs, Not
from selfcheck.rules.model.editions import Requirement
from selfcheck.rules.model.entry import (
    Count,
    DocumentId,
    Entry,
    Figure,
    Id,
    MonthDay,
    Remark,
    Term,
    Text,
)
from selfcheck.rules.model.facts import HAS_PARTNER
from selfcheck.rules.model.formulas import Cases, Formula
from selfcheck.rules.model.sources import Citation
from selfcheck.rules.thresholds import Turn, turns
from selfcheck.rules.walk import facts_named, walk

IndicatorId = Literal[
    "basic",
    "qualification",
    "residence_years",
    "employment_registration",
    "insurance_years",
    "law_abiding",
    "investment_tax",
    "social_service",
    "commendation",
    "rental_registration",
    "tax_receipt",
    "plus",
    "minus",
    "veto",
]


EntryVerdict = Literal["qualifies", "not_yet", "cannot_tell"]
"""Whether somebody may take part: all conditions of entry met, and the total not refused."""


class Indicator(Entry):
    """One of the guideline's kinds of indicator: the frame every scheme is sorted into.

    `given` says whether the person has something to show; without it nobody can say here.
    """

    id: IndicatorId
    name: Text
    text: Text
    local: bool = False
    given: Condition | None = None
    documents: tuple[Id, ...] = ()
    citation: Citation


class IndicatorFile(Entry):
    """`indicators.toml`."""

    indicator: tuple[Indicator, ...] = Field(min_length=1)


class Line(Entry):
    """One line of a table.

    `people`: scored for the applicant, for `each` parent and added, for the `higher` parent only,
    or once for the family. `other_percent`: at how many percent the other counts (the partner
    with `each`, where it is 100 unless given; the lower with `higher`, where it is 0).
    `partner_formula` scores the partner where that differs; `partner_when` says when the partner
    counts at all, and looks at the applicant's facts.
    `max` is what the line can give at most; absent where no upper bound was read. `cap` limits
    the sum over the people; `as_printed` says why a cap that does not fit, or a max that is out
    of reach, is right.
    `not_above`: the line gives no more than that other line does. `totals`: the totals that the
    line is of; all where it is empty.
    """

    id: Id
    indicator: IndicatorId = "plus"
    label: Text
    rule: Text
    citation: Citation
    people: Literal["applicant", "each", "higher", "family"] = "applicant"
    other_percent: Figure | None = Field(default=None, ge=0, le=100)
    partner_formula: Formula | None = None
    partner_when: Condition | None = None
    max: Figure | None = None
    cap: Figure | None = None
    not_above: Id | None = None
    totals: tuple[Id, ...] = ()
    as_printed: Remark | None = None
    documents: tuple[Id, ...] = ()
    checked_by: Text | None = None
    formula: Formula

    @property
    def of_both(self) -> bool:
        """Whether the line is scored for each parent."""
        return self.people in ("each", "higher")

    @cached_property
    def parts(self) -> tuple[frozenset[Id], ...]:
        """The facts that each part of the line reads: formula, partner's formula, condition."""
        parts = (self.formula, self.partner_formula, self.partner_when)
        read = [reads(part) for part in parts if part is not None]
        return (*read, frozenset({HAS_PARTNER})) if self.of_both else tuple(read)

    @cached_property
    def reads(self) -> frozenset[Id]:
        """The facts that the points of the line rest on, those of the partner by the same ids."""
        return frozenset().union(*self.parts)

    @cached_property
    def repeated(self) -> tuple[Id, ...]:
        """The facts that the formula reads in more places than one."""
        return _repeated(self.formula)

    @cached_property
    def turns(self) -> Mapping[Id, tuple[Turn, ...]]:
        """The numbers at which what a repeated fact gives turns, by its id."""
        return _by_fact(list(turns(self)), (*self.repeated, *self.repeated_of_partner))

    @cached_property
    def repeated_of_partner(self) -> tuple[Id, ...]:
        """The facts that the partner's formula reads in more places than one."""
        return _repeated(self.partner_formula or self.formula)


def _by_fact(found: list[Turn], names: Iterable[Id]) -> Mapping[Id, tuple[Turn, ...]]:
    return {name: tuple(turn for turn in found if turn.fact == name) for name in names}


def reads(part: Entry) -> frozenset[Id]:
    """Return the facts that a formula or a condition reads, those of the partner by the same ids.

    What looks at either parent also looks at whether there are two.
    """
    both = any(isinstance(inner, EachParent | AnyParent) for _, inner in walk(part))
    names = {name for _, name in facts_named(part)}
    return frozenset(names | {HAS_PARTNER} if both else names)


def _rises_with_partner(line: Line) -> bool:
    """Say whether a partner can only add to the line: nothing in it is for those who have none."""
    if isinstance(line, Deduction):
        return False
    parts = (line.formula, line.partner_formula, line.partner_when)
    looking = [part for part in parts if part is not None and HAS_PARTNER in reads(part)]
    inside = [inner for part in looking for _, inner in walk(part)]
    if any(isinstance(inner, Cases | Not | EachParent | AnyParent) for inner in inside):
        return False
    asked = [inner for inner in inside if getattr(inner, "fact", None) == HAS_PARTNER]
    if not all(isinstance(inner, FactIs) and inner.is_ is True for inner in asked):
        return False
    return not any(_may_fall_below_zero(part) for part in parts[:2] if part is not None)


def _may_fall_below_zero(formula: Formula) -> bool:
    """Say whether some figure of the formula is below 0."""
    return any(
        isinstance(figure, Decimal) and figure < 0
        for _, entry in walk(formula)
        for value in vars(entry).values()
        for figure in (value.values() if isinstance(value, dict) else (value,))
    )


def _repeated(formula: Formula) -> tuple[Id, ...]:
    counted = Counter(name for _, name in facts_named(formula))
    return tuple(name for name, times in counted.items() if times > 1)


class Deduction(Line):
    """A line that takes away: its formula says how much, as a number that is not negative.

    `max` is the most that it takes away; absent where the document sets no limit.
    """

    indicator: IndicatorId = "minus"


class EntryRequirement(Requirement):
    """A requirement of entry to a scheme; `totals`: those it is about, all where it is empty.

    `today`: it looks at the day of assessment, whatever the scheme counts up to.
    """

    totals: tuple[Id, ...] = ()
    today: bool = False


class Veto(Entry):
    """Something that refuses the applicant outright; `effect` says what becomes of the points.

    `refused`: they are still counted, and of no use. `zero`: they are nothing.
    """

    id: Id
    when: Condition
    text: Text
    effect: Literal["refused", "zero"] = "refused"
    totals: tuple[Id, ...] = ()
    citation: Citation


class Group(Entry):
    """Lines that are combined before they enter the total: added, or only the highest.

    `choice`: the applicant chooses one, counted as the highest. `lowest`: one limited by another.
    `take`: the best so many are added, with `highest`. The members may be deductions, all of them.
    `as_printed` is the reason why a cap that its parts do not fit is right: what is printed.
    """

    id: Id
    label: Text
    combine: Literal["sum", "highest", "choice", "lowest"]
    take: Count = 1
    cap: Figure | None = None
    at_least: Figure | None = None
    as_printed: Remark | None = None
    members: tuple[Id, ...] = Field(min_length=1)
    citation: Citation


class Multiplier(Entry):
    """What a total is multiplied by where the condition holds."""

    factor: Figure = Field(ge=0)
    when: Condition
    label: Text
    citation: Citation


class Cutoff(Entry):
    """A line that was published: so many points were needed, for applications in the term.

    `total` names the total; the first where it is absent. `plus`: the schemes whose points are
    added before the sum is compared, each by its total of that name, or else by its first.
    """

    points: Figure
    label: Text
    total: Id | None = None
    plus: tuple[DocumentId, ...] = ()
    term: Term = Term()
    citation: Citation


class Total(Entry):
    """One total of the table, for one use: the lines and deductions that are of it, added.

    `people`: the applicant's, or the `higher` of the two parents' (the other at
    `other_percent`, and only where `partner_when` holds, which looks at the applicant's facts).
    `at_least` and `cap` limit it at the end. `refused_below`: a total below it
    means that the application is refused. `as_printed` says why a max out of reach is right.
    """

    id: Id
    label: Text
    people: Literal["applicant", "higher"] = "applicant"
    other_percent: Figure = Field(default=0, validate_default=True, ge=0, le=100)
    partner_when: Condition | None = None
    multiplier: tuple[Multiplier, ...] = ()
    at_least: Figure | None = None
    cap: Figure | None = None
    refused_below: Figure | None = None
    max: Figure | None = None
    as_printed: Remark | None = None
    citation: Citation

    @cached_property
    def parts(self) -> tuple[frozenset[Id], ...]:
        """The facts that each part of the total reads beside its lines."""
        conditions = [multiplier.when for multiplier in self.multiplier]
        read = [reads(condition) for condition in (*conditions, self.partner_when) if condition]
        return (*read, frozenset({HAS_PARTNER})) if self.people == "higher" else tuple(read)


def is_of(part: Line | Veto | EntryRequirement, total: Total | None) -> bool:
    """Say whether the part is of the total, or about it; None is the only one of a table."""
    return not part.totals or total is None or total.id in part.totals


class TieBreak(Entry):
    """What decides between people with the same points; the first entry decides first."""

    text: Text
    citation: Citation


class Validity(Entry):
    """How long a result can be used."""

    months: Count
    text: Text
    citation: Citation


class Unread(Entry):
    """Something that the document holds and nobody could read: said, and never filled in."""

    text: Text
    indicators: tuple[IndicatorId, ...] = ()
    citation: Citation


class Reading(Entry):
    """A place where the text is open, and how it is read here."""

    text: Text
    citation: Citation
    when: Condition | None = None


class Example(Entry):
    """A worked example: answers, a day, and the points they give.

    `low` and `high` are of the first total, `totals` of others; `lines` also takes deductions,
    as negative numbers. `vetoes` lists all that must be met, where it is given. `entry` says
    whether the person may take part, for the first total; `entries` for others.
    `confirmed` is false for one that the program proposed and nobody has worked by hand yet: no
    page shows it.
    """

    name: Text
    on: date
    answers: dict[str, Any]
    low: Figure
    high: Figure | None = None
    lines: dict[Id, Figure] = Field(default_factory=dict)
    totals: dict[Id, Figure] = Field(default_factory=dict)
    vetoes: tuple[Id, ...] | None = None
    entry: EntryVerdict | None = None
    entries: dict[Id, EntryVerdict] = Field(default_factory=dict)
    confirmed: bool = True


class Scheme(Entry):
    """One file of `schemes/`.

    `counted_to`: the day up to which everything but deductions and vetoes is counted, in the year
    of assessment, or the first day of the month before it (`previous_month`). `as_printed` says
    why a max out of reach is right.
    `ranking`: where places go by something that nobody can compute for one person.
    """

    id: DocumentId
    name: Text
    purpose: Text
    term: Term
    term_note: Text
    coverage: Literal["complete", "partial"]
    max: Figure | None = None
    as_printed: Remark | None = None
    local_max: Figure | None = None
    local_note: Text | None = None
    checked_on: date
    citation: Citation
    counted_to: Literal["previous_month"] | MonthDay | None = None
    entry: tuple[EntryRequirement, ...] = ()
    line: tuple[Line, ...] = Field(min_length=1)
    deduction: tuple[Deduction, ...] = ()
    veto: tuple[Veto, ...] = ()
    group: tuple[Group, ...] = ()
    total: tuple[Total, ...] = ()
    cutoff: tuple[Cutoff, ...] = ()
    ranking: Text | None = None
    tie_break: tuple[TieBreak, ...] = ()
    validity: Validity | None = None
    unread: tuple[Unread, ...] = ()
    reading: tuple[Reading, ...] = ()
    example: tuple[Example, ...] = ()

    @cached_property
    def shared(self) -> tuple[Id, ...]:
        """The facts on which one total rests in more places than one, so that they may conflict.

        Those of the partner have the same ids. That lines rise with a partner is no conflict.
        """
        totals: tuple[Total | None, ...] = self.total or (None,)
        return tuple(dict.fromkeys(name for total in totals for name in self._shared_in(total)))

    def _shared_in(self, total: Total | None) -> Iterator[Id]:
        lines = [line for line in (*self.line, *self.deduction) if is_of(line, total)]
        zero = [v.when for v in self.veto if v.effect == "zero" and is_of(v, total)]
        parts = [part for line in lines for part in line.parts]
        parts += [*map(reads, zero), *(() if total is None else total.parts)]
        times = Counter(chain.from_iterable(parts))
        rising = [part for line in lines if _rises_with_partner(line) for part in line.parts]
        if times[HAS_PARTNER] == sum(HAS_PARTNER in part for part in rising):
            del times[HAS_PARTNER]
        yield from (name for name, number in times.items() if number > 1)

    @cached_property
    def turns(self) -> Mapping[Id, tuple[Turn, ...]]:
        """The numbers at which what a shared fact gives turns, by its id."""
        return _by_fact([turn for entry in self.scored_by for turn in turns(entry)], self.shared)

    @property
    def scored_by(self) -> tuple[Line | Veto | Total, ...]:
        """Everything that the points of the totals rest on."""
        return (*self.line, *self.deduction, *self.veto, *self.total)

    @cached_property
    def reads(self) -> frozenset[Id]:
        """The facts that the points of some total rest on, the partner's by the same ids."""
        lines = [line.reads for line in (*self.line, *self.deduction)]
        vetoes = [reads(veto.when) for veto in self.veto if veto.effect == "zero"]
        totals = [part for total in self.total for part in total.parts]
        return frozenset().union(*lines, *vetoes, *totals)

    @cached_property
    def has_limits(self) -> bool:
        """Whether some line is kept down by another."""
        return any(line.not_above is not None for line in self.line)

    @cached_property
    def groups_inner_first(self) -> tuple[Group, ...]:
        """The groups, with those that are members of others ahead of them."""
        names = {group.id: group for group in self.group}
        ordered: dict[str, Group] = {}

        def place(group: Group) -> None:
            for member in group.members:
                if member in names:
                    place(names[member])
            ordered[group.id] = group

        for group in self.group:
            place(group)
        return tuple(ordered.values())

    @cached_property
    def is_plain(self) -> bool:
        """Whether the score is nothing but the lines, through the groups, on the day itself.

        No two of them read the same fact.
        """
        more = (self.total, self.deduction, self.veto, self.counted_to, self.has_limits)
        return not any(more) and not self.shared
