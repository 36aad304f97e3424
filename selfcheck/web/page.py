"""What every page carries around its content: title, languages, sizes of text, links."""

from dataclasses import dataclass
from typing import Any

from selfcheck.web.site import SIZES, Site, View


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
    embed: bool
    frame_origins: str


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
            "so_far": view.link("so_far.standing", unit=view.unit) if view.unit else None,
            "compare": view.link("compare.form"),
            "resume": view.link("resume.enter"),
            "card": view.link("resume.card"),
            "clear": view.link("desk.clear", unit=view.unit),
            "privacy": view.link("pages.privacy"),
            "embed": view.link("embed.how", embed=None),
            "accessibility": view.link("pages.accessibility"),
        },
        ruleset=site.rulebook.version,
        embed=view.embed,
        frame_origins=" ".join(site.settings.frame_ancestors),
    )
