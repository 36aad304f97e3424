"""Users in threads: each asks for pages, posts a form and calls the API, over and over; counted."""

import json
import socket
import ssl
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Event, Lock, Thread
from urllib.parse import urlencode

from tests.people import ANSWERS
from tests.web.form_data import as_form

FORM = urlencode(as_form(ANSWERS), doseq=True)
JSON = json.dumps({"answers": ANSWERS})
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}
JSON_TYPE = {"Content-Type": "application/json"}
Request = tuple[str, str, str | None, dict[str, str]]
REQUESTS: tuple[Request, ...] = (
    ("GET", "/zh/haining/", None, {}),
    ("POST", "/zh/haining/", FORM, FORM_TYPE),
    ("POST", "/api/v1/assess", JSON, JSON_TYPE),
    ("GET", "/en/xiuzhou/rules/", None, {}),
)
SOAKED: tuple[Request, ...] = (
    *REQUESTS,
    ("GET", "/zh/", None, {}),
    ("POST", "/zh/compare/", FORM, FORM_TYPE),
    ("POST", "/en/haining/", FORM, FORM_TYPE),
    ("POST", "/api/v1/compare", JSON, JSON_TYPE),
)
"""The same with what is asked for less often."""
LIMIT = 20.0
"""Seconds after which an answer counts as failed."""


@dataclass
class Count:
    """What a crowd of users saw: answers, failures by what went wrong, rules, the slowest."""

    answered: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    versions: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    @property
    def failed(self) -> int:
        """How many requests failed."""
        return self.failures.total()

    def share(self, part: float) -> float:
        """Return the seconds within which that part of the answers came."""
        with self.lock:
            ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


class Here(HTTPConnection):
    """A connection to this machine, whatever name is asked for."""

    def __init__(self, host: str, port: int, source: str, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._source = source

    def connect(self) -> None:
        """Connect to the loopback address, from another one of this machine."""
        self.sock = socket.create_connection(
            ("127.0.0.1", self.port), self.timeout, (self._source, 0)
        )


class HereTls(Here):
    """The same with TLS; the certificate is one that the test signed itself."""

    def connect(self) -> None:
        """Connect, and shake hands under the name asked for."""
        super().connect()
        self.sock = TLS.wrap_socket(self.sock, server_hostname=self.host)


TLS = ssl.create_default_context()
TLS.check_hostname = False
TLS.verify_mode = ssl.CERT_NONE


@dataclass(frozen=True)
class Crowd:
    """Users of one server: how many, where, and whether they keep their connections.

    `host` is the name they ask for; they reach it on this machine, from the address `source`,
    or each from an address of his own. `rate` is how many requests a second they make together
    at most, where not as many as they can.
    """

    port: int
    users: int = 8
    keeps: bool = False
    tls: bool = False
    host: str = "127.0.0.1"
    source: str = "127.0.0.1"
    apart: bool = False
    rate: float = 0
    requests: tuple[Request, ...] = REQUESTS

    @contextmanager
    def asking(self) -> Iterator[Count]:
        """Have the users ask until the block ends; yield what they count."""
        count, stop = Count(), Event()
        threads = [Thread(target=self._user, args=(count, stop, n)) for n in range(self.users)]
        for thread in threads:
            thread.start()
        try:
            yield count
        finally:
            stop.set()
            for thread in threads:
                thread.join()

    def connect(self, number: int = 0) -> HTTPConnection:
        """Return a connection to the server, for the user of the number."""
        source = f"127.0.1.{number % 250 + 1}" if self.apart else self.source
        kind = HereTls if self.tls else Here
        return kind(self.host, self.port, source, LIMIT)

    def _user(self, count: Count, stop: Event, number: int) -> None:
        connection = self.connect(number)
        due = time.monotonic()
        while not stop.is_set():
            number += 1
            if self.rate:
                due += self.users / self.rate
                stop.wait(due - time.monotonic())
            started = time.monotonic()
            wrong, version = self._ask(connection, number)
            took = time.monotonic() - started
            with count.lock:
                count.seconds.append(took)
                if wrong:
                    count.failures[wrong] += 1
                else:
                    count.answered += 1
                    count.versions[version] += 1
            if wrong or not self.keeps:
                connection.close()
        connection.close()

    def _ask(self, connection: HTTPConnection, number: int) -> tuple[str, str]:
        method, path, body, headers = self.requests[number % len(self.requests)]
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        except (OSError, HTTPException) as error:
            return f"{method} {path}: {type(error).__name__} {error}", ""
        version = response.headers.get("Ruleset", "")
        return _wrong(method, path, response, text), version


def _wrong(method: str, path: str, response: HTTPResponse, text: str) -> str:
    """Return what is wrong with an answer: its status, or words of other rules than it names."""
    version = response.headers.get("Ruleset", "")
    if response.status != 200:
        return f"{method} {path}: {response.status}"
    if version not in text:
        return f"{method} {path}: words of other rules"
    return ""
