"""A posted form of a unit, read: the answers, what could not be read, and what was understood.

It knows forms, not pages: which page answers is for the caller.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from selfcheck.engine.answers import Problem
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.rulebook import Rulebook
from selfcheck.web.forms import Controls, FormReader, control_names, form_class
from selfcheck.web.typed import months_said_in_years

EARLIER = "earlier-answers"
"""A hidden control that carries the answers of the result above the form, as a code.

Facts have no hyphen in their names, so no question can have this one.
"""

WITH_QR = "with-qr"
"""What the button is called that asks for the result once more, with the QR picture in it."""

NO_FACTS = frozenset(("unit", EARLIER, WITH_QR))
"""What a form may have besides the controls of facts."""

EVERY_UNIT = "every-unit"
"""What the form of all units' questions goes by; no unit's code has a hyphen."""


ESCAPED = re.compile("(?:%[0-9A-Fa-f]{2})+")


class Posted(NamedTuple):
    """What was posted: `answers` with the unit, `problems`, and the controls to show again.

    `in_years` names the facts whose months were said in years; `earlier` is the code of the
    answers before these, where there were any. `with_qr`: the result is wanted with its picture.
    """

    answers: dict[str, Any]
    problems: list[Problem]
    controls: Controls
    in_years: frozenset[str] = frozenset()
    earlier: str = ""
    with_qr: bool = False


@dataclass(frozen=True)
class UnitForm:
    """The form of a unit: the questions it asks, and the class that reads them.

    `whole` reads every fact there is, for what is posted without being asked.
    """

    unit: str
    asked: tuple[Fact, ...]
    form: FormReader
    whole: FormReader
    whole_controls: dict[str, str]


def unit_form(rulebook: Rulebook, unit: str) -> UnitForm:
    """Return the form of the unit."""
    return _form(unit, rulebook.questions_of[unit], rulebook.facts_of[unit])


def every_units_form(rulebook: Rulebook) -> UnitForm:
    """Return the form of every question that some unit asks, with the choices of all of them."""
    asked: dict[str, Fact] = {}
    for unit in rulebook.units:
        for fact in rulebook.questions_of[unit]:
            known = asked.setdefault(fact.id, fact)
            more = tuple(choice for choice in fact.choices if choice not in known.choices)
            if more:
                asked[fact.id] = known.model_copy(update={"choices": known.choices + more})
    in_order = tuple(asked[name] for name in rulebook.facts if name in asked)
    return _form(EVERY_UNIT, in_order, {**rulebook.facts, **asked})


def _form(unit: str, asked: tuple[Fact, ...], facts: Mapping[str, Fact]) -> UnitForm:
    every = tuple(fact for fact in facts.values() if fact.id != "unit")
    return UnitForm(
        unit=unit,
        asked=asked,
        form=FormReader(form_class(asked)),
        whole=FormReader(form_class(every)),
        whole_controls=control_names(every),
    )


def controls_in(body: bytes) -> Controls:
    """Return what is posted in the body of a form, as browsers write it in UTF-8."""
    controls: dict[str, list[str]] = {}
    plain = b"%" not in body and b"+" not in body
    for pair in filter(None, body.decode().split("&")):
        name, _, value = pair.partition("=")
        if not plain:
            name, value = _unquoted(name), _unquoted(value)
        if name in controls:
            controls[name].append(value)
        else:
            controls[name] = [value]
    return controls


def _unquoted(text: str) -> str:
    """Return what `unquote_plus` does; that takes sign after sign, several times as long."""
    text = text.replace("+", " ")
    return ESCAPED.sub(_decoded, text) if "%" in text else text


def _decoded(signs: re.Match[str]) -> str:
    # What is no text stays as it was sent, as everywhere in werkzeug.
    return bytes.fromhex(signs[0].replace("%", "")).decode(errors="werkzeug.url_quote")


def read_posted(known: UnitForm, posted: Controls, on: date) -> Posted:
    """Return the form that was posted for the unit, read as of the day."""
    unit = known.unit
    read = known.form.read(posted, on)
    if not NO_FACTS.issuperset(read.left):
        read = known.whole.read(posted, on)
    answers, problems, understood, left = read
    if left:
        strange = set(left) - NO_FACTS
        problems += [Problem(name, "unknown_fact") for name in sorted(strange)]
        if posted.get("unit", [unit]) != [unit]:
            problems.append(Problem("unit", "unknown_code", {"codes": (unit,)}))
    return Posted(
        {"unit": unit, **answers},
        problems,
        {**posted, **understood} if understood else posted,
        in_years=_in_years(posted, understood) if understood else frozenset(),
        earlier=posted[EARLIER][0] if EARLIER in posted else "",
        with_qr=WITH_QR in posted,
    )


def _in_years(posted: Controls, controls: Iterable[str]) -> frozenset[str]:
    return frozenset(
        name
        for name in controls
        if name in posted and months_said_in_years(posted[name][0]) is not None
    )
