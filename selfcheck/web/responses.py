"""Responses: HTML, JSON and problem details, each with its caching said."""

import gzip
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson
from flask import Response, request

KEPT = "public, no-cache"
ANSWER = "private, no-cache"


def html(body: str | bytes, status: int = 200, caching: str = ANSWER) -> Response:
    """Return a page."""
    response = Response(body, status, mimetype="text/html")
    response.headers["Cache-Control"] = caching
    return response


@dataclass(frozen=True)
class KeptPage:
    """A page without answers: rendered once, compressed once, asked again by its ETag."""

    plain: bytes
    packed: bytes
    etag: str

    @classmethod
    def of(cls, text: str | bytes) -> "KeptPage":
        """Make the page ready to be sent for ever."""
        plain = text.encode() if isinstance(text, str) else text
        return cls(plain, gzip.compress(plain, mtime=0), sha256(plain).hexdigest()[:20])

    def response(self, mimetype: str = "text/html") -> Response:
        """Return the page as the browser can take it, or 304 where it has it already."""
        packs = bool(request.accept_encodings["gzip"])
        response = Response(self.packed if packs else self.plain, mimetype=mimetype)
        response.headers["Cache-Control"] = KEPT
        response.headers["Vary"] = "Accept-Encoding"
        if packs:
            response.headers["Content-Encoding"] = "gzip"
        response.set_etag(f"{self.etag}-gzip" if packs else self.etag)
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
