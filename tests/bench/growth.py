"""How cost grows with the rules: folders with more questions, lines or units: `make growth`.

Each folder has one table whose lines ask a number each. Instructions are counted, as by the guard,
and what is printed is how many times the first folder's cost each one has.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import assess
from selfcheck.rules.loader import load
from selfcheck.serving import Serving
from selfcheck.web.settings import Settings
from tests.bench.alone import Application
from tests.guard.counting import instructions
from tests.guard.workload import Work, count

ON = date(2026, 11, 24)
UNIT = "place0"
FORM_TYPE = "application/x-www-form-urlencoded"
SOURCES = """
[[source]]
id = "made-up"
title = "编出来的表"
described = true
read = "whole"
"""
SCHEME = """
id = "made-up"
name = "编出来的积分"
purpose = "只用来量快慢。"
term = { begins = 2015-01-01, ends = 2030-12-31 }
term_note = "编出来的。"
coverage = "complete"
checked_on = 2026-11-24
citation = { source = "made-up", article = "全表" }
"""
EXAMPLE = """
[[example]]
name = "什么都没有"
on = 2026-11-24
answers = {}
low = 0
high = %d
"""


@dataclass(frozen=True)
class Size:
    """How big a made-up folder is."""

    questions: int = 20
    lines: int = 20
    units: int = 1

    def __str__(self) -> str:
        return f"{self.questions} questions, {self.lines} lines, {self.units} units"

    def write(self, folder: Path) -> None:
        """Write the folder."""
        (folder / "schemes").mkdir(parents=True)
        parts = {
            "sources.toml": SOURCES,
            "facts.toml": "".join(self._facts()),
            "units.toml": "".join(self._units()),
            "schemes/made-up.toml": SCHEME + "".join(self._lines()) + EXAMPLE % (10 * self.lines),
        }
        for name, text in parts.items():
            (folder / name).write_text(text, encoding="utf-8")

    def _units(self) -> Iterator[str]:
        for number in range(self.units):
            yield f'[[unit]]\nid = "place{number}"\nname = "地方{number}"\n'
            yield 'office = "没有。"\nschemes = ["made-up"]\nno_document = "没有。"\n'

    def _facts(self) -> Iterator[str]:
        for number in range(self.questions):
            yield f'[[fact]]\nid = "fact{number}"\nsection = "employment"\nkind = "number"\n'
            yield f'name = "第 {number} 件事"\nlabel = "第 {number} 件事有多少？"\n'
            yield "about_person = false\nminimum = 0\nmaximum = 100\n"

    def _lines(self) -> Iterator[str]:
        for number in range(self.lines):
            fact = f"fact{number % self.questions}"
            yield f'[[line]]\nid = "line{number}"\nlabel = "第 {number} 行"\n'
            yield 'rule = "每 1 个 1 分，最多 10 分。"\nmax = 10\n'
            yield 'citation = { source = "made-up", article = "全表" }\n'
            yield f'formula = {{ kind = "rate", measure = {{ fact = "{fact}" }}, '
            yield "per = 1, points = 1, at_most = 10 }\n"

    def answers(self) -> dict[str, int]:
        """Return the answers of somebody who has said everything."""
        return {f"fact{number}": number % 10 for number in range(self.questions)}

    @classmethod
    def of(cls, text: str) -> "Size":
        """Return the size from its numbers, as `numbers` gives them."""
        return cls(*map(int, text.split(",")))

    @property
    def numbers(self) -> str:
        """The size in three numbers, for another process."""
        return f"{self.questions},{self.lines},{self.units}"


SIZES = (
    Size(),
    Size(lines=40),
    Size(questions=40, lines=40),
    Size(questions=80, lines=80),
    Size(units=2),
    Size(units=8),
)


def works(size: Size, folder: Path) -> dict[str, Work]:
    """Return what does each kind of work once with the folder of the size."""
    settings = Settings(rules=folder, edition="no-permits")
    application = Application(Serving(settings))
    rulebook = load(folder)
    answers = {"unit": UNIT, **size.answers()}
    body = json.dumps({"answers": answers}).encode()
    form = urlencode(size.answers()).encode()
    return {
        "engine": lambda: assess(read_answers(answers, rulebook, ON), rulebook, "no-permits"),
        "API": lambda: application.ask("POST", "/api/v1/assess", body, "application/json"),
        "result": lambda: application.ask("POST", f"/zh/{UNIT}/", form, FORM_TYPE),
        "all units": lambda: application.ask("POST", "/zh/compare/", form, FORM_TYPE),
        "page": lambda: application.ask("GET", f"/zh/{UNIT}/"),
    }


def main() -> int:
    """Print a line for each folder."""
    first: dict[str, int] = {}
    with TemporaryDirectory() as name:
        for size in SIZES:
            place = Path(name) / size.numbers
            size.write(place / "rules")
            found = instructions(place, "tests.bench.growth", size.numbers, str(place / "rules"))
            first = first or found
            told = (f"{kind} ×{cost / first[kind]:.2f}" for kind, cost in found.items())
            print(f"{size!s:38} {'  '.join(told)}", flush=True)
    return 0


if __name__ == "__main__":
    if sys.argv[1:]:
        count(lambda: works(Size.of(sys.argv[1]), Path(sys.argv[2])))
    else:
        sys.exit(main())
