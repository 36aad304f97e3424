"""The mistakes that only show when the files are read together.

Every reference must lead somewhere, every id must be there once, every choice must have its
figure, bands and dates may neither overlap nor leave a gap, and no figure may come from a
document that nobody read.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import singledispatchmethod

from selfcheck.rules.cycles import cycle
from selfcheck.rules.defaults import documents_in, facts_in
from selfcheck.rules.fact_references import wrong_for_each_parent, wrong_reference
from selfcheck.rules.files import SourceFile, of_type, only
from selfcheck.rules.mistakes import Mistake, Wrong, not_there
from selfcheck.rules.model.conditions import AnyParent, ConditionIs, EachParent, EndorsementIs
from selfcheck.rules.model.documents import DocumentFile
from selfcheck.rules.model.editions import Alternative, Edition, Outcome, OutcomeRule, Permit
from selfcheck.rules.model.entry import Entry, Term
from selfcheck.rules.model.facts import HAS_PARTNER, Assumed, Fact, FactFile, FactKind
from selfcheck.rules.model.formulas import Band, Events, Rate
from selfcheck.rules.model.glossary import GlossaryFile, Word
from selfcheck.rules.model.schemes import (
    Deduction,
    EntryRequirement,
    Example,
    Group,
    Indicator,
    IndicatorFile,
    Line,
    Scheme,
    Total,
    Unread,
    Veto,
    is_of,
)
from selfcheck.rules.model.sources import Citation
from selfcheck.rules.model.units import LocalProof, Unit, UnitFile
from selfcheck.rules.named_facts import NUMBERS, wrong_choices, wrong_fact
from selfcheck.rules.rulebook import PARTNER, with_partner
from selfcheck.rules.terms import overlapping
from selfcheck.rules.walk import facts_named, join, walk

PARTNER_FACTS: Mapping[str, FactKind] = {HAS_PARTNER: "yes_no"}
"""What the engine asks for where a partner can count."""

PERMIT_FACTS: Mapping[str, FactKind] = {
    "permit_held": "choice",
    "permit_issued_on": "date",
    "permit_endorsed": "yes_no",
    "permit_endorsed_on": "date",
}
"""What the engine asks for where there are permits, or where their endorsement counts."""

ENDS_IN_YEAR = re.compile(r"[a-z0-9]-\d{4}$")

LAST_OUTCOMES: tuple[Outcome, ...] = ("cannot_tell", "none_yet")
"""The outcomes that need no condition: what is left where no other applies."""


BESIDE = "add it to the schemes of the unit in units.toml, or leave it out here"
"""What is right where a unit has a table, and not the one that is to be added."""


def _needed_facts(entries: Mapping[str, Entry]) -> Iterator[tuple[str, FactKind]]:
    """Yield the facts that the engine itself asks for under these rules, and their kinds."""
    inside = [inner for entry in entries.values() for _, inner in walk(entry)]
    if any(_asks_for_partner(entry) for entry in inside):
        yield from PARTNER_FACTS.items()
    if any(isinstance(entry, Edition | EndorsementIs) for entry in inside):
        yield from PERMIT_FACTS.items()


def _asks_for_partner(entry: Entry) -> bool:
    if isinstance(entry, Line):
        return entry.of_both
    if isinstance(entry, Total):
        return entry.people == "higher"
    return isinstance(entry, EachParent | AnyParent)


class Checker:
    """Checks entries that were each read well against one another."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self._sources = {source.id: source for source in only(entries, SourceFile).source}
        self._documents = {document.id for document in documents_in(entries)}
        self._facts = with_partner({fact.id: fact for fact in facts_in(entries)})
        self._needed = dict(_needed_facts(entries))
        self._units = only(entries, UnitFile).unit
        self._editions = {edition.id: edition for edition in of_type(entries, Edition).values()}
        self._schemes = {scheme.id: scheme for scheme in of_type(entries, Scheme).values()}

    def check(self) -> list[Mistake]:
        """Return every mistake, in the order of the files."""
        return [
            Mistake(file, key, message)
            for file, entry in self._entries.items()
            for key, message in self._wrong_file(file, entry)
        ]

    def _wrong_file(self, file: str, entry: Entry) -> Wrong:
        stem = file.rpartition("/")[2].removesuffix(".toml")
        if isinstance(entry, Edition | Scheme) and entry.id != stem:
            yield "id", f"is {entry.id!r}, but the file is named {stem!r}; use one name"
        conditions = _conditions(entry) if isinstance(entry, Edition) else {}
        for path, inner in walk(entry):
            if isinstance(inner, ConditionIs):
                key = join(path, "condition")
                yield from unknown(inner.condition, conditions, "condition", key)
            for key, message in (*self._wrong(inner), *wrong_reference(inner, self._facts)):
                yield join(path, key), message

    @singledispatchmethod
    def _wrong(self, entry: Entry) -> Wrong:
        """Yield what is wrong with this one entry, not with those inside it."""
        yield from ()

    def _wrong_documents(self, documents: tuple[str, ...]) -> Wrong:
        for document in documents:
            yield from unknown(document, self._documents, "document", "documents")

    # --- sources, documents, indicators -----------------------------------------------------

    @_wrong.register
    def _(self, entry: SourceFile) -> Wrong:
        yield from repeated((source.id for source in entry.source), "source")

    @_wrong.register
    def _(self, entry: DocumentFile) -> Wrong:
        yield from repeated((document.id for document in entry.document), "document")

    @_wrong.register
    def _(self, entry: IndicatorFile) -> Wrong:
        yield from repeated((indicator.id for indicator in entry.indicator), "indicator")

    @_wrong.register
    def _(self, entry: Indicator) -> Wrong:
        yield from self._wrong_documents(entry.documents)

    @_wrong.register
    def _(self, entry: GlossaryFile) -> Wrong:
        yield from repeated((word.id for word in entry.word), "word")

    @_wrong.register
    def _(self, entry: Word) -> Wrong:
        for number, name in enumerate(entry.asked_at):
            yield from unknown(name, self._facts, "fact", f"asked_at[{number}]")

    @_wrong.register
    def _(self, entry: Citation) -> Wrong:
        yield from unknown(entry.source, self._sources, "source", "source")

    def _cited_unread(self, entry: Entry) -> Wrong:
        """Yield each citation of a mere name, but where the entry says what nobody could read."""
        for key, inner in walk(entry):
            citation = None if isinstance(inner, Unread) else getattr(inner, "citation", None)
            source = self._sources.get(citation.source) if citation else None
            if source and source.read == "name_only":
                said = f"names {source.id!r}, of which only the name is known; only unread may"
                yield join(key, "citation.source"), said

    # --- facts ------------------------------------------------------------------------------

    @_wrong.register
    def _(self, entry: FactFile) -> Wrong:
        yield from repeated((fact.id for fact in entry.fact), "fact")
        for name, kind in self._needed.items():
            yield from wrong_fact(name, (kind,), self._facts, "fact")
        asked: set[str] = set()
        for number, fact in enumerate(entry.fact):
            for key, name in facts_named(fact.ask_if, f"fact[{number}].ask_if"):
                if name in self._facts and name not in asked:
                    yield key, f"names {name!r}, which is not asked before {fact.id!r}"
            asked.add(fact.id)

    @_wrong.register
    def _(self, entry: Fact) -> Wrong:
        yield from repeated((choice.id for choice in entry.choices), "choices")
        needed, possible = entry.kind in ("choice", "set"), entry.kind in ("events", "periods")
        if not possible and needed != bool(entry.choices):
            yield "choices", f"a fact of kind {entry.kind!r} needs choices, others none"
        if possible != (entry.most is not None):
            yield "most", "is needed for events and periods, and goes with them only"
        if entry.id.startswith(PARTNER):
            yield "id", f"begins with {PARTNER!r}, which is kept for the partner's facts"
        yield from _wrong_bounds(entry)
        yield from self._wrong_consequences(entry)
        if entry.id == "unit":
            differing = {unit.id for unit in self._units} ^ {choice.id for choice in entry.choices}
            if differing:
                yield "choices", f"differ from units.toml by {', '.join(sorted(differing))}"

    def _wrong_consequences(self, fact: Fact) -> Wrong:
        if fact.grows and fact.kind != "months":
            yield "grows", f"goes with months only; this is of kind {fact.kind!r}"
        if fact.implied_by is not None:
            yield from wrong_fact(fact.implied_by, ("date",), self._facts, "implied_by")
            if fact.kind != "yes_no":
                yield "implied_by", f"goes with yes_no only; this is of kind {fact.kind!r}"
        if fact.stand_in is not None:
            since, key = fact.stand_in.full_months_since, "stand_in.full_months_since"
            yield from wrong_fact(since, ("date",), self._facts, key)
            if fact.kind != "months":
                yield "stand_in", f"goes with months only; this is of kind {fact.kind!r}"
        yield from _wrong_assumed(fact)

    # --- editions ---------------------------------------------------------------------------

    @_wrong.register
    def _(self, entry: Term) -> Wrong:
        if entry.begins and entry.ends and entry.ends < entry.begins:
            yield "ends", f"is {entry.ends}, before it begins on {entry.begins}"

    @_wrong.register
    def _(self, entry: Edition) -> Wrong:
        yield from self._cited_unread(entry)
        yield from repeated((permit.id for permit in entry.permit), "permit")
        yield from repeated((outcome.id for outcome in entry.outcome), "outcome")
        yield from repeated((ground.id for ground in entry.ground), "ground")
        yield from repeated((service.id for service in entry.service), "service")
        yield from repeated((notice.id for notice in entry.notice), "notice")
        yield from _wrong_outcomes(entry)
        yield from _wrong_circle(_conditions(entry), "permit", "conditions that rest on themselves")
        for first, second in overlapping((e.id, e.term) for e in self._editions.values()):
            if second == entry.id:
                yield "term", f"overlaps the term of {first!r}; one edition is in force on a day"

    @_wrong.register
    def _(self, entry: Permit) -> Wrong:
        names = [requirement.id for requirement in entry.requirement]
        yield from repeated(names, "requirement")
        yield from repeated((evidence.for_ for evidence in entry.evidence), "evidence")
        for number, evidence in enumerate(entry.evidence):
            key = f"evidence[{number}].for"
            yield from unknown(evidence.for_, (*names, "identity"), "condition", key)

    @_wrong.register
    def _(self, entry: Alternative) -> Wrong:
        yield from self._wrong_documents(entry.documents)

    @_wrong.register
    def _(self, entry: OutcomeRule) -> Wrong:
        given = sum(part is not None for part in (entry.when, entry.permit))
        wanted = 0 if entry.id in LAST_OUTCOMES else 1
        if given > 1 and wanted:
            said = "stands beside when; take permit where a permit qualifies, when for all else"
            yield "permit", said
        elif given != wanted:
            last = " and ".join(LAST_OUTCOMES)
            yield "id", f"needs either when or permit; {last} need neither"

    # --- schemes ----------------------------------------------------------------------------

    @_wrong.register
    def _(self, entry: Scheme) -> Wrong:
        yield from self._cited_unread(entry)
        yield from _wrong_year(entry)
        yield from repeated((requirement.id for requirement in entry.entry), "entry")
        for number, requirement in enumerate(entry.entry):
            if requirement.today and entry.counted_to is None:
                yield f"entry[{number}].today", "goes with counted_to only; leave it out"
        yield from repeated((veto.id for veto in entry.veto), "veto")
        yield from _wrong_groups(entry)
        yield from _wrong_totals(entry)
        yield from _wrong_limits(entry)
        yield from self._wrong_plus(entry)
        for number, example in enumerate(entry.example):
            for key, message in self._wrong_example(example, entry):
                yield f"example[{number}].{key}", message
        if all(entry.id not in unit.schemes for unit in self._units):
            yield "id", "is in the schemes of no unit; name it in units.toml"

    def _wrong_plus(self, scheme: Scheme) -> Wrong:
        """Yield each table that cannot be added for a published line."""
        units = [unit for unit in self._units if scheme.id in unit.schemes]
        for number, cutoff in enumerate(scheme.cutoff):
            key = f"cutoff[{number}].plus"
            yield from repeated(cutoff.plus, key)
            for name in dict.fromkeys(cutoff.plus):
                yield from unknown(name, self._schemes, "scheme", key)
                if name == scheme.id:
                    yield key, "names the table itself, whose points count already; leave it out"
                lacking = [unit.id for unit in units if name not in unit.schemes]
                if name in self._schemes and lacking:
                    yield key, f"names {name!r}, which {lacking[0]!r} does not have; {BESIDE}"

    @_wrong.register
    def _(self, entry: Line) -> Wrong:
        yield from self._wrong_documents(entry.documents)
        if not isinstance(entry, Deduction) and entry.max is None and not _is_open(entry):
            yield "max", "is missing; it may only be left out where no upper bound was read"
        both = entry.of_both
        if both:
            yield from wrong_for_each_parent(entry.formula, "formula", self._facts)
        if both and entry.partner_formula is not None:
            path = "partner_formula"
            yield from wrong_for_each_parent(entry.partner_formula, path, self._facts)
        for key in ("other_percent", "partner_formula", "partner_when"):
            if getattr(entry, key) is not None and not both:
                yield key, "goes with people = each or higher only"

    def _wrong_example(self, example: Example, scheme: Scheme) -> Wrong:
        for fact in example.answers:
            yield from unknown(fact, self._facts, "fact", f"answers.{fact}")
        if "unit" in example.answers:
            yield "answers.unit", "is taken from units.toml; leave it out"
        lines = {found.id for found in (*scheme.line, *scheme.deduction)}
        for line in example.lines:
            yield from unknown(line, lines, "line", f"lines.{line}")
        totals = {found.id for found in scheme.total}
        for total in example.totals:
            yield from unknown(total, totals, "total", f"totals.{total}")
        for total in example.entries:
            yield from unknown(total, totals, "total", f"entries.{total}")
        for veto in example.vetoes or ():
            yield from unknown(veto, {found.id for found in scheme.veto}, "veto", "vetoes")
        if not scheme.term.holds(example.on):
            yield "on", f"is {example.on}, outside the scheme's term"

    # --- units ------------------------------------------------------------------------------

    @_wrong.register
    def _(self, entry: UnitFile) -> Wrong:
        yield from repeated((unit.id for unit in entry.unit), "unit")

    @_wrong.register
    def _(self, entry: Unit) -> Wrong:
        yield from repeated(entry.schemes, "schemes")
        for scheme in entry.schemes:
            yield from unknown(scheme, self._schemes, "scheme", "schemes")
        found = [
            self._schemes[name] for name in dict.fromkeys(entry.schemes) if name in self._schemes
        ]
        for first, second in overlapping((scheme.id, scheme.term) for scheme in found):
            if series(first) == series(second):
                said = "in force on the same day; end the term of the one, or name them apart"
                yield "schemes", f"has {first!r} and {second!r}, {said}"
        if not entry.document and entry.no_document is None:
            yield "document", "is missing; give no_document to say that none is known"

    @_wrong.register
    def _(self, entry: LocalProof) -> Wrong:
        yield from self._cited_unread(entry)
        yield from unknown(entry.document, self._documents, "document", "document")
        yield from unknown(entry.edition, self._editions, "edition", "edition")
        if entry.edition in self._editions:
            known = _local_requirements(self._editions[entry.edition])
            yield from unknown(
                entry.requirement, known, "condition with local papers", "requirement"
            )


