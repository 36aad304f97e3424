"""Which packing of a page or built file a browser is sent: br, gzip, or none.

Both are made once, beside the plain bytes; only what they are called and how a browser asks for
them stands here.
"""

from functools import lru_cache

from werkzeug.http import parse_accept_header

ENDINGS = {"br": ".br", "gzip": ".gz"}
"""What the built files are called when packed; the better packing comes first."""

ORDINARY = 120
"""Browsers ask in fewer characters; what is longer is read anew each time, and not remembered."""


def packing_for(asked: str) -> str:
    """Return the packing that an Accept-Encoding header asks for, an empty text for none.

    Of those wanted equally the better one is taken; what is wanted less than plain is not.
    """
    return _remembered(asked) if len(asked) <= ORDINARY else _read(asked)


def _read(asked: str) -> str:
    accepted = parse_accept_header(asked)
    best = max(ENDINGS, key=lambda name: accepted[name])
    wanted = accepted[best]
    return best if wanted > 0 and wanted >= accepted["identity"] else ""


_remembered = lru_cache(maxsize=64)(_read)
