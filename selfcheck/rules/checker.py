"""The mistakes that only show when the files are read together.

Every reference must lead somewhere, every id must be there once, every choice must have its
figure, bands and dates may neither overlap nor leave a gap.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import singledispatchmethod
from itertools import pairwise

from selfcheck.rules.files import SourceFile
from selfcheck.rules.mistakes import Mistake
from selfcheck.rules.model import conditions as c
from selfcheck.rules.model.documents import DocumentFile
from selfcheck.rules.model.editions import Alternative, Edition, OutcomeRule
from selfcheck.rules.model.entry import Entry, Term
from selfcheck.rules.model.facts import Fact, FactFile
from selfcheck.rules.model.formulas import Band, Bands, Ladder, Measure
from selfcheck.rules.model.schemes import Example, Indicator, IndicatorFile, Line, Scheme
from selfcheck.rules.model.sources import Citation
from selfcheck.rules.model.units import LocalProof, Unit, UnitFile
from selfcheck.rules.rulebook import with_partner
from selfcheck.rules.walk import walk

NUMBERS = ("months", "number", "yuan")


class Checker:
    """Checks entries that were each read well against one another; collects mistakes."""

    def __init__(self, entries: dict[str, Entry]) -> None:
        self.entries = entries
        self.mistakes: list[Mistake] = []
        self.file = ""
        self.requirements: set[str] = set()
        self.sources = self._by_id("sources.toml", SourceFile, "source")
        self.documents = self._by_id("documents.toml", DocumentFile, "document")
        self.units = self._by_id("units.toml", UnitFile, "unit")
        self.indicators = self._by_id("indicators.toml", IndicatorFile, "indicator")
        own_facts: dict[str, Fact] = self._by_id("facts.toml", FactFile, "fact")
        self.facts = with_partner(own_facts)
        self.editions = self._of_folder(Edition)
        self.schemes = self._of_folder(Scheme)

    def check(self) -> list[Mistake]:
        """Return every mistake, in the order of the files."""
        for file, entry in self.entries.items():
            self.file = file
            self.requirements = _requirement_ids(entry)
            for path, inner in walk(entry):
                self._check(inner, path)
        self._check_editions_do_not_overlap()
        self._check_facts_are_usable()
        return self.mistakes

    def _by_id(self, file: str, model: type[Entry], key: str) -> dict[str, object]:
        entry = self.entries.get(file)
        if not isinstance(entry, model):
            return {}
        items = getattr(entry, key)
        self.file = file
        self._say_duplicates((item.id for item in items), key)
        return {item.id: item for item in items}

    def _of_folder(self, model: type[Entry]) -> dict[str, Entry]:
        found = {}
        for file, entry in self.entries.items():
            if isinstance(entry, model):
                name = file.rpartition("/")[2].removesuffix(".toml")
                if entry.id != name:
                    self.file = file
                    self._say("id", f"is {entry.id!r}, but the file is named {name!r}; use one name")
                found[entry.id] = entry
        return found

    def _say(self, key: str, message: str) -> None:
        self.mistakes.append(Mistake(self.file, key, message))

    def _say_duplicates(self, ids: Iterable[str], key: str) -> None:
        for name, count in Counter(ids).items():
            if count > 1:
                self._say(key, f"has the id {name!r} {count} times; each id may stand once")

    def _must_be_known(self, name: str, known: Iterable[str], what: str, key: str) -> None:
        if name not in known:
            self._say(key, f"names the {what} {name!r}, which is not there")

    @singledispatchmethod
    def _check(self, entry: Entry, path: str) -> None:
        """Check one entry of whatever type; most have nothing that can dangle."""

    @_check.register
    def _(self, entry: Citation, path: str) -> None:
        self._must_be_known(entry.source, self.sources, "source", f"{path}.source")

    @_check.register
    def _(self, entry: Term, path: str) -> None:
        if entry.begins and entry.ends and entry.ends < entry.begins:
            self._say(path, f"ends on {entry.ends}, before it begins on {entry.begins}")

    @_check.register
    def _(self, entry: c.FactIs, path: str) -> None:
        fact = self._fact(entry.fact, ("choice", "yes_no"), path)
        if fact is None:
            return
        if fact.kind == "yes_no" and not isinstance(entry.is_, bool):
            self._say(f"{path}.is", f"must be true or false, not {entry.is_!r}")
        if fact.kind == "choice":
            self._must_be_choice(fact, str(entry.is_), f"{path}.is")

    @_check.register
    def _(self, entry: c.FactOneOf, path: str) -> None:
        fact = self._fact(entry.fact, ("choice",), path)
        for value in entry.one_of if fact else ():
            self._must_be_choice(fact, value, f"{path}.one_of")

    @_check.register
    def _(self, entry: c.FactHas, path: str) -> None:
        fact = self._fact(entry.fact, ("set",), path)
        for value in entry.has if fact else ():
            self._must_be_choice(fact, value, f"{path}.has")

    @_check.register
    def _(self, entry: c.FactAtLeast, path: str) -> None:
        self._fact(entry.fact, NUMBERS, path)

    @_check.register
    def _(self, entry: c.FactKnown, path: str) -> None:
        self._must_be_known(entry.fact, self.facts, "fact", f"{path}.fact")

    @_check.register
    def _(self, entry: c.MonthsPassed, path: str) -> None:
        self._fact(entry.fact, ("date",), path)

    @_check.register
    def _(self, entry: c.AgeReached, path: str) -> None:
        self._fact(entry.fact, ("date",), path)

    @_check.register
    def _(self, entry: c.ConditionIs, path: str) -> None:
        self._must_be_known(entry.condition, self.requirements, "condition", f"{path}.condition")

    @_check.register
    def _(self, entry: Measure, path: str) -> None:
        kinds = NUMBERS if entry.in_ == "value" else ("date",)
        self._fact(entry.fact, kinds, path)

    @_check.register
    def _(self, entry: Bands, path: str) -> None:
        for number, band in enumerate(entry.bands):
            self._check_band(band, f"{path}.bands[{number}]")
        for number, (band, following) in enumerate(pairwise(entry.bands), start=1):
            key = f"{path}.bands[{number}].from"
            if band.below is None or following.from_ < band.below:
                self._say(key, f"is {following.from_}, which overlaps the band before it")
            elif following.from_ > band.below:
                self._say(key, f"is {following.from_}, which leaves a gap after {band.below}")

    def _check_band(self, band: Band, path: str) -> None:
        if band.below is not None and band.below <= band.from_:
            self._say(f"{path}.below", f"is {band.below}, not above from = {band.from_}")
        if (band.points is None) == (band.low is None):
            self._say(path, "needs either points, or low (with high, where an upper bound is known)")
        if (band.step is None) != (band.anchor is None):
            self._say(path, "needs step and anchor together")

    @_check.register
    def _(self, entry: Ladder, path: str) -> None:
        fact = self._fact(entry.fact, ("choice",), path)
        if fact is None:
            return
        for level in entry.levels:
            self._must_be_choice(fact, level, f"{path}.levels.{level}")
        for choice in fact.choices:
            if choice.id not in entry.levels:
                self._say(f"{path}.levels", f"has no figure for the choice {choice.id!r}")
        for number, adjustment in enumerate(entry.adjust):
            for level in adjustment.levels:
                self._must_be_choice(fact, level, f"{path}.adjust[{number}].levels")

    @_check.register
    def _(self, entry: Fact, path: str) -> None:
        self._say_duplicates((choice.id for choice in entry.choices), f"{path}.choices")
        if (entry.kind in ("choice", "set")) != bool(entry.choices):
            self._say(f"{path}.choices", f"a fact of kind {entry.kind!r} needs choices, others none")
        if entry.kind in NUMBERS and (entry.minimum is None or entry.maximum is None):
            self._say(path, "a number needs minimum and maximum")

    @_check.register
    def _(self, entry: Alternative, path: str) -> None:
        self._must_be_documents(entry.documents, f"{path}.documents")

    @_check.register
    def _(self, entry: Indicator, path: str) -> None:
        self._must_be_documents(entry.documents, f"{path}.documents")

    @_check.register
    def _(self, entry: Line, path: str) -> None:
        self._must_be_documents(entry.documents, f"{path}.documents")

    def _must_be_documents(self, documents: tuple[str, ...], key: str) -> None:
        for document in documents:
            self._must_be_known(document, self.documents, "document", key)

    @_check.register
    def _(self, entry: OutcomeRule, path: str) -> None:
        if entry.when is not None and entry.permit is not None:
            self._say(path, "takes when or permit, not both")

    @_check.register
    def _(self, entry: Edition, path: str) -> None:
        for number, permit in enumerate(entry.permit):
            ids = {requirement.id for requirement in permit.requirement}
            for place, evidence in enumerate(permit.evidence):
                key = f"permit[{number}].evidence[{place}].for"
                self._must_be_known(evidence.for_, ids | {"identity"}, "condition", key)
        self._say_duplicates((permit.id for permit in entry.permit), "permit")
        self._say_duplicates((service.id for service in entry.service), "service")
        self._say_duplicates((outcome.id for outcome in entry.outcome), "outcome")
        self._say_duplicates((ground.id for ground in entry.ground), "ground")

    @_check.register
    def _(self, entry: Scheme, path: str) -> None:
        lines = [line.id for line in entry.line]
        groups = [group.id for group in entry.group]
        self._say_duplicates(lines + groups, "line")
        members = [member for group in entry.group for member in group.members]
        for number, group in enumerate(entry.group):
            for member in group.members:
                self._must_be_known(member, lines + groups, "line", f"group[{number}].members")
        for member, count in Counter(members).items():
            if count > 1:
                self._say("group", f"counts the line {member!r} {count} times; once is right")

    @_check.register
    def _(self, entry: Example, path: str) -> None:
        for fact in entry.answers:
            self._must_be_known(fact, self.facts, "fact", f"{path}.answers.{fact}")

    @_check.register
    def _(self, entry: Unit, path: str) -> None:
        for scheme in entry.schemes:
            self._must_be_known(scheme, self.schemes, "scheme", f"{path}.schemes")
        self._say_duplicates(entry.schemes, f"{path}.schemes")
        if not entry.document and entry.no_document is None:
            self._say(path, "needs its documents, or no_document to say that none is known")
        self._check_versions_do_not_overlap(entry, path)

    @_check.register
    def _(self, entry: LocalProof, path: str) -> None:
        self._must_be_known(entry.document, self.documents, "document", f"{path}.document")
        self._must_be_known(entry.edition, self.editions, "edition", f"{path}.edition")
        edition = self.editions.get(entry.edition)
        if isinstance(edition, Edition):
            known = _local_requirements(edition)
            self._must_be_known(entry.requirement, known, "local proof", f"{path}.requirement")

    def _fact(self, name: str, kinds: tuple[str, ...], path: str) -> Fact | None:
        fact = self.facts.get(name)
        if fact is None:
            self._say(f"{path}.fact", f"names the fact {name!r}, which is not there")
        elif fact.kind not in kinds:
            wanted = " or ".join(kinds)
            self._say(f"{path}.fact", f"{name!r} is of kind {fact.kind!r}; this needs {wanted}")
        else:
            return fact
        return None

    def _must_be_choice(self, fact: Fact | None, value: str, key: str) -> None:
        if fact is not None and value not in {choice.id for choice in fact.choices}:
            self._say(key, f"names {value!r}, which is not a choice of {fact.id!r}")

    def _check_editions_do_not_overlap(self) -> None:
        editions = [e for e in self.editions.values() if isinstance(e, Edition)]
        for first, second in _overlapping((e.id, e.term) for e in editions):
            self.file = f"editions/{second}.toml"
            self._say("term", f"overlaps the term of {first!r}; one edition is in force on a day")

    def _check_versions_do_not_overlap(self, unit: Unit, path: str) -> None:
        terms = [
            (scheme, found.term)
            for scheme in unit.schemes
            if isinstance(found := self.schemes.get(scheme), Scheme)
        ]
        for first, second in _overlapping(terms):
            if first.rpartition("-")[0] == second.rpartition("-")[0]:
                self._say(f"{path}.schemes", f"{first!r} and {second!r} are in force on the same day")

    def _check_facts_are_usable(self) -> None:
        self.file = "facts.toml"
        for name in ("unit", "has_partner"):
            self._must_be_known(name, self.facts, "fact", "fact")
        for fact in self.facts.values():
            since = fact.stand_in.full_months_since if fact.stand_in else None
            for other in filter(None, (since, fact.implied_by)):
                self._must_be_known(other, self.facts, "fact", f"fact {fact.id}")
            if fact.assumed is not None:
                self._must_be_choice(fact, fact.assumed, f"fact {fact.id}.assumed")


def _requirement_ids(entry: Entry) -> set[str]:
    if not isinstance(entry, Edition):
        return set()
    return {requirement.id for permit in entry.permit for requirement in permit.requirement}


def _local_requirements(edition: Edition) -> set[str]:
    return {
        evidence.for_
        for permit in edition.permit
        for evidence in permit.evidence
        if any(alternative.local for alternative in evidence.alternative)
    }


def _overlapping(terms: Iterable[tuple[str, Term]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of ids whose terms share a day."""
    seen: list[tuple[str, Term]] = []
    for name, term in terms:
        for other, before in seen:
            if not (_ends_before(before, term) or _ends_before(term, before)):
                yield other, name
        seen.append((name, term))


def _ends_before(first: Term, second: Term) -> bool:
    if first.ends is None or second.begins is None:
        return False
    return first.ends + timedelta(days=1) <= second.begins
