"""The documents that rules come from, and the places in them."""

from datetime import date
from typing import Literal

from selfcheck.rules.model.entry import DocumentId, Entry, Text


class Source(Entry):
    """A document: what it is called, who issued it, and how much of it could be read.

    `described`: the title is our description, the document's own not being known.
    `reproduced_by` lists the addresses of copies, where the document itself was not reached.
    """

    id: DocumentId
    title: Text
    described: bool = False
    number: Text | None = None
    issued_by: Text | None = None
    issued_on: date | None = None
    address: str | None = None
    reproduced_by: tuple[str, ...] = ()
    read: Literal["whole", "part", "name_only"]


class Citation(Entry):
    """A place in a document: the source's id and the article, table or row."""

    source: DocumentId
    article: Text
