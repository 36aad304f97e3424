"""Texts that stand in a page as short marks until the page is encoded.

Most of a result is the same for many people. Such a text is encoded once; while a page is put
together, a mark of a few letters is carried about instead of it. A mark is made of the character
NUL, which no text of a page can hold (`escaping.py`).
"""

from collections.abc import Mapping

from markupsafe import Markup

from selfcheck.web.breaks import unbroken

EDGE = "\x00"
"""Stands before and behind the name of a mark."""

NOTHING: Mapping[str, bytes] = {}


class Marks:
    """The marked texts of one language."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._encoded: dict[str, bytes] = {}

    def mark(self, text: str) -> str:
        """Keep the text for as long as the process lives, and return the mark for it."""
        name = f"{len(self._texts):x}"
        self._texts[name] = whole = self.whole(text)
        self._encoded[name] = whole.encode()
        return marked(name)

    def encoded(self, page: str, filling: Mapping[str, bytes] = NOTHING) -> bytes:
        """Return the page with the texts in the places of their marks.

        `filling` holds what stands for marks of other names, which are no hexadecimal numbers.
        Raises KeyError for a mark that is neither.
        """
        pieces = page.split(EDGE)
        texts = self._encoded
        encoded: list[bytes] = [piece.encode() for piece in pieces]
        encoded[1::2] = [texts[name] if name in texts else filling[name] for name in pieces[1::2]]
        return b"".join(encoded)

    def parted(self, page: str, name: str) -> tuple[bytes, ...]:
        """Return what stands before, between and behind the marks of a name, encoded."""
        return tuple(self.encoded(part) for part in page.split(marked(name)))

    def whole(self, page: str) -> str:
        """Return the page as text, to be kept: with the texts in the places of their marks."""
        pieces = page.split(EDGE)
        pieces[1::2] = [self._texts[name] for name in pieces[1::2]]
        return unbroken("".join(pieces))


def marked(name: str) -> Markup:
    """Return the mark of the name."""
    return Markup(f"{EDGE}{name}{EDGE}")  # noqa: S704 -- a mark, not a text
