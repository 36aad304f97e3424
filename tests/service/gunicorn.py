"""Gunicorn as it is shipped, started for a test, with its log in a file.

It listens on a free port, and for nginx on a socket, as it does where it is deployed.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import randrange
from tempfile import TemporaryDirectory
from urllib.request import urlopen

PROJECT = Path(__file__).resolve().parents[2]
SETTINGS = "python:selfcheck.gunicorn_settings"
PATIENCE = 180.0
"""Seconds that a start or a change may take on a busy machine before the test gives up."""


def free_port() -> int:
    """Return a port that nothing listens on, and that no outgoing connection is given meanwhile."""
    for _ in range(100):
        port = randrange(10_000, 30_000)  # noqa: S311 -- below those the system gives
        with socket.socket() as free:
            try:
                free.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no free port")


def until(happened: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Wait until it happened; fail, saying what did not."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.02)


@dataclass
class Gunicorn:
    """A running gunicorn: its port, nginx's way to it, its master process, the file of its log."""

    port: int
    upstream: str
    process: subprocess.Popen[bytes]
    log: Path
    metrics_port: int = 0

    @property
    def url(self) -> str:
        """The address of its first page."""
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """Return the process ids of the workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        pids = [int(pid) for pid in children.read_text(encoding="ascii").split()]
        return pids[1:] if self.metrics_port else pids  # the first tells the metrics

    def hang_up(self) -> None:
        """Send SIGHUP to the master."""
        self.process.send_signal(signal.SIGHUP)

    def logged(self) -> str:
        """Return the log so far."""
        return self.log.read_text(encoding="utf-8")


@contextmanager
def gunicorn(
    folder: Path,
    environment: Mapping[str, str] | None = None,
    app: str = "wsgi:app",
    workers: int = 2,
    log_to: Path | int | None = None,
) -> Iterator[Gunicorn]:
    """Run an application with the settings that are shipped.

    Its log is a file in the folder, or goes to `log_to`: another file, or an open descriptor.
    """
    port = free_port()
    log = folder / "gunicorn.log"
    command = [sys.executable, "-m", "gunicorn", "--config", SETTINGS]
    # In a place of its own: the address of a socket may have a hundred letters.
    place = TemporaryDirectory(prefix="selfcheck-")
    upstream = f"unix:{place.name}/socket"
    command += ["--bind", f"127.0.0.1:{port}", "--bind", upstream, app]
    with ExitStack() as files:
        written = (
            log_to if isinstance(log_to, int) else files.enter_context((log_to or log).open("wb"))
        )
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env={
                **os.environ,
                "SELFCHECK_WORKERS": str(workers),
                "PYTHONPATH": f"{PROJECT}:{folder}",
                **(environment or {}),
            },
            stdout=written,
            stderr=written,
        )
    metrics = (environment or {}).get("SELFCHECK_METRICS", "").rpartition(":")[2]
    running = Gunicorn(port, upstream, process, log, int(metrics or 0))
    try:
        until(lambda: answers(f"{running.url}/", process), f"a start: {log}")
        until(lambda: len(running.workers()) == workers, "all workers")
        yield running
    finally:
        process.terminate()
        process.wait(PATIENCE)
        place.cleanup()


def answers(url: str, process: subprocess.Popen[bytes] | None = None) -> bool:
    """Say whether something answers at the address."""
    if process is not None and process.poll() is not None:
        raise RuntimeError("the server stopped at its start")
    try:
        with urlopen(url) as answer:
            return bool(answer.status)
    except OSError:
        return False
