"""Texts of rule files that a language has no words for yet."""

import re
from collections.abc import Iterator, Mapping

from selfcheck.presenter.extraction import texts
from selfcheck.presenter.language import SOURCE, Language
from selfcheck.rules.mistakes import Mistake, plural
from selfcheck.rules.model.entry import Entry

EVERY = "*.toml"
"""What is said of all files of a folder, in the place of a file."""

CHINESE = re.compile(r"[㐀-鿿]")


def untranslated(
    entries: Mapping[str, Entry], languages: Mapping[str, Language]
) -> tuple[Mistake, ...]:
    """Return one finding for each file and language with texts that the catalogue lacks.

    A language that has no words for most of the texts is named once, for the whole folder: the
    folder does without it, which takes no list.
    """
    found: list[Mistake] = []
    for code, language in languages.items():
        if code != SOURCE:
            found += _in_language(entries, code, language)
    return tuple(found)


def _in_language(entries: Mapping[str, Entry], code: str, language: Language) -> Iterator[Mistake]:
    said = {file: _chinese(entry) for file, entry in entries.items()}
    lacking = {file: [t for t in said[file] if not language.has(t)] for file in said}
    count = sum(map(len, lacking.values()))
    if count > sum(map(len, said.values())) / 2:
        yield Mistake(EVERY, "", f"have no words in {code!r} for their texts; Chinese is shown")
        return
    for file, found in lacking.items():
        if found:
            which = f"{plural(len(found), 'text')} without words in {code!r}"
            first = f"the first is {found[0]!r}"
            yield Mistake(file, "", f"has {which}, {first}; Chinese is shown")


def _chinese(entry: Entry) -> list[str]:
    return [text for text in dict.fromkeys(texts(entry)) if CHINESE.search(text)]
