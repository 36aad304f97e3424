"""A box that says just what it means is read at first sight, and as any other would be read."""

from random import Random

import pytest

from selfcheck.rules.rulebook import Rulebook
from selfcheck.web.forms import form_class

TYPED = (
    *("", "0", "00", "07", "7", "12", "13", "31", "32", "90", "1990", "0990", "19900", "1e3", "-1"),
    *("1.5", " 5", "5 ", "１２", "一", "3 个月", "²", "٣", "yes", "no", "x"),
    *("9" * 12, "9" * 13, "9" * 14),
)
TIMES = 200


def drawn(
    controls: tuple[str, ...], codes: tuple[str, ...], random: Random
) -> dict[str, list[str]]:
    """Return something posted by some of the controls, now and then twice."""
    return {
        control: random.choices(random.choice((TYPED, codes)), k=random.choice((1, 1, 1, 2)))
        for control in controls
        if random.random() < 0.85
    }


@pytest.mark.parametrize("unit", ["haining", "xiuzhou"])
def test_what_is_plain_is_read_as_it_would_be_otherwise(rulebook: Rulebook, unit: str) -> None:
    random, plain = Random(2014), 0  # noqa: S311 -- no secret
    for field in form_class(rulebook.questions_of[unit])().fields:
        for _ in range(TIMES):
            posted = drawn(field.controls(), (*field.fact.codes, "yes", "no", ""), random)
            answer = field.plain(posted) if posted else None
            if answer is not None:
                plain += 1
                read = field.read(posted)
                assert (answer, type(answer)) == (read, type(read)), (field.name, posted)
    assert plain > 200
