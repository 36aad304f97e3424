"""Measure the self-check against a Flask view that returns a constant: `make bench`.

Both run under the same gunicorn settings on the same cores; wrk drives them in turn, several
rounds. What is printed are medians and ratios: absolute figures say more of the machine.
"""

import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from tests.browser.launch import running_server
from tests.people import ANSWERS
from tests.web.form_data import as_form

PROJECT = Path(__file__).resolve().parents[1]
ROUNDS = 5
SECONDS = 3
CONNECTIONS = 24
WORKERS = 2
HELLO = """
from flask import Flask
app = Flask("hello")

@app.get("/")
def hello():
    return "hello"
"""
FLOORS = {"page without answers": 0.6, "form posted, result": 0.1, "API": 0.25}
"""The ratio to hello that each must reach."""


def main() -> int:
    """Measure everything, print the table and the JSON; 1 where a floor is missed."""
    if which("wrk") is None:
        print("wrk is missing: as root, apt-get install wrk", file=sys.stderr)
        return 2
    with TemporaryDirectory() as name, _servers(Path(name)) as (hello, ours):
        targets = _targets(Path(name), hello, ours)
        rates: dict[str, list[float]] = {target: [] for target in targets}
        for _ in range(ROUNDS):
            for target, command in targets.items():
                rates[target].append(_rate(command))
    medians = {target: median(found) for target, found in rates.items()}
    ratios = {target: medians[target] / medians["hello"] for target in FLOORS}
    _print(medians, ratios)
    return int(any(ratios[target] < floor for target, floor in FLOORS.items()))


def _targets(folder: Path, hello: str, ours: str) -> dict[str, list[str]]:
    form = urlencode(as_form(ANSWERS), doseq=True)
    body = json.dumps({"answers": ANSWERS})
    return {
        "hello": [hello],
        "page without answers": [f"{ours}/zh/haining/"],
        "form posted, result": [
            "-s",
            _script(folder / "form.lua", form, "application/x-www-form-urlencoded"),
            f"{ours}/zh/haining/",
        ],
        "API": [
            "-s",
            _script(folder / "api.lua", body, "application/json"),
            f"{ours}/api/v1/assess",
        ],
    }


def _script(path: Path, body: str, media_type: str) -> str:
    lines = (
        'wrk.method = "POST"',
        f"wrk.body = [==[{body}]==]",
        f'wrk.headers["Content-Type"] = "{media_type}"',
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def _rate(arguments: list[str]) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *arguments]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in printed or "Socket errors" in printed:
        raise RuntimeError(printed)
    found = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    assert found is not None, printed
    return float(found[1])


@contextmanager
def _servers(folder: Path) -> Iterator[tuple[str, str]]:
    (folder / "hello.py").write_text(HELLO, encoding="utf-8")
    with (
        running_server("hello:app", folder, WORKERS) as hello,
        running_server("wsgi:app", PROJECT, WORKERS) as ours,
    ):
        yield hello, ours


def _print(medians: dict[str, float], ratios: dict[str, float]) -> None:
    print(f"{'':24}{'requests/s':>12}{'of hello':>10}{'floor':>8}")
    for target, rate in medians.items():
        ratio = f"{ratios[target]:.2f}" if target in ratios else "1.00"
        floor = f"{FLOORS[target]:.2f}" if target in FLOORS else ""
        print(f"{target:24}{rate:12.0f}{ratio:>10}{floor:>8}")
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    print(
        json.dumps(
            {
                "commit": commit,
                "python": platform.python_version(),
                "machine": platform.machine(),
                "cores": os.cpu_count(),
                "medians": medians,
                "ratios": ratios,
            }
        )
    )


if __name__ == "__main__":
    sys.exit(main())
