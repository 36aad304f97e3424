"""From TOML files to entries: what each file must hold, and every mistake with file and key."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from selfcheck.rules.misplaced import misplaced
from selfcheck.rules.mistakes import Mistake
from selfcheck.rules.model.documents import DocumentFile
from selfcheck.rules.model.editions import Edition
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import FactFile
from selfcheck.rules.model.glossary import GlossaryFile
from selfcheck.rules.model.schemes import IndicatorFile, Scheme
from selfcheck.rules.model.sources import Source
from selfcheck.rules.model.units import UnitFile
from selfcheck.rules.slips import slip
from selfcheck.rules.walk import join

E = TypeVar("E", bound=Entry)


class SourceFile(Entry):
    """`sources.toml`."""

    source: tuple[Source, ...]


SINGLE_FILES: dict[str, type[Entry]] = {
    "sources.toml": SourceFile,
    "documents.toml": DocumentFile,
    "facts.toml": FactFile,
    "indicators.toml": IndicatorFile,
    "units.toml": UnitFile,
    "glossary.toml": GlossaryFile,
}
OPTIONAL = ("documents.toml", "indicators.toml", "glossary.toml", "editions")
"""The files and the folder that are there only where somebody has use for them."""

FOLDERS: dict[str, type[Entry]] = {"editions": Edition, "schemes": Scheme}


TO_FILL = "待填"
"""How a text begins that a draft has in the place of something nobody has read yet."""


@dataclass
class Reading:
    """What was read: entries by file name, the mistakes met, and a digest of the content."""

    entries: dict[str, Entry] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    version: str = ""


def read_folder(folder: Path) -> Reading:
    """Read every rule file below `folder`. Never raises for what a file says."""
    reading = Reading()
    digest = sha256()
    if not folder.is_dir():
        reading.mistakes.append(Mistake(str(folder), "", "is not a folder of rule files"))
        return reading
    for name, model in _expected(folder, reading.mistakes):
        content = _bytes(folder / name, name, reading.mistakes)
        if content is None:
            continue
        digest.update(name.encode() + b"\0" + content + b"\0")
        entry, mistakes = read_entry(name, content, model)
        reading.mistakes += mistakes
        if entry is not None:
            reading.entries[name] = entry
    reading.version = digest.hexdigest()[:12]
    return reading


def of_type(entries: Mapping[str, Entry], model: type[E]) -> dict[str, E]:
    """Return the entries of one type, by file name."""
    return {file: entry for file, entry in entries.items() if isinstance(entry, model)}


def only(entries: Mapping[str, Entry], model: type[E]) -> E:
    """Return the one entry of a type that a folder holds once."""
    (entry,) = of_type(entries, model).values()
    return entry


def only_or_none(entries: Mapping[str, Entry], model: type[E]) -> E | None:
    """Return the one entry of a type, or None where the folder does without."""
    return next(iter(of_type(entries, model).values()), None)


def _expected(folder: Path, mistakes: list[Mistake]) -> Iterator[tuple[str, type[Entry]]]:
    known = set()
    for name, model in SINGLE_FILES.items():
        known.add(name)
        if name not in OPTIONAL or (folder / name).exists():
            yield name, model
    for part, model in FOLDERS.items():
        names = sorted(path.name for path in (folder / part).glob("*.toml"))
        if not names and part not in OPTIONAL:
            mistakes.append(Mistake(f"{part}/", "", "holds no .toml file; at least one is needed"))
        for file_name in names:
            known.add(f"{part}/{file_name}")
            yield f"{part}/{file_name}", model
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        if name not in known:
            mistakes.append(Mistake(name, "", "is not a file of a rules folder; move or rename it"))


def _bytes(path: Path, name: str, mistakes: list[Mistake]) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError as error:
        mistakes.append(Mistake(name, "", f"cannot be read: {error.strerror}"))
        return None


def model_of(path: str) -> type[Entry]:
    """Return what the file at this path must hold. KeyError for a file that is no rule file."""
    folder, _, name = path.rpartition("/")
    part = folder.rpartition("/")[2]
    return FOLDERS[part] if part in FOLDERS else SINGLE_FILES[name]


def read_entry(name: str, content: bytes, model: type[E]) -> tuple[E | None, list[Mistake]]:
    """Return the entry that the content of a file holds, or None with every mistake in it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        said = f"is not saved as UTF-8 (line {line}); save it again with the encoding UTF-8"
        return None, [Mistake(name, "", said)]
    try:
        raw = frozen(tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        return None, [Mistake(name, "", slip(text, error))]
    return validated(name, raw, model)


def validated(name: str, raw: Any, model: type[E]) -> tuple[E | None, list[Mistake]]:
    """Return the entry that a raw file (lists as tuples) makes, or None with every mistake."""
    unfilled = [
        Mistake(name, key, f"is still to be filled in: {text}") for key, text in _marks(raw)
    ]
    try:
        entry = model.model_validate(raw)
    except ValidationError as error:
        details = error.errors(include_url=False)
        found = [_mistake(name, raw, model, detail) for detail in details if _says(detail)]
        return None, [*unfilled, *(m for m in found if not _holds(m.key, unfilled))]
    return (None, unfilled) if unfilled else (entry, [])


def _mistake(name: str, raw: Any, model: type[Entry], detail: ErrorDetails) -> Mistake:
    location = detail["loc"]
    if detail["type"] != "extra_forbidden":
        return Mistake(name, key_path(raw, location), _message(detail))
    said = misplaced(model, location, _around(raw, location))
    return Mistake(name, key_path(raw, location), said)


def _holds(key: str, mistakes: list[Mistake]) -> bool:
    """Say whether one of the mistakes is at the key or inside what stands there."""
    return any(m.key == key or m.key.startswith((f"{key}.", f"{key}[")) for m in mistakes)


def _marks(raw: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each place that a draft left open: its key path, and what is to stand there."""
    if isinstance(raw, str) and raw.startswith(TO_FILL):
        yield path, raw.removeprefix(TO_FILL).lstrip("：: ") or "see the document"
    elif isinstance(raw, dict):
        for key, value in raw.items():
            yield from _marks(value, join(path, key))
    elif isinstance(raw, tuple):
        for number, value in enumerate(raw):
            yield from _marks(value, f"{path}[{number}]")


def frozen(value: Any) -> Any:
    """Return a raw file with its lists as tuples, which cannot change."""
    if isinstance(value, list):
        return tuple(frozen(item) for item in value)
    if isinstance(value, dict):
        return {key: frozen(item) for key, item in value.items()}
    return value


def _around(raw: Any, location: tuple[int | str, ...]) -> dict[str, Any]:
    """Return the table in which the last key of the location stands."""
    for step in location[:-1]:
        if isinstance(step, int) or step in raw:
            raw = raw[step]
    found: dict[str, Any] = raw
    return found


def key_path(raw: Any, location: tuple[int | str, ...]) -> str:
    """Write a pydantic location as the file's own key path, without the model's inner tags."""
    path = ""
    for number, step in enumerate(location, start=1):
        if isinstance(step, int):
            path += f"[{step}]"
            raw = raw[step]
        elif isinstance(raw, dict) and (step in raw or number == len(location)):
            path += f".{step}" if path else step
            raw = raw.get(step)
    return path


_SAID = {
    "missing": "is missing and must be given",
    "string_type": "must be text, in double quotes",
    "bool_type": "must be true or false, without quotes",
    "int_type": "must be a whole number, without quotes",
    "date_type": "must be a day as year-month-day, without quotes (for instance 2014-10-31)",
    "tuple_type": "must be a list, in square brackets",
    "dict_type": "must be a table, in braces",
    "model_type": "must be a table, in braces or under a heading in brackets",
    "finite_number": "must be a number with an end, not inf or nan",
    "greater_than": "must be above {gt}",
    "less_than_equal": "must be {le} or less",
    "string_too_short": "must not be empty",
    "too_short": "must hold at least one entry",
    "greater_than_equal": "must be {ge} or more",
    "literal_error": "must be {expected}",
    "string_pattern_mismatch": "must have the form {form}",
}
"""What is right in the place of a mistake, by pydantic's code for it."""

_FORMS = {
    "^[a-z][a-z0-9_]*$": "of a code: lower-case letters, digits and _, beginning with a letter",
    "^[a-z][a-z0-9-]*$": "of a name: lower-case letters, digits and -, beginning with a letter",
}


def _says(detail: ErrorDetails) -> bool:
    """Say whether the detail is a mistake of its own: a list that has entries is not too short."""
    return not (detail["type"] == "too_short" and detail["input"])


def _message(detail: ErrorDetails) -> str:
    quoted = _quoted(detail)
    if quoted is not None:
        return quoted
    if detail["type"] == "tuple_type" and isinstance(detail["input"], dict) and detail["loc"]:
        name = detail["loc"][-1]
        return f"must be a list; its headings have two brackets on each side: [[{name}]]"
    context = dict(detail.get("ctx", {}))
    context["form"] = _FORMS.get(context.get("pattern", ""), context.get("pattern"))
    said = _SAID.get(detail["type"])
    message = said.format_map(context) if said else detail["msg"]
    value = detail["input"]
    hidden = detail["type"] == "missing" or isinstance(value, dict | tuple)
    shown = "" if hidden else f" (found {_shown(value)})"
    return message[:1].lower() + message[1:] + shown


_UNQUOTED: dict[str, tuple[str, Callable[[str], object]]] = {
    "date_type": ("day", date.fromisoformat),
    "not_a_number": ("number", Decimal),
    "int_type": ("number", int),
    "bool_type": ("word", {"true": True, "false": False}.__getitem__),
}
"""What may stand in quotes where it should stand without, by pydantic's code: how it is read."""


def _quoted(detail: ErrorDetails) -> str | None:
    """Return what is wrong where only the quotes are."""
    what, read = _UNQUOTED.get(detail["type"], ("", None))
    value = detail["input"]
    if read is None or not isinstance(value, str):
        return None
    try:
        read(value)
    except (ValueError, ArithmeticError, KeyError):
        return None
    return f"is a {what} in quotes; write it without them: {value}"


def _shown(value: Any) -> str:
    """Return the value as a rule file has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, str) else str(value)
