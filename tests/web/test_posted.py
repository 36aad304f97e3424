"""The body of a form is read as werkzeug reads it."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.formparser import FormDataParser

from selfcheck.web.posted import controls_in
from selfcheck.web.security import FORM_TYPE

BODIES = (
    "",
    "a=1&b=2&a=3",
    "&a&&=c&=&b==&",
    "a+b=c+d&%61=%3d%26",
    "a=%e4%b8%ad&b=中&%zz=%f",
    "a=%ff%fe&b=%e4%b8",
    "a;b=c;d=e",
)


def as_werkzeug_reads(body: bytes) -> dict[str, list[str]]:
    """Return the controls by name."""
    _, form, _ = FormDataParser().parse(BytesIO(body), FORM_TYPE, len(body), {})
    return {name: form.getlist(name) for name in form}


@pytest.mark.parametrize("body", BODIES)
def test_a_body_is_read_as_werkzeug_reads_it(body: str) -> None:
    assert controls_in(body.encode()) == as_werkzeug_reads(body.encode())


@given(st.text(st.sampled_from("ab=&%+;e4f8 中"), max_size=40))
def test_any_body_is_read_as_werkzeug_reads_it(body: str) -> None:
    assert controls_in(body.encode()) == as_werkzeug_reads(body.encode())
