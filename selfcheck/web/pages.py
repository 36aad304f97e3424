"""The pages: start, form and result, rules, privacy, accessibility."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from flask import Blueprint, Response, abort, request

from selfcheck.clock import today
from selfcheck.engine.answers import Answers, ImpossibleAnswers, read_answers
from selfcheck.presenter.requests import day_from
from selfcheck.presenter.rules import RulesWords
from selfcheck.web.breaks import unbroken
from selfcheck.web.effort import effort_of
from selfcheck.web.errors import language_asked_for
from selfcheck.web.form_page import FormPage
from selfcheck.web.kept_pages import KEPT, KeptPage
from selfcheck.web.page import Page, page_of
from selfcheck.web.posted import Posted, controls_in, read_posted
from selfcheck.web.responses import HTML, html
from selfcheck.web.resume import Kept, kept_for_later
from selfcheck.web.security import FORM_TYPE, OK
from selfcheck.web.side_by_side import side_by_side
from selfcheck.web.site import SIZES, Site, View

CUT = b"\0"
"""Stands where the frame of a unit's page is cut, while it is made."""


class Frame(NamedTuple):
    """What is the same for everybody on a unit's page.

    `cut` are the pieces of it: between them stand the inside, the answers as a code where there is
    a result, and the form.
    """

    page: Page
    unit: dict[str, Any]
    form: FormPage
    cut: list[bytes]


def pages(shown: "Pages") -> Blueprint:
    """Return the blueprint of the pages."""
    made = Blueprint("pages", __name__)
    made.add_url_rule("/", "choose", shown.choose)
    made.add_url_rule("/<lang>/", "start", shown.start)
    made.add_url_rule("/<lang>/privacy/", "privacy", shown.privacy)
    made.add_url_rule("/<lang>/accessibility/", "accessibility", shown.accessibility)
    made.add_url_rule("/<lang>/<unit>/", "form", shown.form)
    made.add_url_rule("/<lang>/<unit>/", "result", shown.result, methods=["POST"])
    made.add_url_rule("/<lang>/<unit>/rules/", "rules", shown.rules)
    return made


