"""Which sheets and columns a scheme has, worked out from the models.

Each list in the file is a sheet and each of its entries a row. What stands inside an entry is a
column where it is a plain value, a row of another sheet where it is a formula or a list, and a
cell with TOML where it is anything else.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from selfcheck.rules.model.conditions import FactIs
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.measures import Measure
from selfcheck.rules.model.schemes import Scheme

CellKind = Literal["text", "number", "flag", "day", "list", "numbers", "condition", "table", "any"]

HEAD = "scheme"
FORMULA = "formula"
OWNER, FIELD, REF, KEY, VALUE = "owner", "field", "ref", "key", "value"
"""The columns that tie rows together; no key of a rule file has their names."""

FEW = 4
"""An entry of at most so many keys stands in the columns of the entry around it."""


class Column(NamedTuple):
    """A column: the key path inside the entry, what a cell holds, and the words it is out of."""

    key: str
    kind: CellKind
    choices: tuple[str, ...] = ()
    required: bool = False


class Table(NamedTuple):
    """A sheet: its columns, and the sheet in which the rows of each key below it stand.

    `single` has the keys that hold one entry, where a kind of formula decides behind its name;
    every other key of `children` holds a list. `whole` has the keys whose entry is there even if
    nothing is in it. `pairs` says that the sheet holds a key and a value a row.
    """

    name: str
    columns: tuple[Column, ...] = ()
    children: Mapping[str, str] = MappingProxyType({})
    single: frozenset[tuple[str, str]] = frozenset()
    whole: tuple[str, ...] = ()
    owned: bool = True
    has_ref: bool = False
    pairs: bool = False

    def holds_one(self, key: str, kind: object) -> bool:
        """Say whether the key holds one entry, in a formula of this kind."""
        return ("", key) in self.single or (kind, key) in self.single


@cache
def layout() -> Mapping[str, Table]:
    """Return every sheet of a scheme by name, the head first, the lists of the file after it."""
    found: dict[str, Table] = {}
    _add(found, HEAD, (Scheme,), owned=False)
    top = [name for name in found[HEAD].children.values() if name in found]
    rest = [name for name in found if name not in top and name != HEAD]
    return {name: found[name] for name in (HEAD, *top, *rest)}


def _add(
    found: dict[str, Table], name: str, models: tuple[type[Entry], ...], *, owned: bool
) -> None:
    """Add the sheet for entries of these models, and all below it."""
    made = _Sheet(name)
    for model in models:
        for key, field in _fields(model):
            made.add(model, key, field)
    found[name] = made.table(owned=owned)
    for table, inner in made.below.items():
        if table not in found and inner:
            _add(found, table, inner, owned=name != HEAD)
        elif table not in found:
            found[table] = Table(table, pairs=True)


class _Sheet:
    """What is known of one sheet while its models are gone through."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.columns: dict[str, Column] = {}
        self.children: dict[str, str] = {}
        self.single: set[tuple[str, str]] = set()
        self.whole: dict[str, None] = {}
        self.below: dict[str, tuple[type[Entry], ...]] = {}

    def add(self, model: type[Entry], key: str, field: FieldInfo) -> None:
        """Add a key of a model: as columns, or as rows of another sheet."""
        inner = _entries_in(field.annotation)
        origin = get_origin(_bare(field.annotation))
        if origin is dict:
            self._rows(key, f"{self.name}.{key}", ())
            if field.is_required() and "kind" not in model.model_fields:
                self.whole[key] = None
        elif inner and (origin is tuple or _has_kind(inner)):
            self._rows(key, _table_of(inner, key, owner=self.name), inner)
            if origin is not tuple:
                self.single.add((_kind_name(model), key))
        else:
            for column in _columns(key, field):
                self._column(column)
            if len(inner) == 1 and field.is_required():
                self.whole[key] = None

    def _rows(self, key: str, table: str, inner: tuple[type[Entry], ...]) -> None:
        self.children[key] = table
        self.below[table] = inner

    def _column(self, column: Column) -> None:
        there = self.columns.get(column.key, column)
        choices = tuple(dict.fromkeys((*there.choices, *column.choices)))
        self.columns[column.key] = there._replace(choices=choices)

    def table(self, *, owned: bool) -> Table:
        """Return the sheet."""
        return Table(
            name=self.name,
            columns=tuple(self.columns.values()),
            children=self.children,
            single=frozenset(self.single),
            whole=tuple(self.whole),
            owned=owned,
            has_ref="id" not in self.columns and bool(self.children),
        )


def _kind_name(model: type[Entry]) -> str:
    """Return the name of the kind of formula that the model is, or nothing."""
    field = model.model_fields.get("kind")
    return _literals(field.annotation)[0] if field else ""


def _table_of(models: tuple[type[Entry], ...], key: str, *, owner: str) -> str:
    if _has_kind(models):
        return FORMULA
    return key if owner == HEAD else models[0].__name__.lower()


def _fields(model: type[Entry]) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        yield field.alias or name, field


def _columns(key: str, field: FieldInfo) -> Iterator[Column]:
    inner = _entries_in(field.annotation)
    required = field.is_required()
    if Measure in inner and key == "measure":
        yield from _flat(key, Measure, required=required)
        yield Column(key, "table")
    elif len(inner) == 1 and _is_small(inner[0]):
        yield from _flat(key, inner[0], required=required)
    elif inner:
        yield Column(key, "condition" if FactIs in inner else "table", required=required)
    else:
        yield Column(key, _kind(field.annotation), _literals(field.annotation), required)


def _flat(key: str, model: type[Entry], *, required: bool) -> Iterator[Column]:
    for name, field in _fields(model):
        for column in _columns(name, field):
            needed = column.required and required
            yield column._replace(key=f"{key}.{column.key}", required=needed)


def _is_small(model: type[Entry]) -> bool:
    fields = dict(_fields(model))
    return len(fields) <= FEW and all(
        len(inner := _entries_in(field.annotation)) == 0 or _is_small(inner[0])
        for field in fields.values()
    )


def _has_kind(models: tuple[type[Entry], ...]) -> bool:
    return len(models) > 1 and all("kind" in model.model_fields for model in models)


def _bare(annotation: Any) -> Any:
    """Return the annotation without what may be absent and without remarks."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        if len(parts) == 1:
            return _bare(parts[0])
    return annotation


def _entries_in(annotation: Any) -> tuple[type[Entry], ...]:
    """Return the entries that the annotation is made of, in a list or by themselves."""
    bare = _bare(annotation)
    if isinstance(bare, type) and issubclass(bare, Entry):
        return (bare,)
    if get_origin(bare) is dict:
        return ()
    found = (entry for part in get_args(bare) for entry in _entries_in(part))
    return tuple(dict.fromkeys(found))


def _literals(annotation: Any) -> tuple[str, ...]:
    bare = _bare(annotation)
    if get_origin(bare) is Literal:
        return tuple(str(value) for value in get_args(bare))
    return ()


def _kind(annotation: Any) -> CellKind:
    bare = _bare(annotation)
    if get_origin(bare) is tuple:
        return "numbers" if _bare(get_args(bare)[0]) is Decimal else "list"
    kinds: dict[Any, CellKind] = {Decimal: "number", int: "number", bool: "flag", date: "day"}
    return kinds.get(bare, "text")
