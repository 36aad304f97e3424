"""The form of a unit: one control or more for each fact, read into JSON-like answers.

The class is built once for each unit; what a field cannot read becomes a Problem, like any other
impossible answer. Whether an answer is possible at all is for the engine to say.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from threading import local
from typing import Any, NamedTuple

from wtforms import Field, Form

from selfcheck.engine.answers import Problem
from selfcheck.rules.model.facts import Fact
from selfcheck.web import rows
from selfcheck.web.numerals import arabic
from selfcheck.web.typed import date_parts, full_year, months_said_in_years

DATE_PARTS = ("year", "month", "day")
YES_NO = {"yes": True, "no": False}
WHOLE = re.compile(r"\d{1,13}\Z", re.ASCII)
NUMBER = re.compile(r"\d{1,13}(\.\d{1,4})?\Z", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
UNIT_SIGNS = re.compile(r"[,，\s年月日号个元%]")


Controls = Mapping[str, list[str]]
"""A posted form: every value that was posted under a name."""

NOTHING: list[str] = []

TWO_DIGITS = {
    text: f"{number:02}" for number in range(100) for text in (str(number), f"{number:02}")
}
"""Months and days as people type them, in two digits."""

LONGEST = 13
"""Digits of a number that nobody needs more of."""


class FactField(Field):
    """A field for one fact. What it reads is handed out and not kept: many people share it."""

    latest_year = 0
    """The year that a year of two digits is not after; the form sets it where it has days."""

    def __init__(self, fact: Fact, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fact = fact
        self.closed = self._closed()

    def _closed(self) -> Mapping[str, Any]:
        """Return the answer of each text that can be chosen, where a single control chooses one."""
        return {}

    def plain(self, formdata: Controls) -> Any:
        """Return the answer where boxes say it just as it is written; None where to `read` it."""
        return None

    def read(self, formdata: Controls) -> Any:
        """Return the answer, None where the controls are blank, or a Problem."""
        values = formdata.get(self.name, NOTHING)
        if len(values) > 1:
            values = [value for value in values if value.strip()]
            if len(values) > 1:
                return Problem(self.name, "several")
        return self.parse(values[0]) if values and values[0].strip() else None

    def parse(self, text: str) -> Any:
        """Return the answer that the text of a single control stands for."""
        return text

    def controls(self) -> tuple[str, ...]:
        """Return the names of the fact's controls."""
        return (self.name,)

    def understood(self, formdata: Controls, answer: Any) -> dict[str, list[str]]:
        """Return the boxes whose text was read as something else, with what it was read as."""
        return {}


class ChoiceField(FactField):
    """Radio buttons, one for each choice."""

    def _closed(self) -> Mapping[str, Any]:
        return self.fact.codes


class TypedField(FactField):
    """A text control for a number."""

    number: type[int] | type[Decimal] = int

    def plain(self, formdata: Controls) -> Any:
        """Return the number where there are digits and nothing else."""
        values = formdata[self.name]
        text = values[0]
        if len(values) > 1 or not _is_plain(text) or len(text) > LONGEST:
            return None
        return None if text[0] == "0" and text != "0" else self.number(text)

    def understood(self, formdata: Controls, answer: Any) -> dict[str, list[str]]:
        """Return the box where unit signs, Chinese numerals or years were read as a number."""
        said = str(answer)
        typed = formdata[self.name][0]
        return {} if typed == said or _without_signs(typed) == said else {self.name: [said]}


class YesNoField(FactField):
    """Two radio buttons, `yes` and `no`."""

    def _closed(self) -> Mapping[str, Any]:
        return YES_NO

    def parse(self, text: str) -> Any:
        """Return True or False."""
        return YES_NO[text] if text in YES_NO else Problem(self.name, "not_yes_no")


