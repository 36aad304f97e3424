"""What stands in a page for a value: escaped and encoded once, where it is written."""

import html
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

EDGE = "\0"
"""NUL, which HTML does not allow: no value brings it into a page."""

AND, LESS, MORE, QUOTE, APOSTROPHE = b"&<>\"'"
TEXTS = frozenset((str,))
NUMBERS = (int, float)
special = re.compile("[&<>\"'\0]").search


def safe(text: str) -> Markup:
    """Return a text that needs no escaping, marked as such; `Markup` itself looks at it first."""
    return str.__new__(Markup, text)


def escaped(value: object) -> str:
    """Return what stands in a page for a value: escaped, unless it is marked as safe already.

    Nothing stands there for None.
    """
    if type(value) is str:
        return html.escape(value.replace(EDGE, "")) if special(value) else value
    if type(value) is Markup:
        return value
    return "" if value is None else escape(value)


def all_written(values: Sequence[Any]) -> list[bytes]:
    """Return what stands in a page for each of the values, encoded.

    Most are texts without anything special, which is seen of all of them at once.
    """
    try:
        whole = EDGE.join(values).encode()
    except TypeError:  # a number or nothing among them
        values = [value if isinstance(value, str) else _as_text(value) for value in values]
        whole = EDGE.join(values).encode()
    if whole.count(b"\0") != len(values) - 1 or _has_special(whole):
        return [escaped(value).encode() for value in values]
    return whole.split(b"\0")


def joined(pieces: list[Any]) -> bytes:
    """Return encoded texts and values in turn, a text first, as what stands in a page."""
    pieces[1::2] = all_written(pieces[1::2])
    return b"".join(pieces)


def _has_special(text: bytes) -> bool:
    # To look for one sign after the other, by its number, is several times as fast as a pattern.
    return AND in text or LESS in text or MORE in text or QUOTE in text or APOSTROPHE in text


def _as_text(value: object) -> str:
    return str(value) if type(value) in NUMBERS else escaped(value)


def filled(text: str, **values: object) -> str:
    """Return a translated text, which is safe, with its places filled."""
    if _is_plain(text) and TEXTS.issuperset(map(type, values.values())):
        return text % values
    return safe(text % {name: escaped(value) for name, value in values.items()})


@lru_cache(maxsize=1024)
def _is_plain(text: str) -> bool:
    """Say whether a text of a template is escaped like what fills it, or has markup of its own."""
    return not special(text)
