"""What is wrong with a text that is no TOML, in the words of whoever typed it.

The reader of TOML only says where it stopped. Most slips are the same few: full-width signs, a
quote or a bracket that was never closed, a table in braces broken over lines, a day or a number
written as on paper. Each is named with its line and what would be right.
"""

import re
import tomllib
from typing import NamedTuple

PLACE = re.compile(r"(.*)\s\(at\s(?:line\s(\d+),\scolumn\s(\d+)|end\sof\sdocument)\)", re.DOTALL)

FULL_WIDTH = {
    **dict.fromkeys("“”„＂", '"'),
    **dict.fromkeys("‘’＇", "'"),
    **dict.fromkeys("，、", ","),
    "＝": "=",
    "：": "=",
    "。": ".",
    "．": ".",
    "＃": "#",
    **dict.fromkeys("｛", "{"),
    **dict.fromkeys("｝", "}"),
    **dict.fromkeys("［【", "["),
    **dict.fromkeys("］】", "]"),
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    "\u3000": " ",
}
"""What an input method types in the place of the signs of TOML."""

DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?!\d)")
THOUSANDS = re.compile(r"(?<![\d\-])(\d{1,3}(?:,\d{3})+)(?!\d)")
PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?[%％]")
HEADING = re.compile(r"\[\[?[\w.-]+\]\]?")
WORD = re.compile(r"[^\s\"'#,=\[\]{}]+")


class _Stop(NamedTuple):
    """Where the reader of TOML stopped: what it said, and the text before and after the place."""

    said: str
    before: str
    after: str


def slip(text: str, error: tomllib.TOMLDecodeError) -> str:
    """Return what is wrong with the text, with the line, and what would be right."""
    match = PLACE.fullmatch(str(error))
    said, number, column = match.groups() if match else (str(error), None, None)
    lines = text.split("\n")
    place = len(lines) if number is None else int(number)
    line = lines[place - 1] if place <= len(lines) else ""
    cut = len(line) if column is None else int(column) - 1
    stop = _Stop(said, line[:cut], line[cut:])
    in_list = number is None or "array" in said or HEADING.fullmatch(line.strip())
    opened = _unclosed_list(lines, place) if in_list else None
    found = _mistyped(line) or opened or _by_what_was_said(stop)
    return f"cannot be read at line {place}: {found or said}"


def _mistyped(line: str) -> str | None:
    """Return what is wrong with the signs of the line, outside its texts."""
    quote, begins = "", 0
    for place, sign in enumerate(line):
        if quote:
            if sign == quote and not (quote == '"' and _escaped(line, place)):
                quote = ""
        elif sign == "#":
            break
        elif sign in "\"'":
            quote, begins = sign, place
        elif sign in FULL_WIDTH:
            return f"has the full-width {sign!r} outside a text; write {FULL_WIDTH[sign]!r}"
    if quote and '"""' not in line and "'''" not in line:
        rest = line[begins:].strip()
        return f"a quote has no pair, from {rest} on; a text begins and ends with {quote}"
    return None


def _escaped(line: str, place: int) -> bool:
    before = line[:place]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _bare(line: str) -> str:
    """Return the line with its texts emptied and without its remark."""
    emptied = re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'', lambda found: '"' * len(found[0]), line)
    return emptied.partition("#")[0]


def _unclosed_list(lines: list[str], place: int) -> str | None:
    """Return where the list begins that is still open on the lines up to the place."""
    opened: list[int] = []
    for number, line in enumerate(lines[:place], start=1):
        bare = _bare(line)
        if HEADING.fullmatch(bare.rstrip()):
            if opened:
                break
            continue
        for sign in bare:
            if sign == "[":
                opened.append(number)
            elif sign == "]" and opened:
                opened.pop()
    if not opened or opened[-1] == place:
        return None
    return f"the list that begins with [ on line {opened[-1]} is not closed; end it with ]"


def _by_what_was_said(stop: _Stop) -> str | None:
    """Return what is wrong by what the reader of TOML said and what stands where it stopped."""
    written = _as_on_paper(stop)
    if written is not None:
        return written
    for said, explain in _EXPLAINED:
        if stop.said.startswith(said):
            return explain(stop)
    return None


def _as_on_paper(stop: _Stop) -> str | None:
    """Return what would be right for a day, a share or a number written as on paper."""
    line = _bare(stop.before + stop.after)
    day, share, number = DAY.search(line), PERCENT.search(line), THOUSANDS.search(line)
    if day is not None and day[0] != (right := f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}"):
        return f"a day is written year-month-day with hyphens and two digits each: {right}"
    if share is not None:
        return f"the number {share[0]} stands without a sign: {share[1]}"
    if number is not None:
        return f"the number {number[0]} stands without commas: {number[0].replace(',', '')}"
    return None


def _value(stop: _Stop) -> str:
    word = WORD.match(stop.after)
    if word is None:
        return "nothing stands after the =; write the value there, or leave the key out"
    if word[0].lower() in ("true", "false"):
        return f"write {word[0].lower()}, in small letters"
    return f"the text {word[0]!r} stands in double quotes, and a number in digits alone"


def _equals(stop: _Stop) -> str:
    if stop.after.lstrip().startswith(":"):
        return "has a colon after the key; write ="
    return "a line is a key, = and a value; the = is missing after the key"


def _table(stop: _Stop) -> str:
    rest = stop.after.split("#")[0].strip()
    if not rest:
        return (
            "the table in braces is not closed on its line; put all of it, up to its }, on one "
            "line, or give it a heading of its own such as [line.formula]"
        )
    if rest.startswith("}"):
        return "has a comma before the }; take the comma away"
    return f"a comma is missing before {rest!r}, or the table in braces is not closed with }}"


def _list(stop: _Stop) -> str:
    rest = stop.after.split("#")[0].strip()
    if rest:
        return f"a comma is missing before {rest!r}, or the list is not closed with ]"
    return "the list is not closed; end it with ]"


def _key(stop: _Stop) -> str:
    if "{" in _bare(stop.before):
        return _table(stop)
    return "a line is a key, = and a value; the key has small letters, digits and _ only"


def _twice(stop: _Stop) -> str:
    line = (stop.before + stop.after).strip()
    if line.startswith("["):
        name = line.strip("[] ")
        return (
            f"the heading {line} stands twice; entries of a list have two brackets: [[{name}]], "
            "and anything else has one heading only"
        )
    key = re.split(r"[=.]", line)[0].strip()
    return f"gives {key!r} a second time in one entry; once is right"


def _after(stop: _Stop) -> str:
    rest = stop.after.strip()
    return f"has {rest!r} after the value; a key stands on a line of its own, a remark behind #"


_EXPLAINED = (
    ("Invalid value", _value),
    ("Expected '='", _equals),
    ("Unclosed inline", _table),
    ("Unclosed array", _list),
    ("Invalid initial", _key),
    ("Invalid statement", _key),
    ("Cannot overwrite", _twice),
    ("Cannot declare", _twice),
    ("Cannot mutate", _twice),
    ("Duplicate inline", _twice),
    ("Expected newline", _after),
)
"""How what the reader of TOML says begins, and what it comes of."""
