"""The stylesheet reads well in engines of ten years ago: nothing in it needs a newer one.

Engines of 2016 (Chrome 49 to 55, which old in-app browsers still carry) know custom properties and
flexbox. One selector they do not know drops its whole rule; one value, only itself.
"""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static" / "dist" / "selfcheck.css"
TOO_NEW = {
    "a selector list inside a selector": r":(is|where|has)\(",
    "a negation of a list": r":not\([^()]*,[^()]*\)",
    "focus-visible": r":focus-visible",
    "inset": r"[;{]inset(-block|-inline)?:",
    "logical boxes": r"[;{](margin|padding|border)-(inline|block)",
    "grid": r"display:(inline-)?grid",
    "layers or container queries": r"@(layer|container|scope|property)\b",
    "media ranges": r"@media[^{]*[<>]",
    "nesting": r"&",
    "comparisons": r"\b(clamp|min)\(",
    "colour functions": r"\b(color-mix|oklch|lab|lch)\(",
    "colours with a slash": r"rgb\([^),]+/",
    "aspect-ratio": r"aspect-ratio:",
}


@pytest.fixture(scope="module")
def css() -> str:
    """The built stylesheet, without what stands behind a question whether it is understood."""
    text = CSS.read_text(encoding="utf-8")
    return re.sub(r"@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", text)


def rules(css: str) -> list[tuple[str, str]]:
    return re.findall(r"([^{}]+)\{([^{}]*)\}", css)


@pytest.mark.parametrize("what", TOO_NEW)
def test_nothing_needs_a_newer_engine(css: str, what: str) -> None:
    found = re.search(TOO_NEW[what], css)
    assert found is None, css[max(found.start() - 80, 0) :][:200]


def test_no_row_relies_on_a_gap(css: str) -> None:
    """A gap between flex items came in 2020: where it is lacking, they would touch."""
    gaps = [
        (selector, body)
        for selector, body in rules(css)
        if re.search(r"(^|;)(row-|column-)?gap:", body) and "columns:" not in body
    ]
    assert not gaps


def test_every_custom_property_is_set_and_used(css: str) -> None:
    used = set(re.findall(r"var\((--[\w-]+)\)", css))
    assert used == set(re.findall(r"[{;](--[\w-]+):", css))


def test_white_text_without_custom_properties_stands_on_a_plain_colour(css: str) -> None:
    """Engines before 2016 drop every colour by name: black on white is left, never white alone."""
    plain = re.compile(r"background-color:#(?!fff)")
    white = {s for s, body in rules(css) if re.search(r"(^|;)color:#fff(;|$)", body)}
    grounds = {s for s, body in rules(css) if plain.search(body)}
    assert white
    for selector in white:
        assert any(ground in selector for ground in grounds), selector
