"""The number that a measure reads: exact, or between two ends while a fact is unknown.

Unknown numbers lie within the bounds of their questions; `open` says that the upper end is such
a bound, not one that a text sets.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from operator import mul
from typing import Any, NamedTuple, TypeGuard

from selfcheck.engine.answers import FIRST_YEAR, Event, Period
from selfcheck.engine.periods import (
    add_months,
    begun_months,
    day_named,
    full_months,
    of_months,
    rounded_months,
)
from selfcheck.engine.situation import Situation
from selfcheck.engine.stretches import Stretch, covered, shared, time_of, unbroken, without
from selfcheck.engine.truth import CANNOT_TELL, MET, UNMET, Truth, every, some, truth
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.measures import (
    Added,
    AnyMeasure,
    ByChoice,
    Constant,
    Least,
    Measure,
    Most,
    Multiplied,
    OtherPeriods,
    Ratio,
    Subtracted,
    Window,
)
from selfcheck.rules.walk import walk

ZERO = Decimal(0)
FIRST_DAY = date(FIRST_YEAR, 1, 1)
"""No answer lies before it."""

MONTHS_SINCE = {
    "begun_months": begun_months,
    "begun_years": begun_months,
    "rounded_months": rounded_months,
}
"""How months are counted from day to day, where not in full."""


class Span(NamedTuple):
    """What a measure can be; `open`: nothing but the question's own bound limits it."""

    low: Decimal
    high: Decimal
    open: bool = False


def span(measure: AnyMeasure, at: Situation) -> Span:
    """Return the least and the most that the measure can be; the same where it is known."""
    return _SPANS[type(measure)](measure, at)


def measured(measure: AnyMeasure, at: Situation) -> Decimal | None:
    """Return the number the measure reads, or None where it is not known."""
    if type(measure) is Measure:
        value = at.value(measure.fact)
        if value is None:
            return None
        return (
            Decimal(value)
            if type(value) is int and measure.in_ == "value"
            else _read(measure, value, at)
        )
    low, high, _ = span(measure, at)
    return low if low == high else None


def _of_fact(measure: Measure, at: Situation) -> Span:
    value = at.value(measure.fact)
    if value is not None:
        number = _read(measure, value, at)
        return Span(number, number) if number is not None else _of_known(measure, value, at)
    return _bounds(measure, at.facts[at.name(measure.fact)], at)


def _read(measure: Measure, value: Any, at: Situation) -> Decimal | None:
    """Return the number in the value of the fact, None where it rests on unknown periods too."""
    if isinstance(value, date):
        day = at.answers.on if measure.by is None else _day(measure, at)
        return Decimal(_since(value, day, measure.in_))
    if isinstance(value, tuple):
        return _of_entries(measure, value, at)
    return Decimal(of_months(value, measure.in_))


def _since(first: date, day: date, how: str) -> int:
    """Return the months or years from the first day to the day, as they are counted."""
    return of_months(MONTHS_SINCE.get(how, full_months)(first, day), how)


def _day(measure: Measure, at: Situation) -> date:
    """Return the day up to which the measure counts."""
    day = at.answers.on
    if measure.by is None:
        return day
    return day_named(measure.by, day)


def begins_after(measure: AnyMeasure, at: Situation) -> Truth:
    """Say whether the measure reads nothing but dates after the day up to which it counts.

    What has not begun on that day is not there, which is another thing than no time since. Of
    several added, or of which the most counts, none may have begun; of a product, a share or the
    least of several, one that has not leaves nothing; of a difference, the first. Numbers that the
    document prints are not looked at. In doubt where an unknown date may be such a one.
    """
    if type(measure) is Measure:
        return _fact_begins_after(measure, at)
    if isinstance(measure, Ratio | Subtracted):
        of = measure.ratio if isinstance(measure, Ratio) else measure.subtract
        return begins_after(of[0], at)
    if isinstance(measure, Added | Most):
        parts = measure.add if isinstance(measure, Added) else measure.most
        read = [part for part in parts if not isinstance(part, Constant | ByChoice)]
        return every([begins_after(part, at) for part in read]) if read else UNMET
    if isinstance(measure, Multiplied | Least):
        parts = measure.multiply if isinstance(measure, Multiplied) else measure.least
        return some([begins_after(part, at) for part in parts])
    return UNMET


def _fact_begins_after(measure: Measure, at: Situation) -> Truth:
    value = at.value(measure.fact)
    if value is not None:
        return truth(isinstance(value, date) and value > _day(measure, at))
    if at.facts[at.name(measure.fact)].kind != "date":
        return UNMET
    first, last = dates_between(measure.fact, at)
    day = _day(measure, at)
    if first > day:
        return MET
    return CANNOT_TELL if last > day else UNMET


def not_begun(measure: AnyMeasure, at: Situation) -> list[str]:
    """Return the facts with a date after the day up to which the measure counts them."""
    inside = (inner for _, inner in walk(measure) if isinstance(inner, Measure))
    return [at.name(one.fact) for one in inside if _fact_begins_after(one, at) is MET]


