"""How it stands so far, for the script: a few words while a form is being filled in.

It answers a form like the result does, from the same reading of what was typed, so that the
script itself has to understand nothing. What cannot be read is left out and named.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from flask import Blueprint, Response, request

from selfcheck.engine.answers import Answers, ImpossibleAnswers, read_answers
from selfcheck.web.pages import Pages
from selfcheck.web.posted import EVERY_UNIT, Posted, UnitForm, controls_in, read_posted
from selfcheck.web.responses import json
from selfcheck.web.site import Site, View

T = TypeVar("T")


def so_far(site: Site, shown: Pages) -> Blueprint:
    """Return the blueprint."""
    made = Blueprint("so_far", __name__)

    @made.post("/<lang>/<unit>/so-far/")
    def standing(lang: str, unit: str) -> Response:
        """Say how it stands, what cannot be right, and how boxes were understood."""
        view = shown.view(lang, unit)
        posted = _read(site.unit_forms[unit], view)
        answers = possible(site, posted, view.day())
        return _told(site, view, unit, posted, _in_words(site, view, answers))

    @made.post("/<lang>/compare/so-far/")
    def compared(lang: str) -> Response:
        """Say the same for all units: what is alike everywhere, and what is not."""
        view = shown.view(lang)
        posted = _read(site.whole_form, view)
        text = _compared_in_words(site, view, posted)
        return _told(site, view, EVERY_UNIT, posted, text)

    return made


def _read(form: UnitForm, view: View) -> Posted:
    return read_posted(form, controls_in(request.get_data()), view.day())


def _told(site: Site, view: View, form: str, posted: Posted, text: str) -> Response:
    words = site.selfcheck.words_for_problems(view.unit, view.lang)
    found: dict[str, str] = {}
    for problem in posted.problems:
        found.setdefault(problem.fact, words.message(problem))
    return json(
        {
            "text": text,
            "problems": found,
            "notes": site.form_pages[form, view.lang].notes(posted),
            "boxes": {
                name: values[0]
                for name, values in posted.controls.items()
                if values[0] != request.form.get(name)
            },
        }
    )


def possible(site: Site, posted: Posted, on: date) -> Answers:
    """Return the answers that are possible; the others become problems of what was posted."""
    return _possible(posted, lambda said: read_answers(said, site.rulebook, on))


def _possible(posted: Posted, of: Callable[[dict[str, Any]], T]) -> T:
    """Return what is made of the answers, without those that turn out to be impossible."""
    said = dict(posted.answers)
    while True:
        try:
            return of(said)
        except ImpossibleAnswers as error:
            posted.problems.extend(error.problems)
            for problem in error.problems:
                said.pop(problem.fact, None)


def _compared_in_words(site: Site, view: View, posted: Posted) -> str:
    """Return what differs between the units; nothing where nothing was answered."""
    edition = view.edition or site.leading_edition(view.day())

    def compared(said: dict[str, Any]) -> dict[str, Any]:
        raw = {name: value for name, value in said.items() if name != "unit"}
        return site.selfcheck.comparison(raw, view.day(), edition, view.lang) if raw else {}

    found = _possible(posted, compared)
    return site.languages[view.lang].sentences(found.get("differences", ()))


def _in_words(site: Site, view: View, answers: Answers) -> str:
    """Return the verdict and the points in a few sentences; nothing where nothing was answered."""
    if len(answers.given) <= 1:
        return ""
    edition = view.edition or site.leading_edition(view.day())
    answer: dict[str, Any] = site.selfcheck.answer_to(answers, edition, view.lang)
    language = site.languages[view.lang]
    shown = answer["also"] or answer
    points = [
        language.gettext("%(name)s：%(points)s。", name=sheet["name"], points=sheet["score_text"])
        for sheet in answer["points"]
    ]
    permits = [shown["headline"]] if site.rulebook.has_permits else []
    return language.sentences([*permits, *points])
