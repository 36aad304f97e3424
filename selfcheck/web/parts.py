"""Parts of pages that are rendered once and kept: whole ones, and ones with places to fill.

A key is made of a few codes (an edition and its verdict, a paper and whether it is at hand), so
there are few parts, and none could tell one person from another. What a person said is never in
a part: it is filled into the places of one.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from markupsafe import Markup

from selfcheck.web.escaping import all_written
from selfcheck.web.page_code import LONG, PageEnvironment

PARTS_KEPT = 4096
"""More than there are, by far: a bound for the memory, whatever is asked."""

PLACE = re.compile("\x01(\\w+)\x01")

Entry = Mapping[str, Any]
Key = tuple[object, ...]


class Places:
    """Stands for what a person said while a part is made: each name gives way to its place."""

    def __getitem__(self, name: str) -> Markup:
        """Return the mark of a place."""
        return Markup(f"\x01{name}\x01")  # noqa: S704 -- a mark, not a text


class OpenPart:
    """A part with places: `text` is a format, `names` say what comes into it, in order."""

    def __init__(self, html: str, mark: Callable[[str], str]) -> None:
        texts = PLACE.split(html)
        self.names = tuple(texts[1::2])
        self.text = "%s".join(
            [(text if len(text) < LONG else mark(text)).replace("%", "%%") for text in texts[::2]]
        )

    def said(self, entry: Entry) -> list[object]:
        """Return what comes into the places, in order, as it was said."""
        return [entry[name] for name in self.names]


class Parts:
    """The parts of one language, as filters for its templates.

    A part is made from a template of its own. Where there is one for each of several entries, the
    names in `by` say which of an entry's codes its part goes by; the template calls it `entry`.

    The template of a part with places writes `{{ said.name }}` and does nothing else with `said`.

    What is returned holds marks of the environment instead of the texts that are kept.
    """

    def __init__(self, environment: PageEnvironment) -> None:
        self._environment = environment
        self._marks = environment.marks
        self._whole: dict[Key, str] = {}
        self._open: dict[Key, OpenPart] = {}

    def kept(self, template: str, *codes: object, **context: Any) -> Markup:
        """Return the part that the codes stand for, the same for everybody."""
        return Markup(self._part((template, codes), context))  # noqa: S704 -- the template escaped it

    def kept_each(
        self,
        entries: Iterable[Entry],
        template: str,
        *codes: object,
        by: Sequence[str],
        **context: Any,
    ) -> Markup:
        """Return a part for each of the entries, one behind the other."""
        whole, codes_of, parts = self._whole, itemgetter(*by), []
        for entry in entries:
            key = (template, codes, codes_of(entry))
            parts.append(whole.get(key) or self._part(key, {**context, "entry": entry}))
        return Markup("".join(parts))  # noqa: S704 -- the templates escaped them

    def drawn(self, said: Entry, template: str, *codes: object, **context: Any) -> Markup:
        """Return the part that the codes stand for, with what was said filled in."""
        return self.drawn_each((said,), template, *codes, **context)

    def drawn_each(
        self,
        said: Sequence[Entry],
        template: str,
        *codes: object,
        by: Sequence[str] = (),
        **context: Any,
    ) -> Markup:
        """Return a part for each of the entries, one behind the other, each filled from it."""
        if not by:
            part = self._open_part((template, codes), context)
            text, values = part.text * len(said), [part.said(entry) for entry in said]
        else:
            parts = self._open_parts(said, (template, codes), itemgetter(*by), context)
            text = "".join([part.text for part in parts])
            values = [part.said(entry) for part, entry in zip(parts, said, strict=True)]
        return Markup(text % all_written(chain.from_iterable(values)))  # noqa: S704 -- each is escaped

    def _open_parts(
        self, said: Sequence[Entry], key: Key, codes_of: Callable[[Entry], Any], context: Entry
    ) -> list[OpenPart]:
        kept = self._open
        return [
            kept.get(of := (*key, codes_of(entry)))
            or self._open_part(of, {**context, "entry": entry})
            for entry in said
        ]

    def _part(self, key: Key, context: Entry) -> str:
        part = self._whole.get(key)
        if part is None:
            part = self._rendered(str(key[0]), context)
            if len(self._whole) < PARTS_KEPT:
                part = self._whole[key] = self._marks.mark(part)
        return part

    def _open_part(self, key: Key, context: Entry) -> OpenPart:
        part = self._open.get(key)
        if part is None:
            html = self._rendered(str(key[0]), {**context, "said": Places()})
            if len(self._open) >= PARTS_KEPT:
                return OpenPart(html, mark=str)
            part = self._open[key] = OpenPart(html, self._marks.mark)
        return part

    def _rendered(self, template: str, context: Entry) -> str:
        return self._marks.whole(self._environment.get_template(template).render(context))
