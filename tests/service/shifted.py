"""The application under a clock that a test sets: the days in the file are added to each moment."""

import os
import time
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import selfcheck.clock
from selfcheck.serving import application

CLOCK = Path(os.environ["TEST_CLOCK"])
_real = time.time


def _shift() -> timedelta:
    return timedelta(days=int(CLOCK.read_text(encoding="ascii") or "0"))


class Shifted(datetime):
    """A datetime whose now is another."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Shifted":
        """Return the moment that the clock shows."""
        shown = datetime.now(tz) + _shift()  # noqa: TID251 -- a test's clock
        return cls.fromtimestamp(shown.timestamp(), tz)


setattr(selfcheck.clock, "datetime", Shifted)  # noqa: B010 -- in a type's eyes it never changes
setattr(time, "time", lambda: _real() + _shift().total_seconds())  # noqa: B010

app = application()
