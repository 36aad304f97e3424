"""Groups of four characters: how a code is typed, and how a slip is found."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.resume.groups import ALPHABET, REACH, SIZE, BadCode, read, written

DIGITS = st.lists(st.integers(0, len(ALPHABET) - 1), min_size=1, max_size=70)
SHORT = [3, 1, 4, 1, 5, 9, 2, 6, 5, 30, 0, 7]
LONG = SHORT * 5


def bad(code: str) -> BadCode:
    """Return why the code is refused."""
    with pytest.raises(BadCode) as refused:
        read(code)
    return refused.value


@given(DIGITS)
def test_digits_come_back_with_zeros_to_fill_the_last_group(digits: list[int]) -> None:
    code = written(digits)
    assert all(len(group) == SIZE for group in code.split("-"))
    found = read(code)
    assert found[: len(digits)] == digits
    assert not any(found[len(digits) :])


def test_no_character_looks_like_another() -> None:
    assert not set(ALPHABET) & set("01OILoil")
    assert len(set(ALPHABET)) == 31


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", " － "),
        lambda code: f"  #{code}\n",
        lambda code: "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in code),
    ],
)
def test_a_code_may_be_typed_in_many_ways(change: object) -> None:
    assert callable(change)
    assert read(change(written(SHORT))) == read(written(SHORT))


@pytest.mark.parametrize("digits", [SHORT, LONG])
def test_every_single_wrong_character_is_told_by_its_group(digits: list[int]) -> None:
    code = written(digits)
    for place, right in enumerate(code):
        if right == "-":
            continue
        for wrong in set(ALPHABET) - {right}:
            refused = bad(code[:place] + wrong + code[place + 1 :])
            assert refused.reason == "groups"
            assert refused.found == (str(place // (SIZE + 1) + 1),)


def test_two_characters_that_changed_places_are_told_by_their_groups() -> None:
    code = written(SHORT).replace("-", "")
    for place in range(len(code) - 1):
        if code[place] == code[place + 1]:
            continue
        turned = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        refused = bad(turned)
        assert refused.reason == "groups"
        assert str(place // SIZE + 1) in refused.found


def test_two_wrong_characters_are_never_taken_for_right() -> None:
    code = list(written(SHORT).replace("-", ""))
    for one, other in itertools.combinations(range(len(code)), 2):
        wrong = code.copy()
        wrong[one] = ALPHABET[(ALPHABET.index(wrong[one]) + 3) % 31]
        wrong[other] = ALPHABET[(ALPHABET.index(wrong[other]) + 8) % 31]
        bad("".join(wrong))


def test_a_group_left_out_or_out_of_place_is_noticed() -> None:
    groups = written(SHORT).split("-")
    assert len(groups) * SIZE <= REACH
    for place in range(len(groups)):
        assert bad("-".join(groups[:place] + groups[place + 1 :])).reason in ("whole", "groups")
    assert bad("-".join([groups[1], groups[0], *groups[2:]])).reason in ("whole", "groups")


def test_a_group_with_a_character_too_few_is_named() -> None:
    groups = written(SHORT).split("-")
    groups[1] = groups[1][:-1]
    refused = bad("-".join(groups))
    assert (refused.reason, refused.found) == ("groups", ("2",))
    assert bad("".join(groups)).reason == "length"


@pytest.mark.parametrize("text", ["", "  ", "---", "#"])
def test_nothing_typed_is_said_to_be_nothing(text: str) -> None:
    assert bad(text).reason == "empty"


def test_characters_that_no_code_has_are_named() -> None:
    refused = bad("A0BO-1IL2")
    assert refused.reason == "characters"
    assert refused.found == ("0", "1", "I", "L", "O")


def test_a_text_without_end_is_refused_unread() -> None:
    assert bad("A" * 100_000).reason == "too_long"


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        read(text)
    except BadCode as refused:
        assert refused.reason
