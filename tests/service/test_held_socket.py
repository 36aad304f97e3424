"""The head of an answer goes out together with the body: a worker may be killed between two sends.

The sockets here keep each send apart, as a stream would not.
"""

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from selfcheck.gunicorn_worker import HeldSocket

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"
Pair = tuple[HeldSocket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    sending, receiving = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with sending, receiving:
        receiving.setblocking(False)
        yield HeldSocket(sending), receiving


def test_the_head_waits_for_the_body(pair: Pair) -> None:
    held, receiving = pair
    held.sendall(HEAD)
    with pytest.raises(BlockingIOError):
        receiving.recv(1000)
    held.sendall(b"body")
    assert receiving.recv(1000) == HEAD + b"body"


def test_what_follows_is_sent_as_it_comes(pair: Pair) -> None:
    held, receiving = pair
    for piece in (HEAD, b"bo", b"dy"):
        held.sendall(piece)
    held.flush()
    assert [receiving.recv(1000), receiving.recv(1000)] == [HEAD + b"bo", b"dy"]
    with pytest.raises(BlockingIOError):
        receiving.recv(1000)


def test_a_head_without_a_body_is_sent_at_the_end_and_once(pair: Pair) -> None:
    held, receiving = pair
    held.sendall(HEAD)
    held.flush()
    held.flush()
    assert receiving.recv(1000) == HEAD
    with pytest.raises(BlockingIOError):
        receiving.recv(1000)


def test_a_file_follows_its_head(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"0123456789")
    sending, receiving = socket.socketpair()
    with sending, receiving, file.open("rb") as opened:
        held = HeldSocket(sending)
        held.sendall(HEAD)
        assert held.sendfile(opened, offset=2, count=4) == 4
        held.flush()
        sending.shutdown(socket.SHUT_WR)
        assert receiving.makefile("rb").read() == HEAD + b"2345"


def test_it_is_the_socket_for_all_else(pair: Pair) -> None:
    held, receiving = pair
    receiving.send(b"asked")
    assert held.recv(1000) == b"asked"
    held.send(b"HTTP/1.1 100 Continue\r\n\r\n")
    assert receiving.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"


def test_a_body_longer_than_the_socket_holds_is_sent_whole() -> None:
    body = bytes(range(256)) * 8192
    sending, receiving = socket.socketpair()
    received: list[bytes] = []
    with receiving:
        reader = Thread(target=lambda: received.append(receiving.makefile("rb").read()))
        reader.start()
        with sending:
            held = HeldSocket(sending)
            held.sendall(HEAD)
            held.sendall(body)
        reader.join()
    assert received == [HEAD + body]
