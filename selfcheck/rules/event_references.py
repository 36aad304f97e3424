"""What is wrong with a formula for events: what each gives, and what keeps the whole down."""

from collections.abc import Collection
from decimal import Decimal

from selfcheck.rules.bands import wrong_bands
from selfcheck.rules.mistakes import Wrong
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.formulas import EventRow, Events
from selfcheck.rules.named_facts import (
    Facts,
    wrong_choices,
    wrong_fact,
    wrong_figures,
    wrong_levels,
)

OF_AMOUNT = "goes with points: so many for each full per of an event's amount"
BELOW_ZERO = "is below 0; write what takes away as a deduction, with positive figures"
"""What is right where events take away."""


def wrong_events(entry: Events, facts: Facts) -> Wrong:
    """Yield what is wrong with the formula and its rows."""
    yield from wrong_fact(entry.fact, ("events",), facts, "fact")
    yield from _wrong_giving(entry)
    if entry.per is not None and entry.points is None:
        yield "per", OF_AMOUNT
    figures = (entry.points, entry.others, *(entry.levels or {}).values(), *entry.escalating)
    if any(figure is not None and figure < 0 for figure in figures):
        yield "points", BELOW_ZERO
    of_years = entry.year_at_most is not None or entry.year_together
    if entry.years != "calendar" and not of_years and entry.one_act_in != "year":
        yield "years", "goes with year_at_most only, the cap of a year"
    yield from _wrong_acts(entry)
    if entry.year_together:
        yield from _wrong_together(entry)
    fact = facts.get(entry.fact)
    if fact is None or fact.kind != "events":
        return
    yield from wrong_choices(fact, entry.acts, "acts")
    yield from _wrong_event_levels(entry, fact, facts)
    yield from _wrong_rows(entry, fact)
    if entry.per is not None and fact.maximum is None:
        yield "per", _no_amounts(fact)


def _wrong_together(entry: Events) -> Wrong:
    """Yield what looks at single events where the amounts of a year are counted as one."""
    if entry.points is None or entry.per is None:
        yield "year_together", "goes with points and per: so many for each full per of a year"
    for key, given in (
        ("each_at_most", entry.each_at_most is not None),
        ("acts", bool(entry.acts)),
        ("combine", entry.combine == "highest"),
        ("years", entry.years == "any"),
    ):
        if given:
            yield key, "does not go with year_together, which counts the amounts of a year as one"


def _no_amounts(fact: Fact) -> str:
    return f"needs amounts, but the events of {fact.id!r} have none; give it a maximum"


def _wrong_event_levels(entry: Events, fact: Fact, facts: Facts) -> Wrong:
    """Yield what is wrong with the figures of levels; `others` stands for those left out."""
    if entry.each:
        yield from _wrong_levels_of_rows(entry, fact)
        return
    if entry.levels is None:
        if entry.others is not None:
            yield "others", "goes with levels only: it is what a level gives that they leave out"
        return
    if entry.others is None:
        yield from wrong_figures(entry.fact, entry.levels, "levels", facts)
        return
    yield from wrong_choices(fact, entry.levels, "levels")
    yield from _wrong_others(fact, entry.levels)


def _wrong_others(fact: Fact, named: Collection[str]) -> Wrong:
    if all(choice.id in named for choice in fact.choices):
        yield "others", "stands for no level: each has its figure in levels; leave it out"


def _wrong_levels_of_rows(entry: Events, fact: Fact) -> Wrong:
    """Yield unless every level has one row, or `others` in the place of a row."""
    named: set[str] = set()
    for number, row in enumerate(entry.each):
        key = f"each[{number}].levels"
        yield from ((key, said) for _, said in wrong_levels(fact, row.levels))
        if not row.levels and len(entry.each) > 1:
            yield key, "is missing; only a single row can be for all levels"
        for level in named.intersection(row.levels):
            yield key, f"names {level!r}, which an earlier row names; give it one row"
        named.update(row.levels or [choice.id for choice in fact.choices])
    left = [choice.id for choice in fact.choices if choice.id not in named]
    if entry.others is not None:
        yield from _wrong_others(fact, named)
    elif left:
        yield "each", f"has no row for the level {left[0]!r}; give it one, or give others"


