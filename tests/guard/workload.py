"""What is counted: each kind of request N times and then 2N times, in one process, under callgrind.

Run by `counting` as `python -m tests.guard.workload`. Everything is made and asked once before
counting is switched on. Callgrind writes its counts down and begins at nought wherever the C
function `getpgid` is called, which nothing else here calls.
"""

import gc
import json
import logging
import os
import subprocess
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

import selfcheck.clock
from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import assess
from selfcheck.rules.loader import load
from tests.bench.alone import GZIP, ZSTD, Application
from tests.people import ANSWERS
from tests.service.load import FORM

TIMES = 3
ON = date(2026, 11, 24)
FORM_TYPE = "application/x-www-form-urlencoded"
HELLO = "hello"
PREFIX = "VGDB_PREFIX"
"""The variable that says how orders reach callgrind."""
Work = Callable[[], object]


class Fixed(datetime):
    """A datetime that is always the same day: what is counted must not depend on the calendar."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Fixed":
        """Return noon of the day."""
        return cls(ON.year, ON.month, ON.day, 12, tzinfo=tz)


def kinds() -> dict[str, Work]:
    """Return what does each kind of work once; the first is what the others are compared with."""
    application = Application()
    rulebook = load()
    edition = next(iter(rulebook.editions))
    body = json.dumps({"answers": ANSWERS}).encode()
    wrong = FORM.replace("=", "=x").encode()
    known = {"HTTP_IF_NONE_MATCH": application.etag("/zh/haining/")}

    def same(status: int, *request: Any) -> Work:
        def once() -> None:
            found = application.ask(*request)
            assert found == status, (request[:2], found)

        return once

    return {
        HELLO: hello(),
        "page without answers": same(200, "GET", "/zh/haining/"),
        "page that the browser has": same(304, "GET", "/zh/haining/", b"", "", known),
        "API": same(200, "POST", "/api/v1/assess", body, "application/json"),
        "form posted, result": same(200, "POST", "/zh/haining/", FORM.encode(), FORM_TYPE),
        "form posted, result packed": same(
            200, "POST", "/zh/haining/", FORM.encode(), FORM_TYPE, ZSTD
        ),
        "form posted, result packed with gzip": same(
            200, "POST", "/zh/haining/", FORM.encode(), FORM_TYPE, GZIP
        ),
        "form posted, every answer wrong": same(422, "POST", "/zh/haining/", wrong, FORM_TYPE),
        "all units compared": same(200, "POST", "/zh/compare/", FORM.encode(), FORM_TYPE),
        "engine alone": lambda: assess(read_answers(ANSWERS, rulebook, ON), rulebook, edition),
    }


def hello() -> Work:
    """Return what answers a constant with Flask, as the peer of `make bench` does."""
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "hello")
    environ = EnvironBuilder("/").get_environ()
    return lambda: run_wsgi_app(app, dict(environ), buffered=True)


def count(make: Callable[[], dict[str, Work]]) -> None:
    """Do all the work, part the counts of each kind, and print the kinds in their order."""
    logging.getLogger("selfcheck.access").disabled = True
    setattr(selfcheck.clock, "datetime", Fixed)  # noqa: B010 -- in a type's eyes it never changes
    works = make()
    print(json.dumps(list(works)))
    for once in works.values():
        for _ in range(2):
            once()
    gc.collect()
    gc.disable()  # when it runs depends on everything before
    _switch_on()
    for once in works.values():
        once()  # callgrind looks at code it has not seen
        for times in (TIMES, 2 * TIMES):
            part()
            for _ in range(times):
                once()
            part()


def part() -> None:
    """Make callgrind write down what it has counted, and begin anew."""
    os.getpgid(0)


def _switch_on() -> None:
    """Make callgrind count. It looks for such orders between instructions, so we must not sleep."""
    order = ["vgdb", os.environ[PREFIX], f"--pid={os.getpid()}", "instrumentation", "on"]
    told = subprocess.Popen(order, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while told.poll() is None:
        pass
    assert told.returncode == 0, "callgrind takes no orders"


if __name__ == "__main__":
    count(kinds)
