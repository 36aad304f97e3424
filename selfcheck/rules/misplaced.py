"""A key that does not belong where it stands: what would be right in its place.

The reader of entries only says that it does not know the key. Here the entry around it is found,
so that the nearest key can be named, or what two comparisons in one condition have to become.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, get_args

from selfcheck.rules.model.conditions import COMPARISONS
from selfcheck.rules.model.entry import Entry

Location = tuple[int | str, ...]
"""Where pydantic found it: keys, places in lists, and the names of models between them."""

ENDS = ("above", "below")
"""The ends of what is measured, which a comparison of a fact does not have."""


def misplaced(model: type[Entry], location: Location, beside: Mapping[str, Any]) -> str:
    """Return what is wrong with the last key of the location; `beside` is the table around it."""
    key = str(location[-1])
    comparison = next((c for c in COMPARISONS if c in beside and c != key), None)
    if key in ENDS and "fact" in beside and "kind" not in beside:
        return "goes with a measure: { measure = { fact = … }, at_least = …, below = … }"
    if key in COMPARISONS and comparison is not None:
        return f"stands beside {comparison}; a condition has one comparison, and all joins several"
    near = get_close_matches(key, _keys(_entry_at(model, location[:-1])), n=1)
    if near:
        return f"is not a key that belongs here; the nearest that does is {near[0]!r}"
    return "is not a key that belongs here; check its spelling and its place"


def _keys(entry: type[Entry]) -> list[str]:
    return [field.alias or name for name, field in entry.model_fields.items()]


def _entry_at(model: type[Entry], way: Location) -> type[Entry]:
    """Return the kind of entry that stands there."""
    for step in way:
        if step in _models():
            model = _models()[str(step)]
            continue
        for name, field in model.model_fields.items():
            if step in (name, field.alias):
                model = _entry_in(field.annotation) or model
                break
    return model


def _entry_in(annotation: Any) -> type[Entry] | None:
    """Return the first kind of entry that the type of a field names."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    found = (_entry_in(part) for part in get_args(annotation))
    return next((entry for entry in found if entry is not None), None)


@cache
def _models() -> dict[str, type[Entry]]:
    """Return every kind of entry by its name, as pydantic names the one that it tried."""
    found: dict[str, type[Entry]] = {}
    waiting: list[type[Entry]] = [Entry]
    while waiting:
        entry = waiting.pop()
        found[entry.__name__] = entry
        waiting += entry.__subclasses__()
    return found
