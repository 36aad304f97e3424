"""Posts that are answered before Flask: what nothing is wrong with, sent to where one was before.

Of what Flask does for a request nothing changes such an answer. Whatever is not plainly in order
is left to Flask, with its body: it alone refuses, and it alone tells of a failure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from wsgiref.types import WSGIEnvironment

from flask import request
from werkzeug.routing import Rule

from selfcheck.web.packing import as_sent
from selfcheck.web.security import fault_of_form, fault_of_head

LONG = 10
"""Digits of a length that nobody's form has."""

Headers = list[tuple[str, str]]
Answer = Callable[[bytes], bytes | None]
"""What makes the body of an answer from what was posted; None where Flask has to."""


@dataclass(frozen=True)
class Post:
    """A place to which is posted: its route, the type of what is posted, and how it is answered."""

    rule: Rule
    takes: str
    headers: Headers
    answer: Answer


class Posts:
    """The places to which was posted before; a form may have so many `fields`."""

    def __init__(self, fields: int) -> None:
        self.fields = fields
        self._known: dict[str, Post] = {}

    def know(self, takes: str, headers: Headers, answer: Answer) -> None:
        """Answer what is posted to the place of Flask's request like this from now on."""
        if request.url_rule is not None and not request.query_string:
            place = request.environ["PATH_INFO"]
            self._known[place] = Post(request.url_rule, takes, headers, answer)

    def at(self, environ: WSGIEnvironment) -> Post | None:
        """Return the place that is posted to, where it is known and the headers are in order."""
        post = self._known.get(environ["PATH_INFO"])
        if (
            post is None
            or environ.get("QUERY_STRING")
            or environ.get("CONTENT_TYPE") != post.takes
            or fault_of_head(environ, _length(environ)) is not None
        ):
            return None
        return post

    def answer(self, post: Post, environ: WSGIEnvironment) -> tuple[Headers, bytes] | None:
        """Return headers and body of the answer, None where Flask has to answer."""
        length = _length(environ)
        try:
            posted = _taken(environ, length)
            sound = length and fault_of_form(posted, length, self.fields) is None
            plain = post.answer(posted) if sound else None
        except Exception:  # what fails here fails in Flask again, which tells of it
            return None
        if plain is None:
            return None
        body, packing = as_sent(plain, environ.get("HTTP_ACCEPT_ENCODING", ""))
        return [*post.headers, ("Content-Length", str(len(body))), *packing], body


def _length(environ: WSGIEnvironment) -> int:
    """Return how long the body is, 0 where that is not plainly said."""
    said: str = environ.get("CONTENT_LENGTH", "")
    return int(said) if len(said) < LONG and said.isascii() and said.isdigit() else 0


def _taken(environ: WSGIEnvironment, length: int) -> bytes:
    """Return the body, and put it back for whoever reads it next."""
    body: bytes = environ["wsgi.input"].read(length)
    environ["wsgi.input"] = BytesIO(body)
    return body
