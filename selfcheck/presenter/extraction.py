"""The texts of the rule files, for Babel's extractor: whatever a model marks as shown to people."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, get_args

from pydantic.fields import FieldInfo

from selfcheck.rules.files import model_of, read_entry
from selfcheck.rules.model.entry import Entry, Shown
from selfcheck.rules.walk import walk

Message = tuple[int, str, str, list[str]]


def extract_rules(
    file: BinaryIO, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[Message]:
    """Yield (line, function, message, comments) for each text of a rule file."""
    content = file.read()
    name = Path(getattr(file, "name", "")).as_posix()
    entry, mistakes = read_entry(name, content, model_of(name))
    if entry is None:
        raise ValueError("; ".join(str(mistake) for mistake in mistakes))
    lines = content.decode().splitlines()
    for text in dict.fromkeys(texts(entry)):
        yield _line_of(text, lines), "gettext", text, []


def texts(entry: Entry) -> Iterator[str]:
    """Yield every text in the entry that people read, in file order."""
    for _, inner in walk(entry):
        for name, field in type(inner).model_fields.items():
            value = getattr(inner, name)
            if isinstance(value, str) and _is_shown(field):
                yield value
            elif isinstance(value, tuple) and _is_shown(field):
                yield from (item for item in value if isinstance(item, str))


def _is_shown(field: FieldInfo) -> bool:
    return any(isinstance(mark, Shown) for mark in field.metadata) or _marks(field.annotation)


def _marks(annotation: Any) -> bool:
    inner = get_args(annotation)
    return any(isinstance(part, Shown) or _marks(part) for part in inner)


def _line_of(text: str, lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)
