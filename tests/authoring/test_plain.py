"""What the checker says, said again in Chinese."""

import tomllib
from pathlib import Path

import pytest

from selfcheck.authoring.plain import in_chinese, is_known

CORPUS = Path(__file__).resolve().parents[1] / "rules" / "bad"
SCHEMES = sorted(
    {
        bad["says"]
        for path in (*CORPUS.glob("schemes/*.toml"), CORPUS / "facts.toml")
        for bad in tomllib.loads(path.read_text("utf-8"))["bad"]
        if not bad["says"].startswith("(")
    }
)
"""What can be said of a scheme and of questions: what somebody who writes a table can meet."""


def test_what_was_found_is_said_at_the_end() -> None:
    assert in_chinese("must be a number (found 'x')") == "要填数字，现在是 'x'"
    assert in_chinese("is missing and must be given") == "没有填，这里必须填"


def test_what_is_not_known_stays_as_it_is() -> None:
    assert in_chinese("is purple (found 3)") == "is purple (found 3)"
    assert not is_known("is purple")


@pytest.mark.parametrize("message", SCHEMES)
def test_everything_that_can_be_said_of_a_scheme_or_a_question_has_chinese_words(
    message: str,
) -> None:
    assert is_known(message)
