"""Responses: HTML, JSON and problem details, each with its caching said."""

from typing import Any

import orjson
from flask import Response

ANSWER = "private, no-cache"
HTML = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", ANSWER)]
"""The headers of a page that was made for one person alone."""
JSON_TYPE = "application/json"
JSON = [("Content-Type", JSON_TYPE), ("Cache-Control", "no-store")]
"""The headers of JSON."""


def html(body: bytes, status: int = 200, caching: str = ANSWER) -> Response:
    """Return a page."""
    response = Response(body, status, mimetype="text/html")
    response.headers["Cache-Control"] = caching
    return response


def json(value: Any, status: int = 200, mimetype: str = JSON_TYPE) -> Response:
    """Return a value as JSON."""
    response = Response(orjson.dumps(value), status, mimetype=mimetype)
    response.headers["Cache-Control"] = "no-store"
    return response


def problem(details: dict[str, Any]) -> Response:
    """Return problem details (RFC 9457)."""
    return json(details, details["status"], "application/problem+json")