class MonthsField(TypedField):
    """A text control for a whole number of months."""

    def parse(self, text: str) -> Any:
        """Return an int."""
        if WHOLE.match(text):
            return int(text)
        digits = plain_digits(text)
        in_years = months_said_in_years(text)
        if in_years is not None:
            return in_years
        if WHOLE.match(digits) and "年" not in text:
            return int(digits)
        bounds = {"minimum": self.fact.minimum, "maximum": self.fact.maximum}
        return Problem(self.name, "not_whole", bounds)


class NumberField(TypedField):
    """A text control for a number."""

    number = Decimal

    def parse(self, text: str) -> Any:
        """Return a Decimal."""
        digits = plain_digits(text)
        if NUMBER.match(digits):
            return Decimal(digits)
        bounds = {"minimum": self.fact.minimum, "maximum": self.fact.maximum}
        return Problem(self.name, "not_a_number", bounds)


class DateField(FactField):
    """Three text controls: year, month and day. A whole date in one of them is taken apart."""

    def controls(self) -> tuple[str, ...]:
        """Return the three names."""
        return self._controls

    @cached_property
    def _controls(self) -> tuple[str, ...]:
        return tuple(f"{self.name}-{part}" for part in DATE_PARTS)

    def plain(self, formdata: Controls) -> Any:
        """Return the date as text where each box has digits for its own part."""
        try:
            (year,), (month,), (day,) = [formdata[control] for control in self._controls]
        except (KeyError, ValueError):
            return None
        if month not in TWO_DIGITS or day not in TWO_DIGITS:
            return None
        if len(year) != len("1990") or not _is_plain(year):
            return None
        return f"{year}-{TWO_DIGITS[month]}-{TWO_DIGITS[day]}"

    def read(self, formdata: Controls) -> Any:
        """Return the date as text, None where all three are blank, or a Problem."""
        typed = [formdata.get(control, NOTHING) for control in self._controls]
        if max(map(len, typed)) > 1:
            return Problem(self.name, "several")
        year, month, day = [values[0] if values else "" for values in typed]
        parts = [plain_digits(year, year=True), plain_digits(month), plain_digits(day)]
        if all(parts):
            return self._date(parts)
        if not any(parts):
            return None
        whole = self._whole([text for text in (year, month, day) if text.strip()])
        return whole or Problem(self.name, "date_incomplete")

    def understood(self, formdata: Controls, answer: Any) -> dict[str, list[str]]:
        """Return all three boxes where a whole date stood in one, or a year in another way."""
        boxes = formdata.get(self._controls[0])
        if not boxes or boxes[0] == answer[: len("1990")] or not DAY.fullmatch(answer):
            return {}
        parts = answer.split("-")
        if _without_signs(boxes[0]) == parts[0]:
            return {}
        return {
            control: [said.lstrip("0")] for control, said in zip(self._controls, parts, strict=True)
        }

    def _whole(self, filled: list[str]) -> Any:
        """Return the date that was written into a single box, or None."""
        parts = date_parts(filled[0]) if len(filled) == 1 else None
        return self._date(list(parts)) if parts else None

    def _date(self, parts: list[str]) -> Any:
        year, month, day = parts
        if not all(map(WHOLE.match, parts)) or max(len(month), len(day)) > len("12"):
            return Problem(self.name, "not_a_date")
        year = full_year(year, self.latest_year)
        if len(year) != len("1990"):
            return Problem(self.name, "too_early" if len(year) < len("1990") else "not_a_date")
        return f"{year}-{month:0>2}-{day:0>2}"


class SetField(FactField):
    """Checkboxes, and one more that says "none of these"."""

    def controls(self) -> tuple[str, ...]:
        """Return the name of the boxes and the name of the box for none."""
        return (self.name, self._none)

    @cached_property
    def _none(self) -> str:
        return f"{self.name}-none"

    def plain(self, formdata: Controls) -> Any:
        """Return the list of ticked codes where there is nothing else."""
        ticked = formdata.get(self.name)
        if not ticked or self._none in formdata:
            return None
        return ticked if all(map(self.fact.codes.__contains__, ticked)) else None

    def read(self, formdata: Controls) -> Any:
        """Return the list of ticked codes, [] for none of them, None where nothing is ticked."""
        ticked = [value for value in formdata.get(self.name, NOTHING) if value.strip()]
        none = any(value.strip() for value in formdata.get(self._none, NOTHING))
        if none and ticked:
            return Problem(self.name, "none_and_some")
        return [] if none else ticked or None


