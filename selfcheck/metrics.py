"""Counts of what a server does, in memory that all its processes share; and their text.

Routes, statuses, times, sizes, and which rules serve: nothing of what was asked, and nobody who
asked. Every process has a slot of its own and adds to it without waiting for others; a new worker
goes on where a dead one stopped, so that counts only grow. The text is Prometheus' own format.
"""

import mmap
import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from threading import Lock

from selfcheck.web.standing import Standing

SLOTS = 64
ROUTES = 40
STATUSES = (200, 304, 308, 400, 404, 405, 411, 413, 415, 416, 422, 500)
SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0)
OTHER = "other"

_STATUS = {status: place for place, status in enumerate(STATUSES)}
_TIMES = len(STATUSES) + 1
_SUMS = _TIMES + len(SECONDS) + 1
_ROW = _SUMS + 3
_PROCESS, _VERSION, _SINCE, _REFUSED, _REFUSALS, _TAKEN = range(6)
_HEAD = 8
_SLOT = _HEAD + ROUTES * _ROW
_DOUBLE = 8
_HEXADECIMAL = 16


class Metrics:
    """The counts of one server. `slot` is where this process counts; 0 is the master's."""

    def __init__(self) -> None:
        # Anonymous and shared: processes that are forked from this one write into the same pages.
        self._numbers = memoryview(mmap.mmap(-1, SLOTS * _SLOT * _DOUBLE)).cast("d")
        self._rows = {OTHER: 0}
        self._lock = Lock()
        self.slot = 0

    def know(self, routes: Iterable[str]) -> None:
        """Learn the names of routes, before processes are forked; those after the last are one."""
        for route in routes:
            if len(self._rows) < ROUTES:
                self._rows.setdefault(route, len(self._rows))

    def count(
        self, route: str | None, status: int, seconds: float, received: int, sent: int
    ) -> None:
        """Count one answer: its route and status, how long it took, and how many bytes came."""
        row = self._start(self.slot) + _HEAD + self._rows.get(route or OTHER, 0) * _ROW
        numbers = self._numbers
        with self._lock:
            numbers[row + _STATUS.get(status, len(STATUSES))] += 1
            numbers[row + _TIMES + bisect_left(SECONDS, seconds)] += 1
            numbers[row + _SUMS] += seconds
            numbers[row + _SUMS + 1] += received
            numbers[row + _SUMS + 2] += sent

    def note(self, standing: Standing) -> None:
        """Note how it stands with the rules of this process."""
        start = self._start(self.slot)
        with self._lock:
            self._numbers[start + _PROCESS] = os.getpid()
            self._numbers[start + _VERSION] = int(standing.version, _HEXADECIMAL)
            self._numbers[start + _SINCE] = standing.since.timestamp()
            self._numbers[start + _REFUSED] = float(standing.refusal is not None)

    def reloaded(self, *, taken: bool) -> None:
        """Count one reload of rules: taken into use, or refused."""
        with self._lock:
            self._numbers[self._start(self.slot) + (_TAKEN if taken else _REFUSALS)] += 1

    def text(self) -> str:
        """Return all counts as Prometheus reads them."""
        return "\n".join([*self._requests(), *self._rules(), *self._memory(), ""])

    def _start(self, slot: int) -> int:
        return slot * _SLOT

    def _sum(self, place: int) -> float:
        return sum(self._numbers[self._start(slot) + place] for slot in range(SLOTS))

    def _requests(self) -> Iterator[str]:
        yield from _head("selfcheck_requests_total", "counter", "Answers by route and status.")
        for route, row in self._rows.items():
            for status, place in (*_STATUS.items(), (OTHER, len(STATUSES))):
                count = self._sum(_HEAD + row * _ROW + place)
                if count:
                    labels = f'route="{route}",status="{status}"'
                    yield f"selfcheck_requests_total{{{labels}}} {count:.0f}"
        name = "selfcheck_request_seconds"
        yield from _head(name, "histogram", "Seconds from the request to the answer.")
        for route, row in self._rows.items():
            yield from self._times(name, route, _HEAD + row * _ROW)
        for name, place, words in (
            ("selfcheck_received_bytes_total", 1, "Bytes of bodies that came."),
            ("selfcheck_sent_bytes_total", 2, "Bytes of bodies that went."),
        ):
            yield from _head(name, "counter", words)
            for route, row in self._rows.items():
                count = self._sum(_HEAD + row * _ROW + _SUMS + place)
                if count:
                    yield f'{name}{{route="{route}"}} {count:.0f}'

    def _times(self, name: str, route: str, row: int) -> Iterator[str]:
        counts = [self._sum(row + _TIMES + place) for place in range(len(SECONDS) + 1)]
        if not any(counts):
            return
        for bound, count in zip((*SECONDS, "+Inf"), accumulate(counts), strict=True):
            yield f'{name}_bucket{{route="{route}",le="{bound}"}} {count:.0f}'
        yield f'{name}_sum{{route="{route}"}} {self._sum(row + _SUMS):.6f}'
        yield f'{name}_count{{route="{route}"}} {sum(counts):.0f}'

    def _rules(self) -> Iterator[str]:
        yield from _head("selfcheck_rules_info", "gauge", "Processes that serve these rules.")
        versions = [f"{int(self._numbers[s + _VERSION]):012x}" for s in self._alive()]
        for version in sorted(set(versions)):
            count = versions.count(version)
            yield f'selfcheck_rules_info{{version="{version}"}} {count}'
        yield from _head("selfcheck_rules_since_seconds", "gauge", "When these rules were taken.")
        since = max((self._numbers[s + _SINCE] for s in self._alive()), default=0.0)
        yield f"selfcheck_rules_since_seconds {since:.0f}"
        yield from _head("selfcheck_rules_refused", "gauge", "Processes that refused newer rules.")
        refused = sum(self._numbers[s + _REFUSED] for s in self._alive())
        yield f"selfcheck_rules_refused {refused:.0f}"
        yield from _head("selfcheck_reloads_total", "counter", "Reloads of rules, by their end.")
        yield f'selfcheck_reloads_total{{end="taken"}} {self._sum(_TAKEN):.0f}'
        yield f'selfcheck_reloads_total{{end="refused"}} {self._sum(_REFUSALS):.0f}'

    def _memory(self) -> Iterator[str]:
        name = "selfcheck_resident_bytes"
        yield from _head(name, "gauge", "Memory of each process; 0 is the master.")
        for slot in range(SLOTS):
            process = int(self._numbers[self._start(slot) + _PROCESS])
            resident = resident_bytes(process)
            if resident:
                yield f'{name}{{slot="{slot}"}} {resident}'

    def _alive(self) -> list[int]:
        starts = [self._start(slot) for slot in range(SLOTS)]
        return [s for s in starts if resident_bytes(int(self._numbers[s + _PROCESS]))]


def _head(name: str, kind: str, words: str) -> Iterator[str]:
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {kind}"


def resident_bytes(process: int) -> int:
    """Return the bytes of memory that the process holds; 0 where there is none of that number."""
    if not process:
        return 0
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * mmap.PAGESIZE
