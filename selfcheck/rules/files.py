"""From TOML files to entries: what each file must hold, and every mistake with file and key."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from selfcheck.rules.mistakes import Mistake
from selfcheck.rules.model.documents import DocumentFile
from selfcheck.rules.model.editions import Edition
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import FactFile
from selfcheck.rules.model.glossary import GlossaryFile
from selfcheck.rules.model.schemes import IndicatorFile, Scheme
from selfcheck.rules.model.sources import Source
from selfcheck.rules.model.units import UnitFile

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
        raw = frozen(tomllib.loads(content.decode(), parse_float=Decimal))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [Mistake(name, "", f"is not valid TOML in UTF-8: {error}")]
    try:
        return model.model_validate(raw), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [Mistake(name, key_path(raw, d["loc"]), _message(d)) for d in details]


def frozen(value: Any) -> Any:
    """Return what TOML holds with tuples in the place of lists."""
    if isinstance(value, list):
        return tuple(frozen(item) for item in value)
    if isinstance(value, dict):
        return {key: frozen(item) for key, item in value.items()}
    return value


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
    "extra_forbidden": "is not a key that belongs here; check its spelling and its place",
}


def _message(detail: ErrorDetails) -> str:
    said = _SAID.get(detail["type"])
    if said:
        return said
    message = detail["msg"]
    value = detail["input"]
    shown = "" if isinstance(value, dict | tuple) else f" (found {value!r})"
    return message[:1].lower() + message[1:] + shown
