"""A walk over every entry inside an entry, with the key path a reader of the file would use."""

from collections.abc import Iterator
from functools import cache

from selfcheck.rules.model.entry import Entry


def walk(value: object, path: str = "") -> Iterator[tuple[str, Entry]]:
    """Yield each entry inside `value` with its key path (`permit[0].requirement[1].test`)."""
    if isinstance(value, Entry):
        yield path, value
        for name, key in _keys(type(value)):
            inner = getattr(value, name)
            if isinstance(inner, (Entry, tuple)):
                yield from walk(inner, join(path, key))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from walk(item, f"{path}[{number}]")


@cache
def _keys(kind: type[Entry]) -> tuple[tuple[str, str], ...]:
    """Return the name of each field of a kind of entry, with its key in the file."""
    return tuple((name, field.alias or name) for name, field in kind.model_fields.items())


def facts_named(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the id of each fact that the entries inside `value` read, with its key path."""
    for key, entry in walk(value, path):
        fact = getattr(entry, "fact", None)
        if isinstance(fact, str):
            yield join(key, "fact"), fact


def join(path: str, key: str) -> str:
    """Return the path of a key inside the entry at `path`, which is empty for the whole file."""
    return f"{path}.{key}" if path else key