def _wrong_giving(entry: Events) -> Wrong:
    """Yield unless exactly one key says what an event gives."""
    figures_by = {
        "points": entry.points is not None,
        "levels": entry.levels is not None,
        "escalating": bool(entry.escalating),
        "each": bool(entry.each),
    }
    given = [key for key, there in figures_by.items() if there]
    if not given:
        yield (
            "points",
            "is needed, or levels, escalating or each: exactly one says what an event gives",
        )
    for key in given[1:]:
        yield (
            key,
            f"stands beside {given[0]}; take points where every event gives the same, levels "
            "where its level decides, escalating where its place in time does, each where its "
            "level does and its amount or place in time too",
        )


# --- rows -------------------------------------------------------------------------------------


def _wrong_rows(entry: Events, fact: Fact) -> Wrong:
    for number, row in enumerate(entry.each):
        for key, said in (*_wrong_row(row), *_wrong_amount(row, fact)):
            yield f"each[{number}].{key}", said
    if any(row.escalating for row in entry.each):
        if entry.place_among == "row" and entry.year_at_most is not None:
            yield (
                "year_at_most",
                "stands beside rows that escalate each by itself; the cap of a year goes with "
                "place_among = all",
            )
    elif entry.place_among != "row":
        yield "place_among", "goes with rows that are escalating only"


def _wrong_row(row: EventRow) -> Wrong:
    """Yield unless exactly one key says what an event of the row gives."""
    figures_by = {
        "points": row.points is not None,
        "bands": bool(row.bands),
        "escalating": bool(row.escalating),
    }
    given = [key for key, there in figures_by.items() if there]
    if not given:
        yield "points", "is needed, or bands or escalating: exactly one says what a row gives"
    for key in given[1:]:
        yield (
            key,
            f"stands beside {given[0]}; take points where every event of the row gives the same, "
            "bands where its amount decides, escalating where its place in time does",
        )
    if row.per is not None and row.points is None:
        yield "per", OF_AMOUNT
    if row.shared and row.points is None:
        yield "shared", "goes with points: they are divided by the amount of an event"
    if row.shared and row.per is not None:
        yield (
            "shared",
            "stands beside per; take per where a larger amount gives more, shared where it leaves "
            "less for each",
        )
    if any(figure is not None and figure < 0 for figure in (row.points, *row.escalating)):
        yield "points", BELOW_ZERO


def _wrong_amount(row: EventRow, fact: Fact) -> Wrong:
    """Yield what is wrong where a row looks at the amounts of events."""
    looks = {"per": row.per is not None, "shared": row.shared, "bands": bool(row.bands)}
    if fact.maximum is None:
        yield from ((key, _no_amounts(fact)) for key, there in looks.items() if there)
        return
    least = fact.minimum or Decimal(0)
    if row.shared and least <= 0:
        yield "shared", f"divides by an amount that can be 0; give {fact.id!r} a minimum above 0"
    if row.bands:
        yield from wrong_bands(row.bands, least, counts_whole=False)
    for number, band in enumerate(row.bands):
        if band.low is not None:
            yield f"bands[{number}].low", "leaves open what an event gives; give points"
        if band.points is not None and band.points < 0:
            yield f"bands[{number}].points", BELOW_ZERO


# --- acts -------------------------------------------------------------------------------------


def _wrong_acts(entry: Events) -> Wrong:
    if not entry.acts:
        if entry.one_act_in != "ever":
            yield "one_act_in", "goes with acts only: it says when two of them are one"
        return
    if entry.levels is None:
        yield "acts", "goes with levels only: it says which of them are of one act"
    if entry.combine == "highest":
        yield "combine", "stands beside acts; one act counts once, at its highest, already"
    if entry.one_act_in == "ever" and entry.year_at_most is not None:
        yield (
            "year_at_most",
            "stands beside acts; one act counts once, whatever the year, unless one_act_in is day "
            "or year",
        )
    if entry.one_act_in == "year" and entry.years == "any":
        said = "is any, but one_act_in = year needs calendar or back: years that do not move"
        yield "years", said
