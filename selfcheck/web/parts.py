"""Parts of pages that are rendered once and kept: whole ones, and ones with places to fill.

A key is made of a few codes (an edition and its verdict, a paper and whether it is at hand), so
there are few parts, and none could tell one person from another. What a person said is never in
a part: it is filled into the places of one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from operator import call, itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from markupsafe import Markup

from selfcheck.web.breaks import unbroken
from selfcheck.web.escaping import all_written
from selfcheck.web.page_code import PageEnvironment

PARTS_KEPT = 4096
"""More than there are, by far: a bound for the memory, whatever is asked."""

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
    """A part with places: a format, and what takes that which fills it out of what was said."""

    form: bytes
    take: Callable[[Said], Sequence[Any]]

    @classmethod
    def of(cls, html: str) -> "OpenPart":
        """Return the part of a text that `Places` has marked."""
        texts = PLACE.split(html)
        names = [int(name) if name.isdigit() else name for name in texts[1::2]]
        form = b"%b".join([text.encode().replace(b"%", b"%%") for text in texts[::2]])
        if len(names) > 1:
            return cls(form, itemgetter(*names))
        return cls(form, _taking(*names))

    def filled(self, said: Said) -> bytes:
        """Return the part, filled with what was said."""
        return self.form % tuple(all_written(self.take(said)))


def _taker(by: tuple[str, ...]) -> Callable[[Entry], Any]:
    return _TAKERS.get(by) or _TAKERS.setdefault(by, itemgetter(*by))


def _taking(*names: Any) -> Callable[[Any], tuple[Any, ...]]:
    """Return what takes one name or none: `itemgetter` would return no tuple."""
    return (lambda said: (said[names[0]],)) if names else lambda said: ()


def filled(parts: Sequence[OpenPart], said: Sequence[Said]) -> bytes:
    """Return parts one behind the other, each filled with what was said for it."""
    forms, takers = zip(*parts, strict=True)
    values = list(chain.from_iterable(map(call, takers, said)))
    return b"".join(forms) % tuple(all_written(values))


PLACED = {"said": Places()}
NOTHING: Mapping[Any, Any] = {}
_TAKERS: dict[tuple[str, ...], Callable[[Entry], Any]] = {}
"""What takes the codes of an entry, by their names; there are as many as templates name."""


class Kept(Generic[Part]):
    """Parts by template and codes, and by what tells those of several entries apart.

    `make` makes a part from the name of its template and what that is given.
    """

    def __init__(self, make: Callable[[str, Entry], Part]) -> None:
        self._make = make
        self._parts: dict[Key, dict[Any, Part]] = {}
        self._count = 0

    def one(self, key: Key, context: Entry) -> Part:
        """Return the part of a template and its codes."""
        found = self._parts.get(key)
        return found[None] if found else self._made(key, None, context)

    def each(
        self, key: Key, entries: Sequence[Entry], by: tuple[str, ...], context: Entry
    ) -> list[Part]:
        """Return the part of each entry: there is one for each combination of its codes `by`."""
        found: Mapping[Any, Any] = self._parts.get(key, NOTHING)
        codes = list(map(_taker(by), entries))
        parts: list[Any] = list(map(found.get, codes))
        if all(parts):
            return parts
        return [
            self._made(key, code, {**context, "entry": entry}) if part is None else part
            for part, code, entry in zip(parts, codes, entries, strict=True)
        ]

    def _made(self, key: Key, code: Any, context: Entry) -> Part:
        part = self._make(str(key[0]), context)
        if self._count >= PARTS_KEPT:
            # Some go by the day that was asked for: strangers could fill it with days for ever.
            self._parts.clear()
            self._count = 0
        self._count += 1
        self._parts.setdefault(key, {})[code] = part
        return part


class Parts:
    """The parts of one language, as filters for its templates.

    A part is made from a template of its own. Where there is one for each of several entries, the
    names in `by` say which of an entry's codes its part goes by; the template calls it `entry`.

    The template of a part with places writes `{{ said.name }}` and does nothing else with `said`.

    What is returned is encoded, and stands in a page as it is.
    """

    def __init__(self, environment: PageEnvironment) -> None:
        self._environment = environment
        self._whole = Kept(lambda *of: self._rendered(*of).encode())
        self._open = Kept(
            lambda template, of: OpenPart.of(self._rendered(template, {**of, **PLACED}))
        )

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
        return b"".join(self._whole.each((template, codes), entries, by, context))

    def drawn(self, said: Said, template: str, *codes: object, **context: Any) -> bytes:
        """Return the part that the codes stand for, with what was said filled in."""
        return self._open.one((template, codes), context).filled(said)

    def drawn_each(
        self,
        said: Sequence[Entry],
        template: str,
        *codes: object,
        by: tuple[str, ...] = (),
        **context: Any,
    ) -> bytes:
        """Return a part for each of the entries, one behind the other, each filled from it."""
        if not said:
            return b""
        if not by:
            return filled([self._open.one((template, codes), context)] * len(said), said)
        return filled(self._open.each((template, codes), said, by, context), said)

    def _rendered(self, template: str, context: Entry) -> str:
        return unbroken(self._environment.get_template(template).render(context))
