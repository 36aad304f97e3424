"""A person's situation on the days to come, if the person goes on as now."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from selfcheck.engine.conditions import Situation
from selfcheck.engine.endorsement import endorsement
from selfcheck.engine.improvements import HORIZON
from selfcheck.engine.lines import LineScore, line_score
from selfcheck.engine.periods import SHORTEST, add_months, full_months
from selfcheck.engine.scoring import months_counted
from selfcheck.engine.tables import table_of
from selfcheck.rules.model.editions import EndorsementRule
from selfcheck.rules.model.schemes import Line

EACH_MONTH = range(HORIZON + 1)
"""What goes up with each month's end."""


@lru_cache(maxsize=8)
def ends_of_months(on: date) -> tuple[date, ...]:
    """Return the day itself, and the days on which the coming months are over."""
    return tuple([add_months(on, ahead) for ahead in range(HORIZON + 1)])


class Number(NamedTuple):
    """A number that goes up by one with each month, as it was told or since the day it counts from.

    `grown` holds by how much it is more at each month's end; one that was told stops at `most`.
    """

    name: str
    value: int
    grown: Sequence[int]
    most: int | None
    since: date | None
    months: Sequence[date]

    def day(self, by: int) -> date:
        """Return the first day on which it is so much more."""
        return self.months[by] if self.since is None else add_months(self.since, self.value + by)

    def after(self, by: int) -> int:
        """Return the number when it has grown by so much."""
        number = self.value + by
        return number if self.most is None else min(number, self.most)


class Later:
    """The situation on later days, each made once; `months` are the ends of the months.

    Without a rule of endorsement, that is left as it is: nobody looks at it.
    """

    def __init__(self, at: Situation, rule: EndorsementRule | None) -> None:
        self.now = at
        self.months = ends_of_months(at.answers.on)
        self._rule = rule
        self._counted_to: str | None = None
        self._moving = at.answers.moving(at.facts)
        self._growing = {fact.id: fact for fact in self._moving.growing}
        self._counted = dict(self._moving.counted)
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

    def on(self, day: date) -> Situation:
        """Return the situation of the day."""
        if day not in self._made:
            answers = self.now.answers.later(day, self._moving, self._months(day))
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
        return line_score(line, now, now.answers.grown(day, self._moving, self._months(day)))

    def number(self, name: str) -> Number | None:
        """Return the number behind a fact, if time moves it."""
        value = self.now.answers.get(name)
        since, fact = self._counted.get(name), self._growing.get(name)
        if since is not None:
            return Number(name, value, self._passed(since, value), None, since, self.months)
        if fact is None:
            return None
        most = None if fact.maximum is None else int(fact.maximum)
        return Number(name, value, EACH_MONTH, most, None, self.months)

    def _passed(self, since: date, months: int) -> Sequence[int]:
        """Return how many months more have passed since the day, at each month's end."""
        if since.day <= SHORTEST:
            return EACH_MONTH
        return [full_months(since, day) - months for day in self.months]