def _bounds(measure: Measure, fact: Fact, at: Situation) -> Span:
    """Return the least and the most that the question lets the measure be."""
    if fact.kind in ("events", "periods"):
        return _bounds_of_entries(measure, fact, at)
    if fact.kind == "date":
        return _bounds_of_date(measure, at)
    most = fact.maximum or ZERO
    low, high = at.between.get(fact.id, (fact.minimum or ZERO, most))
    low_end, high_end = (Decimal(of_months(end, measure.in_)) for end in (low, high))
    return Span(low_end, high_end, open=high == most)


def _bounds_of_date(measure: Measure, at: Situation) -> Span:
    """Return what can be counted since a date: none lies after the day of assessment."""
    day, (first, last) = _day(measure, at), dates_between(measure.fact, at)
    low, high = (Decimal(_since(since, day, measure.in_)) for since in (last, first))
    return Span(low, high, open=first == FIRST_DAY)


def dates_between(fact: str, at: Situation) -> tuple[date, date]:
    """Return the first and the last day that an unknown date can be."""
    return at.between.get(at.name(fact), (FIRST_DAY, _today(at)))


def _bounds_of_entries(measure: Measure, fact: Fact, at: Situation) -> Span:
    """Return what can be counted of a list, of which only what lies in the window counts.

    All of the time can be covered by one period, which may go on, and no two cover more of it.
    Nothing has happened after the day of assessment.
    """
    if begins_on_a_date(measure.window):
        return _since_a_date(measure, measure.window, at)
    day = _day(measure, at)
    if fact.kind == "events":
        first, last = opens(measure.window, day), min(ends(measure.window, day), _today(at))
        many = fact.most or 0 if first <= last else 0
        most = Decimal(many) * (1 if measure.in_ == "count" else fact.maximum or ZERO)
        return Span(ZERO, most, open=most > 0)
    first, end = _time_in(measure.window, day)
    whole = [(first, end)] if first < end else []
    if measure.during is not None or measure.outside is not None:
        return _of_time(measure, whole, at)
    most = Decimal(time_of(whole, measure.in_))
    return Span(ZERO, most, open=most > 0 and first == FIRST_DAY)


def _today(at: Situation) -> date:
    """Return the day of assessment, after which nothing has happened."""
    return at.today or at.answers.on


# --- windows, events, periods -----------------------------------------------------------------


def opens(window: Window | None, day: date, after: date | None = None) -> date:
    """Return the first day of the window that ends on the day.

    Its months go back from the day itself, or from the day `after` it.
    """
    if window is None:
        return FIRST_DAY
    starts = [FIRST_DAY]
    if window.months is not None:
        starts.append(add_months(after or day, -window.months))
    if window.calendar_years is not None:
        starts.append(date(day.year - window.calendar_years + 1, 1, 1))
    if window.since is not None:
        starts.append(window.since)
    return max(starts)


def closes(window: Window | None, day: date) -> date:
    """Return the day before which the window that ends on the day ends; itself not included."""
    if window is None:
        return day
    end = add_months(day, -window.older_than)
    return end if window.until is None else min(end, window.until + timedelta(1))


def ends(window: Window | None, day: date) -> date:
    """Return the last day of the window that ends on the day; the day itself counts."""
    end = closes(window, day)
    return day if end == day else end - timedelta(1)


def events_in(window: Window | None, events: tuple[Event, ...], day: date) -> tuple[Event, ...]:
    """Return the events that lie in the window; the day itself counts."""
    first, last = opens(window, day), ends(window, day)
    return tuple(event for event in events if first <= event.on <= last)


def _time_in(window: Window | None, day: date) -> Stretch:
    """Return the time that the window holds of periods: so many months, the day the last of it."""
    after = day + timedelta(1)
    return opens(window, day, after), closes(window, after)


def _of_entries(measure: Measure, entries: tuple[Any, ...], at: Situation) -> Decimal | None:
    """Return what is counted of a list, None where it rests on something else that is unknown."""
    if begins_on_a_date(measure.window):
        low, high, _ = _since_a_date(measure, measure.window, at)
        return low if low == high else None
    day = _day(measure, at)
    kept = tuple(e for e in entries if not measure.levels or e.level in measure.levels)
    if measure.in_ == "count":
        return Decimal(len(events_in(measure.window, kept, day)))
    if measure.in_ == "amount":
        found = events_in(measure.window, kept, day)
        return sum((event.amount or ZERO for event in found), ZERO)
    stretches = _covered(measure, kept, at)
    if measure.during is not None or measure.outside is not None:
        low, high, _ = _of_time(measure, stretches, at)
        return low if low == high else None
    return _time(measure, stretches, at)


def _covered(measure: Measure, periods: tuple[Period, ...], at: Situation) -> list[Stretch]:
    return list(covered(periods, *_time_in(measure.window, _day(measure, at))))


def _time(
    measure: Measure, stretches: list[Stretch], at: Situation, *, cut: bool = False
) -> Decimal:
    if measure.unbroken:
        _, end = _time_in(measure.window, _day(measure, at))
        stretches = unbroken(stretches, end, measure.gap_months)
    return Decimal(time_of(stretches, measure.in_, cut=cut))


