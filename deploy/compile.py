"""Compile the hot modules to machine code: `make compiled`.

    python deploy/compile.py FOLDER

The sources that Python runs go through mypyc and the C compiler, into a folder of their own: what
was made from a source never hides it. The folder is made beside and takes its place at the end;
whatever runs from the one before keeps that.
"""

import json
import os
import sys
import sysconfig
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from shutil import rmtree, which
from tempfile import TemporaryDirectory

from mypyc.build import mypycify
from setuptools import Distribution
from setuptools.command.build_ext import build_ext

from selfcheck.machine_code import MADE, PROJECT, SUFFIX, digest, sources_to_compile

PACKAGES = "gcc python3-dev"
"""Debian's packages with the C compiler and with Python's headers."""


def main() -> int:
    """Compile into the folder; 1 where this machine cannot."""
    missing = missing_here()
    if missing:
        print(f"{' and '.join(missing)} missing: as root, apt-get install {PACKAGES}")
        return 1
    folder = Path(sys.argv[1]).resolve()
    os.chdir(PROJECT)
    with TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}-") as name:
        made = Path(name) / "made"
        compile_into(made, Path(name) / "build")
        rmtree(folder, ignore_errors=True)
        made.rename(folder)
    return 0


def missing_here() -> list[str]:
    """Return what compiling needs and is not on this machine."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    headers = Path(sysconfig.get_path("include"), "Python.h")
    missing = [] if which(compiler) else [f"the C compiler ({compiler}) is"]
    return missing if headers.is_file() else [*missing, f"Python's headers ({headers}) are"]


def compile_into(made: Path, build: Path) -> None:
    """Compile every module, and write beside them what they were made from."""
    sources = digest()
    library = f"selfcheck_{sources[:16]}"
    said = StringIO()
    try:
        with redirect_stdout(said):
            _compile(library, made, build)
    except BaseException:
        print(said.getvalue())
        raise
    modules = {
        ".".join(path.relative_to(made).parts).removesuffix(SUFFIX): {
            "file": str(path.relative_to(made)),
            "bytes": path.stat().st_size,
        }
        for path in sorted(made.rglob(f"*{SUFFIX}"))
    }
    about = {"python": SUFFIX, "sources": sources, "library": f"{library}__mypyc"}
    text = json.dumps({**about, "modules": modules}, indent=1)
    (made / MADE).write_text(text + "\n", encoding="utf-8")


def _compile(library: str, made: Path, build: Path) -> None:
    extensions = mypycify(
        [str(path.relative_to(PROJECT)) for path in sources_to_compile()],
        opt_level="3",
        debug_level="0",
        multi_file=True,
        target_dir=str(build),
        group_name=library,
    )
    command = build_ext(Distribution({"name": "selfcheck", "ext_modules": extensions}))
    command.build_lib, command.build_temp = str(made), str(build)
    command.parallel = os.cpu_count()
    command.ensure_finalized()
    command.run()


if __name__ == "__main__":
    sys.exit(main())
