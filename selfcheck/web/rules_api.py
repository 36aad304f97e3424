"""The rules as JSON: the same as on the pages, made once and asked again by its ETag."""

from collections.abc import Callable
from typing import Any

import orjson
from flask import Blueprint, Response, abort, request, url_for

from selfcheck.clock import today
from selfcheck.presenter.language import SOURCE
from selfcheck.presenter.rules import RulesWords
from selfcheck.web.kept_pages import KeptPage
from selfcheck.web.site import Site


def rules_api(site: Site) -> Blueprint:
    """Return the blueprint of the rules."""
    made = Blueprint("rules_api", __name__)
    words = {code: RulesWords(site.rulebook, language) for code, language in site.languages.items()}

    def sent(key: tuple[str, ...], make: Callable[[], dict[str, Any]]) -> Response:
        def made() -> KeptPage:
            return KeptPage.of(orjson.dumps(make()), "application/json")

        return site.kept.answer(("rules_api", *key), made)

    @made.get("/api/v1/rules/")
    def index() -> Response:
        """List editions, schemes and units."""
        lang = _language(site)

        def listed() -> dict[str, Any]:
            found: dict[str, Any] = words[lang].index(today())
            for unit in found["units"]:
                unit["url"] = url_for("rules_api.unit", unit=unit["id"], lang=lang)
            return found

        return sent((lang, _in_force(site)), listed)

    @made.get("/api/v1/rules/<unit>")
    def unit(unit: str) -> Response:
        """Give everything that applies in the unit."""
        lang = _language(site)
        if unit not in site.rulebook.units:
            abort(404)
        return sent((lang, _in_force(site), unit), lambda: words[lang].unit(unit, today()))

    return made


def _language(site: Site) -> str:
    lang = request.args.get("lang", SOURCE)
    if lang not in site.languages:
        abort(400)
    return lang


def _in_force(site: Site) -> str:
    """Return the edition of the day: what is kept for one is not sent under another."""
    edition = site.rulebook.edition_in_force(today())
    return edition.id if edition else ""