class ListField(FactField):
    """Rows for events or periods, and a box that says there is none."""

    def controls(self) -> tuple[str, ...]:
        """Return the name of the box for none, and those of each row."""
        return self._controls

    @cached_property
    def _controls(self) -> tuple[str, ...]:
        numbers = (number for bundle in rows.bundles(self.fact) for number in bundle)
        return (
            f"{self.name}-none",
            *(
                rows.row_control(self.name, number, part)
                for number in numbers
                for part in rows.parts(self.fact)
            ),
        )

    def read(self, formdata: Controls) -> Any:
        """Return a list of tables, [] for none, None where nothing is written, or a Problem."""
        typed = {name: formdata[name] for name in self._controls if name in formdata}
        if any(len(values) > 1 for values in typed.values()):
            return Problem(self.name, "several")
        said = {name: values[0] for name, values in typed.items()}
        written = rows.filled(self.fact, said)
        if said.get(f"{self.name}-none", "").strip():
            return Problem(self.name, "none_and_rows") if written else []
        for number, row in written.items():
            problem = self._lacking(number, row)
            if problem:
                return problem
        return [self._entry(row) for row in written.values()] or None

    def _lacking(self, number: int, row: Mapping[str, str]) -> Problem | None:
        """Return what the row leaves out, None where it is whole."""
        for part in rows.needed(self.fact):
            if part not in row:
                return Problem(self.name, f"row_without_{part}", {"row": number})
        return None

    def _entry(self, row: Mapping[str, str]) -> dict[str, Any]:
        """Return the entry; what is wrong in it is for the engine to say."""
        return {part: self._part(part, text) for part, text in row.items()}

    def _part(self, part: str, text: str) -> Any:
        if part == "level":
            return text
        if part == "amount":
            digits = plain_digits(text)
            return Decimal(digits) if NUMBER.match(digits) else text
        found = date_parts(text)
        if found is None:
            return text
        year, month, day = found
        return f"{full_year(year, self.latest_year)}-{month:0>2}-{day:0>2}"


_FIELDS: dict[str, type[FactField]] = {
    "choice": ChoiceField,
    "yes_no": YesNoField,
    "date": DateField,
    "months": MonthsField,
    "number": NumberField,
    "yuan": NumberField,
    "set": SetField,
    "events": ListField,
    "periods": ListField,
}


def plain_digits(text: str, *, year: bool = False) -> str:
    """Return what was typed as plain digits, unit signs left out; a `year` may be 二〇二三."""
    return text if _is_plain(text) else arabic(_without_signs(text), year_first=year)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _without_signs(text: str) -> str:
    if _is_plain(text):
        return text
    return UNIT_SIGNS.sub("", unicodedata.normalize("NFKC", text))


