"""The application with a fault in it: workers die with a comparison in hand.

`TEST_DEATHS` names a file; each death takes a byte of it, until none is left.
"""

import os
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from selfcheck.serving import application

serves = application()


def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Die with the request in hand, or answer it."""
    deaths = Path(os.environ["TEST_DEATHS"])
    left = deaths.stat().st_size
    if environ["PATH_INFO"] == "/api/v1/compare" and left:
        os.truncate(deaths, left - 1)
        os.kill(os.getpid(), signal.SIGKILL)
    return serves(environ, start_response)
