"""Templates are compiled to texts that are encoded once, and values written all at once."""

import pytest
from jinja2 import DictLoader, UndefinedError

from selfcheck.web.languages import CarefulUndefined, encoded
from selfcheck.web.page_code import PageEnvironment

LONG = "这一段话里有 3 个数字和量词，超过三十二个字，所以一行不能在数字和量词之间断开。"


@pytest.fixture
def made() -> PageEnvironment:
    """An environment of small templates."""
    templates = {
        "page": "<p>{{ one }}</p>{% if two %}{{ two }}!{% endif %}",
        "long": LONG + "{{ one }}",
        "captured": "{% set caught %}中{{ one }}{% endset %}{{ caught|length }}{{ caught }}",
        "macro": "{% macro said(x) %}<b>{{ x }}</b>{% endmacro %}{{ said(one) }}",
        "encoded": "<p>{{ one|encoded }}</p>{{ two|encoded }}",
        "frame": "<h1>{% block title %}{{ one }}{% endblock %}</h1>{% block rest %}{% endblock %}",
        "framed": "{% extends 'frame' %}left out{% block rest %}<i>{{ two }}</i>{% endblock %}",
        "missing": "{{ one.name }}{{ nobody }}",
    }
    environment = PageEnvironment(
        loader=DictLoader(templates), autoescape=True, undefined=CarefulUndefined
    )
    environment.filters["encoded"] = encoded
    return environment


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("page", "<p>甲&lt;</p>2!"),
        ("long", LONG.replace("3 个", "3\u00a0个") + "甲&lt;"),
        ("captured", "6中甲&lt;"),
        ("macro", "<b>甲&lt;</b>"),
        ("framed", "<h1>甲&lt;</h1><i>2</i>"),
    ],
)
def test_texts_stay_and_values_are_escaped(
    made: PageEnvironment, template: str, shown: str
) -> None:
    values = {"one": "甲<", "two": 2}
    assert made.page(template, values) == shown.encode()
    assert made.get_template(template).render(values) == shown


def test_what_is_encoded_stands_in_a_page_as_it_is(made: PageEnvironment) -> None:
    assert made.page("encoded", {"one": b"<\0>", "two": b""}) == b"<p><\0></p>"


def test_a_name_that_nobody_gave_is_not_left_out_silently(made: PageEnvironment) -> None:
    with pytest.raises(UndefinedError):
        made.page("missing", {"one": {}})
