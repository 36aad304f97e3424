"""What is said of a text that is no TOML: the line, what is wrong, and what would be right.

The slips of a whole file are tried in `bad/units.toml`; here are those that look like another.
"""

import tomllib

import pytest

from selfcheck.rules.slips import slip


def said(text: str) -> str:
    with pytest.raises(tomllib.TOMLDecodeError) as raised:
        tomllib.loads(text)
    return slip(text, raised.value)


SLIPS = {
    "a full-width comma between keys": ("a = { b = 1，c = 2 }", "write ','"),
    "a full-width equals sign": ("a ＝ 1", "write '='"),
    "full-width figures": ("a = １２", "write '1'"),
    "full-width quotes inside a text are no slip": ('a = "“b”" c', "has 'c' after the value"),
    "a quote behind a backslash ends nothing": ('a = "b\\" c', "a quote has no pair"),
    "a backslash behind a backslash is no escape": ('a = "b\\\\" c', "has 'c' after the value"),
    "a remark may hold any sign": ("a = # “b”", "nothing stands after the ="),
    "a quote in a single-quoted text": ("a = 'b\"' c", "has 'c' after the value"),
    "an opening quote alone": ('a = b"', 'a quote has no pair, from " on'),
    "a text over several lines": ('a = """b" """ c', "has 'c' after the value"),
    "a day written in Chinese": (
        "a = 2014年10月7日",
        "with hyphens and two digits each: 2014-10-07",
    ),
    "a day and something else": ("a = 2014-10-07 b", "has 'b' after the value"),
    "a list that ends with the file": ("a = [\n1,\n", "the list that begins with [ on line 1 is"),
    "a list that the next key follows": ("a = [1,\n2\nb = 3", "on line 1 is not closed"),
    "a list that a heading follows": ("a = [\n1,\n[b]\n", "on line 1 is not closed"),
    "a list inside a closed list": ("a = [[1],\n[2]\nb = 3", "on line 1 is not closed"),
    "a list on the last line": ("a = [1", "the list is not closed; end it with ]"),
    "a list of one line": ("[b]\na = [1 2]", "a comma is missing before '2]', or the list"),
    "a heading that is no list's end": ("a = [1]\nb = ]\n", "stands"),
    "a table never closed": ("a = { b = 1", "the table in braces is not closed on its line"),
    "a sign that begins no key": ("a = 1\n! = 2", "the key has small letters, digits and _ only"),
    "a heading of a list after one of an entry": ("[a]\n[[a]]", "the heading [[a]] stands twice"),
    "an entry in braces made longer": ("a = { b = 1 }\n[a]\nc = 1", "the heading [a] stands twice"),
    "a key in braces twice": ("a = { b = 1, b = 2 }", "gives 'a' a second time"),
    "what nobody foresaw": ('a = "\\q"', "Unescaped '\\' in a string"),
}


@pytest.mark.parametrize(("text", "words"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_in_words(text: str, words: str) -> None:
    assert words in said(text)


def test_the_line_is_the_one_that_is_wrong() -> None:
    assert said("a = 1\nb = 2\nc = “3”").startswith("cannot be read at line 3: ")


def test_a_place_that_is_not_named_is_the_last_line() -> None:
    assert slip("a = 1", tomllib.TOMLDecodeError("odd")) == "cannot be read at line 1: odd"
