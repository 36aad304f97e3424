"""How cost grows with the rules: folders with more questions, lines or units: `make growth`.

Each folder has one table whose lines ask a number each. Everything is processor time inside the
application, so other work on the machine disturbs it little; what is printed is how many times the
first folder's cost each one has.
"""

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import assess
from selfcheck.presenter.language import SOURCE, languages
from selfcheck.rules.loader import load
from selfcheck.serving import Serving
from selfcheck.shipped import shipped
from selfcheck.web.settings import Settings
from selfcheck.web.site import Site
from tests.bench.alone import Application

GOES = 7
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


SIZES = (
    Size(),
    Size(lines=40),
    Size(questions=40, lines=40),
    Size(questions=80, lines=80),
    Size(units=2),
    Size(units=8),
)


def costs(size: Size, folder: Path) -> dict[str, float]:
    """Return what each kind of work costs with a folder of the size, in seconds."""
    size.write(folder)
    settings = Settings(rules=folder, edition="no-permits")
    application = Application(Serving(settings))
    rulebook = load(folder)
    answers = {"unit": UNIT, **size.answers()}
    body = json.dumps({"answers": answers}).encode()
    form = urlencode(size.answers()).encode()
    works: dict[str, Callable[[], object]] = {
        "engine": lambda: assess(read_answers(answers, rulebook, ON), rulebook, "no-permits"),
        "API": lambda: application.ask("POST", "/api/v1/assess", body, "application/json"),
        "result": lambda: application.ask("POST", f"/zh/{UNIT}/", form, FORM_TYPE),
        "all units": lambda: application.ask("POST", "/zh/compare/", form, FORM_TYPE),
        "page": lambda: application.ask("GET", f"/zh/{UNIT}/"),
    }
    start = _least(lambda: Serving(settings), 1)
    return {"start": start} | {name: _least(once) for name, once in works.items()}


def _least(once: Callable[[], object], times: int = 30) -> float:
    """Return the seconds of processor time of the quickest of some goes; others were disturbed."""
    once()
    took = []
    for _ in range(GOES):
        started = time.process_time()
        for _ in range(times):
            once()
        took.append((time.process_time() - started) / times)
    return min(took)


def in_languages(count: int) -> float:
    """Return the milliseconds that the shipped rules' pages take to make in so many languages."""
    every = languages(shipped("translations"))
    chosen = dict(list(every.items())[:count])
    assert SOURCE in chosen
    rulebook = load()
    folders = {"templates": shipped("templates"), "static": shipped("static/dist")}
    return 1000 * _least(lambda: Site(rulebook, chosen, Settings(), **folders), 1)


def main() -> int:
    """Print a line for each folder."""
    logging.disable()
    first: dict[str, float] = {}
    with TemporaryDirectory() as name:
        for number, size in enumerate(SIZES):
            found = costs(size, Path(name) / str(number))
            first = first or found
            told = (f"{kind} ×{cost / first[kind]:.2f}" for kind, cost in found.items())
            print(f"{size!s:38} {'  '.join(told)}", flush=True)
    one, two = in_languages(1), in_languages(2)
    print(f"pages made ready in one language {one:.0f} ms, in two {two:.0f} ms ×{two / one:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
