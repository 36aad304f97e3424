"""What every request must satisfy and every answer carries."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Request, Response, abort, request
from werkzeug.sansio.utils import host_is_trusted

from selfcheck.web.settings import Settings

BODY_LIMIT = 32 * 1024
FIELD_LIMIT = 200
"""How many fields a form may have, where the rules ask for no more."""
LONGEST_HOST = 261
"""Characters of the longest name that there can be, with a port."""
FORM_TYPE = "application/x-www-form-urlencoded"
OK = 200
EMBED_PAGE = "/embed/"
EMBEDDED = "embed=1"
FRAME_SELF = "frame-src 'self'; "
MOVED = 308
IMMUTABLE = "public, max-age=31536000, immutable"


def guard(app: Flask, settings: Settings, ruleset: str, door: "Door", fields: int) -> None:
    """Make the app refuse what is no honest request, and close its answers to everything else.

    `fields` is how many a form may have.
    """
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.before_request(_guardian(door, fields))
    app.after_request(_long_lived)
    app.after_request(_staying_here)
    app.wsgi_app = ClosedAnswers(app.wsgi_app, _headers(settings, ruleset))  # type: ignore[method-assign]


class ClosedAnswers:
    """Puts the closing headers on every answer, whoever made it."""

    def __init__(
        self, application: WSGIApplication, headers: Callable[[str, str], list[tuple[str, str]]]
    ) -> None:
        self._application = application
        self._headers = headers

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        closing = self._headers(environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""))

        def start(status: str, headers: list[tuple[str, str]], *args: Any) -> Any:
            kept = {name for name, _ in headers}
            if "Cache-Control" not in kept:
                headers.append(("Cache-Control", "private, no-cache"))
            return start_response(status, headers + closing, *args)

        return self._application(environ, start)


def _long_lived(response: Response) -> Response:
    """Let a built file that is addressed by its content be kept for ever."""
    if request.endpoint == "static" and "v" in request.args and response.status_code == OK:
        response.headers["Cache-Control"] = IMMUTABLE
    return response


def _staying_here(response: Response) -> Response:
    """Let a redirect name no server: behind nginx it would lead from https to http."""
    if response.status_code == MOVED:
        response.headers["Location"] = (
            urlsplit(response.headers["Location"])._replace(scheme="", netloc="").geturl()
        )
    return response


class Door:
    """Knows which requests are addressed to this server, by one of its names where it has any."""

    def __init__(self, hosts: Iterable[str]) -> None:
        self._hosts = frozenset(hosts)
        self._is_ours = lru_cache(maxsize=64)(self._has_name)

    def admits(self, environ: WSGIEnvironment) -> bool:
        """Say whether the request line has a path and nothing else, and the headers our name."""
        path: str = environ.get("RAW_URI", "/")
        host: str | None = environ.get("HTTP_HOST")
        if not path.startswith("/") or (host is None and environ["SERVER_PROTOCOL"] != "HTTP/1.0"):
            return False
        if not self._hosts:
            return True
        if host is None:
            return environ["SERVER_NAME"] in self._hosts
        return len(host) <= LONGEST_HOST and self._is_ours(host)

    def _has_name(self, host: str) -> bool:
        return host_is_trusted(host) and urlsplit(f"//{host}").hostname in self._hosts


def most_fields(controls: int) -> int:
    """Return how many fields a form may have where the longest one has so many controls."""
    return max(FIELD_LIMIT, 2 * controls)


def _guardian(door: Door, fields: int) -> Callable[[], None]:
    def refuse() -> None:
        if not door.admits(request.environ):
            abort(400)
        if request.method == "POST":
            _check_body(request, fields)

    return refuse


def _check_body(posted: Request, fields: int) -> None:
    """Refuse a body without a length, one that is too long, and one with too many fields."""
    length = posted.content_length or 0
    _refuse(fault_of_head(posted.environ, length))
    if not posted.path.startswith("/api/"):
        if length and posted.mimetype != FORM_TYPE:
            abort(400)
        body = posted.get_data(cache=True, parse_form_data=False)
        _refuse(fault_of_form(body, length, fields))


def _refuse(fault: int | None) -> None:
    if fault is not None:
        abort(fault)


def fault_of_head(environ: WSGIEnvironment, length: int) -> int | None:
    """Return the status that refuses a post for what its headers say of the body, None for none."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        return 411
    if length > BODY_LIMIT:
        return 413
    return 400 if "HTTP_CONTENT_ENCODING" in environ else None


def fault_of_form(body: bytes, length: int, fields: int) -> int | None:
    """Return the status that refuses a form which would be read in part, or as nothing at all."""
    if len(body) != length or not _is_text(body):
        return 400
    return 413 if body.count(b"&") >= fields else None


def _is_text(body: bytes) -> bool:
    if body.isascii():
        return True
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _headers(settings: Settings, ruleset: str) -> Callable[[str, str], list[tuple[str, str]]]:
    """Return what gives the headers for a path and a query; there are only four kinds."""
    made = {
        (frames, framed): [
            *closing_headers(settings, frames=frames, framed=framed).items(),
            ("Ruleset", ruleset),
        ]
        for frames in (False, True)
        for framed in (False, True)
    }

    def headers(path: str, query: str) -> list[tuple[str, str]]:
        return made[path.endswith(EMBED_PAGE), EMBEDDED in query]

    return headers


def closing_headers(
    settings: Settings, *, frames: bool = False, framed: bool = False
) -> dict[str, str]:
    """Return the headers that every answer carries.

    `frames`: the page shows one of ours in a frame; `framed`: it is meant to be shown in one.
    """
    ancestors = " ".join([*(["'self'"] if framed else []), *settings.frame_ancestors]) or "'none'"
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; "
        f"{FRAME_SELF if frames else ''}frame-ancestors {ancestors}"
    )
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
