"""A worker that is told to stop while it starts stops: gunicorn alone may miss the word."""

import os
import signal
from pathlib import Path

from tests.service.gunicorn import Gunicorn, gunicorn, until

TRIES = 24
SECONDS_TO_STOP = 10.0
"""Far less than the graceful timeout, after which gunicorn kills what did not stop."""


def test_a_worker_that_is_told_to_stop_while_it_starts_stops(tmp_path: Path) -> None:
    with gunicorn(tmp_path) as running:
        for _ in range(TRIES):
            stopped(running, newest(running))
        until(lambda: len(running.workers()) == 2, "there are two again")
    assert "Traceback" not in running.logged()
    assert running.process.returncode == 0


def newest(running: Gunicorn) -> int:
    """Kill a worker, and return the one that takes its place the moment that there is one."""
    # Between two tries both workers may be gone for a moment.
    until(lambda: bool(running.workers()), "there is a worker")
    known = running.workers()
    os.kill(known[0], signal.SIGKILL)
    while not (new := set(running.workers()) - set(known)):
        pass
    return new.pop()


def stopped(running: Gunicorn, worker: int) -> None:
    """Tell the worker to stop, and see that it does."""
    os.kill(worker, signal.SIGTERM)
    until(lambda: worker not in running.workers(), "the worker stops", SECONDS_TO_STOP)
