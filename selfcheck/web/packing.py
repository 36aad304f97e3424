"""Which packing an answer is sent in, and the packing of what is made anew.

Pages without answers and built files are packed once, beside the plain bytes, with br and gzip:
only what these are called, and how a browser asks for them, stands here. A result is another one
for everybody: it is packed as it is sent, with zstd, or gzip for a browser that takes no zstd.
"""

import sys
from functools import lru_cache

from flask import Response, request
from werkzeug.http import parse_accept_header
from zlib_ng import zlib_ng

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ENDINGS = {"br": ".br", "gzip": ".gz"}
"""What the built files are called when packed; the better packing comes first."""

AS_SENT = ("zstd", "gzip")
"""The packings of what is made anew for each request; the cheaper one comes first."""

ORDINARY = 120
"""Browsers ask in fewer characters; what is longer is read anew each time, and not remembered."""

LEAST = 1000
"""Bytes below which packing gains less than its headers."""

GZIP_LEVEL = 5
"""zlib-ng's: as small as zlib's at 5, in little more than half the time."""

ZSTD_LEVEL = 3
"""A thirtieth larger than gzip, in a fifth of its time."""

GZIP = 31
"""The window of 32 KB, in gzip's frame."""


def packing_for(asked: str, among: tuple[str, ...] = tuple(ENDINGS)) -> str:
    """Return the packing that an Accept-Encoding header asks for, an empty text for none.

    Of those wanted equally the one that comes first is taken; what is wanted less than plain is
    not.
    """
    return _remembered(asked, among) if len(asked) <= ORDINARY else _read(asked, among)


def packed_as_sent(response: Response) -> Response:
    """Pack an answer that was made for this request alone, where the browser takes that.

    What says on which headers it depends was packed where it is kept.
    """
    if response.direct_passthrough or "Vary" in response.headers:
        return response
    body, headers = as_sent(response.get_data(), request.environ.get("HTTP_ACCEPT_ENCODING", ""))
    response.set_data(body)
    response.headers.extend(headers)
    return response


def as_sent(plain: bytes, asked: str) -> tuple[bytes, list[tuple[str, str]]]:
    """Return a body as an Accept-Encoding header lets it be sent, and the headers that say how."""
    if len(plain) < LEAST:
        return plain, []
    packing = packing_for(asked, AS_SENT)
    headers = [("Vary", "Accept-Encoding")]
    if not packing:
        return plain, headers
    headers.append(("Content-Encoding", packing))
    if packing == "zstd":
        return zstd.compress(plain, ZSTD_LEVEL), headers
    return zlib_ng.compress(plain, GZIP_LEVEL, GZIP), headers


def _read(asked: str, among: tuple[str, ...]) -> str:
    accepted = parse_accept_header(asked)
    best = max(among, key=lambda name: accepted[name])
    wanted = accepted[best]
    return best if wanted > 0 and wanted >= accepted["identity"] else ""


_remembered = lru_cache(maxsize=128)(_read)
