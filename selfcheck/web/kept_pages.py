"""What is rendered once, packed once, and sent to everybody: pages without answers, rules as JSON.

Kept under what it shows, and found again under where it was asked for: `front` answers from there,
before Flask. Both send the same status, headers and body, made here. Knows no view and no template.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from wsgiref.types import WSGIEnvironment

import brotli
from flask import Response, request
from werkzeug.http import is_resource_modified
from werkzeug.routing import Rule

from selfcheck.clock import today
from selfcheck.web.packing import packing_for

KEPT = "public, no-cache"
BROTLI_QUALITY = 9
"""The best takes six times as long, for which somebody would wait, and is a thirteenth smaller."""

PLACES = 1000
LONGEST_WISH = 120
"""Letters of the longest wish for languages that is remembered; browsers send fewer."""

Headers = list[tuple[str, str]]
Said = tuple[str, Headers, bytes]


@dataclass(frozen=True)
class Packed:
    """A page in one packing, with the headers that go with it and those of "you have it"."""

    etag: str
    body: bytes
    headers: Headers
    known: Headers

    @classmethod
    def of(cls, body: bytes, packing: str, digest: str, mimetype: str, vary: str) -> "Packed":
        """Make the headers."""
        etag = f'"{digest}-{packing}"' if packing else f'"{digest}"'
        known = [("Cache-Control", KEPT), ("Vary", vary), ("ETag", etag)]
        kind = f"{mimetype}; charset=utf-8" if mimetype.startswith("text/") else mimetype
        headers = [("Content-Type", kind), ("Content-Length", str(len(body))), *known]
        if packing:
            headers.append(("Content-Encoding", packing))
        return cls(etag, body, headers, known)


@dataclass(frozen=True)
class KeptPage:
    """A page without answers: rendered once, packed once, asked again by its ETag."""

    by_packing: dict[str, Packed]
    """The page by packing; plain under an empty text."""

    @classmethod
    def of(
        cls, plain: bytes, mimetype: str = "text/html", vary: str = "Accept-Encoding"
    ) -> "KeptPage":
        """Make the page ready to be sent for ever; `vary`: the headers that it depends on."""
        digest = sha256(plain).hexdigest()[:20]
        bodies = {
            "": plain,
            "gzip": gzip.compress(plain, mtime=0),
            "br": brotli.compress(plain, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY),
        }
        return cls(
            {
                packing: Packed.of(body, packing, digest, mimetype, vary)
                for packing, body in bodies.items()
            }
        )

    def said_to(self, environ: WSGIEnvironment) -> Said:
        """Return status, headers and body as the browser can take it; 304 where it has it."""
        packed = self.by_packing[packing_for(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        if environ.get("HTTP_IF_NONE_MATCH") == packed.etag:
            return "304 NOT MODIFIED", packed.known, b""
        if "HTTP_IF_NONE_MATCH" in environ and not is_resource_modified(environ, packed.etag):
            return "304 NOT MODIFIED", packed.known, b""
        return "200 OK", packed.headers, packed.body


@dataclass(frozen=True)
class Place:
    """Where a kept page was asked for, under which route, and on which day it is right there."""

    page: KeptPage
    rule: Rule
    day: date


class KeptPages:
    """All that is kept: by what it shows, and by where it was asked for.

    `queries` is what the pages themselves put behind a question mark. Whatever else somebody puts
    there is kept under no place.
    """

    def __init__(self, queries: frozenset[str]) -> None:
        self._queries = queries
        self._pages: dict[tuple[object, ...], KeptPage] = {}
        self._places: dict[tuple[str, str, str], Place] = {}

    def answer(self, key: tuple[object, ...], make: Callable[[], KeptPage]) -> Response:
        """Answer the request that Flask has with the page of the key, made where there is none."""
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = make()
        self._remember(page)
        status, headers, body = page.said_to(request.environ)
        return Response(body, status, headers)

    def at(self, environ: WSGIEnvironment) -> Place | None:
        """Return what was asked for before at the same place, if it is right today."""
        place = self._places.get(_place_of(environ))
        return place if place is not None and place.day == today() else None

    def _remember(self, page: KeptPage) -> None:
        place = path, query, wish = _place_of(request.environ)
        if (
            request.url_rule is None
            or query not in self._queries
            or len(path + wish) > LONGEST_WISH
        ):
            return
        if len(self._places) >= PLACES:
            self._places.clear()
        self._places[place] = Place(page, request.url_rule, today())


def _place_of(environ: WSGIEnvironment) -> tuple[str, str, str]:
    """Return path, query and, for the one page that depends on it, the wish for languages."""
    path: str = environ["PATH_INFO"]
    wish = environ.get("HTTP_ACCEPT_LANGUAGE", "") if path == "/" else ""
    return path, environ.get("QUERY_STRING", ""), wish
