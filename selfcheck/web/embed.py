"""How other sites link to the self-check or show it in a frame: the page that explains it."""

from flask import Blueprint, Response, request

from selfcheck.web.kept_pages import KEPT
from selfcheck.web.page import page_of
from selfcheck.web.pages import Pages
from selfcheck.web.responses import html
from selfcheck.web.site import Site, View


def embed(site: Site, shown: Pages) -> Blueprint:
    """Return the blueprint of the page for other sites."""
    made = Blueprint("embed", __name__)

    @made.get("/<lang>/embed/")
    def how(lang: str) -> Response:
        """Show how to link, how to frame, and a live preview."""
        view = shown.view(lang)
        # Anybody may write a name into a request: pages of names that are not ours are not kept.
        if request.host not in site.settings.hosts:
            return html(page(view), caching=KEPT)
        return shown.kept_if_plain(f"embed {request.host_url}", view, lambda: page(view))

    def page(view: View) -> bytes:
        say = site.languages[view.lang].gettext
        units = site.rulebook.units.values()
        first = next(iter(units)).id
        framed = view.link("pages.form", unit=first, embed="1", _external=True)
        presets = [fact for fact in site.unit_forms[first].asked if fact.preset]
        return site.render(
            "embed.html",
            view.lang,
            page=page_of(site, view, say("放进你的网站"), "embed.how"),
            origin=request.host_url.rstrip("/"),
            framed=framed,
            preview=view.link("pages.form", unit=first, embed="1"),
            form=view.link("pages.form", unit=first, _external=True),
            units=[
                {
                    "name": say(unit.name),
                    "url": view.link("pages.form", unit=unit.id, _external=True),
                }
                for unit in units
            ],
            presets=[
                {
                    "id": fact.id,
                    "name": say(fact.name),
                    "choices": [{"id": c.id, "label": say(c.label)} for c in fact.choices],
                }
                for fact in presets
            ],
            origins=site.settings.frame_ancestors,
        )

    return made
