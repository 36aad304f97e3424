"""What stands in a page for a value: escaped and encoded once, where it is written."""

import html
import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

EDGE = "\0"
"""NUL, which HTML does not allow: no value brings it into a page."""

special = re.compile("[&<>\"'\0]").search
special_in_html = re.compile("[&<>\"']").search


def escaped(value: object) -> str:
    """Return what stands in a page for a value: escaped, unless it is marked as safe already."""
    if type(value) is str:
        return html.escape(value.replace(EDGE, "")) if special(value) else value
    return value if type(value) is Markup else escape(value)


def written(value: object) -> bytes:
    """Return the same, encoded; what is encoded already stays as it is."""
    return value if type(value) is bytes else escaped(value).encode()


def all_written(values: Sequence[Any]) -> list[bytes]:
    """Return what stands in a page for each of the values; nothing for None.

    Most are texts without anything special, which is seen of all of them at once.
    """
    try:
        whole = EDGE.join(values)
    except TypeError:  # a number or None among them
        whole = ""
    if whole.count(EDGE) != len(values) - 1 or special_in_html(whole):
        return [b"" if value is None else written(value) for value in values]
    return whole.encode().split(EDGE.encode())


def filled(text: str, **values: object) -> Markup:
    """Return a translated text, which is safe, with its places filled."""
    safe = {name: escaped(value) for name, value in values.items()}
    return Markup(text % safe)  # noqa: S704 -- each value was escaped
