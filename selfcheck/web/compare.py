"""All units side by side: the form of all their questions, and how the answers stand in each."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, request

from selfcheck.engine.answers import ImpossibleAnswers
from selfcheck.presenter.charts import units_chart
from selfcheck.web.page import page_of
from selfcheck.web.pages import Pages
from selfcheck.web.posted import EVERY_UNIT, Posted, controls_in, read_posted
from selfcheck.web.responses import HTML, html
from selfcheck.web.security import FORM_TYPE
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
        posted, comparison = self._compared(view, request.get_data())
        response = html(self._page(view, posted, comparison), 200 if comparison else 422)
        if comparison:
            self._site.posts.know(FORM_TYPE, HTML, partial(self._answer, view))
        return response

    def _answer(self, view: View, posted: bytes) -> bytes | None:
        read, comparison = self._compared(view, posted)
        return self._page(view, read, comparison) if comparison else None

    def _compared(self, view: View, body: bytes) -> tuple[Posted, dict[str, Any] | None]:
        """Return what was posted, and how it stands; None for that where something is wrong."""
        edition = view.edition or self._site.leading_edition(view.day())
        posted = read_posted(self._site.whole_form, controls_in(body), view.day())
        raw = {name: value for name, value in posted.answers.items() if name != "unit"}
        comparison = None
        try:
            comparison = self._site.selfcheck.comparison(raw, view.day(), edition, view.lang)
        except ImpossibleAnswers as error:
            posted.problems.extend(error.problems)
        return posted, None if posted.problems else comparison

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
            page=page_of(self._site, view, gettext("各个地方比一比"), "compare.form"),
            comparison=comparison,
            chart=units_chart(comparison["units"]) if comparison else None,
            errors=[
                {"href": f"#{form_page.first_control(fact)}", "text": text}
                for fact, text in texts.items()
            ],
            form=form_page,
            form_html=form_page.html(posted, texts),
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
