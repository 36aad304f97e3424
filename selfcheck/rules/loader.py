"""From a folder of rule files to a rulebook, or to every mistake at once."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeVar

from selfcheck.rules.checker import Checker
from selfcheck.rules.defaults import documents_in, editions_in, facts_in, indicators_in, sources_for
from selfcheck.rules.files import SourceFile, of_type, only, read_folder
from selfcheck.rules.local_proofs import local_facts, localised
from selfcheck.rules.mistakes import BrokenRules
from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.editions import Edition
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.formulas import Ladder
from selfcheck.rules.model.glossary import GlossaryFile
from selfcheck.rules.model.measures import ByChoice
from selfcheck.rules.model.schemes import Line, Scheme
from selfcheck.rules.model.units import UnitFile
from selfcheck.rules.movement import movements_of
from selfcheck.rules.places import placed
from selfcheck.rules.questions import questions_of
from selfcheck.rules.reach import followers_of, reach_of_edition, reach_of_scheme
from selfcheck.rules.rulebook import Rulebook, with_partner
from selfcheck.rules.walk import facts_named, walk

SHIPPED = Path(__file__).parent / "data"


class _Named(Protocol):
    @property
    def id(self) -> Any: ...


T = TypeVar("T", bound=_Named)


def load(folder: Path = SHIPPED) -> Rulebook:
    """Read, check and join the rule files below `folder`.

    Raises BrokenRules with every mistake found. References between files are checked only once
    every file can be read on its own.
    """
    reading = read_folder(folder)
    mistakes = reading.mistakes or Checker(reading.entries).check()
    if mistakes:
        raise BrokenRules(placed(mistakes, folder))
    return _joined(reading.entries, reading.version)


def _joined(entries: Mapping[str, Entry], version: str) -> Rulebook:
    units = _by_id(only(entries, UnitFile).unit)
    documents = _by_id(documents_in(entries))
    editions = _by_id(editions_in(entries))
    schemes = _by_id(of_type(entries, Scheme).values())
    facts = with_partner(_by_id(facts_in(entries)))
    indicators = _by_id(indicators_in(entries))
    sources = (*only(entries, SourceFile).source, *sources_for(tuple(editions.values())))
    editions_of = {
        unit.id: {edition.id: localised(edition, unit) for edition in editions.values()}
        for unit in units.values()
    }
    named = {id(of): _conditions(of) for local in editions_of.values() for of in local.values()}
    conditions_of = {
        unit: {edition.id: named[id(edition)] for edition in local.values()}
        for unit, local in editions_of.items()
    }
    facts_of = {unit.id: local_facts(facts, unit, editions, documents) for unit in units.values()}
    schemes_of = {unit.id: [schemes[name] for name in unit.schemes] for unit in units.values()}
    lines_reading = {scheme.id: _lines_reading(scheme) for scheme in schemes.values()}
    return Rulebook(
        version=version,
        place=only(entries, UnitFile).place,
        sources=_by_id(sources),
        documents=documents,
        facts=facts,
        indicators=indicators,
        glossary=_by_id(w for words in of_type(entries, GlossaryFile).values() for w in words.word),
        units=units,
        editions=editions,
        schemes=schemes,
        editions_of=editions_of,
        conditions_of=conditions_of,
        facts_of=facts_of,
        questions_of=questions_of(facts_of, editions_of, schemes_of, indicators.values()),
        schemes_scoring={
            unit: {indicator: _scoring(indicator, scoring) for indicator in indicators}
            for unit, scoring in schemes_of.items()
        },
        lines_reading=lines_reading,
        choices_apart={
            scheme: {fact: _choices_apart(facts[fact], lines) for fact, lines in readers.items()}
            for scheme, readers in lines_reading.items()
        },
        reach={scheme.id: reach_of_scheme(scheme, facts) for scheme in schemes.values()},
        permit_reach={
            unit: {
                edition.id: reach_of_edition(
                    edition, conditions_of[unit][edition.id].values(), facts_of[unit]
                )
                for edition in local.values()
            }
            for unit, local in editions_of.items()
        },
        movements={scheme.id: movements_of(scheme, facts) for scheme in schemes.values()},
        followers=followers_of(facts),
    )


def _conditions(edition: Edition) -> dict[str, Condition]:
    """Return the conditions that others may name: those of the permits' requirements."""
    return {
        requirement.id: requirement.test
        for permit in edition.permit
        for requirement in permit.requirement
    }


def _scoring(indicator: str, schemes: list[Scheme]) -> tuple[str, ...]:
    return tuple(s.id for s in schemes if any(line.indicator == indicator for line in s.line))


def _lines_reading(scheme: Scheme) -> dict[str, tuple[Line, ...]]:
    found: dict[str, tuple[Line, ...]] = {}
    for line in scheme.line:
        for fact in dict.fromkeys(fact for _, fact in facts_named(line.formula)):
            found[fact] = (*found.get(fact, ()), line)
    return found


def _choices_apart(fact: Fact, lines: tuple[Line, ...]) -> tuple[str, ...]:
    """Return the first of each lot of choices that the lines treat alike."""
    entries = [entry for line in lines for _, entry in walk(line.formula)]
    readers = [entry for entry in entries if getattr(entry, "fact", None) == fact.id]
    apart: dict[tuple[object, ...], str] = {}
    for choice in fact.choices:
        treatment = tuple(_treatment(choice.id, entry) for entry in readers)
        apart.setdefault(treatment, choice.id)
    return tuple(apart.values())


def _treatment(choice: str, entry: Entry) -> object:
    """Return what the entry makes of the choice: its figures in a ladder, else the choice."""
    if isinstance(entry, Ladder):
        return entry.levels[choice], *(choice in a.levels for a in entry.adjust)
    if isinstance(entry, ByChoice):
        return entry.values[choice]
    return choice


def _by_id(entries: Iterable[T]) -> dict[str, T]:
    return {entry.id: entry for entry in entries}
