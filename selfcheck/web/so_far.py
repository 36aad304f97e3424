"""How it stands so far, for the script: a few words while a form is being filled in.

It answers a form like the result does, from the same reading of what was typed, so that the
script itself has to understand nothing. What cannot be read is left out and named.
"""

from datetime import date
from typing import Any

from flask import Blueprint, Response, request

from selfcheck.engine.answers import Answers, ImpossibleAnswers, read_answers
from selfcheck.web.pages import Pages
from selfcheck.web.posted import Posted, read_posted
from selfcheck.web.responses import json
from selfcheck.web.site import Site, View


def so_far(site: Site, shown: Pages) -> Blueprint:
    """Return the blueprint."""
    made = Blueprint("so_far", __name__)

    @made.post("/<lang>/<unit>/so-far/")
    def standing(lang: str, unit: str) -> Response:
        """Say how it stands, what cannot be right, and how boxes were understood."""
        view = shown.view(lang, unit)
        posted = read_posted(site.unit_forms[unit], request.form, view.day())
        answers = possible(site, posted, view.day())
        words = site.selfcheck.words_for_problems(unit, lang)
        found: dict[str, str] = {}
        for problem in posted.problems:
            found.setdefault(problem.fact, words.message(problem))
        return json(
            {
                "text": _in_words(site, view, answers),
                "problems": found,
                "notes": site.form_pages[unit, lang].notes(posted),
                "boxes": {
                    name: posted.controls[name]
                    for name in posted.controls
                    if posted.controls[name] != request.form.get(name)
                },
            }
        )

    return made


def possible(site: Site, posted: Posted, on: date) -> Answers:
    """Return the answers that are possible; the others become problems of what was posted."""
    said = dict(posted.answers)
    while True:
        try:
            return read_answers(said, site.rulebook, on)
        except ImpossibleAnswers as error:
            posted.problems.extend(error.problems)
            for problem in error.problems:
                said.pop(problem.fact, None)


def _in_words(site: Site, view: View, answers: Answers) -> str:
    """Return the verdict and the points in a few sentences; nothing where nothing was answered."""
    if len(answers.given) <= 1:
        return ""
    edition = view.edition or site.leading_edition(view.day())
    answer: dict[str, Any] = site.selfcheck.answer_to(answers, edition, view.lang)
    say = site.languages[view.lang].gettext
    shown = answer["also"] or answer
    points = [
        say("%(name)s：%(points)s。", name=sheet["name"], points=sheet["score_text"])
        for sheet in answer["points"]
    ]
    return say(" ").join([shown["headline"], *points])
