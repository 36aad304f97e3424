"""A run of atheris, in a process of its own: it ends the process that it runs in."""

import re
import subprocess
import sys
from dataclasses import dataclass

from tests.service.gunicorn import PROJECT


@dataclass(frozen=True)
class Run:
    """How a run ended: how many inputs were tried, whether all held, and the end of its report."""

    inputs: int
    held: bool
    told: str


def fuzz(name: str, runs: int, folder: str, seconds: int = 0) -> Run:
    """Try a target with that many inputs, or for so many seconds if those are over before.

    What is worth keeping, or breaks it, is in the folder.
    """
    command = [sys.executable, "-m", "tests.fuzz.guided", name, str(runs), folder, str(seconds)]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    told = ended.stderr + ended.stdout
    found = re.search(r"number_of_executed_units: (\d+)", told)
    return Run(int(found[1]) if found else 0, ended.returncode == 0, told[-3000:])
