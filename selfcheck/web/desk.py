"""The helper's desk: "next person" forgets the last one."""

from flask import Blueprint, Response, abort, request

from selfcheck.web.page import page_of
from selfcheck.web.pages import Pages
from selfcheck.web.responses import html
from selfcheck.web.site import Site

FORGET = '"cache"'
"""What the browser is told to clear: pages kept for Back. There is nothing else to clear."""


def desk(site: Site, shown: Pages) -> Blueprint:
    """Return the blueprint of the helper's desk."""
    made = Blueprint("desk", __name__)

    @made.get("/<lang>/clear/")
    def clear(lang: str) -> Response:
        """Forget the last person, and lead to an empty form."""
        view = shown.view(lang)
        unit = request.args.get("unit")
        if unit is not None and unit not in site.rulebook.units:
            abort(404)
        say = site.languages[lang].gettext
        body = site.render(
            "desk/clear.html",
            lang,
            page=page_of(site, view, say("已经清空"), "desk.clear"),
            form_url=view.link("pages.form", unit=unit, mode="all") if unit else None,
            unit_name=say(site.rulebook.units[unit].name) if unit else None,
        )
        response = html(body, caching="no-store")
        response.headers["Clear-Site-Data"] = FORGET
        return response

    return made
