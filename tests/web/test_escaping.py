"""What stands in a page for what was said: escaped, whether one by one or many at once."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from selfcheck.web.escaping import all_written, written

TEXTS = st.text(alphabet="<>&\"'\0a1 中", max_size=6)
VALUES = st.one_of(TEXTS, TEXTS.map(Markup), st.integers(0, 9), st.none())


def test_what_is_special_is_escaped_and_nul_is_left_out() -> None:
    assert all_written(["a<b", 3, None, "中\0文"]) == ("a&lt;b", "3", "", "中文")
    assert all_written([Markup("<b>"), "1"]) == ("<b>", "1")
    assert all_written([]) == ()


@given(st.lists(VALUES, max_size=6))
def test_many_at_once_are_written_as_each_by_itself(values: list[object]) -> None:
    assert all_written(values) == tuple("" if v is None else str(written(v)) for v in values)