def unknown(name: str, known: Iterable[str], what: str, key: str) -> Wrong:
    """Yield what is wrong unless the name is among those known."""
    if name not in known:
        yield key, not_there(what, name, known)


def repeated(names: Iterable[str], key: str) -> Wrong:
    """Yield each name that is there more than once."""
    for name, count in Counter(names).items():
        if count > 1:
            yield key, f"has {name!r} {count} times; once is right"


_ASSUMED: Mapping[FactKind, tuple[type, str]] = {
    "choice": (str, "one of its choices"),
    "yes_no": (bool, "true or false"),
    "date": (date, "a day, such as 2014-10-31"),
    "months": (Decimal, "a whole number"),
    "number": (Decimal, "a number"),
    "yuan": (Decimal, "a number"),
    "set": (tuple, "[], none of them"),
    "events": (tuple, "[], none of them"),
    "periods": (tuple, "[], none of them"),
}
"""What can be assumed of each kind of fact, and how it is said."""


def _wrong_assumed(fact: Fact) -> Wrong:
    """Yield what is wrong with what a blank is taken for, the applicant's and the partner's."""
    if fact.partner_assumed is not None and not fact.about_person:
        yield "partner_assumed", "goes with facts that the other parent can have too; leave it out"
    for key in ("assumed", "partner_assumed"):
        assumed = getattr(fact, key)
        if assumed is not None:
            yield from _wrong_value(fact, assumed, key)


