"""Compiled templates, kept beside the templates as Python keeps compiled modules.

Compiling takes half of a start. What is compiled holds the texts of one language, so it is used
again only where nothing has changed that it could rest on: the templates, the catalogue, and the
code that compiles. It holds no rule. Where nothing can be written, templates are compiled at every
start.
"""

import sys
from collections.abc import Iterable
from gettext import NullTranslations
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache

COMPILING = ("jinja2", "markupsafe")
"""The packages whose versions decide what a template is compiled to."""


class CompiledTemplates(FileSystemBytecodeCache):
    """The compiled templates of a language, in the folder, for as long as `rests_on` is the same.

    One file for each template and language: what is out of date is overwritten.
    """

    def __init__(self, folder: Path, lang: str, rests_on: str) -> None:
        super().__init__(str(folder), f"{lang}-%s.{sys.implementation.cache_tag}.jc")
        self._folder = folder
        self._rests_on = rests_on

    def get_source_checksum(self, source: str) -> str:
        """Return what a kept template must have been compiled from."""
        return sha256(f"{self._rests_on}\0{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up a template that was kept."""
        try:
            super().load_bytecode(bucket)
        except OSError:
            return  # a folder that is not there, or not ours to read

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template where that is possible."""
        try:
            self._folder.mkdir(exist_ok=True)
            super().dump_bytecode(bucket)
        except OSError:
            return  # a folder that is not ours to write to


def rests_on(templates: Path, catalogue: NullTranslations, modules: Iterable[Path]) -> str:
    """Return a digest of everything that compiled templates rest on."""
    digest = sha256()
    for path in sorted(templates.rglob("*.html")):
        digest.update(path.relative_to(templates).as_posix().encode() + b"\0" + path.read_bytes())
    for module in modules:
        digest.update(module.read_bytes())
    for package in COMPILING:
        digest.update(f"{package} {version(package)}\0".encode())
    for message, text in sorted(vars(catalogue).get("_catalog", {}).items(), key=repr):
        digest.update(f"{message!r} {text!r}\0".encode())
    return digest.hexdigest()
