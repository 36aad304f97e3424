"""All units side by side: the form of all their questions, and how the answers stand in each."""

from typing import Any

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from selfcheck.engine.answers import ImpossibleAnswers, Problem
from selfcheck.web.keeping import kept_if_plain
from selfcheck.web.page import page_of, view_asked_for
from selfcheck.web.responses import html
from selfcheck.web.site import EVERY_UNIT, Site, View


def compare(site: Site) -> Blueprint:
    """Return the blueprint of the comparison."""
    made = Blueprint("compare", __name__)
    shown = ComparePage(site)
    made.add_url_rule("/<lang>/compare/", "form", shown.form)
    made.add_url_rule("/<lang>/compare/", "result", shown.result, methods=["POST"])
    return made


class ComparePage:
    """The views of the comparison."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def form(self, lang: str) -> Response:
        """Show the questions of all units."""
        view = view_asked_for(self._site, lang)
        return kept_if_plain(self._site, "compare", view, lambda: self._page(view, None, None, []))

    def result(self, lang: str) -> Response:
        """Show how what was posted stands in every unit, or what is wrong with it (422)."""
        view = view_asked_for(self._site, lang)
        edition = view.edition or self._site.leading_edition(view.day())
        raw, problems = self._read(request.form)
        comparison = None
        try:
            comparison = self._site.selfcheck.comparison(raw, view.day(), edition, lang)
        except ImpossibleAnswers as error:
            problems += error.problems
        if problems:
            comparison = None
        body = self._page(view, request.form, comparison, problems)
        return html(body, 422 if problems else 200)

    def _read(self, posted: MultiDict[str, str]) -> tuple[dict[str, Any], list[Problem]]:
        form = self._site.whole_form
        names = {name for name in posted if name != "unit"}
        reader = form.form if names <= form.controls.keys() else form.whole
        answers, problems = reader.read(posted)
        strange = sorted(names - form.whole_controls.keys())
        return answers, problems + [Problem(name, "unknown_fact") for name in strange]

    def _page(
        self,
        view: View,
        posted: MultiDict[str, str] | None,
        comparison: dict[str, Any] | None,
        problems: list[Problem],
    ) -> str:
        gettext = self._site.languages[view.lang].gettext
        words = self._site.selfcheck.words_for_problems(None, view.lang)
        texts: dict[str, str] = {}
        for problem in problems:
            texts.setdefault(problem.fact, words.message(problem))
        form_page = self._site.form_pages[EVERY_UNIT, view.lang]
        return self._site.render(
            "compare.html",
            view.lang,
            page=page_of(self._site, view, gettext("各个地方比一比"), "compare.form"),
            comparison=comparison,
            errors=[
                {"href": f"#{form_page.first_control(fact)}", "text": text}
                for fact, text in texts.items()
            ],
            form=form_page,
            form_html=form_page.html(posted, texts),
            action=view.link("compare.result"),
            results={unit: view.link("pages.result", unit=unit) for unit in self._links(posted)},
        )

    def _links(self, posted: MultiDict[str, str] | None) -> tuple[str, ...]:
        return () if posted is None else tuple(self._site.rulebook.units)
