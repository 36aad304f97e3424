"""A walk over every entry inside an entry, with the key path a reader of the file would use."""

from collections.abc import Iterator

from selfcheck.rules.model.entry import Entry


def walk(value: object, path: str = "") -> Iterator[tuple[str, Entry]]:
    """Yield each entry inside `value` with its key path (`permit[0].requirement[1].test`)."""
    if isinstance(value, Entry):
        yield path, value
        for name, field in type(value).model_fields.items():
            key = field.alias or name
            yield from walk(getattr(value, name), f"{path}.{key}" if path else key)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from walk(item, f"{path}[{number}]")
