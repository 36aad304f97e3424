"""What stands before Flask: it answers with kept pages, and passes everything else on.

A page without answers is the same for everybody, so nothing of what Flask does for a request
changes it: it costs a quarter of what it costs behind Flask. Whether the request is addressed to
us, what is logged and counted, and the page itself are decided where they are for all others.
"""

from collections.abc import Iterable
from time import perf_counter
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from selfcheck.web.access_log import TRIAL, AccessLog, Answered, request_id
from selfcheck.web.kept_pages import KeptPages
from selfcheck.web.security import Door

READING = frozenset(("GET", "HEAD"))


class Front:
    """Answers for the application where a page is kept that is asked for again."""

    def __init__(
        self, application: WSGIApplication, kept: KeptPages, door: Door, log: AccessLog
    ) -> None:
        self._application = application
        self._kept = kept
        self._door = door
        self._log = log

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        started = perf_counter()
        method = environ["REQUEST_METHOD"]
        place = self._kept.at(environ) if method in READING else None
        if (
            place is None
            or environ.get("CONTENT_LENGTH", "0") not in ("", "0")
            or TRIAL in environ
            or not self._door.admits(environ)
        ):
            return self._application(environ, start_response)
        identity = request_id(environ.get("HTTP_X_REQUEST_ID", ""))
        status, headers, body = place.page.said_to(environ)
        start_response(status, [*headers, ("X-Request-Id", identity)])
        took = perf_counter() - started
        self._log.answered(
            identity, Answered(method, place.rule, int(status[:3]), took, 0, len(body))
        )
        return (body,) if method == "GET" else ()
