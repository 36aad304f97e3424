"""Hot modules compiled to machine code, used in place of the same modules run by Python.

`make compiled` leaves them in a folder of its own, which SELFCHECK_COMPILED names. They are used
only where they were made for this Python from the very sources that lie here. Otherwise Python
runs the sources, and a line on the error output says why. The package asks before anything else
of it is there, so this knows no more of it than where its sources lie.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

SETTING = "SELFCHECK_COMPILED"
PYTHON, MACHINE_CODE = "Python", "machine code"

MADE = "made.json"
"""The file beside compiled modules: for which Python, from what, and where each of them is."""

SUFFIX = EXTENSION_SUFFIXES[0]
"""How files of machine code for this Python end."""

PROJECT = Path(__file__).resolve().parents[1]
HOT = ("selfcheck/engine", "selfcheck/presenter", "selfcheck/resume")
RESTED_ON = ("selfcheck/rules",)
"""Where types stand that compiled modules take for granted."""

LEFT_OUT = ("__init__.py", "registry.py")
"""Modules that stay Python: there is nothing to run, or there are pydantic models."""


class Unusable(Exception):
    """Why compiled modules cannot be used here."""


class CompiledModules(MetaPathFinder):
    """Finds compiled modules by name, before Python looks for their sources."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files

    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where the module is, or None where it is not compiled."""
        file = self._files.get(name)
        if file is None:
            return None
        return spec_from_file_location(name, file, loader=_Loader(name, str(file)))


class _Loader(ExtensionFileLoader):
    """Loads a compiled module, which names its source as its file, as it does in Python."""

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        source = PROJECT.joinpath(*module.__name__.split(".")).with_suffix(".py")
        if source.is_file():
            module.__file__ = str(source)


def use(folder: str | None) -> str:
    """Use the compiled modules of the folder, if one is named; return what modules are run as."""
    if not folder:
        return PYTHON
    try:
        sys.meta_path.insert(0, usable(Path(folder).resolve()))
    except Unusable as why:
        done = f"{SETTING}={folder} is not used, Python runs in its place: {why}"
        print(f"{done}. Run `make compiled`.", file=sys.stderr, flush=True)
        return PYTHON
    return MACHINE_CODE


def usable(folder: Path) -> CompiledModules:
    """Return the compiled modules of the folder. Raises Unusable where they do not fit."""
    try:
        made = json.loads((folder / MADE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Unusable("nothing compiled is there") from None
    if made["python"] != SUFFIX:
        raise Unusable(f"it was made for another Python, {made['python']} instead of {SUFFIX}")
    if made["sources"] != digest():
        raise Unusable("it was made from other sources than those here")
    found = CompiledModules(dict(_files(folder, made["modules"])))
    _try(found, made["library"])
    return found


def _files(folder: Path, modules: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Path]]:
    """Yield each module with its file. Raises Unusable where one is cut off: loading it kills."""
    for name, about in modules.items():
        file = folder / about["file"]
        if not file.is_file() or file.stat().st_size != about["bytes"]:
            raise Unusable(f"{about['file']} is not whole")
        yield name, file


def _try(found: CompiledModules, library: str) -> None:
    """Load what all compiled modules share: where that can be loaded, each of them can."""
    sys.meta_path.insert(0, found)
    try:
        import_module(library)
    except ImportError as error:
        raise Unusable(f"it cannot be loaded, {error}") from None
    finally:
        sys.meta_path.remove(found)


def sources_to_compile() -> list[Path]:
    """Return the sources of the hot modules, always in one order."""
    return [path for path in _sources(HOT) if path.name not in LEFT_OUT]


def digest() -> str:
    """Return what changes with any source that compiled modules were made from or rest on."""
    told = sha256()
    for path in _sources(HOT + RESTED_ON):
        told.update(f"{path.relative_to(PROJECT)}\0".encode() + path.read_bytes() + b"\0")
    return told.hexdigest()


def _sources(folders: Sequence[str]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((PROJECT / folder).rglob("*.py"))
