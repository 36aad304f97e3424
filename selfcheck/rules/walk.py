"""A walk over every entry inside an entry, with the key path a reader of the file would use."""

from collections.abc import Iterator

from selfcheck.rules.model.entry import Entry


def walk(value: object, path: str = "") -> Iterator[tuple[str, Entry]]:
    """Yield each entry inside `value` with its key path (`permit[0].requirement[1].test`)."""
    if isinstance(value, Entry):
        yield path, value
        for name, field in type(value).model_fields.items():
            yield from walk(getattr(value, name), join(path, field.alias or name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from walk(item, f"{path}[{number}]")


def facts_named(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the id of each fact that the entries inside `value` read, with its key path."""
    for key, entry in walk(value, path):
        fact = getattr(entry, "fact", None)
        if isinstance(fact, str):
            yield join(key, "fact"), fact


def join(path: str, key: str) -> str:
    """Return the path of a key inside the entry at `path`, which is empty for the whole file."""
    return f"{path}.{key}" if path else key
