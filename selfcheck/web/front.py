"""What stands before Flask: it answers what is asked for again, and passes everything else on.

A page without answers is the same for everybody, and a form or request in order needs nothing but
what makes its answer: nothing of what Flask does for a request changes either. Whether the request
is addressed to us, what is logged and counted, and the answer itself are decided where they are for
all others.
"""

from collections.abc import Iterable
from time import perf_counter
from typing import NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.routing import Rule

from selfcheck.web.access_log import TRIAL, AccessLog, Answered, request_id
from selfcheck.web.kept_pages import Headers, KeptPages
from selfcheck.web.posts import Posts
from selfcheck.web.security import Door

READING = frozenset(("GET", "HEAD"))


class Found(NamedTuple):
    """An answer, the route it belongs to, and the bytes that came."""

    rule: Rule
    status: str
    headers: Headers
    body: bytes
    received: int = 0


class Front:
    """Answers for the application where a page is kept, or where was posted to before."""

    def __init__(
        self,
        application: WSGIApplication,
        kept: KeptPages,
        posts: Posts,
        door: Door,
        log: AccessLog,
    ) -> None:
        self._application = application
        self._kept = kept
        self._posts = posts
        self._door = door
        self._log = log

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        started = perf_counter()
        method = environ["REQUEST_METHOD"]
        found = None
        if TRIAL not in environ and self._door.admits(environ):
            if method == "POST":
                found = self._posted(environ)
            elif method in READING:
                found = self._read(environ)
        if found is None:
            return self._application(environ, start_response)
        rule, status, headers, body, received = found
        identity = request_id(environ.get("HTTP_X_REQUEST_ID", ""))
        start_response(status, [*headers, ("X-Request-Id", identity)])
        took = perf_counter() - started
        self._log.answered(
            identity, Answered(method, rule, int(status[:3]), took, received, len(body))
        )
        return () if method == "HEAD" else (body,)

    def _read(self, environ: WSGIEnvironment) -> Found | None:
        place = self._kept.at(environ)
        if place is None or environ.get("CONTENT_LENGTH", "0") not in ("", "0"):
            return None
        return Found(place.rule, *place.page.said_to(environ))

    def _posted(self, environ: WSGIEnvironment) -> Found | None:
        post = self._posts.at(environ)
        said = post and self._posts.answer(post, environ)
        if not post or not said:
            return None
        return Found(post.rule, "200 OK", *said, int(environ["CONTENT_LENGTH"]))
