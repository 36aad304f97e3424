"""The questions of a unit as HTML: rendered once per language, then stamped with what was said.

Rendering every field for every request costs as much as several assessments. So each field is
rendered once, blank, and an answer is written into the finished text of its own field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import escape

from selfcheck.presenter.assumed import assumed_answer
from selfcheck.presenter.language import Language
from selfcheck.rules.model.facts import Choice, Fact
from selfcheck.rules.rulebook import PARTNER
from selfcheck.web.asked_if import asked_if
from selfcheck.web.breaks import unbroken
from selfcheck.web.effort import follows
from selfcheck.web.forms import Controls, FactField, form_class
from selfcheck.web.page_code import PageEnvironment
from selfcheck.web.posted import Posted
from selfcheck.web.rows import MOST, bundles, parts, row_control
from selfcheck.web.stamps import CHECKED, Stamps, stamps_of, typed

FIRST_CONTROL: Mapping[str, str] = {
    "date": "-year",
    "events": "-1-on",
    "periods": "-1-from",
}

FIELDS = b"\0"
"""Stands for a section's fields while the section around them is made."""

ERROR, NOTE = "\x01error\x01", "\x01note\x01"
"""Where the error of a field stands, and what was understood."""


@dataclass(frozen=True)
class Section:
    """A section of the form: its code, title, and the facts asked in it."""

    id: str
    title: str
    intro: str | None
    sensitive_note: str | None
    facts: tuple[Fact, ...]

    @property
    def first_sensitive(self) -> Fact | None:
        """The first of the sensitive questions, which stand last."""
        return next((fact for fact in self.facts if fact.sensitive), None)


def sections(facts: tuple[Fact, ...], language: Language) -> tuple[Section, ...]:
    """Return the six sections with their facts; one without a fact is left out."""
    gettext = language.gettext
    titles = {
        "place": gettext("你和你的证件"),
        "housing": gettext("住房"),
        "employment": gettext("工作"),
        "insurance": gettext("社会保险"),
        "education": gettext("学历和技能"),
        "conduct": gettext("家庭、奖励和守法"),
    }
    intro = gettext("空着的不会当成“没有”，结果会给出一个范围。")
    note = gettext("下面的问题比较私密。不想说就空着，只是结果可能没那么准。")
    return tuple(
        Section(
            id=name,
            title=title,
            intro=intro if name == "place" else None,
            sensitive_note=note if any(fact.sensitive for fact in asked) else None,
            facts=asked,
        )
        for name, title in titles.items()
        if (asked := tuple(fact for fact in facts if fact.section == name))
    )


