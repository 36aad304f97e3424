"""A field's finished HTML with places for what was posted: found once, filled for each request.

The blank field is never searched again: `checked` goes behind the value that was chosen, `value`
behind the name of a box that was typed in.
"""

import re
from collections.abc import Mapping
from html import unescape
from itertools import pairwise

from markupsafe import escape

from selfcheck.rules.model.facts import FactKind
from selfcheck.web.forms import Controls, FactField
from selfcheck.web.rows import row_of

TYPED: tuple[FactKind, ...] = ("date", "months", "number", "yuan")
LISTS: tuple[FactKind, ...] = ("events", "periods")
CHECKED = b" checked"
VALUE = re.compile(r' value="([^"]*)"')
BUNDLE = re.compile(r'<details class="more" data-rows="(\d+)"')


class Stamps:
    """One field: the pieces of its HTML, and behind which piece each stamp goes."""

    def __init__(self, html: str, field: FactField) -> None:
        self._controls = field.controls()
        self._typed = field.fact.kind in TYPED
        ends = self._ends(html)
        cuts = sorted(ends.values())
        self.pieces: list[bytes] = []
        for start, end in pairwise([0, *cuts, len(html)]):
            self.pieces += [html[start:end].encode(), b""]
        self._places = {name: 2 * cuts.index(end) + 1 for name, end in ends.items()}

    def _ends(self, html: str) -> dict[str, int]:
        """Return where each stamp goes: by control, or by the value that can be chosen."""
        if self._typed:
            names = {control: f'name="{control}"' for control in self._controls}
            return {control: html.index(name) + len(name) for control, name in names.items()}
        places: dict[str, int] = {}
        for found in VALUE.finditer(html):
            places.setdefault(unescape(found[1]), found.end())
        return places

    def ticks(self, start: int) -> dict[str, int] | None:
        """Return where each value is marked that can be chosen; None where one can type."""
        if self._typed:
            return None
        return {value: start + place for value, place in self._places.items()}

    def box(self, control: str, start: int) -> int | None:
        """Return where the text of a box goes; None where one chooses."""
        return start + self._places[control] if self._typed else None

    def stamped(self, posted: Controls, said: Mapping[str, bytes]) -> bytes:
        """Return the HTML with what was posted, and with what is said in places of its own."""
        pieces = self.pieces.copy()
        for place, text in said.items():
            # Only in what is the same for everybody: nobody can post a place.
            pieces[::2] = [piece.replace(place.encode(), text) for piece in pieces[::2]]
        for control in self._controls:
            self.stamp(pieces, 0, control, posted.get(control, []))
        return b"".join(pieces)

    def stamp(self, pieces: list[bytes], start: int, control: str, values: list[str]) -> None:
        """Fill in what was posted by a control; what cannot be chosen leaves no mark.

        The field's own pieces begin at `start`.
        """
        if self._typed:
            pieces[start + self._places[control]] = typed(values[0]) if values else b""
            return
        for value in values:
            if value in self._places:
                pieces[start + self._places[value]] = CHECKED


def typed(text: str) -> bytes:
    """Return the stamp of a text that was typed."""
    return f' value="{text if text.isalnum() else escape(text)}"'.encode()


class RowStamps(Stamps):
    """A field with rows: text, the level that was picked, and the bundles that have to be open."""

    def ticks(self, start: int) -> None:
        """Return None: what stands in a row is not only chosen."""

    def _ends(self, html: str) -> dict[str, int]:
        places = {f"rows-{found[1]}": found.end() for found in BUNDLE.finditer(html)}
        self._bundles = [int(name.removeprefix("rows-")) for name in places]
        for control in self._controls:
            start = html.index(f'name="{control}"')
            end = start + len(f'name="{control}"')
            if control.endswith("-level"):
                options = VALUE.finditer(html, end, html.index("</select>", end))
                places |= {f"{control}={unescape(found[1])}": found.end() for found in options}
            else:
                places[control] = end
        return places

    def stamp(self, pieces: list[bytes], start: int, control: str, values: list[str]) -> None:
        """Fill in what was posted by a control, and open the bundle that it stands in."""
        text = values[0] if values else ""
        row = row_of(control)
        if control.endswith("-level"):
            control, said = f"{control}={text}", b" selected"
        elif row is None:
            said = CHECKED
        else:
            said = typed(text)
        if not text.strip() or control not in self._places:
            return
        pieces[start + self._places[control]] = said
        for first in self._bundles:
            if row is not None and first <= row:
                pieces[start + self._places[f"rows-{first}"]] = b" open"


def stamps_of(html: str, field: FactField) -> Stamps:
    """Return the places in a field's HTML."""
    return (RowStamps if field.fact.kind in LISTS else Stamps)(html, field)