def _wrong_value(fact: Fact, assumed: Assumed, key: str) -> Wrong:
    wanted, said = _ASSUMED[fact.kind]
    broken = isinstance(assumed, Decimal) and fact.kind == "months" and assumed % 1 != 0
    if not isinstance(assumed, wanted) or broken:
        yield key, f"must be {said}, for a fact of kind {fact.kind!r}"
    elif isinstance(assumed, str):
        yield from wrong_choices(fact, (assumed,), key)
    elif isinstance(assumed, Decimal) and not _is_within(fact, assumed):
        yield key, f"is {assumed}, but {fact.id!r} can only be {fact.minimum} to {fact.maximum}"


def _is_within(fact: Fact, number: Decimal) -> bool:
    above = fact.minimum is None or number >= fact.minimum
    return above and (fact.maximum is None or number <= fact.maximum)


def _wrong_bounds(fact: Fact) -> Wrong:
    if fact.kind == "events":
        yield from _wrong_amounts(fact)
    else:
        yield from _wrong_ends(fact)
    if fact.minimum is not None and fact.maximum is not None and fact.minimum > fact.maximum:
        yield "minimum", f"is {fact.minimum}, above maximum = {fact.maximum}"


def _wrong_ends(fact: Fact) -> Wrong:
    for key, bound in (("minimum", fact.minimum), ("maximum", fact.maximum)):
        if fact.kind in NUMBERS and bound is None:
            yield key, f"is missing; a fact of kind {fact.kind!r} needs it"
        elif fact.kind not in NUMBERS and bound is not None:
            yield key, f"goes with numbers only; this is of kind {fact.kind!r}"


