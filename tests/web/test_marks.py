"""Marks that stand for texts until a page is encoded."""

import pytest
from jinja2 import DictLoader

from selfcheck.web.marks import Marks, marked
from selfcheck.web.page_code import PageEnvironment

TEXT = "这一段话比一个记号长得多，每一页上都一样，所以只编码一次，用记号代替它。"


def test_a_mark_gives_way_to_its_text() -> None:
    marks = Marks()
    one, two = marks.mark("一"), marks.mark("two")
    assert marks.encoded(f"a{two}b{one}{two}c") == "atwob一twoc".encode()
    assert marks.whole(f"{one}.") == "一."


def test_a_marked_text_may_hold_marks() -> None:
    marks = Marks()
    inner = marks.mark("inner")
    outer = marks.mark(f"({inner})")
    assert marks.whole(outer + inner) == "(inner)inner"


def test_a_page_is_filled_where_it_has_marks_with_names() -> None:
    assert Marks().encoded(f"<{marked('form')}>", {"form": b"questions"}) == b"<questions>"


def test_a_mark_of_nothing_is_refused() -> None:
    with pytest.raises(KeyError, match="form"):
        Marks().encoded(marked("form"))


def test_a_template_marks_its_long_texts_and_no_others() -> None:
    source = TEXT + "{{ name }}短" + "{% set caught %}" + TEXT + "{% endset %}{{ caught|length }}"
    made = PageEnvironment(loader=DictLoader({"page": source}), autoescape=True)
    page = made.get_template("page").render(name="甲")
    assert TEXT not in page
    assert "甲短" in page
    assert made.marks.encoded(page).decode() == f"{TEXT}甲短{len(TEXT)}"
