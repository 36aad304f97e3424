"""The papers a person carries to the counter."""

from pydantic import Field

from selfcheck.rules.model.entry import Entry, Id, Text
from selfcheck.rules.model.sources import Citation


class Document(Entry):
    """One paper: its name, who issues it where that is published, and what was published on it."""

    id: Id
    name: Text
    issued_by: Text | None = None
    note: Text | None = None
    citation: Citation


class DocumentFile(Entry):
    """`documents.toml`."""

    document: tuple[Document, ...] = Field(min_length=1)