class Fields:
    """Every question's field in one language: its blank HTML, rendered on first use and kept."""

    def __init__(self, environment: PageEnvironment, language: Language) -> None:
        self.language = language
        self._environment = environment
        self._field = environment.get_template("form/field.html")
        self._blank: dict[tuple[str, tuple[Choice, ...]], str] = {}
        self._marked: dict[tuple[str, tuple[Choice, ...], bool, bool], Stamps] = {}

    def blank(self, fact: Fact) -> str:
        """Return the field with no answer in it."""
        # Only a unit's own papers make the same question differ from unit to unit.
        key = (fact.id, fact.choices)
        if key not in self._blank:
            self._blank[key] = self.rendered(fact, None)
        return self._blank[key]

    def marked(self, field: FactField, *, wrong: bool, noted: bool) -> Stamps:
        """Return the field with a place for its error, its note, or both; rendered once."""
        key = (field.fact.id, field.fact.choices, wrong, noted)
        if key not in self._marked:
            html = self.rendered(field.fact, ERROR if wrong else None, NOTE if noted else None)
            self._marked[key] = stamps_of(html, field)
        return self._marked[key]

    def rendered(self, fact: Fact, error: str | None, note: str | None = None) -> str:
        """Return the field with an error or a note at it, or with neither."""
        return unbroken(self._field.render(field=self._view(fact), error=error, note=note))

    def frame(self, section: Mapping[str, Any]) -> list[bytes]:
        """Return what stands before a section's fields, before the sensitive ones, and behind."""
        names = {"section": section, "fields_html": FIELDS}
        return self._environment.page("form/section.html", names).split(FIELDS)

    def _view(self, fact: Fact) -> dict[str, Any]:
        say = self.language.gettext
        return {
            "id": fact.id,
            "kind": fact.kind,
            "label": self._label(fact),
            "help": say(fact.help) if fact.help else None,
            "look_up": say(fact.look_up) if fact.look_up else None,
            "choices": self._choices(fact),
            "none_label": say(fact.none_label) if fact.none_label else None,
            "rows": self._rows(fact),
            "most": MOST if (fact.most or 0) > MOST else None,
            "suffix": self._suffix(fact),
            "sensitive": fact.sensitive,
            "assumed": assumed_answer(fact, self.language),
            "ask_if": asked_if(fact),
            "follows": follows(fact),
        }

    def _label(self, fact: Fact) -> str:
        """Return the question; the partner's says so where it has no words of its own."""
        say = self.language.gettext
        if fact.id.startswith(PARTNER) and fact.partner_label is None:
            return say("另一方：%(question)s", question=say(fact.label))
        return say(fact.label)

    def _rows(self, fact: Fact) -> list[list[dict[str, Any]]] | None:
        """Return the rows of a list, those that open together in one list; None for no list."""
        if fact.kind not in ("events", "periods"):
            return None
        return [[self._row(fact, number) for number in bundle] for bundle in bundles(fact)]

    def _row(self, fact: Fact, number: int) -> dict[str, Any]:
        say = self.language.gettext
        names = {
            "on": say("第 %(number)s 次，哪天", number=number),
            "from": say("第 %(number)s 段，从哪天", number=number),
            "to": say("到哪天"),
            "amount": say("多少%(unit)s", unit=say(fact.suffix)) if fact.suffix else say("多少"),
            "level": say("哪一种"),
        }
        title = say("第 %(number)s 次", number=number)
        if fact.kind == "periods":
            title = say("第 %(number)s 段", number=number)
        return {
            "number": number,
            "title": title,
            "parts": [
                {"part": part, "name": row_control(fact.id, number, part), "label": names[part]}
                for part in parts(fact)
            ],
        }

    def _suffix(self, fact: Fact) -> str | None:
        say = self.language.gettext
        if fact.suffix is not None:
            return say(fact.suffix)
        return {"months": say("个月"), "yuan": say("元")}.get(fact.kind)

    def _choices(self, fact: Fact) -> list[dict[str, Any]]:
        say = self.language.gettext
        if fact.kind == "yes_no":
            return [
                {"value": "yes", "label": say("是"), "hint": None},
                {"value": "no", "label": say("否"), "hint": None},
            ]
        return [
            {
                "value": choice.id,
                "label": say(choice.label),
                "hint": say(choice.hint) if choice.hint else None,
            }
            for choice in fact.choices
        ]


