"""Parts of pages that are rendered once and kept: whole ones, and ones with places to fill.

A key is made of a few codes (an edition and its verdict, a paper and whether it is at hand), so
there are few parts, and none could tell one person from another. What a person said is never in
a part: it is filled into the places of one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from markupsafe import Markup

from selfcheck.engine.kept import ROOM
from selfcheck.web.breaks import unbroken
from selfcheck.web.escaping import joined
from selfcheck.web.page_code import PageEnvironment

BESIDE = 1024
"""Bytes that are counted for what a part is found by, and for the part as an object."""

PLACE = re.compile("\x01(\\w+)\x01")

Entry = Mapping[str, Any]
Said = Entry | Sequence[Any]
"""What is filled into the places of a part: by name, or by number."""

Key = tuple[object, ...]
Part = TypeVar("Part")


class Places:
    """Stands for what a person said while a part is made: each name gives way to its place."""

    def __getitem__(self, name: str | int) -> Markup:
        """Return the mark of a place."""
        return Markup(f"\x01{name}\x01")  # noqa: S704 -- a mark, not a text


class OpenPart(NamedTuple):
    """A part with places: texts and places in turn, and what takes out what was said for them."""

    pieces: list[Any]
    take: Callable[[Said], Sequence[Any]]

    @classmethod
    def of(cls, html: str) -> "OpenPart":
        """Return the part of a text that `Places` has marked."""
        texts = PLACE.split(html)
        names = [int(name) if name.isdigit() else name for name in texts[1::2]]
        pieces: list[Any] = [""] * (len(texts) + 1)
        pieces[::2] = [text.encode() for text in texts[::2]]
        return cls(pieces, itemgetter(*names) if len(names) > 1 else _taking(*names))

    def size(self) -> int:
        """Return how many bytes are in it."""
        return sum(map(len, self.pieces))

    def filled(self, said: Said) -> list[Any]:
        """Return texts and values in turn: the part, filled with what was said."""
        pieces = self.pieces.copy()
        pieces[PLACES] = self.take(said)
        return pieces


def _taker(by: tuple[str, ...]) -> Callable[[Entry], Any]:
    return _TAKERS.get(by) or _TAKERS.setdefault(by, itemgetter(*by))


def _taking(*names: Any) -> Callable[[Any], tuple[Any, ...]]:
    """Return what takes one name or none: `itemgetter` would return no tuple."""
    return (lambda said: (said[names[0]],)) if names else lambda said: ()


PLACED = {"said": Places()}
NOTHING: Mapping[Any, Any] = {}
PLACES = slice(1, -1, 2)
"""Where values stand in the pieces of a part; behind the last text stands nothing."""
_TAKERS: dict[tuple[str, ...], Callable[[Entry], Any]] = {}
"""What takes the codes of an entry, by their names; there are as many as templates name."""


class Store(Generic[Part]):
    """Parts by template and codes, and by what tells those of several entries apart.

    `size` says how many bytes are in a part. When the room of all stores is full it begins anew.
    """

    def __init__(self, size: Callable[[Part], int]) -> None:
        self._size = size
        self._parts: dict[Key, dict[Any, Part]] = {}
        self._turn = ROOM.turn

    def of_entries(self, key: Key) -> Mapping[Any, Part]:
        """Return the parts of several entries."""
        return self._parts.get(key, NOTHING)

    def keep(self, key: Key, code: Any, part: Part) -> None:
        """Keep a part."""
        turn = ROOM.take(self._size(part) + BESIDE)
        if turn != self._turn:
            # Some go by the day that was asked for: strangers could fill it with days for ever.
            self._turn = turn
            self._parts.clear()
        self._parts.setdefault(key, {})[code] = part


class Kept(Store[Part]):
    """Parts that are made where they are not kept.

    `make` makes a part from the name of its template and what that is given.
    """

    def __init__(self, make: Callable[[str, Entry], Part], size: Callable[[Part], int]) -> None:
        super().__init__(size)
        self._make = make

    def one(self, key: Key, context: Entry) -> Part:
        """Return the part of a template and its codes."""
        found = self._parts.get(key)
        return found[None] if found else self._made(key, None, context)

    def of(self, key: Key, entry: Entry, by: tuple[str, ...], context: Entry) -> Part:
        """Return the part of an entry: there is one for each combination of its codes `by`."""
        code = _taker(by)(entry)
        part = self.of_entries(key).get(code)
        return self._made(key, code, {**context, "entry": entry}) if part is None else part

    def _made(self, key: Key, code: Any, context: Entry) -> Part:
        part = self._make(str(key[0]), context)
        self.keep(key, code, part)
        return part


class Parts:
    """The parts of one language, as filters for its templates.

    A part is made from a template of its own. Where there is one for each of several entries, the
    names in `by` say which of an entry's codes its part goes by; the template calls it `entry`.

    The template of a part with places writes `{{ said.name }}` and does nothing else with `said`.

    What is returned is encoded and stands in a page as it is, or comes in pieces: encoded texts
    and values in turn, as a template puts them out.
    """

    def __init__(self, environment: PageEnvironment) -> None:
        self._environment = environment
        self._whole = Kept(lambda *of: unbroken(self._rendered(*of)).encode(), len)
        self._open = Kept(lambda *of: OpenPart.of(unbroken(self._with_places(*of))), OpenPart.size)
        self._sections = Kept(lambda *of: OpenPart.of(self._with_places(*of)), OpenPart.size)
        self._rows: Store[bytes] = Store(len)

    def kept(self, template: str, *codes: object, **context: Any) -> bytes:
        """Return the part that the codes stand for, the same for everybody."""
        return self._whole.one((template, codes), context)

    def kept_each(
        self,
        entries: Sequence[Entry],
        template: str,
        *codes: object,
        by: tuple[str, ...],
        **context: Any,
    ) -> bytes:
        """Return a part for each of the entries, one behind the other."""
        key = (template, codes)
        return b"".join([self._whole.of(key, entry, by, context) for entry in entries])

    def drawn(self, said: Said, template: str, *codes: object, **context: Any) -> list[Any]:
        """Return the part that the codes stand for, with what was said filled in."""
        return self._open.one((template, codes), context).filled(said)

    def section(self, said: Said, template: str, *codes: object, **context: Any) -> list[Any]:
        """Return the same of a whole section, made of parts and texts that were looked through.

        What else stands in it is left as a template leaves it that is not kept.
        """
        return self._sections.one((template, codes), context).filled(said)

    def drawn_each(
        self,
        said: Sequence[Entry],
        template: str,
        *codes: object,
        by: tuple[str, ...] = (),
        **context: Any,
    ) -> list[Any]:
        """Return a part for each of the entries, one behind the other, each filled from it."""
        key = (template, codes)
        pieces: list[Any] = []
        for entry in said:
            part = self._open.of(key, entry, by, context) if by else self._open.one(key, context)
            pieces += part.filled(entry)
        return pieces

    def known_each(
        self,
        said: Sequence[Entry],
        template: str,
        *codes: object,
        by: tuple[str, ...],
        **context: Any,
    ) -> list[Any]:
        """Return the same, where some entries are the same for everybody: these are kept filled.

        Such an entry has an object of its own by the name of `same`; that of the others is None.
        """
        key = (template, codes)
        rows, parts, codes_of = self._rows.of_entries(key), self._open.of_entries(key), _taker(by)
        pieces: list[Any] = []
        for entry in said:
            same = entry["same"]
            if same in rows:
                pieces += (rows[same], "")
            elif same is None and (part := parts.get(codes_of(entry))):
                pieces += part.filled(entry)
            else:
                pieces += self._row(key, entry, by, context)
        return pieces

    def _row(self, key: Key, entry: Entry, by: tuple[str, ...], context: Entry) -> list[Any]:
        pieces = self._open.of(key, entry, by, context).filled(entry)
        if entry["same"] is not None:
            self._rows.keep(key, entry["same"], joined(pieces.copy()))
        return pieces

    def _with_places(self, template: str, context: Entry) -> str:
        return self._rendered(template, {**context, **PLACED})

    def _rendered(self, template: str, context: Entry) -> str:
        return self._environment.get_template(template).render(context)
