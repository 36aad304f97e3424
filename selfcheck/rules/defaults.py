"""What stands in the place of the files and entries that a rules folder may do without.

A folder needs questions, units, sources and a points table. Papers, indicators, permits and the
question for the unit are there only where somebody has use for them.
"""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from selfcheck.rules.files import frozen, of_type, only_or_none
from selfcheck.rules.model.documents import Document, DocumentFile
from selfcheck.rules.model.editions import Edition
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import Choice, Fact, FactFile
from selfcheck.rules.model.schemes import Indicator, IndicatorFile
from selfcheck.rules.model.sources import Source
from selfcheck.rules.model.units import UnitFile
from selfcheck.rules.rulebook import NO_PERMITS, PARTNER

NO_PERMITS_FILE = Path(__file__).parent / "none" / "editions" / f"{NO_PERMITS}.toml"
UNIT = "unit"


def documents_in(entries: Mapping[str, Entry]) -> tuple[Document, ...]:
    """Return the papers of the folder, of which there may be none."""
    found = only_or_none(entries, DocumentFile)
    return found.document if found else ()


def indicators_in(entries: Mapping[str, Entry]) -> tuple[Indicator, ...]:
    """Return the kinds of indicator of the folder, of which there may be none."""
    found = only_or_none(entries, IndicatorFile)
    return found.indicator if found else ()


def editions_in(entries: Mapping[str, Entry]) -> tuple[Edition, ...]:
    """Return the editions of the folder; where there is none, one that knows no permit."""
    return tuple(of_type(entries, Edition).values()) or (_no_permits(),)


def sources_for(editions: tuple[Edition, ...]) -> tuple[Source, ...]:
    """Return the source that stands behind the edition without permits, where that is used."""
    if all(edition.id != NO_PERMITS for edition in editions):
        return ()
    return (Source(id=NO_PERMITS, title=editions[0].name, described=True, read="whole"),)


def facts_in(entries: Mapping[str, Entry]) -> tuple[Fact, ...]:
    """Return the questions of the folder, with one for the unit where the file has none."""
    (found,) = of_type(entries, FactFile).values()
    if any(fact.id == UNIT for fact in found.fact):
        return found.fact
    (units,) = of_type(entries, UnitFile).values()
    choices = tuple(Choice(id=unit.id, label=unit.name) for unit in units.unit)
    unit = Fact(
        id=UNIT,
        section="place",
        kind="choice",
        name=NAME,
        label=NAME,
        choices=choices,
        about_person=False,
    )
    return (unit, *found.fact)


def in_the_file(facts: Mapping[str, Fact]) -> Iterator[tuple[int, Fact]]:
    """Yield the questions that the file has, with their places in it.

    The partner's are made from them, and the one for the unit where the file has none.
    """
    own = (fact for name, fact in facts.items() if not name.startswith(PARTNER))
    yield from enumerate(fact for fact in own if (fact.id, fact.name) != (UNIT, NAME))


NAME = "县（市、区）"
"""What the question for the unit is called where a folder does not ask it itself."""


def _no_permits() -> Edition:
    raw = tomllib.loads(NO_PERMITS_FILE.read_text("utf-8"), parse_float=Decimal)
    return Edition.model_validate(frozen(raw))
