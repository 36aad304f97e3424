"""The county-level units: which schemes apply, where to ask, and what is known only by name."""

from datetime import date
from typing import Literal

from pydantic import Field

from selfcheck.rules.model.entry import DocumentId, Entry, Figure, Id, Remark, Text
from selfcheck.rules.model.schemes import IndicatorId
from selfcheck.rules.model.sources import Citation


class UnitDocument(Entry):
    """A document of the unit: known by name, and read in part or not at all.

    `described`: the title is our description, the document's own not being known.
    """

    title: Text
    described: bool = False
    number: Text | None = None
    issued_on: date | None = None
    year: Text | None = None
    address: str | None = None
    named_by: Text
    known: Text | None = None
    read: Literal["part", "name_only"]


class LocalProof(Entry):
    """A proof that the unit itself sets, where an edition leaves that to it.

    `add` puts the paper beside the edition's own, `replace` puts it in its place.
    """

    edition: DocumentId
    requirement: Id
    document: Id
    mode: Literal["add", "replace"]
    citation: Citation


class TableItem(Entry):
    """An item of a part of a table: known by name, its figures unread."""

    id: Id
    label: Remark
    indicator: IndicatorId


class TablePart(Entry):
    """A part of a unit's own table: what it is called, what it gives at most, what it holds.

    `unlimited`: the document says that there is no limit. `max` is absent where none was read.
    """

    id: Id
    label: Remark
    kind: Literal["points", "deduction", "veto"]
    max: Figure | None = None
    unlimited: bool = False
    item: tuple[TableItem, ...] = ()
    citation: Citation


class OwnTable(Entry):
    """What is known of the structure of a unit's own table, for whoever writes it out.

    `max` is the most that all of it gives. No page shows this, and nothing is computed from it.
    """

    max: Figure | None = None
    part: tuple[TablePart, ...] = Field(min_length=1)
    citation: Citation


class Ranking(Entry):
    """How places are given where no line of points is published: by rank, within a number."""

    text: Text
    citation: Citation


class Unit(Entry):
    """One unit: its code, name, schemes, office, and documents of its own.

    `ranking`: how places go by the unit's own points, as far as that was published.
    """

    id: Id
    name: Text
    office: Text
    schemes: tuple[DocumentId, ...] = Field(min_length=1)
    document: tuple[UnitDocument, ...] = ()
    no_document: Text | None = None
    proof: tuple[LocalProof, ...] = ()
    own_table: OwnTable | None = None
    ranking: tuple[Ranking, ...] = ()


class UnitFile(Entry):
    """`units.toml`; `place` is what the units are of, for the name of the pages."""

    place: Text | None = None
    unit: tuple[Unit, ...] = Field(min_length=1)
