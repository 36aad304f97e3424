"""What stands in a page for a value: escaped once, where it is written."""

import html
import re

from markupsafe import Markup, escape

special = re.compile("[&<>\"'\0]").search


def written(value: object) -> str:
    """Return what stands in a page for a value: escaped, unless it is marked as safe already.

    NUL, of which marks are made and which HTML does not allow, is left out.
    """
    if type(value) is str:
        return html.escape(value.replace("\0", "")) if special(value) else value
    return value if type(value) is Markup else escape(value)


def filled(text: str, **values: object) -> Markup:
    """Return a translated text, which is safe, with its places filled."""
    safe = {name: written(value) for name, value in values.items()}
    return Markup(text % safe)  # noqa: S704 -- each value was escaped
