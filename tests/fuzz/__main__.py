"""Fuzz everything that reads what strangers write: `make fuzz` (RUNS=1000000 inputs each)."""

import os
import sys
from tempfile import TemporaryDirectory

from tests.fuzz.description import try_api
from tests.fuzz.machine import try_form
from tests.fuzz.running import fuzz

NAMES = ("rules", "form", "request", "resume")


def main() -> int:
    """Print what was done; 1 at the first input that breaks something."""
    runs = int(os.environ.get("RUNS", "1000000"))
    for name in NAMES:
        with TemporaryDirectory() as folder:
            done = fuzz(name, runs, folder)
        print(f"{name}: {done.inputs} inputs, {'nothing broke' if done.held else done.told}")
        if not done.held:
            return 1
    people = max(100, runs // 1000)
    try_form(people)
    print(f"form, as people fill it in: {people} of them, up to 30 steps each, nothing broke")
    operations = try_api(people)
    print(f"API, by its description: {operations} operations, {people} requests each, all checks")
    return 0


if __name__ == "__main__":
    sys.exit(main())
