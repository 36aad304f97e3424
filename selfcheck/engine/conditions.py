"""The verdict on a condition, and the day on which time alone would meet it."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import repeat
from math import ceil, inf
from typing import Any, NamedTuple

from selfcheck.engine.answers import grows
from selfcheck.engine.measures import begins_after, dates_between, span
from selfcheck.engine.periods import add_months, add_years, day_named
from selfcheck.engine.situation import Situation
from selfcheck.engine.truth import CANNOT_TELL, MET, UNMET, Truth, every, opposite, some, truth
from selfcheck.rules.model import conditions as c

__all__ = ["NEVER", "NO_WAIT", "Situation", "Wait", "day_after", "verdict", "wait_for"]

ANY_NUMBER = (-inf, inf)
MONTHS = 12


def verdict(condition: c.Condition, at: Situation) -> Truth:
    """Return met, unmet or cannot tell for the condition."""
    return _VERDICTS[type(condition)](condition, at)


def _fact_is(condition: c.FactIs, at: Situation) -> Truth:
    value = at.value(condition.fact)
    return CANNOT_TELL if value is None else truth(value == condition.is_)


def _fact_one_of(condition: c.FactOneOf, at: Situation) -> Truth:
    if condition.office_decides and not at.office:
        return UNMET
    value = at.value(condition.fact)
    return CANNOT_TELL if value is None else truth(value in condition.one_of)


def _fact_has(condition: c.FactHas, at: Situation) -> Truth:
    if condition.office_decides and not at.office:
        return UNMET
    value = at.value(condition.fact)
    return CANNOT_TELL if value is None else truth(not value.isdisjoint(condition.has))


def _fact_at_least(condition: c.FactAtLeast, at: Situation) -> Truth:
    value = at.value(condition.fact)
    if value is not None:
        return truth(value >= condition.at_least)
    low, high = at.between.get(at.name(condition.fact), ANY_NUMBER)
    return _compared(low >= condition.at_least, high >= condition.at_least)


def _measure_is(condition: c.MeasureIs, at: Situation) -> Truth:
    low, high, _ = span(condition.measure, at)
    verdicts = []
    if condition.at_least is not None:
        verdicts.append(_compared(low >= condition.at_least, high >= condition.at_least))
    if condition.above is not None:
        verdicts.append(_compared(low > condition.above, high > condition.above))
    if condition.below is not None:
        verdicts.append(_compared(high < condition.below, low < condition.below))
    after = begins_after(condition.measure, at)
    return every(verdicts) if after is UNMET else every([*verdicts, opposite(after)])


def _compared(always: bool, possibly: bool) -> Truth:
    if always:
        return MET
    return CANNOT_TELL if possibly else UNMET


def _fact_known(condition: c.FactKnown, at: Situation) -> Truth:
    return truth((at.value(condition.fact) is not None) == condition.known)


def _running(condition: c.Running, at: Situation) -> Truth:
    periods, day = at.value(condition.fact), at.answers.on
    if periods is None:
        return CANNOT_TELL
    goes_on = any(
        period.begins <= day and (period.ends is None or period.ends >= day)
        for period in periods
        if not condition.levels or period.level in condition.levels
    )
    return truth(goes_on == condition.running)


def _months_passed(condition: c.MonthsPassed, at: Situation) -> Truth:
    since = at.value(condition.fact)
    if since is None:
        return _past(condition.fact, at, at.answers.on, condition.months_passed)
    return truth(add_months(since, condition.months_passed) <= at.answers.on)


def _past(fact: str, at: Situation, day: date, months: int) -> Truth:
    """Say whether an unknown date lies so many months before the day."""
    if at.name(fact) not in at.between:
        return CANNOT_TELL
    first, last = dates_between(fact, at)
    return _compared(add_months(last, months) <= day, add_months(first, months) <= day)


def _age_reached(condition: c.AgeReached, at: Situation) -> Truth:
    born = at.value(condition.fact)
    day = at.answers.on
    if condition.by is not None:
        day = day_named(condition.by, day)
    if born is None:
        return _past(condition.fact, at, day, MONTHS * condition.years_old)
    return truth(add_years(born, condition.years_old) <= day)


def _endorsement_is(condition: c.EndorsementIs, at: Situation) -> Truth:
    state = at.endorsement.state
    if state in condition.endorsement:
        return MET
    return CANNOT_TELL if state == "cannot_tell" else UNMET


def _condition_is(condition: c.ConditionIs, at: Situation) -> Truth:
    return verdict(at.named[condition.condition], at)


def _each_parent(condition: c.EachParent, at: Situation) -> Truth:
    return _of_parents(condition.each_parent, at, every, some)


def _any_parent(condition: c.AnyParent, at: Situation) -> Truth:
    return _of_parents(condition.any_parent, at, some, every)


Joined = Callable[[Iterable[Truth]], Truth]


def _of_parents(condition: c.Condition, at: Situation, joined: Joined, doubted: Joined) -> Truth:
    """Return the verdict on both parents; `doubted` joins in that there may be no other one.

    It is the same when the partner's points are counted.
    """
    at = at.of_applicant() if at.person else at
    own = verdict(condition, at)
    partner = at.value("has_partner")
    if partner is False:
        return own
    other = verdict(condition, at.of_partner())
    if partner is None:
        other = doubted((other, CANNOT_TELL))
    return joined((own, other))


def _all(condition: c.All, at: Situation) -> Truth:
    return every(map(verdict, condition.all, repeat(at)))


def _any(condition: c.AnyOf, at: Situation) -> Truth:
    return some(map(verdict, condition.any, repeat(at)))


def _not(condition: c.Not, at: Situation) -> Truth:
    return opposite(verdict(condition.not_, at))


_VERDICTS: dict[type, Callable[[Any, Situation], Truth]] = {
    c.FactIs: _fact_is,
    c.FactOneOf: _fact_one_of,
    c.FactHas: _fact_has,
    c.FactAtLeast: _fact_at_least,
    c.MeasureIs: _measure_is,
    c.FactKnown: _fact_known,
    c.Running: _running,
    c.MonthsPassed: _months_passed,
    c.AgeReached: _age_reached,
    c.EndorsementIs: _endorsement_is,
    c.ConditionIs: _condition_is,
    c.EachParent: _each_parent,
    c.AnyParent: _any_parent,
    c.All: _all,
    c.AnyOf: _any,
    c.Not: _not,
}


class Wait(NamedTuple):
    """What time has to bring before a condition is met: each of the parts, or one of them."""

    each: bool
    parts: tuple["Wait | c.FactAtLeast | c.MonthsPassed", ...]


NO_WAIT = Wait(each=True, parts=())
"""The condition is met already."""

NEVER = Wait(each=False, parts=())
"""Time alone does not bring it."""


def wait_for(conditions: Iterable[c.Condition], at: Situation) -> Wait:
    """Return what time has to bring before every one of the conditions is met.

    It is the same whenever the conditions they are joined of come to the same.
    """
    parts = [wait for part in conditions if (wait := _wait(part, at)) != NO_WAIT]
    if NEVER in parts:
        return NEVER
    return Wait(each=True, parts=tuple(parts))


def _wait(condition: c.Condition, at: Situation) -> Wait | c.FactAtLeast | c.MonthsPassed:
    if verdict(condition, at) is MET:
        return NO_WAIT
    if isinstance(condition, c.MonthsPassed):
        return condition
    if isinstance(condition, c.FactAtLeast):
        return condition if at.facts[at.person + condition.fact].grows else NEVER
    if isinstance(condition, c.ConditionIs):
        return _wait(at.named[condition.condition], at)
    if isinstance(condition, c.All):
        return wait_for(condition.all, at)
    parts = condition.any if isinstance(condition, c.AnyOf) else ()
    return Wait(
        each=False, parts=tuple([wait for part in parts if (wait := _wait(part, at)) != NEVER])
    )


def day_after(wait: Wait, at: Situation) -> date | None:
    """Return the first day on which what is waited for is there if the person goes on as now.

    That is the day of assessment where nothing is, and None where time alone does not bring it.
    Facts that grow go up by one a month; every other fact stays as it is.
    """
    days = [_day(part, at) for part in wait.parts]
    known = [day for day in days if day is not None]
    if wait.each:
        return max(known, default=at.answers.on) if len(known) == len(days) else None
    return min(known, default=None)


def _day(part: Wait | c.FactAtLeast | c.MonthsPassed, at: Situation) -> date | None:
    if isinstance(part, Wait):
        return day_after(part, at)
    value = at.value(part.fact)
    if value is None:
        return None
    if isinstance(part, c.MonthsPassed):
        return add_months(value, part.months_passed)
    if not grows(at.facts[at.person + part.fact], value):
        return None
    return add_months(at.answers.on, ceil(part.at_least - value))
