"""Endorsement of a permit: the state on a day, the window, and from when residence counts."""

from datetime import date, timedelta
from typing import NamedTuple

from selfcheck.engine.answers import Answers
from selfcheck.engine.periods import add_months, add_years, full_years
from selfcheck.rules.model.conditions import EndorsementState
from selfcheck.rules.model.editions import EndorsementRule


class Endorsement(NamedTuple):
    """The state, the coming window (both days included), and the last day of grace."""

    state: EndorsementState
    window_from: date | None = None
    window_to: date | None = None
    grace_until: date | None = None
    residence_counted_from: date | None = None


class Window(NamedTuple):
    """A time in which a permit can be endorsed, both days included."""

    opens: date
    due: date


def windows(
    now: Endorsement, answers: Answers, rule: EndorsementRule, until: date
) -> tuple[Window, ...]:
    """Return the windows that are not over and open by `until`, if each is used in its time.

    `now` is how the person's permit stands under the rule.
    """
    if now.window_to is None or now.state == "cancelled":
        return ()
    issued: date = answers.get("permit_issued_on")
    years = full_years(issued, now.window_to) // rule.every_years * rule.every_years
    found: list[Window] = []
    while True:
        due = add_years(issued, years)
        opens = add_months(due, -rule.window_months)
        if opens > until:
            return tuple(found)
        if due >= answers.on:
            found.append(Window(opens, due))
        years += rule.every_years


def endorsement(answers: Answers, rule: EndorsementRule) -> Endorsement:
    """Return where the person's permit stands under the rule.

    Guideline of 27 October 2014, part three (2) 1; Zhejiang regulation, article 19.
    """
    held, issued = answers.get("permit_held"), answers.get("permit_issued_on")
    if held == "none":
        return Endorsement("no_permit")
    if held is None or issued is None:
        return Endorsement("cannot_tell")
    endorsed = answers.get("permit_endorsed_on")
    if endorsed is not None and answers.get("permit_endorsed") is not False:
        return _endorsed(issued, endorsed, answers.on, rule)
    return _never_endorsed(issued, answers, rule)


def _never_endorsed(issued: date, answers: Answers, rule: EndorsementRule) -> Endorsement:
    due = add_years(issued, rule.every_years)
    said = answers.get("permit_endorsed")
    if said is False or (said is None and answers.on <= due):
        return _state(due, issued, answers.on, rule)
    return Endorsement("cannot_tell")


def _endorsed(issued: date, endorsed: date, on: date, rule: EndorsementRule) -> Endorsement:
    turn = _turn_of(issued, endorsed, rule)
    if turn is None:
        return Endorsement("cannot_tell")
    every = rule.every_years
    counted_from = endorsed if endorsed > add_years(issued, turn * every) else issued
    return _state(add_years(issued, (turn + 1) * every), counted_from, on, rule)


def _turn_of(issued: date, endorsed: date, rule: EndorsementRule) -> int | None:
    """Return which anniversary the endorsement answers, or None where it answers none."""
    every, window, grace = rule.every_years, rule.window_months, rule.grace_days
    turn = full_years(issued, add_months(endorsed, window)) // every + 1
    anniversary = add_years(issued, turn * every)
    while turn > 0 and add_months(anniversary, -window) > endorsed:
        turn -= 1
        anniversary = add_years(issued, turn * every)
    if turn == 0 or (grace is not None and endorsed > anniversary + timedelta(grace)):
        return None
    return turn


def _state(due: date, counted_from: date, on: date, rule: EndorsementRule) -> Endorsement:
    opens, days = add_months(due, -rule.window_months), rule.grace_days
    grace = None if days is None else due + timedelta(days)
    return Endorsement(_state_on(on, opens, due, grace), opens, due, grace, counted_from)


def _state_on(on: date, opens: date, due: date, grace: date | None) -> EndorsementState:
    if on < opens:
        return "not_due"
    if on <= due:
        return "due"
    if grace is None or on <= grace:
        return "suspended"
    return "cancelled"
