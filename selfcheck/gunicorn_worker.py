"""Gunicorn's threaded worker, but for two things.

When a request is no request, its own answer carries none of the headers that close our answers,
and repeats what was sent; its own log line has the address. Here the answer is a status, and the
log has the kind of error.

It sends the head of an answer and then, when its thread has its turn again, the body. A worker
killed between the two leaves half an answer, which nginx cannot ask for again. Here both are sent
at once.
"""

import os
import socket
from http import HTTPStatus
from typing import Any, BinaryIO

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


class HeldSocket:
    """A socket that keeps back the first piece sent, until the next piece or `flush`."""

    def __init__(self, held: socket.socket) -> None:
        self._socket = held
        self._first = b""
        self._begun = False

    def __getattr__(self, name: str) -> Any:
        """Return what the socket has of that name."""
        return getattr(self._socket, name)

    def sendall(self, piece: bytes) -> None:
        """Keep the first piece; send any other, the first one before it."""
        if not self._begun:
            self._begun, self._first = True, piece
            return
        first, self._first = self._first, b""
        # Both at once without a copy of a long piece; what does not fit follows.
        sent = self._socket.sendmsg((first, piece))
        if sent < len(first) + len(piece):
            self._socket.sendall(memoryview(first + piece)[sent:])

    def sendfile(self, file: BinaryIO, offset: int, count: int) -> int:
        """Send what was kept back, then the file; return the number of its bytes sent."""
        self.flush()
        return self._socket.sendfile(file, offset, count)

    def flush(self) -> None:
        """Send what was kept back."""
        if self._first:
            self.sendall(b"")


class HeldConnection:
    """A connection of gunicorn's for the time of one answer, on a socket that holds the head."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.sock = HeldSocket(connection.sock)

    def __getattr__(self, name: str) -> Any:
        """Return what the connection has of that name."""
        return getattr(self._connection, name)


class ClosedWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Answers what is no request with a status and the closing headers, and nothing else."""

    def handle_request(self, request: object, connection: Any) -> bool:
        """Answer a request, head and body in one piece; say whether the connection stays open."""
        held = HeldConnection(connection)
        stays_open = bool(super().handle_request(request, held))
        held.sock.flush()
        return stays_open

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
