"""A request in JSON: read strictly, nothing in it ignored.

The API and the command line both read their requests here.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Never

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
KEYS = ("answers", "on", "edition", "lang", "timeline")


class BadRequest(Exception):
    """The request is not one: `pointer` says where, `code` what is wrong."""

    def __init__(self, pointer: str, code: str, found: str = "") -> None:
        super().__init__(f"{pointer}: {code}")
        self.pointer = pointer
        self.code = code
        self.found = found


class Request(NamedTuple):
    """A request as said: raw answers, and the day, edition and language where they were given.

    `timeline` asks for the coming months too.
    """

    answers: Mapping[str, Any]
    on: date | None
    edition: str | None
    lang: str | None
    timeline: bool


def read_json(text: bytes | str) -> Any:
    """Return the JSON value in the text, with exact decimals.

    Raises BadRequest for what is no JSON, a repeated key, NaN, or nesting too deep to read.
    """
    try:
        return _DECODER.decode(text if isinstance(text, str) else _decoded(text))
    except (ValueError, RecursionError) as error:
        raise BadRequest("", "not_json") from error


def _decoded(text: bytes) -> str:
    return text.decode(json.detect_encoding(text), "surrogatepass")


def _no_constant(name: str) -> Never:
    raise BadRequest("", "not_json", name)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise BadRequest("", "repeated_key", repeated)
    return found


_DECODER = json.JSONDecoder(
    parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_without_repeats
)
"""Made once: `json.loads` would make one for each text."""


def read_request(value: Any) -> Request:
    """Check the outer shape of a request. Raises BadRequest at the first thing wrong."""
    if not isinstance(value, dict):
        raise BadRequest("", "not_an_object")
    for key in value:
        if key not in KEYS:
            raise BadRequest(f"/{key}", "unknown_key", key)
    answers = value.get("answers")
    if not isinstance(answers, dict):
        raise BadRequest("/answers", "answers_missing")
    return Request(
        answers=answers,
        on=_day(value.get("on")),
        edition=_text(value.get("edition"), "/edition"),
        lang=_text(value.get("lang"), "/lang"),
        timeline=_yes_no(value.get("timeline"), "/timeline"),
    )


def _yes_no(value: Any, pointer: str) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    raise BadRequest(pointer, "not_yes_no")


def _text(value: Any, pointer: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise BadRequest(pointer, "not_text")


def _day(value: Any) -> date | None:
    if value is None:
        return None
    day = day_from(value) if isinstance(value, str) else None
    if day is None:
        raise BadRequest("/on", "not_a_day")
    return day


def day_from(text: str) -> date | None:
    """Return the day written as YYYY-MM-DD, or None where it is no day of 1900 to 2200."""
    if not DAY.match(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
