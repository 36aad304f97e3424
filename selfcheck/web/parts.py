"""Parts of pages that are rendered once and kept: whole ones, and ones with places to fill.

A key is made of a few codes (an edition and its verdict, a paper and whether it is at hand), so
there are few parts, and none could tell one person from another. What a person said is never in
a part: it is filled into the places of one.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from selfcheck.web.breaks import unbroken
from selfcheck.web.escaping import all_written
from selfcheck.web.page_code import PageEnvironment

PARTS_KEPT = 4096
"""More than there are, by far: a bound for the memory, whatever is asked."""

PLACE = re.compile("\x01(\\w+)\x01")

Entry = Mapping[str, Any]
Key = tuple[object, ...]
Part = TypeVar("Part")


class Places:
    """Stands for what a person said while a part is made: each name gives way to its place."""

    def __getitem__(self, name: str) -> Markup:
        """Return the mark of a place."""
        return Markup(f"\x01{name}\x01")  # noqa: S704 -- a mark, not a text


class OpenPart:
    """A part with places: its texts, a gap behind each but the last; `said` takes what fills them.

    `said` returns what comes into the places, in order, as it was said.
    """

    def __init__(self, html: str) -> None:
        texts = PLACE.split(html)
        names = texts[1::2]
        self.places = len(names)
        self.said: Callable[[Entry], Sequence[Any]] = (
            itemgetter(*names) if len(names) > 1 else lambda entry: [entry[name] for name in names]
        )
        self._pieces = [text.encode() for text in texts]

    def filled(self, values: Sequence[bytes]) -> list[bytes]:
        """Return the texts with the values between them."""
        pieces = self._pieces.copy()
        pieces[1::2] = values
        return pieces


class Kept(Generic[Part]):
    """Parts by template and codes, and by what tells those of several entries apart."""

    def __init__(self) -> None:
        self._parts: dict[Key, dict[Any, Part]] = {}
        self._count = 0

    def of(self, *key: object) -> dict[Any, Part]:
        """Return the parts of a template and its codes."""
        return self._parts.get(key, {})

    def keep(self, key: Key, code: Any, part: Part) -> None:
        """Keep a part, where there is room."""
        if self._count < PARTS_KEPT:
            self._count += 1
            self._parts.setdefault(key, {})[code] = part


class Parts:
    """The parts of one language, as filters for its templates.

    A part is made from a template of its own. Where there is one for each of several entries, the
    names in `by` say which of an entry's codes its part goes by; the template calls it `entry`.

    The template of a part with places writes `{{ said.name }}` and does nothing else with `said`.

    What is returned is encoded, and stands in a page as it is.
    """

    def __init__(self, environment: PageEnvironment) -> None:
        self._environment = environment
        self._whole: Kept[bytes] = Kept()
        self._open: Kept[OpenPart] = Kept()

    def kept(self, template: str, *codes: object, **context: Any) -> bytes:
        """Return the part that the codes stand for, the same for everybody."""
        found = self._whole.of(template, codes).get(None)
        return found or self._whole_part((template, codes), None, context)

    def kept_each(
        self,
        entries: Iterable[Entry],
        template: str,
        *codes: object,
        by: Sequence[str],
        **context: Any,
    ) -> bytes:
        """Return a part for each of the entries, one behind the other."""
        key = template, codes
        found, code_of = self._whole.of(*key).get, itemgetter(*by)
        return b"".join(
            [
                found(code := code_of(entry))
                or self._whole_part(key, code, {**context, "entry": entry})
                for entry in entries
            ]
        )

    def drawn(self, said: Entry, template: str, *codes: object, **context: Any) -> bytes:
        """Return the part that the codes stand for, with what was said filled in."""
        return self.drawn_each((said,), template, *codes, **context)

    def drawn_each(
        self,
        said: Sequence[Entry],
        template: str,
        *codes: object,
        by: Sequence[str] = (),
        **context: Any,
    ) -> bytes:
        """Return a part for each of the entries, one behind the other, each filled from it."""
        if by:
            parts = self._open_parts(said, (template, codes), itemgetter(*by), context)
        else:
            found = self._open.of(template, codes).get(None)
            parts = [found or self._open_part((template, codes), None, context)] * len(said)
        values = [part.said(entry) for part, entry in zip(parts, said, strict=True)]
        texts = all_written(list(chain.from_iterable(values)))
        pieces: list[bytes] = []
        start = 0
        for part in parts:
            end = start + part.places
            pieces += part.filled(texts[start:end])
            start = end
        return b"".join(pieces)

    def _open_parts(
        self, said: Sequence[Entry], key: Key, code_of: Callable[[Entry], Any], context: Entry
    ) -> list[OpenPart]:
        found = self._open.of(*key).get
        return [
            found(code := code_of(entry))
            or self._open_part(key, code, {**context, "entry": entry})
            for entry in said
        ]

    def _whole_part(self, key: Key, code: Any, context: Entry) -> bytes:
        part = self._rendered(str(key[0]), context).encode()
        self._whole.keep(key, code, part)
        return part

    def _open_part(self, key: Key, code: Any, context: Entry) -> OpenPart:
        part = OpenPart(self._rendered(str(key[0]), {**context, "said": Places()}))
        self._open.keep(key, code, part)
        return part

    def _rendered(self, template: str, context: Entry) -> str:
        return unbroken(self._environment.get_template(template).render(context))