def _wrong_amounts(fact: Fact) -> Wrong:
    """Yield what is wrong with the bounds of the amounts that events have."""
    for key, bound, other in (
        ("minimum", fact.minimum, fact.maximum),
        ("maximum", fact.maximum, fact.minimum),
    ):
        if bound is None and other is not None:
            yield key, "is missing; give both minimum and maximum, or none"
    if fact.minimum is not None and fact.minimum < 0:
        yield "minimum", "is below 0; amounts are never negative"


def _wrong_outcomes(edition: Edition) -> Wrong:
    outcomes = {rule.id for rule in edition.outcome}
    for outcome in LAST_OUTCOMES:
        yield from unknown(outcome, outcomes, "outcome", "outcome")
    permits = {permit.id for permit in edition.permit}
    for number, rule in enumerate(edition.outcome):
        if rule.permit is not None:
            yield from unknown(rule.permit, permits, "permit", f"outcome[{number}].permit")


def _conditions(edition: Edition) -> dict[str, set[str]]:
    """Return which other conditions each condition of the edition rests on."""
    rests_on: dict[str, set[str]] = {}
    for permit in edition.permit:
        for requirement in permit.requirement:
            named = rests_on.setdefault(requirement.id, set())
            for _, inner in walk(requirement.test):
                if isinstance(inner, ConditionIs):
                    named.add(inner.condition)
    return rests_on


