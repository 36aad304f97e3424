"""Texts of rule files that a language has no words for yet."""

import re
from collections.abc import Mapping

from selfcheck.presenter.extraction import texts
from selfcheck.presenter.language import SOURCE, Language
from selfcheck.rules.mistakes import Mistake
from selfcheck.rules.model.entry import Entry

CHINESE = re.compile(r"[㐀-鿿]")


def untranslated(
    entries: Mapping[str, Entry], languages: Mapping[str, Language]
) -> tuple[Mistake, ...]:
    """Return one finding for each file and language with texts that the catalogue lacks."""
    found = []
    for file, entry in entries.items():
        for code, language in languages.items():
            lacking = [] if code == SOURCE else _lacking(entry, language)
            if lacking:
                said = (
                    f"has {len(lacking)} texts without words in {code!r}, "
                    f"the first is {lacking[0]!r}; they are shown in Chinese"
                )
                found.append(Mistake(file, "", said))
    return tuple(found)


def _lacking(entry: Entry, language: Language) -> list[str]:
    return [
        text
        for text in dict.fromkeys(texts(entry))
        if CHINESE.search(text) and not language.has(text)
    ]
