"""Lighthouse on start, form and result, as on a phone: `make lighthouse`.

Each page is measured three times and the best is printed: a machine that does something else
meanwhile only ever makes a page slower.

Lighthouse only opens addresses, and a result answers a posted form; so the application runs here
behind a door that turns one address into the form of a worker being posted.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from werkzeug.test import run_wsgi_app

from tests.browser.launch import FLAGS, running_server
from tests.browser.states import WORKER
from wsgi import app as application

VERSION = "12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
PAGES = {"start": "/zh/", "form": "/zh/haining/", "result": "/zh/haining/?posted"}


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer like the application behind its server.

    An address that ends in `?posted` gets a worker's result.
    """
    if environ.get("QUERY_STRING") == "posted":
        body = urlencode(WORKER, doseq=True).encode()
        environ = {
            **environ,
            "REQUEST_METHOD": "POST",
            "QUERY_STRING": "",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
    answer = run_wsgi_app(application, environ, buffered=True)
    start_response(answer[1], list(answer[2]))
    return answer[0]


def scores(address: str) -> dict[str, int]:
    """Return the four scores of a page, from 0 to 100."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                "npx",
                "--yes",
                f"lighthouse@{VERSION}",
                address,
                "--quiet",
                "--output=json",
                f"--output-path={report}",
                f"--only-categories={','.join(CATEGORIES)}",
                f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
            ],
            check=True,
            env={**os.environ, "CHROME_PATH": "/usr/bin/chromium"},
        )
        found = json.loads(report.read_text(encoding="utf-8"))
    for audit in found["audits"].values():
        if audit["scoreDisplayMode"] != "informative" and audit["score"] not in (None, 1):
            print(f"    {audit['id']}: {audit.get('displayValue', '')}", file=sys.stderr)
    return {name: round(found["categories"][name]["score"] * 100) for name in CATEGORIES}


def main() -> int:
    """Print the scores of each page."""
    with running_server("tests.lighthouse:app") as server:
        for name, path in PAGES.items():
            runs = [scores(server + path) for _ in range(RUNS)]
            found = max(runs, key=lambda run: run["performance"])
            print(f"{name:8}", "  ".join(f"{kind} {score}" for kind, score in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
