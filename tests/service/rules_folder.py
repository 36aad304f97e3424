"""A folder of rules that a test may change: good rules of another version, or broken ones."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

from selfcheck.rules.loader import SHIPPED, load


class RulesFolder:
    """A copy of the shipped rules."""

    def __init__(self, folder: Path) -> None:
        self.path = Path(copytree(SHIPPED, folder / "rules"))
        self._numbers: Iterator[int] = iter(range(1, 1_000_000))
        self._shipped = self._good = (SHIPPED / "sources.toml").read_text(encoding="utf-8")

    def improve(self) -> str:
        """Write good rules of a version that was not there yet; return it."""
        self._good = f"{self._shipped}\n# edition {next(self._numbers)} of the test\n"
        return self.restore()

    def restore(self) -> str:
        """Write the good rules of last time again; return their version."""
        self._write(self._good)
        return load(self.path).version

    def spoil(self) -> None:
        """Write rules that the checker refuses."""
        self._write(f'{self._shipped}\nshoe_size = "{next(self._numbers)}"\n')

    def _write(self, text: str) -> None:
        fresh = self.path / "sources.fresh"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.path / "sources.toml")
