"""What stands in a page for what was said: escaped, whether one by one or many at once."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from selfcheck.web.escaping import all_written, escaped, filled

TEXTS = st.text(alphabet="<>&\"'\0a1 中", max_size=6)
VALUES = st.one_of(TEXTS, TEXTS.map(Markup), st.integers(0, 9), st.floats(0, 9), st.none())


def test_what_is_special_is_escaped_and_nul_is_left_out() -> None:
    assert all_written(["a<b", 3, None, "中\0文"]) == [b"a&lt;b", b"3", b"", "中文".encode()]
    assert all_written([Markup("<b>"), "1"]) == [b"<b>", b"1"]
    assert all_written([]) == []


@given(st.lists(VALUES, max_size=6))
def test_many_at_once_are_written_as_each_by_itself(values: list[object]) -> None:
    assert all_written(values) == [escaped(value).encode() for value in values]


@given(st.sampled_from(("%(a)s、%(b)s", "<b>%(a)s</b> & %(b)s")), VALUES, VALUES)
def test_what_fills_a_text_is_escaped_and_the_text_is_not(
    text: str, one: object, other: object
) -> None:
    shown = escaped(filled(text, a=one, b=other))
    assert shown == text % {"a": escaped(one), "b": escaped(other)}
