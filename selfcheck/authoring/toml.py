"""Entries written as TOML, laid out as a person would write a rule file.

What has a `kind` or stands in a list of the file itself gets a heading of its own; everything
else stays on one line. Numbers are written digit for digit.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import tomlkit
from tomlkit.items import Array, Float, Item, Trivia

from selfcheck.rules.model.entry import Entry

EMPTY_LINES = re.compile(r"\n{3,}")

LONG = 60
"""Characters from which a list of tables is written with one of them a line."""


def raw_of(entry: Entry) -> dict[str, Any]:
    """Return the entry as the reader of a file gets it, without what is at its default."""
    return {
        field.alias or name: _plain(getattr(entry, name))
        for name, field in type(entry).model_fields.items()
        if field.is_required()
        or getattr(entry, name) != field.get_default(call_default_factory=True)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Entry):
        return raw_of(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def toml(raw: Mapping[str, Any]) -> str:
    """Return the TOML text of a whole file."""
    document = tomlkit.document()
    _fill(document, raw, is_file=True)
    return EMPTY_LINES.sub("\n\n", tomlkit.dumps(document)).strip() + "\n"


def inline(value: Any) -> str:
    """Return a value on one line, as it stands behind a key."""
    return _item(_plain(value)).as_string()


def _fill(container: Any, raw: Mapping[str, Any], *, is_file: bool) -> None:
    later = {key: value for key, value in raw.items() if _has_heading(value, is_file)}
    for key, value in raw.items():
        if key not in later:
            container.add(key, _item(value))
    for key, value in later.items():
        if isinstance(value, Mapping):
            container.add(key, _table(value))
        else:
            tables = tomlkit.aot()
            for entry in value:
                tables.append(_table(entry))
            container.add(key, tables)


def _table(raw: Mapping[str, Any]) -> Item:
    table = tomlkit.table()
    _fill(table, raw, is_file=False)
    table.add(tomlkit.nl())
    return table


def _has_heading(value: Any, is_file: bool) -> bool:
    if isinstance(value, Mapping):
        return "kind" in value
    if isinstance(value, list | tuple) and value and all(isinstance(v, Mapping) for v in value):
        return is_file or any("kind" in v for v in value)
    return False


def _item(value: Any) -> Item:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        for key, inner in value.items():
            table.add(key, _item(inner))
        return table
    if isinstance(value, list | tuple):
        return _array(value)
    if isinstance(value, bool | int | str | date):
        return tomlkit.item(value)
    raise TypeError(f"no TOML for {value!r}")


def _array(values: list[Any] | tuple[Any, ...]) -> Array:
    array = tomlkit.array()
    for value in values:
        array.append(_item(value))
    if any(isinstance(value, Mapping) for value in values) and len(array.as_string()) > LONG:
        array.multiline(multiline=True)
    return array


def number(value: Decimal) -> Item:
    """Return an exact number: a float in TOML's words, with the digits as they are."""
    if value == value.to_integral_value():
        return tomlkit.item(int(value))
    return Float(float(value), Trivia(), format(value, "f"))
