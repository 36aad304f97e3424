"""Measure the self-check against its targets, on this machine: `make bench`.

Peers and project run under the same gunicorn settings on the same cores, and wrk drives them in
turn, several rounds; a ratio is of two rates of one round, and what is printed are medians. Where
a target is missed the command fails. Figures of a busy machine say little; ratios say more.

Each request has a connection of its own, as nginx asks us and as `openfisca serve` answers. The
ratios with connections kept are printed beside it: there hello is nearly twice as fast, since most
of its time goes by in taking a connection.
"""

import json
import logging
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from selfcheck import RUN_AS
from tests.bench.alone import (
    assessments_a_second,
    costliest_body,
    memory,
    request_milliseconds,
)
from tests.bench.crowd import forms, requests
from tests.bench.peers import FOLDER, hello, openfisca
from tests.bench.wrk import Ask, wrk
from tests.service.gunicorn import PROJECT, Gunicorn, answers, free_port, gunicorn, until
from tests.service.nginx import HOST, Nginx, nginx

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = int(os.environ.get("SECONDS", "3"))
GROWTH = int(os.environ.get("GROWTH", "20000"))
CONNECTIONS = 24
WORKERS = 2
FORM_TYPE = "application/x-www-form-urlencoded"
PAGE, RESULT = "page without answers", "form posted, result"
API, COMPARE = "API", "all units compared"
PEER = "openfisca serve"
FLOORS = {PAGE: 0.8, API: 0.5, RESULT: 0.3, COMPARE: 0.15}
"""The part of hello's rate that each must reach."""
PYTHON = f"Python {platform.python_version()} of {Path(sys.base_prefix)}"
WITHOUT_LIMITS = {
    "limit_conn connections 200;": "",
    "limit_req zone=requests burst=200 nodelay;": "",
    "ssl_reject_handshake on;": "ssl_certificate fullchain.pem; ssl_certificate_key privkey.pem;",
}
"""wrk is one address, and names no server in its handshake."""
TODAYS = "gzip, deflate, br, zstd"
"""What Chrome and Firefox can unpack since spring 2024; what is asked for is for them."""


@dataclass
class Report:
    """Every figure, and which of them miss their target."""

    figures: dict[str, Any] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)

    def tell(
        self, name: str, value: float, unit: str = "", *, least: float = 0, most: float = 0
    ) -> None:
        """Print a figure, keep it, and note where it is below `least` or above `most`."""
        wrong = value < least or (most and value > most)
        target = f"≥ {least:g}" if least else f"≤ {most:g}" if most else ""
        self.figures[name] = round(value, 3)
        if wrong:
            self.missed.append(name)
        print(f"{name:52}{value:12.2f} {unit:14}{target:10}{'MISSED' if wrong else ''}", flush=True)


def main() -> int:
    """Measure everything, print it, write it as JSON; 1 where a target is missed."""
    report = Report()
    logging.getLogger("selfcheck.access").disabled = True
    print(f"hot modules run as {RUN_AS}, the others by {PYTHON}")
    with TemporaryDirectory() as name:
        folder = Path(name)
        rates(report, folder)
        behind_nginx(report, folder)
        start(report, folder)
    report.tell("engine alone", assessments_a_second(), "assessments/s", least=3000)
    costliest, times = costliest_body()
    report.tell(f"costliest body ({costliest})", times, "normal forms", most=10)
    for kind, milliseconds in request_milliseconds().items():
        report.tell(f"{kind}, inside the application", milliseconds, "ms of a core")
    written = FOLDER / "result.json"
    written.write_text(json.dumps(about() | report.figures, indent=2) + "\n", encoding="utf-8")
    print(f"missed: {', '.join(report.missed) or 'nothing'}. All figures: {written}")
    return int(bool(report.missed))


