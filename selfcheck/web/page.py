"""What every page carries around its content: title, languages, sizes of text, links."""

from dataclasses import dataclass
from typing import Any

from flask import abort, request

from selfcheck.presenter.requests import day_from
from selfcheck.web.site import Site, View

SIZES = ("", "l", "xl")


@dataclass(frozen=True)
class Page:
    """The frame of a page, for the layout template."""

    title: str
    here: str
    size: str
    other_languages: list[dict[str, str]]
    sizes: list[dict[str, Any]]
    links: dict[str, str | None]
    ruleset: str


def page_of(site: Site, view: View, title: str, endpoint: str, **values: Any) -> Page:
    """Return the frame of the page at the endpoint; those seen most are kept."""
    if not view.is_plain:
        return _page(site, view, title, endpoint, **values)
    key = (view, title, endpoint, *values.values())
    if key not in site.frames:
        site.frames[key] = _page(site, view, title, endpoint, **values)
    kept: Page = site.frames[key]
    return kept


def _page(site: Site, view: View, title: str, endpoint: str, **values: Any) -> Page:
    gettext = site.languages[view.lang].gettext
    labels = {"": gettext("标准"), "l": gettext("大字"), "xl": gettext("特大字")}
    return Page(
        title=title,
        here=view.link(endpoint, **values),
        size=view.size,
        other_languages=[
            {
                "tag": language.tag,
                "name": language.name,
                "url": view.link(endpoint, **{**values, "lang": code}),
            }
            for code, language in site.languages.items()
            if code != view.lang
        ],
        sizes=[
            {
                "label": labels[size],
                "url": view.link(endpoint, **{**values, "size": size}),
                "current": size == view.size,
            }
            for size in SIZES
        ],
        links={
            "start": view.link("pages.start"),
            "unit": view.link("pages.form", unit=view.unit) if view.unit else None,
            "rules": view.link("pages.rules", unit=view.unit) if view.unit else None,
            "compare": view.link("compare.form"),
            "privacy": view.link("pages.privacy"),
            "accessibility": view.link("pages.accessibility"),
        },
        ruleset=site.rulebook.version,
    )


def view_asked_for(site: Site, lang: str, unit: str | None = None) -> View:
    """Read how the page was asked for. 404 for an unknown place, 400 for a bad choice."""
    if lang not in site.languages:
        abort(404)
    if unit is not None and unit not in site.rulebook.units:
        abort(404)
    size = request.args.get("size", "")
    edition = request.args.get("edition")
    on = request.args.get("on")
    day = day_from(on) if on is not None else None
    if size not in SIZES or (on is not None and day is None):
        abort(400)
    if edition is not None and edition not in site.rulebook.editions:
        abort(400)
    return View(lang, unit, size, edition, day)