class FactForm(Form):
    """A form whose fields are facts."""

    def read(self, posted: Controls) -> "Read":
        """Return what was posted, read."""
        found: dict[int, Any] = {}
        looked_into: list[int] = []
        left: list[str] = []
        askers = self._askers
        for control, values in posted.items():
            asker = askers.get(control)
            if asker is None:
                left.append(control)
                continue
            place, field, closed = asker
            if place in found:
                continue
            if values[0] in closed and len(values) == 1:
                found[place] = closed[values[0]]
                continue
            answer = field.plain(posted)
            if answer is None:
                looked_into.append(place)
                answer = field.read(posted)
            found[place] = answer
        problems = [found.pop(place) for place in sorted(looked_into) if _is_problem(found[place])]
        names = self._names
        answers = {
            names[place]: answer for place in sorted(found) if (answer := found[place]) is not None
        }
        understood = self._understood(posted, answers, sorted(looked_into)) if looked_into else {}
        return Read(answers, problems, understood, left)

    def _understood(
        self, posted: Controls, answers: Mapping[str, Any], places: list[int]
    ) -> dict[str, list[str]]:
        """Return the boxes whose text was read as something else, with what it was read as.

        A whole date in one box is spread over the three, a length of time in years becomes months,
        a Chinese numeral digits. Only fields at the places can have such.
        """
        read: dict[str, list[str]] = {}
        for field in map(self.fields.__getitem__, places):
            if field.name in answers:
                read |= field.understood(posted, answers[field.name])
        return read

    @cached_property
    def dates(self) -> list[FactField]:
        """Return the fields in which days stand."""
        return [field for field in self if isinstance(field, DateField | ListField)]

    @cached_property
    def fields(self) -> list[FactField]:
        """Return the fields in the order of the questions."""
        return [field for field in self if isinstance(field, FactField)]

    @cached_property
    def _names(self) -> list[str]:
        """Return the names of the fields in the order of the questions."""
        return [field.name for field in self.fields]

    @cached_property
    def _askers(self) -> dict[str, "Asker"]:
        """Return the field that each control belongs to."""
        return {
            control: Asker(place, field, field.closed)
            for place, field in enumerate(self.fields)
            for control in field.controls()
        }


class Asker(NamedTuple):
    """A field, its place among the questions, and the answers that can be chosen in it."""

    place: int
    field: FactField
    closed: Mapping[str, Any]


class Read(NamedTuple):
    """What was posted, read: answers by fact, problems, and boxes read as another text.

    `left` are the controls of no field.
    """

    answers: dict[str, Any]
    problems: list[Problem]
    understood: dict[str, list[str]]
    left: list[str]


def _is_problem(read: Any) -> bool:
    return isinstance(read, Problem)


class FormReader:
    """Reads posted forms of one class.

    WTForms makes a form's thirty fields anew for each request, which costs more than reading them.
    Here each thread makes them once; nothing of what is read stays in them.
    """

    def __init__(self, form: type[FactForm]) -> None:
        self._form = form
        self._of_thread = local()

    def read(self, posted: Controls, on: date) -> Read:
        """Return the answers posted, and the problems of what could not be read.

        No date a person tells lies after `on`: that settles the century of a year of two digits.
        """
        form: FactForm | None = getattr(self._of_thread, "form", None)
        if form is None:
            form = self._of_thread.form = self._form()
            self._of_thread.year = 0
        if self._of_thread.year != on.year:
            self._of_thread.year = on.year
            for field in form.dates:
                field.latest_year = on.year
        return form.read(posted)


def form_class(facts: Iterable[Fact]) -> type[FactForm]:
    """Return a form with a field for each fact."""
    fields = {fact.id: _FIELDS[fact.kind](fact) for fact in facts}
    return type("UnitForm", (FactForm,), fields)


def control_names(facts: Iterable[Fact]) -> dict[str, str]:
    """Return the fact that each control belongs to."""
    form = form_class(facts)()
    return {control: field.name for field in form.fields for control in field.controls()}


def controls_of(answers: Mapping[str, Any], facts: Mapping[str, Fact]) -> dict[str, list[str]]:
    """Return the controls that a form with these JSON-like answers would post."""
    return {
        control: values
        for fact, value in answers.items()
        for control, values in _said(facts[fact], value)
    }


def _said(fact: Fact, value: Any) -> list[tuple[str, list[str]]]:
    name = fact.id
    if fact.kind == "yes_no":
        return [(name, ["yes" if value else "no"])]
    if fact.kind == "set":
        return [(name, list(value))] if value else [(f"{name}-none", ["yes"])]
    if fact.kind == "date":
        parts = zip(DATE_PARTS, value.split("-"), strict=True)
        return [(f"{name}-{part}", [said.lstrip("0")]) for part, said in parts]
    return [(name, [format(value, "f") if isinstance(value, Decimal) else str(value)])]
