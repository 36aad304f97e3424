"""Fuzz everything that reads what strangers write: `make fuzz` (RUNS=1000000 inputs each).

The whole application behind a form is a hundred times slower than the reader of its fields: it gets
a twentieth of the inputs. With KEEP a folder is named where what was worth keeping is left.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.description import try_api
from tests.fuzz.machine import try_form
from tests.fuzz.running import fuzz

NAMES = ("rules", "posted", "request", "resume", "form")
SHARE = {"form": 20}


def main() -> int:
    """Print what was done; 1 at the first input that breaks something."""
    runs = int(os.environ.get("RUNS", "1000000"))
    for name in NAMES:
        with TemporaryDirectory() as passing:
            folder = Path(os.environ.get("KEEP") or passing) / name
            folder.mkdir(parents=True, exist_ok=True)
            done = fuzz(name, runs // SHARE.get(name, 1), str(folder))
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
