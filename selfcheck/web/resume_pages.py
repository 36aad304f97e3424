"""The pages of the resume code: enter one, open it, print it as a card with a QR picture.

A code stands in the body of a POST or behind the `#` of an address, which no browser sends. It is
never in a path or a query, so no log can hold one.
"""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request

from selfcheck.resume.groups import BadCode
from selfcheck.web.forms import controls_of
from selfcheck.web.page import page_of
from selfcheck.web.pages import Pages
from selfcheck.web.posted import Posted
from selfcheck.web.responses import html
from selfcheck.web.resume import fact_names, opened_in_words, qr_of, wrong_with_code
from selfcheck.web.site import Site, View


def resume(site: Site, shown: Pages) -> Blueprint:
    """Return the blueprint of the resume code."""
    made = Blueprint("resume", __name__)
    views = ResumePages(site, shown)
    made.add_url_rule("/<lang>/resume/", "enter", views.enter)
    made.add_url_rule("/<lang>/resume/", "open", views.open, methods=["POST"])
    made.add_url_rule("/<lang>/resume/card/", "card", views.card, methods=["POST"])
    return made


class ResumePages:
    """The views."""

    def __init__(self, site: Site, shown: Pages) -> None:
        self._site = site
        self._shown = shown

    def enter(self, lang: str) -> Response:
        """Show where to type a code."""
        view = self._shown.view(lang)
        return self._shown.kept_if_plain("resume", view, lambda: self._page(view, "", None))

    def open(self, lang: str) -> Response:
        """Show the result of the answers in the code, and the form filled with them."""
        view = self._shown.view(lang)
        typed = request.form.get("code", "")
        try:
            opened = self._site.resume_codes.open(typed)
        except BadCode as bad:
            error = wrong_with_code(bad, self._site.languages[lang])
            return html(self._page(view, typed, error), 422)
        unit = opened.answers["unit"]
        seen = replace(view, unit=unit)
        said = {name: value for name, value in opened.answers.items() if name != "unit"}
        controls = controls_of(said, self._site.rulebook.facts_of[unit])
        posted = Posted(opened.answers, [], controls)
        return self._shown.answered(seen, posted, opened_in_words(self._site, seen, opened))

    def card(self, lang: str) -> Response:
        """Show the code large, with a QR picture, to print or photograph."""
        view = self._shown.view(lang)
        typed = request.form.get("code", "")
        language = self._site.languages[lang]
        try:
            opened = self._site.resume_codes.open(typed)
        except BadCode as bad:
            return html(self._page(view, typed, wrong_with_code(bad, language)), 422)
        unit = opened.answers["unit"]
        code = typed.strip().upper()
        sensitive = [f.id for f in self._site.unit_forms[unit].asked if f.sensitive]
        body = self._site.render(
            "resume/card.html",
            lang,
            page=page_of(self._site, view, language.gettext("你的续填码"), "resume.enter"),
            code=code,
            unit_name=language.gettext(self._site.rulebook.units[unit].name),
            qr=qr_of(view, unit, code),
            not_in_code=fact_names(self._site, lang, unit, tuple(sensitive)),
        )
        return html(body)

    def _page(self, view: View, typed: str, error: str | None) -> bytes:
        language = self._site.languages[view.lang]
        page = page_of(self._site, view, language.gettext("接着上次填"), "resume.enter")
        context: dict[str, Any] = {"typed": typed, "error": error}
        return self._site.render("resume/page.html", view.lang, page=page, **context)
