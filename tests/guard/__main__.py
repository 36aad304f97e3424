"""Count the instructions of each kind of request: `make guard`; 1 where one costs too many.

With `--compiled` those of the hot modules as `make compiled` leaves them, which have no ceilings.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.guard.counting import costs, instructions
from tests.guard.workload import HELLO
from tests.service.gunicorn import PROJECT


def main() -> int:
    """Print a line for each kind."""
    if "--compiled" in sys.argv:
        return compiled()
    found = costs()
    for cost in found:
        print(cost)
    return int(not all(cost.holds for cost in found))


def compiled() -> int:
    """Print a line for each kind where it is run as machine code."""
    with TemporaryDirectory() as folder:
        counted = instructions(Path(folder), compiled=str(PROJECT / ".compiled"))
    for kind, number in counted.items():
        print(f"{kind:34}{number:12,} instructions{number / counted[HELLO]:9.2f} hellos")
    return 0


if __name__ == "__main__":
    sys.exit(main())
