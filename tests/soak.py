"""Hours of mixed traffic in minutes or hours: `make soak` (MINUTES=60).

First the users ask as fast as they can for a while: that is the peak. Then they ask at half of it,
and each minute the rules change: good ones, and every third time broken ones. It fails where one
request fails, a worker is replaced, or one has grown by more than it may.
"""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.alone import memory
from tests.service.faults import USERS, Place, place
from tests.service.gunicorn import until
from tests.service.load import SOAKED, Count, Crowd
from tests.service.nginx import HOST

PEAK_SECONDS = 20.0
RELOAD_SECONDS = 60.0
BROKEN_EVERY = 3
GROWTH = 12.0
"""Megabytes that a worker may have grown by. A reload holds old and new rules at once, and what it
gives back stays with the process: that is behind it when counting begins."""


@dataclass(frozen=True)
class Soaked:
    """What was seen: the count, and each worker's megabytes at the begin and at the end."""

    count: Count
    before: dict[int, float]
    after: dict[int, float]
    reloads: int

    def wrong(self) -> list[str]:
        """Return what does not hold."""
        found = [f"{failure}: {times}" for failure, times in self.count.failures.items()]
        if self.before.keys() != self.after.keys():
            found.append("a worker was replaced")
        for pid in self.before.keys() & self.after.keys():
            grown = self.after[pid] - self.before[pid]
            if grown > GROWTH:
                found.append(f"worker {pid} grew by {grown:.1f} MB")
        return found


def soak(folder: Path, minutes: float) -> Soaked:
    """Ask for that many minutes; print what is measured on the way."""
    with place(folder) as where:
        peak = _peak(where)
        print(f"peak of {USERS} users: {peak:.0f} requests/s", flush=True)
        for _ in range(2):
            _good(where)
        before = _memory(where)
        reloads = 0
        end = time.monotonic() + 60 * minutes
        with _crowd(where, peak / 2).asking() as count:
            while (left := end - time.monotonic()) > 0:
                time.sleep(min(left, RELOAD_SECONDS))
                reloads += 1
                (_broken if reloads % BROKEN_EVERY == 0 else _good)(where)
        return Soaked(count, before, _memory(where), reloads)


def _crowd(where: Place, rate: float = 0) -> Crowd:
    return Crowd(
        where.front.tls_port,
        USERS,
        keeps=True,
        tls=True,
        host=HOST,
        apart=True,
        rate=rate,
        requests=SOAKED,
    )


def _peak(where: Place) -> float:
    started = time.monotonic()
    with _crowd(where).asking() as count:
        time.sleep(PEAK_SECONDS)
    assert not count.failures, count.failures
    return count.answered / (time.monotonic() - started)


def _memory(where: Place) -> dict[int, float]:
    return {pid: memory(pid)[0] for pid in where.server.workers()}


def _good(where: Place) -> None:
    version = where.rules.improve()
    where.server.hang_up()
    until(lambda: where.server.logged().count(f"serves rules {version}") == 3, "good rules serve")


def _broken(where: Place) -> None:
    refused = where.server.logged().count("NEW RULES REFUSED")
    where.rules.spoil()
    where.server.hang_up()
    until(lambda: where.server.logged().count("NEW RULES REFUSED") == refused + 3, "refused")


def main() -> int:
    """Print the figures; 1 where something does not hold."""
    minutes = float(os.environ.get("MINUTES", "60"))
    with TemporaryDirectory() as name:
        found = soak(Path(name) / "soak", minutes)
    count = found.count
    print(
        f"{minutes:g} minutes, {found.reloads} reloads: {count.answered} answered,"
        f" {count.failed} failed; half within {1000 * count.share(0.5):.0f} ms,"
        f" 99 of 100 within {1000 * count.share(0.99):.0f} ms"
    )
    for pid, megabytes in found.before.items():
        print(f"worker {pid}: {megabytes:.1f} MB, then {found.after.get(pid, 0):.1f} MB")
    wrong = found.wrong()
    print("\n".join(wrong) or "all holds")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