class Pages:
    """The views. Those without answers are rendered once and kept."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._rules = {
            code: RulesWords(site.rulebook, language) for code, language in site.languages.items()
        }

    def choose(self) -> Response:
        """Show the languages, the browser's first."""
        first = language_asked_for(self._site)
        codes = sorted(self._site.languages, key=lambda code: code != first)
        view = View(lang=first)
        languages = [
            {
                "tag": self._site.languages[code].tag,
                "name": self._site.languages[code].name,
                "url": view.link("pages.start", lang=code),
                "product": self._site.offers[code].name,
            }
            for code in codes
        ]
        title = self._site.offers[first].name

        def made() -> KeptPage:
            page = page_of(self._site, view, title, "pages.start")
            text = self._site.render("choose.html", first, page=page, languages=languages)
            return KeptPage.of(text, vary="Accept-Encoding, Accept-Language")

        return self._site.kept.answer(("choose", first), made)

    def start(self, lang: str) -> Response:
        """Show what this is, and the units to choose from."""
        view = self.view(lang)
        gettext = self._site.languages[lang].gettext
        rulebook = self._site.rulebook

        def render() -> bytes:
            units = [
                {
                    "id": unit.id,
                    "name": gettext(unit.name),
                    "url": view.link("pages.form", unit=unit.id),
                    "schemes": [gettext(rulebook.schemes[s].name) for s in unit.schemes],
                }
                for unit in rulebook.units.values()
            ]
            page = page_of(self._site, view, self._site.offers[lang].name, "pages.start")
            effort = effort_of([form.asked for form in self._site.unit_forms.values()])
            return self._site.render(
                "start.html", lang, page=page, units=units, effort=effort, typed="", error=None
            )

        return self.kept_if_plain("start", view, render)

    def privacy(self, lang: str) -> Response:
        """Show what is kept: nothing."""
        gettext = self._gettext(lang)
        title = gettext("隐私说明")
        return self._text_page("privacy", lang, title)

    def accessibility(self, lang: str) -> Response:
        """Show what works for whom, and what does not yet."""
        gettext = self._gettext(lang)
        title = gettext("无障碍说明")
        return self._text_page("accessibility", lang, title)

    def _gettext(self, lang: str) -> Callable[..., str]:
        if lang not in self._site.languages:
            abort(404)
        return self._site.languages[lang].gettext

    def _text_page(self, name: str, lang: str, title: str) -> Response:
        view = self.view(lang)

        def render() -> bytes:
            page = page_of(self._site, view, title, f"pages.{name}")
            contact = self._site.settings.contact
            return self._site.render(f"{name}.html", lang, page=page, contact=contact)

        return self.kept_if_plain(name, view, render)

    def rules(self, lang: str, unit: str) -> Response:
        """Show the unit's published tables and the editions, straight from the rule files."""
        view = self.view(lang, unit)
        gettext = self._gettext(lang)
        name = self._unit_name(lang, unit)
        title = gettext("%(unit)s：积分标准", unit=name)
        if self._site.rulebook.has_permits:
            title = gettext("%(unit)s：办证条件和积分标准", unit=name)

        def render() -> bytes:
            page = page_of(self._site, view, title, "pages.rules", unit=unit)
            return self._site.render(
                "rules.html",
                lang,
                page=page,
                data_url=view.link("rules_api.unit", unit=unit),
                **self._rules[lang].unit(unit, view.day()),
            )

        return self.kept_if_plain("rules", view, render)

    def form(self, lang: str, unit: str) -> Response:
        """Show the questions of the unit."""
        view = self.view(lang, unit)
        chosen = self._chosen_by_link(unit)
        if chosen:
            posted = Posted({"unit": unit}, [], chosen)
            return html(self._unit_page(view, posted, None, preset=True), caching=KEPT)

        def render() -> bytes:
            return self._unit_page(view, None, None)

        return self.kept_if_plain("form", view, render)

    def _chosen_by_link(self, unit: str) -> dict[str, list[str]]:
        """Return the answers that the address chooses. 400 for one that it cannot."""
        chosen: dict[str, list[str]] = {}
        for fact in self._site.unit_forms[unit].asked:
            code = request.args.get(fact.id) if fact.preset else None
            if code is not None:
                if code not in fact.codes:
                    abort(400)
                chosen[fact.id] = [code]
        return chosen

    def result(self, lang: str, unit: str) -> Response:
        """Show the result of what was posted, or what is wrong with it (422)."""
        view = self.view(lang, unit)
        response = self.answered(view, self._posted(view, request.get_data()))
        if response.status_code == OK:
            self._site.posts.know(FORM_TYPE, HTML, partial(self._answer, view))
        return response

    def _answer(self, view: View, body: bytes) -> bytes | None:
        posted = self._posted(view, body)
        if posted.with_qr:
            return None  # the picture holds the address of this server, which Flask knows
        answers = self._possible(view, posted)
        return None if answers is None else self._result(view, posted, answers, None)

    def _posted(self, view: View, body: bytes) -> Posted:
        form = self._site.unit_forms[view.unit or ""]
        return read_posted(form, controls_in(body), view.day())

    def answered(
        self, view: View, posted: Posted, opened: dict[str, Any] | None = None
    ) -> Response:
        """Show the result of what was said in a unit; `opened` tells of the code it came from."""
        answers = self._possible(view, posted)
        if answers is not None:
            return html(self._result(view, posted, answers, opened))
        asked = self._site.unit_forms[posted.answers["unit"]].asked
        order = {fact.id: place for place, fact in enumerate(asked)}
        posted.problems.sort(key=lambda problem: order.get(problem.fact, len(order)))
        return html(self._unit_page(view, posted, None, opened=opened), 422)

    def _possible(self, view: View, posted: Posted) -> Answers | None:
        """Return the answers; None where something is wrong with them, which `problems` tells."""
        try:
            answers = read_answers(posted.answers, self._site.rulebook, view.day())
        except ImpossibleAnswers as error:
            posted.problems.extend(error.problems)
            return None
        return None if posted.problems else answers

    def _result(
        self, view: View, posted: Posted, answers: Answers, opened: dict[str, Any] | None
    ) -> bytes:
        edition = view.edition or self._site.leading_edition(view.day())
        answer = self._site.selfcheck.answer_to(answers, edition, view.lang, "page")
        kept = kept_for_later(self._site, view, answers, posted.with_qr)
        changed = side_by_side(self._site, view, posted.earlier, answers, answer)
        return self._unit_page(view, posted, answer, opened=opened, kept=kept, changed=changed)

    def _unit_page(
        self,
        view: View,
        posted: Posted | None,
        answer: dict[str, Any] | None,
        *,
        kept: Kept | None = None,
        **about: Any,
    ) -> bytes:
        texts = self._texts(view, posted)
        frame = self._frame(view, answered=answer is not None, wrong=bool(texts))
        inside = self._site.pieces(
            "unit_inside.html",
            view.lang,
            page=frame.page,
            unit=frame.unit,
            form=frame.form,
            action=frame.page.here,
            answer=answer,
            kept=kept,
            errors=[
                {"href": f"#{frame.form.first_control(fact)}", "text": text}
                for fact, text in texts.items()
            ],
            edition_choice=None if answer else self._edition_choice(view),
            **{"opened": None, "changed": None, "preset": False, **about},
        )
        form = frame.form.pieces(posted, texts)
        if kept is None:
            opening, middle, closing = frame.cut
            return b"".join([opening, *inside, middle, *form, closing])
        opening, middle, before, closing = frame.cut
        whole = kept.whole.encode()
        return b"".join([opening, *inside, middle, whole, before, *form, closing])

    def _texts(self, view: View, posted: Posted | None) -> dict[str, str]:
        """Return what is wrong with what was posted, by fact."""
        texts: dict[str, str] = {}
        if posted and posted.problems:
            words = self._site.selfcheck.words_for_problems(view.unit, view.lang)
            for problem in posted.problems:
                texts.setdefault(problem.fact, words.message(problem))
        return texts

    def _frame(self, view: View, *, answered: bool, wrong: bool) -> Frame:
        """Return what a unit's page is put into; it is kept for the views seen most."""
        key = ("frame", view, answered, wrong)
        frame: Frame | None = self._site.frames.get(key)
        if frame is None:
            frame = self._framed(view, answered=answered, wrong=wrong)
            if view.is_plain:
                self._site.frames[key] = frame
        return frame

    def _framed(self, view: View, *, answered: bool, wrong: bool) -> Frame:
        unit = view.unit or ""
        page = page_of(
            self._site, view, self._title(view, answered=answered), "pages.form", unit=view.unit
        )
        form = self._site.form_pages[unit, view.lang]
        whole = self._site.render(
            "unit.html",
            view.lang,
            page=page,
            form=form,
            action=page.here,
            so_far=page.links["so_far"],
            answered=answered,
            wrong=wrong,
            cut=CUT,
        )
        return Frame(page, self._rules[view.lang].about_unit(unit), form, whole.split(CUT))

    def _title(self, view: View, *, answered: bool) -> str:
        gettext = self._gettext(view.lang)
        name = self._unit_name(view.lang, view.unit or "")
        if answered:
            return gettext("%(unit)s：你的结果", unit=name)
        if self._site.rulebook.has_permits:
            return gettext("%(unit)s：居住证和积分自查", unit=name)
        return gettext("%(unit)s：积分自查", unit=name)

    def _edition_choice(self, view: View) -> dict[str, Any]:
        language = self._site.languages[view.lang]
        edition = view.edition or self._site.leading_edition(view.day())
        return {
            "edition": edition,
            "name": language.gettext(self._site.rulebook.editions[edition].name),
            "on_text": language.day(view.on) if view.on else None,
            "is_default": view.edition is None,
        }

    def _unit_name(self, lang: str, unit: str) -> str:
        return self._gettext(lang)(self._site.rulebook.units[unit].name)

    def view(self, lang: str, unit: str | None = None) -> View:
        """Read how the page was asked for. 404 for an unknown place, 400 for a bad choice."""
        if lang not in self._site.languages:
            abort(404)
        if unit is not None and unit not in self._site.rulebook.units:
            abort(404)
        asked = request.args
        if not asked:
            return View(lang, unit)
        size = asked.get("size", "")
        edition = asked.get("edition")
        on = asked.get("on")
        day = day_from(on) if on is not None else None
        if size not in SIZES or (on is not None and day is None):
            abort(400)
        if edition is not None and edition not in self._site.rulebook.editions:
            abort(400)
        return View(lang, unit, size, edition, day, asked.get("embed") == "1")

    def kept_if_plain(self, name: str, view: View, render: Callable[[], bytes]) -> Response:
        """Return a page without answers: the one kept, where it is one of the few that are."""
        if not view.is_plain:
            return html(render(), caching=KEPT)
        in_force = self._site.rulebook.edition_in_force(today())
        leading = self._site.leading_edition(today())
        key = (name, view, leading, in_force and in_force.id)
        return self._site.kept.answer(
            key, lambda: KeptPage.of(unbroken(render().decode()).encode())
        )
