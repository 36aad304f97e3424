"""The access log: method, route, status, milliseconds; never an address, a query or an answer.

With SELFCHECK_LOG=json each line is JSON, and has the id of the request too: the one that nginx
gave it, or one by chance. The answer carries it, so that somebody who reports a fault can name it.
"""

import logging
import os
import re
from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

import orjson
from flask import Flask, Response, g, request
from werkzeug.routing import Rule

from selfcheck.clock import now

logger = logging.getLogger("selfcheck.access")

TRIAL = "selfcheck.trial"
"""Set in the environment of a request that the application makes of itself."""

GIVEN_ID = re.compile(r"[0-9a-f]{32}\Z", re.ASCII)
FIELDS = ("method", "route", "status", "ms")
LINE = "%s %s %d %.1f ms"

Count = Callable[[str | None, int, float, int, int], None]
"""What counts an answer: route, status, seconds, bytes that came, bytes that went."""


def request_id(given: str) -> str:
    """Return the id of a request: the one that nginx gave it, or one by chance."""
    return given if GIVEN_ID.match(given) else os.urandom(16).hex()


class AccessLog:
    """Writes a line for each answer, and counts it."""

    def __init__(self, count: Count | None = None) -> None:
        self._count = count

    def answered(self, identity: str, answer: "Answered") -> None:
        """Write and count one answer to the request of the id."""
        method, rule, status, seconds, received, sent = answer
        logger.info(
            LINE,
            method,
            rule.rule if rule else "-",
            status,
            seconds * 1000,
            extra={"request_id": identity},
        )
        if self._count is not None:
            self._count(rule.endpoint if rule else None, status, seconds, received, sent)


class Answered(NamedTuple):
    """What is told of an answer: how long it took, and the bytes that came and went."""

    method: str
    rule: Rule | None
    status: int
    seconds: float
    received: int
    sent: int


def log_access(app: Flask, log: AccessLog) -> None:
    """Make the app log each request that it answers, but for those it makes of itself."""

    def start() -> None:
        g.started = perf_counter()
        g.request_id = request_id(request.headers.get("X-Request-Id", ""))

    def end(response: Response) -> Response:
        if TRIAL in request.environ:
            return response
        identity = g.get("request_id", "-")
        log.answered(
            identity,
            Answered(
                request.method,
                request.url_rule,
                response.status_code,
                perf_counter() - g.started if "started" in g else 0.0,
                request.content_length or 0,
                response.content_length or 0,
            ),
        )
        response.headers["X-Request-Id"] = identity
        return response

    app.before_request(start)
    app.after_request(end)


class JsonLines(logging.Formatter):
    """Writes a record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields = {
            "at": now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        identity = getattr(record, "request_id", None)
        if identity:
            fields["request_id"] = identity
        if record.msg is LINE and isinstance(record.args, tuple):
            return orjson.dumps({**fields, **_access(record.args)}).decode()
        fields["message"] = record.getMessage()
        if record.exc_info:
            fields["trace"] = self.formatException(record.exc_info)
        return orjson.dumps(fields).decode()


def _access(values: tuple[object, ...]) -> dict[str, object]:
    found = dict(zip(FIELDS, values, strict=True))
    milliseconds = found["ms"]
    return {**found, "ms": round(milliseconds, 1) if isinstance(milliseconds, float) else 0}


def write_logs(form: str) -> None:
    """Write what the application logs to the error output, as text or (`json`) as JSON lines."""
    top = logging.getLogger("selfcheck")
    if not top.handlers:
        top.addHandler(logging.StreamHandler())
        top.setLevel(logging.INFO)
        top.propagate = False
    formatter = JsonLines() if form == "json" else logging.Formatter("%(name)s %(message)s")
    for handler in top.handlers:
        handler.setFormatter(formatter)
    # No line of ours names the line of code or the kind of process that it comes from, and to look
    # them up is a third of what it costs ("Optimization" in Python's description of logging).
    # gunicorn's lines name the number of the process: that stays.
    logging.logMultiprocessing = False
    logging._srcfile = None
