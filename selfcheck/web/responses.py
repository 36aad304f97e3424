"""Responses: HTML, JSON and problem details, each with its caching said."""

import gzip
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import brotli
import orjson
from flask import Response, request

from selfcheck.web.packing import packing_for

KEPT = "public, no-cache"
ANSWER = "private, no-cache"
BROTLI_QUALITY = 9
"""The best takes six times as long, for which somebody would wait, and is a thirteenth smaller."""


def html(body: bytes, status: int = 200, caching: str = ANSWER) -> Response:
    """Return a page."""
    response = Response(body, status, mimetype="text/html")
    response.headers["Cache-Control"] = caching
    return response


@dataclass(frozen=True)
class KeptPage:
    """A page without answers: rendered once, packed once, asked again by its ETag."""

    bodies: dict[str, bytes]
    """The page by packing; plain under an empty text."""
    etag: str

    @classmethod
    def of(cls, plain: bytes) -> "KeptPage":
        """Make the page ready to be sent for ever."""
        bodies = {
            "": plain,
            "gzip": gzip.compress(plain, mtime=0),
            "br": brotli.compress(plain, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY),
        }
        return cls(bodies, sha256(plain).hexdigest()[:20])

    def response(self, mimetype: str = "text/html") -> Response:
        """Return the page as the browser can take it, or 304 where it has it already."""
        packing = packing_for(request.headers.get("Accept-Encoding", ""))
        response = Response(self.bodies[packing], mimetype=mimetype)
        response.headers["Cache-Control"] = KEPT
        response.headers["Vary"] = "Accept-Encoding"
        if packing:
            response.headers["Content-Encoding"] = packing
        response.set_etag(f"{self.etag}-{packing}" if packing else self.etag)
        response.make_conditional(request)
        return response


def json(value: Any, status: int = 200, mimetype: str = "application/json") -> Response:
    """Return a value as JSON."""
    response = Response(orjson.dumps(value), status, mimetype=mimetype)
    response.headers["Cache-Control"] = "no-store"
    return response


def problem(details: dict[str, Any]) -> Response:
    """Return problem details (RFC 9457)."""
    return json(details, details["status"], "application/problem+json")
