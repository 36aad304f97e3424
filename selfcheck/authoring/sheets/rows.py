"""A scheme as rows of its sheets, and rows back into the raw form of a file.

Rows are tied together by what they belong to: a formula to its line, a band to its formula.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from selfcheck.authoring.sheets.layout import (
    FIELD,
    FORMULA,
    HEAD,
    KEY,
    OWNER,
    REF,
    VALUE,
    Table,
    layout,
)


class Row(NamedTuple):
    """One row: its sheet, and its values by column; those that tie it to others included."""

    table: str
    values: Mapping[str, Any]


def rows(raw: Mapping[str, Any]) -> Iterator[Row]:
    """Yield every row of a scheme in its raw form, sheet by sheet."""
    made = list(_Rows().rows(HEAD, raw, {}))
    for name in layout():
        yield from (row for row in made if row.table == name)


class _Rows:
    """Gives each row that has none a name of its own."""

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = {}

    def rows(self, name: str, raw: Mapping[str, Any], ties: Mapping[str, Any]) -> Iterator[Row]:
        table = layout()[name]
        values = {c.key: v for c in table.columns if (v := _cell(raw, c.key, table)) is not None}
        ref = raw.get("id")
        if table.has_ref and name != HEAD:
            ref = self._name(name, ties)
            values = {REF: ref, **values}
        yield Row(name, {**ties, **values})
        for key, below in table.children.items():
            if key not in raw:
                continue
            tie = {} if name == HEAD else {OWNER: ref, FIELD: key}
            if layout()[below].pairs:
                if isinstance(raw[key], Mapping):
                    for inner, value in raw[key].items():
                        yield Row(below, {OWNER: ref, KEY: inner, VALUE: value})
                continue
            inside = raw[key]
            for entry in inside if isinstance(inside, list) else [inside]:
                yield from self.rows(below, entry, tie)

    def _name(self, table: str, ties: Mapping[str, Any]) -> str:
        """Return a name for a row: that of what it belongs to, or a number."""
        names = self._names.setdefault(table, set())
        first = str(ties.get(OWNER, "1"))
        wanted, number = first, 1
        while wanted in names:
            number += 1
            wanted = f"{first}/{number}" if OWNER in ties else str(number)
        names.add(wanted)
        return wanted


def _cell(raw: Mapping[str, Any], key: str, table: Table) -> Any:
    """Return what stands in the column.

    An entry that its columns can say is said by them; any other stands whole in a column of its
    own. A number that may also be a list of pairs stands here only as a number.
    """
    first, _, rest = key.partition(".")
    value = raw.get(first)
    inner = {c.key.partition(".")[2] for c in table.columns if c.key.startswith(f"{first}.")}
    if isinstance(value, Mapping) and inner:
        fits = value.keys() <= {name.partition(".")[0] for name in inner}
        if not rest:
            return None if fits else value
        return _inside(value, rest) if fits else None
    if isinstance(value, Mapping) and first in table.children:
        return None
    return None if rest else value


def _inside(value: Any, path: str) -> Any:
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


@dataclass
class Read:
    """A row read from a sheet: where it stands, its raw form, and what it belongs to."""

    table: str
    sheet: str
    number: int
    values: Mapping[str, Any]
    raw: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put the values of the columns into the raw form, path by path."""
        for key, value in self.values.items():
            if key in (OWNER, FIELD, REF):
                continue
            *path, last = key.split(".")
            place = self.raw
            for part in path:
                place = place.setdefault(part, {})
            if isinstance(place, dict):
                place[last] = value

    @property
    def name(self) -> str | None:
        """Return what rows below it call it."""
        found = self.values.get(REF, self.values.get("id"))
        return None if found is None else str(found)


def joined(found: Sequence[Read]) -> tuple[dict[str, Any], list[Read]]:
    """Return the raw form of the scheme, and the rows that belong to nothing that is there."""
    root: dict[str, Any] = next((row.raw for row in found if row.table == HEAD), {})
    named: dict[str, list[Read]] = {}
    for row in found:
        for key in layout()[row.table].whole:
            row.raw.setdefault(key, {})
        if row.name is not None:
            named.setdefault(row.name, []).append(row)
    loose = []
    for row in found:
        if not layout()[row.table].owned:
            if row.table != HEAD:
                root.setdefault(row.table, []).append(row.raw)
            continue
        owner = _owner(row, named)
        if owner is None:
            loose.append(row)
        else:
            _attach(row, *owner)
    return root, loose


def _owner(row: Read, named: Mapping[str, list[Read]]) -> tuple[Read, str] | None:
    """Return the row that the row belongs to, and the key under which it stands there."""
    wanted = str(row.values.get(OWNER))
    # A part of a formula rather belongs to the formula of that name than to its line.
    inner_first = row.table == FORMULA and row.name != wanted
    others = sorted(named.get(wanted, ()), key=lambda r: (r.table == FORMULA) != inner_first)
    for other in others:
        keys = [k for k, below in layout()[other.table].children.items() if below == row.table]
        if other is not row and keys:
            usual = FORMULA if FORMULA in keys else keys[0]
            key = str(row.values.get(FIELD, usual))
            if key in keys:
                return other, key
    return None


def _attach(row: Read, owner: Read, key: str) -> None:
    table = layout()[owner.table]
    if layout()[row.table].pairs:
        pairs = owner.raw.setdefault(key, {})
        if isinstance(pairs, dict):
            pairs[str(row.raw.get(KEY))] = row.raw.get(VALUE)
    elif table.holds_one(key, owner.raw.get("kind")):
        owner.raw[key] = row.raw
    else:
        owner.raw.setdefault(key, []).append(row.raw)
