"""A state of the rules to compare: a folder, or one scheme's file among the rules of a folder."""

from collections.abc import Mapping
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import tomlkit

from selfcheck.rules.checker import series
from selfcheck.rules.files import read_entry, read_folder
from selfcheck.rules.loader import load
from selfcheck.rules.mistakes import BrokenRules
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.schemes import Scheme
from selfcheck.rules.rulebook import Rulebook


class State(NamedTuple):
    """The entries to compare by file, and the rulebook that they are of."""

    entries: Mapping[str, Entry]
    rulebook: Rulebook


def state(path: Path, folder: Path) -> State:
    """Return the state of a folder of rules, or of the scheme in one file.

    A file in the `schemes` of a rules folder is read among the rules of that; any other among
    those of `folder`. Raises BrokenRules.
    """
    if path.is_dir():
        return State(read_folder(path).entries, load(path))
    home = home_of(path)
    if home is not None:
        name = f"schemes/{path.name}"
        rulebook = load(home)
        return State({name: read_folder(home).entries[name]}, rulebook)
    with TemporaryDirectory() as place:
        scheme, copy = with_scheme(path, folder, Path(place))
        return State({f"schemes/{scheme.id}.toml": scheme}, load(copy))


def home_of(path: Path) -> Path | None:
    """Return the rules folder that the scheme's file stands in, or None."""
    folder = path.resolve().parent
    return folder.parent if folder.name == "schemes" and _is_home(folder.parent) else None


def _is_home(folder: Path) -> bool:
    return (folder / "facts.toml").is_file() and (folder / "units.toml").is_file()


def with_scheme(path: Path, folder: Path, place: Path) -> tuple[Scheme, Path]:
    """Copy the folder to `place` with the scheme of the file in it; return the scheme and the copy.

    A unit that has another version of the scheme gets it in the place of that; where none has, the
    first unit gets it.
    """
    content = path.read_bytes()
    scheme, mistakes = read_entry(path.name, content, Scheme)
    if scheme is None:
        raise BrokenRules(mistakes)
    copy = Path(copytree(folder, place / "rules"))
    (copy / "schemes" / f"{scheme.id}.toml").write_bytes(content)
    file = copy / "units.toml"
    units: Any = tomlkit.parse(file.read_text("utf-8"))
    if all(scheme.id not in unit["schemes"] for unit in units["unit"]):
        _list_in(units["unit"], scheme)
        file.write_text(tomlkit.dumps(units), "utf-8")
        listed = {name for unit in units["unit"] for name in unit["schemes"]}
        for other in (copy / "schemes").glob("*.toml"):
            if other.stem not in listed:
                other.unlink()
    return scheme, copy


def _list_in(units: Any, scheme: Scheme) -> None:
    """Name the scheme in the units that have another version of it, else in the first."""
    wanted = series(scheme.id)
    others = [unit for unit in units if any(series(name) == wanted for name in unit["schemes"])]
    for unit in others or units[:1]:
        kept = [name for name in unit["schemes"] if series(name) != wanted]
        unit["schemes"] = [*kept, scheme.id]


def paired(old: State, new: State) -> tuple[State, State]:
    """Return the states with a single scheme each under one name, so that they are compared."""
    if len(old.entries) == len(new.entries) == 1:
        (name,), (entry,) = new.entries, old.entries.values()
        return State({name: entry}, old.rulebook), new
    return old, new
