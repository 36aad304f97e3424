"""Gunicorn's threaded worker, but for what it says when a request is no request.

Its own answer carries none of the headers that close our answers, and repeats what was sent; its
own log line has the address. Here the answer is a status, and the log has the kind of error.
"""

import os
import socket
from http import HTTPStatus

from gunicorn.http.errors import (
    ExpectationFailed,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.workers.gthread import ThreadWorker

from selfcheck.web.errors import places
from selfcheck.web.security import closing_headers
from selfcheck.web.settings import Settings

STATUSES: dict[type[Exception], HTTPStatus] = {
    LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
    ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
}


class ClosedWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Answers what is no request with a status and the closing headers, and nothing else."""

    def handle_error(
        self, _request: object, client: socket.socket, _address: object, error: Exception
    ) -> None:
        """Answer a request that cannot be read, or whose answer failed outside the application."""
        status = _status(error)
        if status is HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.error("%s: %s", type(error).__name__, places(error))
        else:
            self.log.debug("no request: %s", type(error).__name__)
        try:
            client.sendall(_answer(status))
        except OSError:
            self.log.debug("the client is gone")


def _status(error: Exception) -> HTTPStatus:
    if type(error) in STATUSES:
        return STATUSES[type(error)]
    if isinstance(error, ParseException):
        return HTTPStatus.BAD_REQUEST
    return HTTPStatus.INTERNAL_SERVER_ERROR


def _answer(status: HTTPStatus) -> bytes:
    headers = {
        **closing_headers(Settings.from_environment(os.environ)),
        "Cache-Control": "no-store",
        "Connection": "close",
        "Content-Type": "text/plain",
        "Content-Length": str(len(status.phrase)),
    }
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{n}: {v}" for n, v in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n" + status.phrase).encode("ascii")