def _wrong_circle(leads_to: Mapping[str, set[str]], key: str, what: str) -> Wrong:
    circle = cycle(leads_to)
    if circle:
        yield key, f"has {what}: {' → '.join((*circle, circle[0]))}"


def _local_requirements(edition: Edition) -> set[str]:
    return {
        evidence.for_
        for permit in edition.permit
        for evidence in permit.evidence
        if any(alternative.local for alternative in evidence.alternative)
    }


def _wrong_year(scheme: Scheme) -> Wrong:
    """Yield unless the id ends in a year: what stands before it is shared by all its versions."""
    if not ENDS_IN_YEAR.search(scheme.id):
        year = (scheme.term.begins or scheme.checked_on).year
        said = f"is {scheme.id!r}, without the year of the document at its end"
        yield "id", f"{said}; {scheme.id}-{year} would be right, and so the file's name"


def _wrong_groups(scheme: Scheme) -> Wrong:
    parts: tuple[Line | Group, ...] = (*scheme.line, *scheme.deduction, *scheme.group)
    names = [part.id for part in parts]
    yield from repeated(names, "line")
    deductions = {deduction.id for deduction in scheme.deduction}
    for number, group in enumerate(scheme.group):
        key = f"group[{number}]"
        for member in group.members:
            yield from unknown(member, names, "line", f"{key}.members")
        if 0 < len(deductions.intersection(group.members)) < len(group.members):
            yield f"{key}.members", "has lines and deductions together; make two groups of them"
        if group.take > 1 and group.combine != "highest":
            yield f"{key}.take", "goes with combine = highest only"
    yield from repeated((member for group in scheme.group for member in group.members), "group")
    members = {group.id: set(group.members) for group in scheme.group}
    yield from _wrong_circle(members, "group", "groups that hold themselves")


