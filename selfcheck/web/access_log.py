"""The access log: method, route, status, milliseconds; never an address, a query or an answer."""

import logging
from time import perf_counter

from flask import Flask, Response, g, request

logger = logging.getLogger("selfcheck.access")

TRIAL = "selfcheck.trial"
"""Set in the environment of a request that the application makes of itself."""


def log_access(app: Flask) -> None:
    """Make the app log each request in one line."""

    def start() -> None:
        g.started = perf_counter()

    def end(response: Response) -> Response:
        if TRIAL in request.environ:
            return response
        route = request.url_rule.rule if request.url_rule else "-"
        milliseconds = (perf_counter() - g.started) * 1000 if "started" in g else 0.0
        logger.info("%s %s %d %.1f ms", request.method, route, response.status_code, milliseconds)
        return response

    app.before_request(start)
    app.after_request(end)
