"""A person's situation on the days to come, if the person goes on as now."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final, TypeVar, final

from selfcheck.engine.answers import Moving, grows
from selfcheck.engine.conditions import Situation
from selfcheck.engine.endorsement import endorsement
from selfcheck.engine.improvements import HORIZON
from selfcheck.engine.lines import LineScore, line_score
from selfcheck.engine.periods import SHORTEST, add_months, full_months
from selfcheck.engine.scoring import months_counted
from selfcheck.engine.tables import table_of
from selfcheck.rules.model.editions import EndorsementRule
from selfcheck.rules.model.schemes import Line

MONTH, YEAR = 1, 12
"""How many months it takes until a number is one more."""

GROWN = {
    every: tuple(
        tuple((begun + month) // every for month in range(HORIZON + 1)) for begun in range(every)
    )
    for every in (MONTH, YEAR)
}
"""By how much a number is more at each month's end, by how many months of its next had begun."""

EACH_MONTH = GROWN[MONTH][0]

P = TypeVar("P")


@lru_cache(maxsize=8)
def ends_of_months(on: date) -> tuple[date, ...]:
    """Return the day itself, and the days on which the coming months are over."""
    return tuple([add_months(on, ahead) for ahead in range(HORIZON + 1)])


@final
class Number:
    """A number that goes up by one `every` so many months, as it was told or since a day.

    `grown` holds by how much it is more at each month's end. `since` is the day it counts from, of
    which so many months have `passed`; one that was told stops at `most`. `months` are the ends of
    the months.
    """

    __slots__ = ("every", "grown", "months", "most", "name", "since", "value")

    def __init__(  # noqa: PLR0913 -- a plain class is cheaper to make and to read than a tuple
        self,
        name: str,
        months: Sequence[date],
        passed: int = 0,
        *,
        most: int | None = None,
        since: date | None = None,
        every: int = MONTH,
    ) -> None:
        self.name: Final = name
        self.months: Final = months
        self.most: Final = most
        self.since: Final = since
        self.every: Final = every
        self.value: Final = passed // every
        self.grown: Final[Sequence[int]] = (
            GROWN[every][passed % every]
            if since is None or since.day <= SHORTEST
            else [full_months(since, day) // every - self.value for day in months]
        )

    def day(self, by: int) -> date:
        """Return the first day on which it is so much more."""
        if self.since is None:
            return self.months[by]
        return add_months(self.since, (self.value + by) * self.every)

    def at_ends(self, given: Sequence[P]) -> Sequence[P]:
        """Return what there is at each month's end of what is given for each step of growth."""
        return given if self.grown is EACH_MONTH else [given[by] for by in self.grown]


class Later:
    """The situation on later days, each made once; `months` are the ends of the months.

    Without a rule of endorsement, that is left as it is: nobody looks at it.
    """

    def __init__(self, at: Situation, rule: EndorsementRule | None) -> None:
        self.now = at
        self.months = ends_of_months(at.answers.on)
        self._rule = rule
        self._counted_to: str | None = None
        self._moving: Moving | None = None
        self._made: dict[date, Situation] = {}

    def counting(self, counted_to: str | None) -> "Later":
        """Return the same for a scheme that counts up to another day."""
        if counted_to is None:
            return self
        other = Later(self.now, self._rule)
        other._counted_to = counted_to
        return other

    def _months(self, day: date) -> int | None:
        """Return by how many months what grows has grown, where it is not counted to the day."""
        if self._counted_to is None:
            return None
        return months_counted(self._counted_to, self.now.answers.on, day)

    def _all_moving(self) -> Moving:
        if self._moving is None:
            self._moving = self.now.answers.moving(self.now.facts)
        return self._moving

    def on(self, day: date) -> Situation:
        """Return the situation of the day."""
        if day not in self._made:
            answers = self.now.answers.later(day, self._all_moving(), self._months(day))
            turned = None if self._rule is None else endorsement(answers, self._rule)
            self._made[day] = self.now.later(answers, turned)
        return self._made[day]

    def line_score(self, line: Line, day: date) -> LineScore:
        """Return the points of the line on the day."""
        now, basis = self.now, table_of(line, self.now).basis
        if basis is None or (basis.dates and basis.names):
            return line_score(line, self.on(day))
        if basis.dates:
            return line_score(line, now.later(now.answers.dated(day), None))
        moved = now.answers.grown(day, self._all_moving(), self._months(day))
        return line_score(line, now, moved)

    def number(self, name: str) -> Number | None:
        """Return the number behind a fact, if time moves it."""
        answers, fact = self.now.answers, self.now.facts[name]
        value = answers.get(name)
        if value is None:
            return None
        if name in answers.given:
            if not grows(fact, value):
                return None
            most = None if fact.maximum is None else int(fact.maximum)
            return Number(name, self.months, most=most)
        if fact.stand_in is None:
            return None
        since = answers.known.get(fact.stand_in.full_months_since)
        return Number(name, self.months, value, since=since) if isinstance(since, date) else None

    def years(self, name: str) -> Number | None:
        """Return the full years since a date; None where it is unknown or lies ahead."""
        since: date | None = self.now.answers.get(name)
        if since is None or since > self.months[0]:
            return None
        passed = full_months(since, self.months[0])
        return Number(name, self.months, passed, since=since, every=YEAR)
