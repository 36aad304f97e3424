"""What goes wrong on a bad day, under load, and how many of the users' requests fail by it.

Each fault is done for real but two. The full disk is the device that is always full, as the log:
nothing else of gunicorn is written, and nginx keeps answers in memory. The clock is set back and
forward inside the application alone: what it and its log take for the time of day.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.service.gunicorn import Gunicorn, gunicorn, until
from tests.service.load import LIMIT, Count, Crowd
from tests.service.nginx import HOST, Nginx, nginx
from tests.service.rules_folder import RulesFolder
from tests.service.slow import BODIES, HEADERS, READERS, slow

USERS = 8


@dataclass(frozen=True)
class Outcome:
    """How a fault ended: answers, failures (how many may be), and the time for 99 of 100."""

    fault: str
    answered: int
    failures: dict[str, int]
    most: int
    seconds: float
    limit: float = LIMIT

    @property
    def holds(self) -> bool:
        """Say whether no more requests failed than may, and the answers came in time."""
        return sum(self.failures.values()) <= self.most and self.seconds <= self.limit

    def __str__(self) -> str:
        """Return the line for a table."""
        failed = sum(self.failures.values())
        told = f"{self.fault:56}{self.answered:7} answered {failed:4} failed (at most {self.most})"
        slowest = f", 99 of 100 within {self.seconds * 1000:.0f} ms (at most {self.limit:g} s)"
        return f"{told}{slowest}{'' if self.holds else f'  BROKEN: {self.failures}'}"


@dataclass(frozen=True)
class Place:
    """A server behind nginx, with rules that may be changed."""

    server: Gunicorn
    front: Nginx
    rules: RulesFolder

    @contextmanager
    def users(self) -> Iterator[Count]:
        """Have the normal users ask through nginx, each from an address of his own."""
        crowd = Crowd(self.front.tls_port, USERS, tls=True, host=HOST, apart=True)
        with crowd.asking() as count:
            yield count


@contextmanager
def place(
    folder: Path,
    settings: dict[str, str] | None = None,
    log_to: Path | int | None = None,
    app: str = "wsgi:app",
) -> Iterator[Place]:
    """Start gunicorn and nginx in the folder."""
    folder.mkdir()
    rules = RulesFolder(folder)
    environment = {
        "SELFCHECK_HOSTS": f"{HOST},127.0.0.1",
        "SELFCHECK_RULES": str(rules.path),
        **(settings or {}),
    }
    with (
        gunicorn(folder, environment, app, log_to=log_to) as server,
        nginx(folder, server.upstream) as front,
    ):
        yield Place(server, front, rules)


def fault(
    name: str,
    where: Place,
    happens: Callable[[], None],
    most: int = 0,
    limit: float = LIMIT,
) -> Outcome:
    """Let the fault happen while users ask, and some more of them afterwards."""
    with where.users() as count:
        _more(count)
        happens()
        _more(count)
    return Outcome(name, count.answered, dict(count.failures), most, count.share(0.99), limit)


def _more(count: Count, answers: int = 40) -> None:
    seen = count.answered
    until(lambda: count.answered >= seen + answers, "users are answered")


def kills(where: Place, times: int) -> Outcome:
    """Kill a worker with -9, again and again."""

    def happens() -> None:
        for _ in range(times):
            _replaced(where.server, where.server.workers()[:1])

    return fault(f"{times} workers killed with -9, one after the other", where, happens, most=1)


def all_killed(where: Place) -> Outcome:
    """Kill every worker at once with -9."""
    return fault(
        "every worker killed with -9 at once",
        where,
        lambda: _replaced(where.server, where.server.workers()),
        most=2,
    )


def _replaced(server: Gunicorn, victims: list[int]) -> None:
    for victim in victims:
        os.kill(victim, signal.SIGKILL)
    until(lambda: not set(victims) & set(server.workers()), "the dead are gone")
    until(lambda: len(server.workers()) == 2, "there are new workers")


def reloads(where: Place, times: int) -> Outcome:
    """Send good rules and broken ones in turn."""

    def happens() -> None:
        for _ in range(times):
            good = where.rules.improve()
            where.server.hang_up()
            until(lambda: where.server.logged().count(f"serves rules {good}") == 3, "good")  # noqa: B023
            refused = where.server.logged().count("NEW RULES REFUSED")
            where.rules.spoil()
            where.server.hang_up()
            log = where.server.logged
            until(lambda: log().count("NEW RULES REFUSED") == refused + 3, "refused")  # noqa: B023

    return fault(f"{times} reloads of good rules and {times} of broken ones", where, happens)


def slow_clients(where: Place, count: int, limit: float = LIMIT) -> Iterator[Outcome]:
    """Hold slow clients of each kind open meanwhile; users are answered within `limit`."""
    for name, begun in (("headers", HEADERS), ("bodies", BODIES), ("readers", READERS)):
        with slow(where.front.tls_port, count, begun):
            yield fault(f"{count} slow {name}", where, lambda: None, limit=limit)


def closed_pipe(folder: Path) -> Outcome:
    """Close the pipe that the log goes to."""
    reading, writing = os.pipe()
    with place(folder, log_to=writing) as where:
        os.close(writing)
        outcome = fault("the pipe of the log closed", where, lambda: os.close(reading))
        _replaced(where.server, where.server.workers()[:1])
        return outcome


def full_disk(folder: Path) -> Outcome:
    """Write the log where no byte is left."""
    with place(folder, log_to=Path("/dev/full")) as where:
        return fault("the disk of the log full", where, lambda: None)


def wrong_clock(folder: Path) -> Outcome:
    """Set the clock back by a year and forward by two, and back."""
    clock = folder.parent / "clock"
    clock.write_text("0", encoding="ascii")
    with place(folder, {"TEST_CLOCK": str(clock)}, app="tests.service.shifted:app") as where:

        def happens() -> None:
            workers = where.server.workers()
            for day in ("-365", "730", "-1500", "0"):
                clock.write_text(day, encoding="ascii")
                with where.users() as others:
                    _more(others, 30)
            assert where.server.workers() == workers, "a worker was taken for dead"

        return fault("the clock set back and forward", where, happens)


def all_faults(
    folder: Path, kills_done: int, reloads_done: int, slow_done: int
) -> Iterator[Outcome]:
    """Yield how each fault ended, in numbers as asked for."""
    with place(folder / "faults") as where:
        yield kills(where, kills_done)
        yield all_killed(where)
        yield reloads(where, reloads_done)
        yield from slow_clients(where, slow_done)
    yield closed_pipe(folder / "pipe")
    yield full_disk(folder / "disk")
    yield wrong_clock(folder / "fake")
