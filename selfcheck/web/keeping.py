"""Pages without answers: rendered once, kept, and sent again.

What is kept tells nothing of anybody: such a page depends on the rules, the language and the day's
edition alone.
"""

from collections.abc import Callable
from typing import Any

from flask import Response

from selfcheck.clock import today
from selfcheck.web.responses import KeptPage, html
from selfcheck.web.site import Site, View


def kept_if_plain(site: Site, name: str, view: View, render: Callable[[], str]) -> Response:
    """Return the page: the kept one, unless an edition or a day was asked for."""
    if not view.is_plain:
        return html(render(), caching="public, no-cache")
    in_force = site.rulebook.edition_in_force(today())
    leading = site.leading_edition(today())
    return kept(site, (name, view, leading, in_force and in_force.id), render)


def kept(site: Site, key: tuple[Any, ...], render: Callable[[], str]) -> Response:
    """Return the page kept under the key, rendered when it is first asked for."""
    if key not in site.kept:
        site.kept[key] = KeptPage.of(render())
    return site.kept[key].response()
