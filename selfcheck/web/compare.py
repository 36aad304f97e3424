"""All units side by side: the form of all their questions, and how the answers stand in each."""

from typing import Any

from flask import Blueprint, Response, request

from selfcheck.engine.answers import ImpossibleAnswers
from selfcheck.presenter.charts import units_chart
from selfcheck.web.form_page import FORM
from selfcheck.web.marks import marked
from selfcheck.web.page import page_of
from selfcheck.web.pages import Pages
from selfcheck.web.posted import EVERY_UNIT, Posted, read_posted
from selfcheck.web.responses import html
from selfcheck.web.site import Site, View


def compare(site: Site, shown: Pages) -> Blueprint:
    """Return the blueprint of the comparison."""
    made = Blueprint("compare", __name__)
    compared = ComparePage(site, shown)
    made.add_url_rule("/<lang>/compare/", "form", compared.form)
    made.add_url_rule("/<lang>/compare/", "result", compared.result, methods=["POST"])
    return made


class ComparePage:
    """The views of the comparison."""

    def __init__(self, site: Site, shown: Pages) -> None:
        self._site = site
        self._shown = shown

    def form(self, lang: str) -> Response:
        """Show the questions of all units."""
        view = self._shown.view(lang)
        return self._shown.kept_if_plain("compare", view, lambda: self._page(view, None, None))

    def result(self, lang: str) -> Response:
        """Show how what was posted stands in every unit, or what is wrong with it (422)."""
        view = self._shown.view(lang)
        edition = view.edition or self._site.leading_edition(view.day())
        posted = read_posted(self._site.whole_form, request.form, view.day())
        raw = {name: value for name, value in posted.answers.items() if name != "unit"}
        comparison = None
        try:
            comparison = self._site.selfcheck.comparison(raw, view.day(), edition, lang)
        except ImpossibleAnswers as error:
            posted.problems.extend(error.problems)
        if posted.problems:
            return html(self._page(view, posted, None), 422)
        return html(self._page(view, posted, comparison))

    def _page(self, view: View, posted: Posted | None, comparison: dict[str, Any] | None) -> bytes:
        gettext = self._site.languages[view.lang].gettext
        words = self._site.selfcheck.words_for_problems(None, view.lang)
        texts: dict[str, str] = {}
        for problem in posted.problems if posted else ():
            texts.setdefault(problem.fact, words.message(problem))
        form_page = self._site.form_pages[EVERY_UNIT, view.lang]
        return self._site.render(
            "compare.html",
            view.lang,
            {FORM: form_page.html(posted, texts)},
            page=page_of(self._site, view, gettext("各个地方比一比"), "compare.form"),
            comparison=comparison,
            chart=units_chart(comparison["units"]) if comparison else None,
            errors=[
                {"href": f"#{form_page.first_control(fact)}", "text": text}
                for fact, text in texts.items()
            ],
            form=form_page,
            form_html=marked(FORM),
            **self._links(view),
        )

    def _links(self, view: View) -> dict[str, Any]:
        """Return where the form and its buttons lead; for the views seen most they are kept."""
        links = self._site.frames.get(("compare links", view))
        if links is None:
            links = {
                "action": view.link("compare.result"),
                "so_far": view.link("so_far.compared"),
                "results": {
                    unit: view.link("pages.result", unit=unit) for unit in self._site.rulebook.units
                },
            }
            if view.is_plain:
                self._site.frames["compare links", view] = links
        return links