class FormPage:
    """The questions of one unit in one language."""

    def __init__(self, facts: tuple[Fact, ...], fields: Fields) -> None:
        self._fields = fields
        self._sections = sections(facts, fields.language)
        self._controls = {field.name: field for field in form_class(facts)().fields}
        self._stamps = {
            name: stamps_of(fields.blank(field.fact), field)
            for name, field in self._controls.items()
        }
        self._pieces, self._starts = self._laid_out()
        self._control_of = {
            control: name for name, field in self._controls.items() for control in field.controls()
        }
        self._ticks = {
            control: ticks
            for control, name in self._control_of.items()
            if (ticks := self._stamps[name].ticks(self._starts[name])) is not None
        }

        self._boxes = {
            control: place
            for control, name in self._control_of.items()
            if (place := self._stamps[name].box(control, self._starts[name])) is not None
        }

    def _laid_out(self) -> tuple[list[bytes], dict[str, int]]:
        """Return the pieces of the whole blank form, and where those of each field begin."""
        pieces: list[bytes] = []
        starts = {}
        for number, section in enumerate(self._sections):
            opening, private, closing = self._frame(number)
            pieces.append(opening)
            for fact in section.facts:
                if fact is section.first_sensitive:
                    pieces.append(private)
                starts[fact.id] = len(pieces)
                pieces += self._stamps[fact.id].pieces
            pieces.append(closing)
        return pieces, starts

    def html(self, posted: Posted | None, errors: Mapping[str, str]) -> bytes:
        """Return the sections, with what was posted filled in and each error at its field."""
        return b"".join(self.pieces(posted, errors))

    def pieces(self, posted: Posted | None, errors: Mapping[str, str]) -> list[bytes]:
        """Return the same in pieces, for who puts them together with others."""
        pieces = self._pieces.copy()
        if posted is None:
            return pieces
        self._stamp(pieces, posted.controls)
        notes = self.notes(posted)
        if errors or notes:
            for name in [name for name in self._stamps if name in errors or name in notes]:
                self._render(pieces, name, posted.controls, errors.get(name), notes.get(name))
        return pieces

    def _stamp(self, pieces: list[bytes], controls: Controls) -> None:
        boxes, ticks_of = self._boxes, self._ticks
        for control, values in controls.items():
            if control in boxes:
                pieces[boxes[control]] = typed(values[0])
            elif control in ticks_of:
                ticks = ticks_of[control]
                for value in values:
                    if value in ticks:
                        pieces[ticks[value]] = CHECKED
            elif control in self._control_of:
                name = self._control_of[control]
                self._stamps[name].stamp(pieces, self._starts[name], control, values)

    def _render(
        self,
        pieces: list[bytes],
        name: str,
        controls: Controls,
        error: str | None,
        note: str | None,
    ) -> None:
        """Put a field with its error or note in the place of the one without."""
        field = self._controls[name]
        stamps = self._fields.marked(field, wrong=error is not None, noted=note is not None)
        said = {ERROR: _in_page(error), NOTE: _in_page(note)}
        start, end = self._starts[name], self._starts[name] + len(self._stamps[name].pieces)
        pieces[start:end] = [stamps.stamped(controls, said), *[b""] * (end - start - 1)]

    def asks(self, fact: str) -> bool:
        """Say whether the form asks for the fact; others may be posted too."""
        return fact in self._stamps

    @cached_property
    def steps(self) -> list[dict[str, str]]:
        """Where each section stands and its title."""
        return [{"href": f"#section-{s.id}", "title": s.title} for s in self._sections]

    def first_control(self, fact: str) -> str:
        """Return the id of the fact's first control: where an error leads."""
        field = self._controls.get(fact)
        return fact + FIRST_CONTROL.get(field.fact.kind, "") if field else "form"

    def notes(self, posted: Posted) -> dict[str, str]:
        """Return, for each fact whose months were said in years, what they were taken for."""
        ngettext = self._fields.language.ngettext
        return {
            fact: ngettext("按 %(num)s 个月算。", "按 %(num)s 个月算。", posted.answers[fact])
            for fact in posted.in_years
        }

    def _frame(self, number: int) -> tuple[bytes, bytes, bytes]:
        """Return the three parts of the frame around a section's fields."""
        section = {
            "id": self._sections[number].id,
            "number": number + 1,
            "of": len(self._sections),
            "title": self._sections[number].title,
            "intro": self._sections[number].intro,
            "sensitive_note": self._sections[number].sensitive_note,
        }
        opening, private, closing = self._fields.frame(section)
        return opening, private, closing


def _in_page(text: str | None) -> bytes:
    return unbroken(escape(text or "")).encode()
