"""Let everything go wrong under load, and count what users notice: `make faults`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.service.faults import all_faults, place, slow_clients

BESIDE_SLOW = 2.0
"""Seconds within which 99 of 100 users beside 2,000 slow clients are answered."""


def main() -> int:
    """Print a line for each fault; 1 where one does not hold."""
    broken = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        for outcome in all_faults(folder, kills_done=6, reloads_done=3, slow_done=200):
            print(outcome, flush=True)
            broken += not outcome.holds
        with place(folder / "many") as where:
            for outcome in slow_clients(where, 2000, BESIDE_SLOW):
                print(outcome, flush=True)
                broken += not outcome.holds
    print(f"{broken} lines do not hold" if broken else "every line holds")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
