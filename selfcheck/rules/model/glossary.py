"""The words of the field that people stumble over, each explained in everyday ones."""

from pydantic import Field

from selfcheck.rules.model.entry import Entry, Id, Text
from selfcheck.rules.model.sources import Citation


class Word(Entry):
    """One word: what it means, and the questions at which it is explained.

    `citation` is there where a document says what the word means in law; a word without one is
    explained in our own words.
    """

    id: Id
    word: Text
    meaning: Text
    asked_at: tuple[Id, ...] = ()
    citation: Citation | None = None


class GlossaryFile(Entry):
    """`glossary.toml`."""

    word: tuple[Word, ...] = Field(min_length=1)
