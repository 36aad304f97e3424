"""Clients that take their time: half a header, half a body, an answer that is not fetched."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.service.load import FORM, TLS
from tests.service.nginx import HOST
from tests.service.wire import FORM_TYPE, request

HEADERS = f"POST /zh/haining/ HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: ".encode()
BODIES = request("POST /zh/haining/ HTTP/1.1", FORM_TYPE, "Content-Length: 5000", body=b"hukou=")
READERS = request(
    "POST /zh/haining/ HTTP/1.1", FORM_TYPE, f"Content-Length: {len(FORM)}", body=FORM.encode()
)
IDLE = b""
PER_ADDRESS = 80


@contextmanager
def slow(port: int, count: int, begun: bytes, *, tls: bool = True) -> Iterator[list[socket.socket]]:
    """Hold that many connections open that have begun so, and go no further."""
    with ExitStack() as held:
        connections = []
        for number in range(count):
            source = f"127.0.{2 + number // PER_ADDRESS}.1"
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.bind((source, 0))
            connection.settimeout(30)
            connection.connect(("127.0.0.1", port))
            if tls:
                connection = TLS.wrap_socket(connection, server_hostname=HOST)
            held.callback(_closed, connection)
            connection.sendall(begun)
            connections.append(connection)
        if begun == READERS:
            for connection in connections:
                connection.recv(1)  # its result is made, and waits in nginx
        yield connections


def _closed(connection: socket.socket | ssl.SSLSocket) -> None:
    connection.close()