# --- windows that begin on a day of the person's own ------------------------------------------


def begins_on_a_date(window: Window | None) -> TypeGuard[Window]:
    """Say whether the window begins on a day of the person's own."""
    return window is not None and window.since_date is not None


def begins_between(window: Window, at: Situation) -> tuple[date, date]:
    """Return the first and the last day on which the window can begin; the same if it is known."""
    name = "" if window.since_date is None else window.since_date.fact
    told = at.value(name)
    return dates_between(name, at) if told is None else (told, told)


def _since_a_date(measure: Measure, window: Window, at: Situation) -> Span:
    """Return what can be counted since the date: the earlier it is, the more."""
    widest, least = (
        span(measure.model_copy(update={"window": window.beginning(day)}), at)
        for day in begins_between(window, at)
    )
    return Span(least.low, widest.high, widest.open)


# --- time beside other periods ----------------------------------------------------------------


def _of_known(measure: Measure, entries: tuple[Any, ...], at: Situation) -> Span:
    """Return what can be counted of entries, where something else that nobody told of decides."""
    if begins_on_a_date(measure.window):
        return _since_a_date(measure, measure.window, at)
    kept = tuple(e for e in entries if not measure.levels or e.level in measure.levels)
    return _of_time(measure, _covered(measure, kept, at), at)


def _of_time(measure: Measure, stretches: list[Stretch], at: Situation) -> Span:
    """Return what can be counted of the time, beside other periods: what these do not settle.

    Periods that are unknown may leave all of the time, or nothing of it. So may the time itself,
    where it is what could be told and was not.
    """
    told = at.value(measure.fact) is not None
    for other, kept in ((measure.during, shared), (measure.outside, without)):
        if other is not None:
            beside = _beside(measure, other, at)
            told = told and beside is not None
            stretches = stretches if beside is None else kept(stretches, beside)
    most = _time(measure, stretches, at, cut=not told)
    return Span(most if told else ZERO, most, most > 0 and _is_open(measure, at))


def _is_open(measure: Measure, at: Situation) -> bool:
    """Say whether nothing limits the time that could have been told: no window, no others."""
    named = [measure.fact, *([] if measure.during is None else [measure.during.fact])]
    unknown = all(at.value(name) is None for name in named)
    return unknown and opens(measure.window, _day(measure, at)) == FIRST_DAY


def _beside(measure: Measure, other: OtherPeriods, at: Situation) -> list[Stretch] | None:
    """Return the time that the other periods cover in the window, None where they are unknown."""
    periods = at.value(other.fact)
    if periods is None:
        return None
    kept = tuple(p for p in periods if not other.levels or p.level in other.levels)
    return _covered(measure, kept, at)


# --- measures of measures ---------------------------------------------------------------------


def _constant(measure: Constant, at: Situation) -> Span:
    return Span(measure.number, measure.number)


def _by_choice(measure: ByChoice, at: Situation) -> Span:
    choice = at.value(measure.fact)
    if choice is None:
        return Span(min(measure.values.values()), max(measure.values.values()))
    return Span(measure.values[choice], measure.values[choice])


def _ratio(measure: Ratio, at: Situation) -> Span:
    over, under = (span(part, at) for part in measure.ratio)
    return Span(_divided(over.low, under.high), _divided(over.high, under.low), over.open)


def _divided(over: Decimal, under: Decimal) -> Decimal:
    """Divide; nothing shared among nobody is nothing."""
    return over / under if under else ZERO


def _added(measure: Added, at: Situation) -> Span:
    parts = [span(part, at) for part in measure.add]
    low, high = sum((p.low for p in parts), ZERO), sum((p.high for p in parts), ZERO)
    return Span(low, high, any(p.open for p in parts))


def _subtracted(measure: Subtracted, at: Situation) -> Span:
    first, *others = [span(part, at) for part in measure.subtract]
    low = first.low - sum((p.high for p in others), ZERO)
    high = first.high - sum((p.low for p in others), ZERO)
    return Span(max(low, measure.at_least), max(high, measure.at_least), first.open)


def _multiplied(measure: Multiplied, at: Situation) -> Span:
    parts = [span(part, at) for part in measure.multiply]
    low = reduce(mul, (part.low for part in parts))
    return Span(low, reduce(mul, (p.high for p in parts)), any(p.open for p in parts))


def _least(measure: Least, at: Situation) -> Span:
    parts = [span(part, at) for part in measure.least]
    high = min(p.high for p in parts)
    return Span(min(p.low for p in parts), high, all(p.open for p in parts if p.high == high))


def _most(measure: Most, at: Situation) -> Span:
    parts = [span(part, at) for part in measure.most]
    high = max(p.high for p in parts)
    return Span(max(p.low for p in parts), high, any(p.open for p in parts if p.high == high))


_SPANS: dict[type, Callable[[Any, Situation], Span]] = {
    Measure: _of_fact,
    Constant: _constant,
    ByChoice: _by_choice,
    Ratio: _ratio,
    Added: _added,
    Subtracted: _subtracted,
    Multiplied: _multiplied,
    Least: _least,
    Most: _most,
}
