"""Instructions of each kind of request, counted by callgrind and told as hellos.

Seconds depend on the machine and on what else runs; instructions hardly do. What a request costs is
the difference between 2N and N of them, so that whatever happens once drops out. It is told as a
multiple of what Flask needs to say hello in the same process: another Python or processor changes
both.
"""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from selfcheck.machine_code import SETTING
from tests.guard.workload import HELLO, PREFIX, TIMES
from tests.service.gunicorn import PROJECT

CEILINGS = Path(__file__).with_name("ceilings.toml")
DUMPS_OF_A_KIND = 4
"""Callgrind writes at the begin and the end of N, and of 2N."""


@dataclass(frozen=True)
class Cost:
    """What one request of a kind costs: instructions, hellos, and how many hellos it may."""

    kind: str
    instructions: int
    hellos: float
    most: float

    @property
    def holds(self) -> bool:
        """Say whether it costs no more than it may."""
        return self.hellos <= self.most

    def __str__(self) -> str:
        """Return the line for a table."""
        told = f"{self.kind:34}{self.instructions:12,} instructions{self.hellos:9.2f} hellos"
        return f"{told}, at most {self.most:g}{'' if self.holds else '  TOO DEAR'}"


def costs() -> list[Cost]:
    """Count, and compare with the ceilings. AssertionError where a kind has none."""
    with TemporaryDirectory() as folder:
        counted = instructions(Path(folder))
    ceilings = tomllib.loads(CEILINGS.read_text(encoding="utf-8"))
    return judged(counted, ceilings["hellos"])


def judged(counted: Mapping[str, int], ceilings: Mapping[str, float]) -> list[Cost]:
    """Return the cost of every kind but hello itself."""
    compared = {kind: number for kind, number in counted.items() if kind != HELLO}
    assert set(compared) == set(ceilings), f"{CEILINGS.name} has not the kinds that are counted"
    return [
        Cost(kind, number, number / counted[HELLO], ceilings[kind])
        for kind, number in compared.items()
    ]


def instructions(folder: Path, *module: str, compiled: str = "") -> dict[str, int]:
    """Return the instructions of one request of each kind; callgrind writes into the folder.

    `module` is what counts, with its arguments; by default what the guard looks at. The hot modules
    are run by Python, or those that are `compiled` in a folder.
    """
    written = folder / "counts"
    command = ["valgrind", "--tool=callgrind", "--instr-atstart=no", "--dump-before=getpgid"]
    command += [f"--callgrind-out-file={written}", f"--vgdb-prefix={folder}/vgdb"]
    command += [sys.executable, "-m", *(module or ("tests.guard.workload",))]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(PROJECT)}
    environment[SETTING] = compiled
    environment[PREFIX] = f"--vgdb-prefix={folder}/vgdb"
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert SETTING not in done.stderr, done.stderr
    dumps = [_total(folder / f"{written.name}.{number + 1}") for number in range(_dumps(folder))]
    kinds: list[str] = json.loads(done.stdout.splitlines()[-1])
    assert len(dumps) == DUMPS_OF_A_KIND * len(kinds), f"{len(dumps)} counts"
    return {
        kind: (dumps[DUMPS_OF_A_KIND * place + 3] - dumps[DUMPS_OF_A_KIND * place + 1]) // TIMES
        for place, kind in enumerate(kinds)
    }


def _dumps(folder: Path) -> int:
    return len(list(folder.glob("counts.*")))


def _total(dump: Path) -> int:
    """Return the sum of a file of callgrind's."""
    with dump.open(encoding="utf-8") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("summary:"))
