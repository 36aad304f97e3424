"""What the self-check is measured against: a view that says hello, and `openfisca serve`."""

import json
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import which

from tests.bench.wrk import Ask
from tests.service.gunicorn import PROJECT, answers, free_port, gunicorn, until

FOLDER = PROJECT / ".bench"
HELLO = """
from flask import Flask
app = Flask("hello")

@app.get("/")
def hello():
    return "hello"
"""
PACKAGES = ("openfisca-core[web-api]==46.0.1", "openfisca-country-template==8.2.0")
SITUATION = {
    "persons": {
        "Bill": {
            "salary": {"2017-01": 4000},
            "income_tax": {"2017-01": None},
            "social_security_contribution": {"2017-01": None},
            "basic_income": {"2017-01": None},
        }
    },
    "households": {
        "_": {"adults": ["Bill"], "disposable_income": {"2017-01": None}},
    },
}
"""Four variables of the country template, asked for one person."""


@contextmanager
def hello(folder: Path, workers: int) -> Iterator[Ask]:
    """Serve a constant with the project's gunicorn settings."""
    (folder / "hello.py").write_text(HELLO, encoding="utf-8")
    with gunicorn(folder, app="hello:app", workers=workers) as server:
        yield Ask(f"{server.url}/")


@contextmanager
def openfisca(folder: Path, workers: int) -> Iterator[Ask | None]:
    """Serve the country template with OpenFisca; None where it could not be installed."""
    command = _installed()
    if command is None:
        yield None
        return
    port = free_port()
    arguments = ["serve", "--country-package", "openfisca_country_template", "--port", str(port)]
    with ExitStack() as open_files:
        log = open_files.enter_context((folder / "openfisca.log").open("wb"))
        process = subprocess.Popen(
            [str(command), *arguments, "--workers", str(workers)], stdout=log, stderr=log
        )
        try:
            until(lambda: answers(f"http://127.0.0.1:{port}/entities", process), "openfisca")
            yield Ask(
                f"http://127.0.0.1:{port}/calculate", (json.dumps(SITUATION),), "application/json"
            )
        finally:
            process.terminate()
            process.wait()


def _installed() -> Path | None:
    """Install OpenFisca for this Python into an environment of its own, once; None if it cannot."""
    place = FOLDER / f"openfisca-{platform.python_version()}"
    command = place / "bin" / "openfisca"
    uv = which("uv") or str(PROJECT / ".uv" / "bin" / "uv")
    if not command.is_file():
        python = str(command.parent / "python")
        made = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(place)]
        subprocess.run(made, check=True)
        install = [uv, "pip", "install", "--quiet", "--python", python, *PACKAGES]
        done = subprocess.run(install, check=False)
        if done.returncode:
            return None
    return command
