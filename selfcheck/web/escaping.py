"""What stands in a page for a value: escaped once, where it is written."""

import html
import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

special = re.compile("[&<>\"'\0]").search


def written(value: object) -> str:
    """Return what stands in a page for a value: escaped, unless it is marked as safe already.

    NUL, of which marks are made and which HTML does not allow, is left out.
    """
    if type(value) is str:
        return html.escape(value.replace("\0", "")) if special(value) else value
    return value if type(value) is Markup else escape(value)


def all_written(values: Iterable[Any]) -> tuple[str, ...]:
    """Return what stands in a page for each of the values; nothing for None.

    Most are texts without anything special, which is seen of all of them at once.
    """
    texts = ["" if value is None else value for value in values]
    try:
        plain = not special("".join(texts))
    except TypeError:
        plain = False  # a number among them
    return tuple(texts if plain else map(written, texts))


def filled(text: str, **values: object) -> Markup:
    """Return a translated text, which is safe, with its places filled."""
    safe = {name: written(value) for name, value in values.items()}
    return Markup(text % safe)  # noqa: S704 -- each value was escaped
