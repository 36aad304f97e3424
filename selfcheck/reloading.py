"""How gunicorn's processes work together: the hooks that `gunicorn_settings` names.

By itself gunicorn answers SIGHUP by replacing its workers: broken rules then take the whole server
down, and with a preloaded application new rules are never read. Here the master reads them (so
that a worker it starts later has them), and passes the signal on; each worker reads them in a
thread beside the requests it is answering. No process ends, no connection is dropped. A signal that
comes while a worker starts waits until the worker can heed it. Each process counts in a slot of its
own; one more tells the counts where SELFCHECK_METRICS says.
"""

import os
import signal
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from selfcheck.exporter import fork_exporter
from selfcheck.metrics import SLOTS
from selfcheck.serving import Serving

SPOKEN_TO = {signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT}
"""What the master may say to a worker while it starts. A new process has the master's handlers at
first, which would note the word in the master's way, and nobody would read it."""


class Server(Protocol):
    """What is used of gunicorn's master."""

    app: Any
    WORKERS: Mapping[int, "Worker"]
    handle_hup: Callable[[], None]
    exporter: int

    def kill_workers(self, sig: int) -> None:
        """Send a signal to every worker."""


class Worker(Protocol):
    """What is used of gunicorn's worker."""

    wsgi: object
    slot: int


def when_ready(server: Server) -> None:
    """Make the master reload rules, and pass the word on, instead of replacing its workers."""
    os.register_at_fork(after_in_parent=_listen)
    serving = server.app.callable
    if not isinstance(serving, Serving):
        return

    def hang_up() -> None:
        serving.reload()
        server.kill_workers(signal.SIGHUP)

    server.handle_hup = hang_up
    address = os.environ.get("SELFCHECK_METRICS")
    if address:
        server.exporter = fork_exporter(serving.metrics, address)
    seconds = float(os.environ.get("SELFCHECK_WATCH") or 0)
    if seconds > 0:
        _watch(serving, seconds)


def on_exit(server: Server) -> None:
    """End the process that tells the metrics."""
    exporter = getattr(server, "exporter", 0)
    if exporter:
        os.kill(exporter, signal.SIGTERM)


def pre_fork(server: Server, worker: Worker) -> None:
    """Give the new worker the first slot for counts that no living one has.

    Signals wait meanwhile: in the master until it has forked, in the worker until it can heed them.
    """
    taken = {living.slot for living in server.WORKERS.values()}
    worker.slot = next(slot for slot in range(1, SLOTS) if slot not in taken)
    signal.pthread_sigmask(signal.SIG_BLOCK, SPOKEN_TO)


def post_fork(server: Server, worker: Worker) -> None:
    """Let the new worker count in its slot."""
    serving = server.app.callable
    if isinstance(serving, Serving):
        serving.metrics.slot = worker.slot
        serving.metrics.note(serving.standing)


def post_worker_init(worker: Worker) -> None:
    """Make the worker reload its rules on SIGHUP."""
    serving = worker.wsgi
    if isinstance(serving, Serving):
        signal.signal(signal.SIGHUP, lambda _number, _frame: serving.reload_soon())
    else:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    _listen()


def _listen() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SPOKEN_TO)


def _watch(serving: Serving, seconds: float) -> None:
    """Look at the rule files every so often; changed, and quiet since the last look, reload.

    An alarm, because a thread in the master would be copied into every worker half alive.
    """
    in_use = seen = serving.fingerprint()

    def look(_number: int, _frame: object) -> None:
        nonlocal in_use, seen
        found = serving.fingerprint()
        if found == seen != in_use:
            in_use = found
            os.kill(os.getpid(), signal.SIGHUP)
        seen = found

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
