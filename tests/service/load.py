"""Users in threads: each asks for pages, posts a form and calls the API, over and over; counted."""

import json
import ssl
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Event, Lock, Thread
from urllib.parse import urlencode

from tests.people import ANSWERS
from tests.web.form_data import as_form

FORM = urlencode(as_form(ANSWERS), doseq=True)
JSON = json.dumps({"answers": ANSWERS})
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}
JSON_TYPE = {"Content-Type": "application/json"}
REQUESTS: tuple[tuple[str, str, str | None, dict[str, str]], ...] = (
    ("GET", "/zh/haining/", None, {}),
    ("POST", "/zh/haining/", FORM, FORM_TYPE),
    ("POST", "/api/v1/assess", JSON, JSON_TYPE),
    ("GET", "/readyz", None, {}),
)
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


@dataclass(frozen=True)
class Crowd:
    """Users of one server: how many, where, and whether they keep their connections."""

    port: int
    users: int = 8
    keeps: bool = False
    tls: bool = False
    host: str = "127.0.0.1"

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

    def connect(self) -> HTTPConnection:
        """Return a connection to the server."""
        if not self.tls:
            return HTTPConnection(self.host, self.port, timeout=LIMIT)
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE  # the test signed it itself
        return HTTPSConnection(self.host, self.port, timeout=LIMIT, context=context)

    def _user(self, count: Count, stop: Event, number: int) -> None:
        connection = self.connect()
        while not stop.is_set():
            number += 1
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
        method, path, body, headers = REQUESTS[number % len(REQUESTS)]
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