def about() -> dict[str, Any]:
    """Return what was measured, and on what."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    return {
        "commit": commit.stdout.strip(),
        "python": PYTHON,
        "hot modules run as": RUN_AS,
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "load before": os.getloadavg()[0],
        "rounds": ROUNDS,
    }


def rates(report: Report, folder: Path) -> None:
    """Measure every kind of request against hello, in turn."""
    with (
        hello(_made(folder / "hello"), WORKERS) as floor,
        openfisca(folder, WORKERS) as peer,
        gunicorn(_made(folder / "ours"), workers=WORKERS) as ours,
    ):
        asks = {"hello": floor, **_asks(ours.url)}
        heard = _heard({**asks, **({PEER: peer} if peer else {})}, folder)
        for name, found_rates in heard.items():
            report.tell(f"{name}, rate", median(found_rates), "requests/s")
        for name, least in FLOORS.items():
            report.tell(f"{name}, of hello", _ratio(heard, name, "hello"), least=least)
        if peer is not None:
            report.tell(f"API, of {PEER}", _ratio(heard, API, PEER), least=2)
            report.tell(f"{PEER}, of hello", _ratio(heard, PEER, "hello"))
        kept = _heard({name: replace(ask, keeps=True) for name, ask in asks.items()}, folder)
        for name in asks:
            report.tell(f"{name}, of hello, connections kept", _ratio(kept, name, "hello"))
        growth(report, ours, folder)


def _heard(asks: Mapping[str, Ask], folder: Path) -> dict[str, list[float]]:
    """Ask each in turn, several rounds; return the rates of each."""
    heard: dict[str, list[float]] = {name: [] for name in asks}
    for _ in range(ROUNDS):
        for name, ask in asks.items():
            found = wrk(ask, folder, CONNECTIONS, SECONDS)
            assert not found.failed, f"{name}: {found}"
            heard[name].append(found.rate)
    return heard


def _asks(url: str) -> dict[str, Ask]:
    packed = {"Accept-Encoding": "gzip"}
    return {
        PAGE: Ask(f"{url}/zh/haining/", headers=packed),
        RESULT: Ask(f"{url}/zh/haining/", forms(), FORM_TYPE),
        API: Ask(f"{url}/api/v1/assess", requests(), "application/json"),
        COMPARE: Ask(f"{url}/zh/compare/", forms(), FORM_TYPE),
    }


def _ratio(heard: Mapping[str, list[float]], name: str, other: str) -> float:
    return median(mine / theirs for mine, theirs in zip(heard[name], heard[other], strict=True))


def growth(report: Report, ours: Gunicorn, folder: Path) -> None:
    """Measure the memory of the workers, and how it grows over many requests."""
    before = [memory(pid) for pid in ours.workers()]
    report.tell("memory of a worker, all it maps", max(rss for rss, _ in before), "MB")
    report.tell("memory of a worker, its share", max(pss for _, pss in before), "MB", most=55)
    result = _asks(ours.url)[RESULT]
    done = 0.0
    while done < GROWTH:
        done += wrk(result, folder, CONNECTIONS, SECONDS).rate * SECONDS
    grown = max(memory(pid)[0] for pid in ours.workers()) - max(rss for rss, _ in before)
    report.tell(f"growth of a worker over {done:.0f} results", grown, "MB", most=4)


@contextmanager
def _front(folder: Path) -> Iterator[Nginx]:
    place = _made(folder / "front")
    with (
        gunicorn(place, {"SELFCHECK_HOSTS": f"{HOST},127.0.0.1"}, workers=WORKERS) as behind,
        nginx(place, behind.upstream, WITHOUT_LIMITS) as front,
    ):
        yield front


def behind_nginx(report: Report, folder: Path) -> None:
    """Measure how long 99 of 100 answers take behind nginx with TLS."""
    with _front(folder) as front:
        named = {"Host": HOST, "Accept-Encoding": TODAYS}
        older = {"Host": HOST, "Accept-Encoding": "gzip, deflate, br"}
        url = f"https://127.0.0.1:{front.tls_port}"
        form = Ask(f"{url}/zh/haining/", forms(), FORM_TYPE, named, keeps=True)
        page = Ask(f"{url}/zh/haining/", headers=named, keeps=True)
        for connections, most in ((64, 100), (400, 600)):
            found = wrk(form, folder, connections, 2 * SECONDS)
            name = f"results behind nginx with TLS, {connections} connections"
            report.tell(f"{name}, rate", found.rate, "requests/s")
            report.tell(f"{name}, 99 of 100", found.slowest, "ms", most=most)
            report.tell(f"{name}, failed", found.failed, most=0.5)
            found = wrk(replace(form, headers=older), folder, connections, 2 * SECONDS)
            report.tell(f"{name}, without zstd, rate", found.rate, "requests/s")
            report.tell(f"{name}, without zstd, 99 of 100", found.slowest, "ms")
        found = wrk(page, folder, 64, SECONDS)
        report.tell("pages behind nginx with TLS, rate", found.rate, "requests/s")
        report.tell("pages behind nginx with TLS, 99 of 100", found.slowest, "ms")


def start(report: Report, folder: Path) -> None:
    """Measure the time from the start of gunicorn to its first answers; the median of five."""
    heard: dict[str, list[float]] = {"/healthz": [], "/zh/haining/": []}
    for number in range(5):
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "--config"]
        command += ["python:selfcheck.gunicorn_settings", "--bind", f"127.0.0.1:{port}", "wsgi:app"]
        with (folder / f"start{number}").open("wb") as log:
            started = time.monotonic()
            process = subprocess.Popen(command, cwd=PROJECT, stdout=log, stderr=log)
            for path, took in heard.items():
                until(lambda: answers(f"http://127.0.0.1:{port}{path}", process), "a start")  # noqa: B023
                took.append(time.monotonic() - started)
            process.terminate()
            process.wait()
    for path, took in heard.items():
        report.tell(f"start to the first answer of {path}", median(took), "s", most=1)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(main())
