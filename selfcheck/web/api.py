"""The API: the same self-check, in JSON."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import orjson
from flask import Blueprint, Response, abort, request

from selfcheck.clock import today
from selfcheck.presenter.selfcheck import Refused
from selfcheck.web.openapi import description
from selfcheck.web.responses import JSON, JSON_TYPE, json, problem
from selfcheck.web.site import Site
from selfcheck.web.standing import Standing

Told = Callable[[bytes, date], dict[str, Any]]


def posted_json() -> bytes:
    """Return the JSON text that was posted, whole. 415 for any other type, 400 for half a body."""
    if request.mimetype != JSON_TYPE:
        abort(415)
    body = request.get_data(cache=False)
    if len(body) != (request.content_length or 0):
        abort(400)
    return body


def api(site: Site, standing: Callable[[], Standing]) -> Blueprint:
    """Return the blueprint of the API, and of the two health checks."""
    made = Blueprint("api", __name__)
    described = description(site.rulebook, list(site.languages))

    @made.post("/api/v1/assess")
    def assess() -> Response:
        """Answer one request."""
        return _answered(site, site.selfcheck.answer_json)

    @made.post("/api/v1/compare")
    def compare() -> Response:
        """Answer one request for every unit."""
        return _answered(site, site.selfcheck.comparison_json)

    @made.get("/api/v1/openapi.json")
    def openapi() -> Response:
        """Describe the API."""
        return json(described)

    @made.get("/healthz")
    def healthz() -> Response:
        """Say that the process answers."""
        return json({"status": "ok"})

    @made.get("/readyz")
    def readyz() -> Response:
        """Say which rules serve, since when, and whether newer ones were refused."""
        return json(standing().as_json())

    return made


def _answered(site: Site, answer: Told) -> Response:
    """Return the answer to the request's JSON, or the problem with it."""
    site.posts.know(JSON_TYPE, JSON, partial(_answer, answer))
    try:
        return json(answer(posted_json(), today()))
    except Refused as refused:
        return problem(refused.problem)


def _answer(answer: Told, posted: bytes) -> bytes | None:
    try:
        return orjson.dumps(answer(posted, today()))
    except Refused:
        return None
