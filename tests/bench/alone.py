"""What is measured without a server: the engine, the costliest body, processor time and memory."""

import json
import time
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import assess
from selfcheck.rules.loader import load
from selfcheck.serving import Serving
from selfcheck.web.settings import Settings
from tests.people import ANSWERS
from tests.service.load import FORM

ON = date(2026, 11, 24)
PAGE = 1024 * 1024


def assessments_a_second(seconds: float = 2.0) -> float:
    """Return how many full assessments one core makes in a second, answers read included."""
    rulebook = load()
    edition = next(iter(rulebook.editions))

    def once() -> None:
        assess(read_answers(ANSWERS, rulebook, ON), rulebook, edition)

    return 1 / processor_time(once, seconds)


def processor_time(once: Callable[[], object], seconds: float = 1.0) -> float:
    """Return the seconds of processor time that it takes; the median of five goes."""
    once()
    took = []
    for _ in range(5):
        count, started = 0, time.process_time()
        while time.process_time() - started < seconds / 5:
            once()
            count += 1
        took.append((time.process_time() - started) / count)
    return median(took)


GZIP = {"HTTP_ACCEPT_ENCODING": "gzip"}
ZSTD = {"HTTP_ACCEPT_ENCODING": "zstd"}


class Application:
    """The application without a server, asked as gunicorn asks it.

    A page is asked for packed, a result plain: what packing costs is told by itself.
    """

    def __init__(self, serving: Serving | None = None) -> None:
        self._serving = serving or Serving(Settings())

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        media_type: str = "",
        environ: Mapping[str, str] | None = None,
    ) -> int:
        """Answer one request, `environ` besides; return the status."""
        return self._asked(method, path, body, media_type, environ or {})[0]

    def etag(self, path: str) -> str:
        """Return the ETag of a page."""
        return self._asked("GET", path, b"", "", {})[1]["ETag"]

    def _asked(
        self, method: str, path: str, body: bytes, media_type: str, more: Mapping[str, str]
    ) -> tuple[int, dict[str, str]]:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "RAW_URI": path,
            "SCRIPT_NAME": "",
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_ACCEPT_ENCODING": "gzip, br" if method == "GET" else "",
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": media_type,
            "wsgi.input": BytesIO(body),
            "wsgi.input_terminated": True,
            "wsgi.url_scheme": "http",
            **more,
        }
        said: list[tuple[str, list[tuple[str, str]]]] = []

        def start(
            status: str, headers: list[tuple[str, str]], *_: object
        ) -> Callable[[bytes], object]:
            said.append((status, headers))
            return len

        answer = self._serving(environ, start)
        b"".join(answer)
        getattr(answer, "close", int)()
        status, headers = said[0]
        return int(status[:3]), dict(headers)

    def form(self, body: bytes, environ: Mapping[str, str] | None = None) -> int:
        """Answer a posted form."""
        return self.ask("POST", "/zh/haining/", body, "application/x-www-form-urlencoded", environ)


COSTLY = {
    "199 strange names": b"&".join(b"%da=" % number for number in range(199)),
    "one name 199 times": b"&".join(b"employment_months=%d" % number for number in range(199)),
    "3,600 wide letters": b"employment_months=" + b"%E9%BE%98" * 3_600,
    "32,000 marks": b"employment_months=" + b"<" * 32_000,
    "every answer wrong": b"&".join(
        b"%s=x" % pair.partition("=")[0].encode() for pair in FORM.split("&")
    ),
}
"""Bodies that are let in and cost most: what each costs is measured against a normal form."""


def costliest_body() -> tuple[str, float]:
    """Return which of the costly bodies costs most, and how many times a normal form."""
    application = Application()
    normal = processor_time(lambda: application.form(FORM.encode()))

    def times_normal(body: bytes) -> float:
        return processor_time(lambda: application.form(body)) / normal

    costs = {name: times_normal(body) for name, body in COSTLY.items()}
    name = max(costs, key=lambda known: costs[known])
    return name, costs[name]


def request_milliseconds() -> dict[str, float]:
    """Return the processor time of each kind of request inside the application."""
    application = Application()
    body = json.dumps({"answers": ANSWERS}).encode()
    kinds = {
        "page without answers": lambda: application.ask("GET", "/zh/haining/"),
        "form posted, result": lambda: application.form(FORM.encode()),
        "form posted, result packed": lambda: application.form(FORM.encode(), ZSTD),
        "form posted, result packed with gzip": lambda: application.form(FORM.encode(), GZIP),
        "API": lambda: application.ask("POST", "/api/v1/assess", body, "application/json"),
    }
    return {name: 1000 * processor_time(once) for name, once in kinds.items()}


def memory(pid: int) -> tuple[float, float]:
    """Return the process's megabytes: all that it maps, and its fair share of what is shared."""
    found = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, _, size = line.partition(":")
        found[name] = int(size.split()[0]) / 1024
    return found["Rss"], found["Pss"]
