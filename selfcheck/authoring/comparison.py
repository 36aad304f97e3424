"""What changed between two states of the rules, entry by entry, in words.

Entries are recognised by their id (bands by where they begin, texts by themselves), so that one
added in the middle does not make all that follow look different.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from selfcheck.authoring.headings import headings
from selfcheck.authoring.toml import inline
from selfcheck.presenter.language import Language, figure
from selfcheck.rules.checker import series
from selfcheck.rules.files import of_type
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.schemes import Scheme

What = Literal["added", "removed", "changed"]

NAMES = ("id", "for_", "from_", "source", "title", "name", "text")
"""The fields that say which of several entries one is, the first that it has."""

LABELS = ("label", "name", "title", "text", "id")
"""The fields that say in words what an entry is, the first that it has."""

SHORT = 40
"""Characters of a label that are shown."""


class Change(NamedTuple):
    """One change: where (the file, the key path, the same in words), and from what to what."""

    file: str
    key: str
    place: str
    what: What
    before: str | None
    after: str | None


def changes(old: Mapping[str, Entry], new: Mapping[str, Entry], language: Language) -> list[Change]:
    """Return every change between the entries of two folders, by file.

    A scheme whose id differs from an old one's only by its year is a new version of it, and is
    compared with it.
    """
    words = _Words(language)
    before = _renamed(old, new)
    found: list[Change] = []
    for file in dict.fromkeys((*before, *new)):
        found += words.of_file(file, before.get(file), new.get(file))
    return found


def versions(old: Mapping[str, Entry], new: Mapping[str, Entry]) -> Iterator[tuple[Scheme, Scheme]]:
    """Yield each scheme with the one that takes its place: by its id, or by all but its year."""
    before = of_type(_renamed(old, new), Scheme)
    for file, scheme in of_type(new, Scheme).items():
        if file in before:
            yield before[file], scheme


def _renamed(old: Mapping[str, Entry], new: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the old entries, a scheme that a later version replaces under the name of that."""
    gone = [file for file, entry in of_type(old, Scheme).items() if file not in new]
    come = {
        series(scheme.id): file for file, scheme in of_type(new, Scheme).items() if file not in old
    }
    names = {
        file: come.get(series(file.removesuffix(".toml").rpartition("/")[2]), file) for file in gone
    }
    return {names.get(file, file): entry for file, entry in old.items()}


class _Words:
    """Changes in one language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._say = language.gettext
        self._headings = headings(language)

    def of_file(self, file: str, old: Entry | None, new: Entry | None) -> list[Change]:
        one = new or old
        title = self._label(one) if isinstance(one, Scheme) else file
        return [
            change._replace(file=file, place=self._placed(title, change.place))
            for change in self._changed(old, new, "", ())
        ]

    def _placed(self, title: str, place: str) -> str:
        return " · ".join(part for part in (title, place) if part)

    def _changed(
        self, old: object, new: object, key: str, place: tuple[str, ...]
    ) -> Iterator[Change]:
        if old == new:
            return
        if isinstance(old, Entry) and type(old) is type(new):
            yield from self._fields(old, new, key, place)
        elif _listed(old) and _listed(new):
            yield from self._entries(old, new, key, place)
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            for name in dict.fromkeys((*old, *new)):
                inner = f"{key}.{name}"
                yield from self._changed(old.get(name), new.get(name), inner, (*place, name))
        else:
            yield self._change(old, new, key, place)

    def _fields(
        self, old: Entry, new: object, key: str, place: tuple[str, ...]
    ) -> Iterator[Change]:
        for name, field in type(old).model_fields.items():
            shown = field.alias or name
            inner = f"{key}.{shown}" if key else shown
            before, after = getattr(old, name), getattr(new, name)
            yield from self._changed(before, after, inner, (*place, self._heading(shown)))

    def _entries(self, old: Any, new: Any, key: str, place: tuple[str, ...]) -> Iterator[Change]:
        before, after = _by_name(old), _by_name(new)
        for name in dict.fromkeys((*before, *after)):
            one = after.get(name, before.get(name))
            inner = f"{key}[{name}]"
            yield from self._changed(
                before.get(name), after.get(name), inner, (*place, self._label(one, name))
            )

    def _change(self, old: object, new: object, key: str, place: tuple[str, ...]) -> Change:
        what: What = "changed"
        if old is None or old == ():
            what = "added"
        elif new is None or new == ():
            what = "removed"
        return Change("", key, " · ".join(place), what, self._shown(old), self._shown(new))

    def _heading(self, key: str) -> str:
        return self._headings.get(key, key)

    def _label(self, entry: object, otherwise: str = "") -> str:
        for name in LABELS:
            text = getattr(entry, name, None)
            if isinstance(text, str):
                said = self._say(text)
                return said if len(said) <= SHORT else said[:SHORT] + "…"
        begins = getattr(entry, "from_", None)
        if isinstance(begins, Decimal):
            return self._say("从 %(from)s 起", **{"from": figure(begins)})
        return otherwise

    def _shown(self, value: object) -> str | None:
        """Return a value in words; an entry as it stands in a file."""
        if value is None or value == ():
            return None
        if isinstance(value, bool):
            return self._say("是") if value else self._say("否")
        if isinstance(value, date):
            return self._language.day(value)
        if isinstance(value, Decimal | int):
            return figure(Decimal(value))
        if isinstance(value, str):
            return self._say(value)
        rule = getattr(value, "rule", None)
        return self._say(rule) if rule else inline(value)

    def sentence(self, change: Change) -> str:
        """Return the change in one line."""
        if change.what == "added":
            return self._say("%(place)s：新增 %(after)s", place=change.place, after=change.after)
        if change.what == "removed":
            return self._say(
                "%(place)s：去掉，原来是 %(before)s", place=change.place, before=change.before
            )
        return self._say(
            "%(place)s：%(before)s → %(after)s",
            place=change.place,
            before=change.before,
            after=change.after,
        )


def sentences(found: list[Change], language: Language) -> list[str]:
    """Return each change in one line, in the language."""
    words = _Words(language)
    return [words.sentence(change) for change in found]


def _listed(value: object) -> bool:
    """Say whether the value is a list of entries; an empty one may be."""
    return isinstance(value, tuple) and all(isinstance(item, Entry) for item in value)


def _by_name(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    """Return the entries by what they are recognised by; those that nothing names by number."""
    found: dict[str, Entry] = {}
    for number, entry in enumerate(entries, start=1):
        name = next((getattr(entry, n) for n in NAMES if getattr(entry, n, None) is not None), None)
        shown = str(number) if name is None else f"{name}"
        found[shown if shown not in found else f"{shown} ({number})"] = entry
    return found
