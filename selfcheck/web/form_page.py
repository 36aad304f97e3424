"""The questions of a unit as HTML: rendered once per language, then stamped with what was said.

Rendering every field for every request costs as much as several assessments. So each field is
rendered once, blank, and an answer is written into the finished text of its own field: `checked`
behind the value that was chosen, `value` behind the name of a box that was typed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from selfcheck.presenter.language import Language
from selfcheck.rules.model.facts import Choice, Fact, FactKind
from selfcheck.web.asked_if import asked_if
from selfcheck.web.effort import follows
from selfcheck.web.forms import Controls, FactField, form_class
from selfcheck.web.posted import Posted

FIRST_CONTROL: Mapping[str, str] = {"date": "-year"}
TYPED: tuple[FactKind, ...] = ("date", "months", "number", "yuan", "events", "periods")


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
    intro = gettext("不知道的可以空着。空着不会当成“没有”，结果会给出一个范围。")
    note = gettext("下面的问题比较私密。不想说就空着，结果只会宽一些。")
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

    def __init__(self, environment: Environment, language: Language) -> None:
        self.language = language
        self.section = environment.get_template("form/section.html")
        self._field = environment.get_template("form/field.html")
        self._blank: dict[tuple[str, tuple[Choice, ...]], str] = {}

    def blank(self, fact: Fact) -> str:
        """Return the field with no answer in it."""
        # Only a unit's own papers make the same question differ from unit to unit.
        key = (fact.id, fact.choices)
        if key not in self._blank:
            self._blank[key] = self.rendered(fact, None)
        return self._blank[key]

    def rendered(self, fact: Fact, error: str | None, note: str | None = None) -> str:
        """Return the field with an error or a note at it, or with neither."""
        return self._field.render(field=self._view(fact), error=error, note=note)

    def _view(self, fact: Fact) -> dict[str, Any]:
        say = self.language.gettext
        return {
            "id": fact.id,
            "kind": fact.kind,
            "label": say(fact.label),
            "help": say(fact.help) if fact.help else None,
            "look_up": say(fact.look_up) if fact.look_up else None,
            "choices": self._choices(fact),
            "none_label": say(fact.none_label) if fact.none_label else None,
            "suffix": self._suffix(fact),
            "sensitive": fact.sensitive,
            "ask_if": asked_if(fact),
            "follows": follows(fact),
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
        self._controls = {field.name: field for field in form_class(facts)().fields()}
        self._blank = {fact.id: fields.blank(fact) for fact in facts}
        self._frames = [self._frame(number) for number in range(len(self._sections))]

    def html(self, posted: Posted | None, errors: Mapping[str, str]) -> Markup:
        """Return the sections, with what was posted filled in and each error at its field."""
        parts = []
        notes = self.notes(posted) if posted else {}
        controls = posted.controls if posted else None
        for section, frame in zip(self._sections, self._frames, strict=True):
            opening, private, closing = frame
            parts.append(opening)
            for fact in section.facts:
                if fact is section.first_sensitive:
                    parts.append(private)
                parts.append(self._filled(fact, controls, errors.get(fact.id), notes.get(fact.id)))
            parts.append(closing)
        return Markup("".join(parts))  # noqa: S704 -- every part was escaped when made

    def asks(self, fact: str) -> bool:
        """Say whether the form asks for the fact; others may be posted too."""
        return fact in self._blank

    def steps(self) -> list[dict[str, str]]:
        """Return where each section stands and its title."""
        return [{"href": f"#section-{s.id}", "title": s.title} for s in self._sections]

    def first_control(self, fact: str) -> str:
        """Return the id of the fact's first control: where an error leads."""
        field = self._controls.get(fact)
        return fact + FIRST_CONTROL.get(field.fact.kind, "") if field else "form"

    def _filled(
        self, fact: Fact, controls: Controls | None, error: str | None, note: str | None
    ) -> str:
        if error is None and note is None:
            html = self._blank[fact.id]
        else:
            html = self._fields.rendered(fact, error, note)
        if controls is None:
            return html
        return stamped(html, self._controls[fact.id], controls)

    def notes(self, posted: Posted) -> dict[str, str]:
        """Return, for each fact whose months were said in years, what they were taken for."""
        ngettext = self._fields.language.ngettext
        return {
            fact: ngettext("按 %(num)s 个月算。", "按 %(num)s 个月算。", posted.answers[fact])
            for fact in posted.in_years
        }

    def _frame(self, number: int) -> tuple[str, str, str]:
        """Return what stands before a section's fields, before the sensitive ones, and behind."""
        mark = "\x00"
        section = {
            "id": self._sections[number].id,
            "number": number + 1,
            "of": len(self._sections),
            "title": self._sections[number].title,
            "intro": self._sections[number].intro,
            "sensitive_note": self._sections[number].sensitive_note,
        }
        html = self._fields.section.render(section=section, fields_html=mark)
        opening, private, closing = html.split(mark)
        return opening, private, closing


def stamped(html: str, field: FactField, posted: Controls) -> str:
    """Return a field's blank HTML with what was posted written into it."""
    for control in field.controls():
        values = [escape(value) for value in posted.getlist(control)]
        if field.fact.kind in TYPED:
            for written in values[:1]:
                name = f'name="{control}"'
                html = html.replace(name, f'{name} value="{written}"', 1)
        else:
            for written in values:
                html = html.replace(f'value="{written}"', f'value="{written}" checked', 1)
    return html