def _wrong_totals(scheme: Scheme) -> Wrong:
    totals = [total.id for total in scheme.total]
    yield from repeated(totals, "total")
    for key, part in _parts_of_totals(scheme):
        for total in part.totals:
            yield from unknown(total, totals, "total", f"{key}.totals")
    for number, cutoff in enumerate(scheme.cutoff):
        if cutoff.total is not None:
            yield from unknown(cutoff.total, totals, "total", f"cutoff[{number}].total")
    yield from _wrong_parents(scheme)


def _wrong_parents(scheme: Scheme) -> Wrong:
    """Yield where a total over both parents, or its condition on the partner, does not fit."""
    for number, total in enumerate(scheme.total):
        if total.partner_when is not None and total.people != "higher":
            yield f"total[{number}].partner_when", "goes with people = higher only"
    if any(total.people == "higher" for total in scheme.total):
        for number, line in enumerate(scheme.line):
            if line.of_both:
                yield f"line[{number}].people", "goes over both parents, and so does a total"
        yield from _wrong_for_either(scheme)


def _wrong_for_either(scheme: Scheme) -> Wrong:
    """Yield what would not change places when a total is the partner's."""
    higher = [total for total in scheme.total if total.people == "higher"]
    for key, part in _parts_of_totals(scheme):
        if not isinstance(part, Line) or not any(is_of(part, total) for total in higher):
            continue
        for path, inner in walk(part.formula, f"{key}.formula"):
            if isinstance(inner, EndorsementIs | ConditionIs):
                yield path, "looks at the applicant only; it cannot be put to each parent"
            name = getattr(inner, "fact", None)
            if isinstance(name, str) and name.startswith(PARTNER):
                yield (
                    join(path, "fact"),
                    f"names {name!r}, who would stay the same one when the total is the partner's; "
                    "make a group for each of the two who may come first, and count the higher "
                    "group",
                )


PartOfTotals = EntryRequirement | Line | Veto


def _parts_of_totals(scheme: Scheme) -> Iterator[tuple[str, PartOfTotals]]:
    """Yield what can be of some totals only, with its key."""
    named: tuple[tuple[str, tuple[PartOfTotals, ...]], ...] = (
        ("entry", scheme.entry),
        ("line", scheme.line),
        ("deduction", scheme.deduction),
        ("veto", scheme.veto),
    )
    for key, parts in named:
        yield from ((f"{key}[{number}]", part) for number, part in enumerate(parts))


def _wrong_limits(scheme: Scheme) -> Wrong:
    lines = {line.id: line for line in scheme.line}
    for number, line in enumerate(scheme.line):
        if line.not_above is not None:
            key = f"line[{number}].not_above"
            yield from unknown(line.not_above, lines, "line", key)
            if line.not_above in lines and lines[line.not_above].not_above is not None:
                yield key, f"names {line.not_above!r}, which is itself kept down by another line"
            if line.not_above == line.id:
                yield key, "names the line itself"
    for number, deduction in enumerate(scheme.deduction):
        if deduction.not_above is not None:
            yield f"deduction[{number}].not_above", "goes with lines only; a deduction has cap"


def _is_open(line: Line) -> bool:
    """Say whether some part of the line's formula has no upper bound."""
    return any(
        (isinstance(entry, Rate | Events) and entry.at_most is None)
        or (isinstance(entry, Band) and _is_open_band(entry))
        for formula in (line.formula, line.partner_formula)
        for _, entry in walk(formula)
    )


def _is_open_band(band: Band) -> bool:
    if band.points is None:
        return band.high is None
    return band.below is None and band.at_most is None and (band.step or 0) > 0


def series(scheme: str) -> str:
    """Return what the versions of one scheme share: the id without its year."""
    return scheme.rpartition("-")[0]
