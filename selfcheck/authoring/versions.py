"""Schemes in time: days between two versions, and the age of the last look at the source."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from selfcheck.rules.checker import series
from selfcheck.rules.mistakes import Mistake, plural
from selfcheck.rules.model.schemes import Scheme
from selfcheck.rules.rulebook import Rulebook

ONE_DAY = timedelta(days=1)


def gaps_between_versions(rulebook: Rulebook) -> Iterator[Mistake]:
    """Yield each stretch of days on which one version is over and the next has not begun.

    Versions share the id without its year. Two in force on one day are the checker's matter.
    """
    versions: dict[str, list[Scheme]] = {}
    for scheme in rulebook.schemes.values():
        if scheme.term.begins or scheme.term.ends:
            versions.setdefault(series(scheme.id), []).append(scheme)
    for found in versions.values():
        for earlier, later in pairwise(sorted(found, key=_first_day)):
            ends, begins = earlier.term.ends, later.term.begins
            if ends and begins and begins - ends > ONE_DAY:
                said = (
                    f"is {begins}, but {earlier.id!r} ends on {ends}; no version is in force "
                    f"from {ends + ONE_DAY} to {begins - ONE_DAY}"
                )
                yield Mistake(f"schemes/{later.id}.toml", "term.begins", said)


def _first_day(scheme: Scheme) -> date:
    return scheme.term.begins or date.min


def old_looks(rulebook: Rulebook, on: date, max_age: int) -> Iterator[Mistake]:
    """Yield each scheme whose source was last looked at more than `max_age` days before `on`."""
    for scheme in rulebook.schemes.values():
        age = (on - scheme.checked_on).days
        file = f"schemes/{scheme.id}.toml"
        if age > max_age:
            ago = f"{plural(age, 'day')} ago"
            said = f"is {scheme.checked_on}, {ago}; compare it with its source again"
            yield Mistake(file, "checked_on", said)
        elif age < 0:
            yield Mistake(file, "checked_on", f"is {scheme.checked_on}, which has not come yet")
