"""A field's finished HTML with places for what was posted: found once, filled for each request.

The blank field is never searched again: `checked` goes behind the value that was chosen, `value`
behind the name of a box that was typed in.
"""

import re
from html import unescape
from itertools import pairwise

from markupsafe import escape

from selfcheck.rules.model.facts import FactKind
from selfcheck.web.forms import Controls, FactField

TYPED: tuple[FactKind, ...] = ("date", "months", "number", "yuan", "events", "periods")
VALUE = re.compile(r' value="([^"]*)"')


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

    def stamped(self, posted: Controls) -> bytes:
        """Return the HTML with what was posted."""
        pieces = self.pieces.copy()
        for control in self._controls:
            self.stamp(pieces, 0, control, posted.getlist(control))
        return b"".join(pieces)

    def stamp(self, pieces: list[bytes], start: int, control: str, values: list[str]) -> None:
        """Fill in what was posted by a control; what cannot be chosen leaves no mark.

        The field's own pieces begin at `start`.
        """
        if self._typed:
            place = start + self._places[control]
            pieces[place] = f' value="{escape(values[0])}"'.encode() if values else b""
            return
        for value in values:
            if value in self._places:
                pieces[start + self._places[value]] = b" checked"
