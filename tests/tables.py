"""Small points tables of no real place, written in a test as a rule file says them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import situation_under
from selfcheck.engine.conditions import Situation
from selfcheck.engine.scoring import Sheet, sheet
from selfcheck.rules.loader import load
from selfcheck.rules.mistakes import BrokenRules, Mistake
from selfcheck.rules.rulebook import Rulebook

TABLE = "table-2020"
FILE = f"schemes/{TABLE}.toml"
ON = "2020-06-01"

SOURCES = '[[source]]\nid = "the-document"\ntitle = "文件"\nread = "whole"\n'
UNITS = (
    '[[unit]]\nid = "somewhere"\nname = "某地"\noffice = "窗口"\n'
    f'schemes = ["{TABLE}"]\nno_document = "没有。"\n'
)
HEAD = (
    f'id = "{TABLE}"\nname = "表"\npurpose = "例子"\nterm = {{}}\nterm_note = "例子"\n'
    'coverage = "complete"\nchecked_on = 2020-06-01\n'
    'citation = { source = "the-document", article = "表" }\n'
)
CITED = 'label = "…"\nrule = "…"\ncitation = { source = "the-document", article = "表" }'

QUESTIONS = """fact = [
  { id = "has_partner", section = "place", kind = "yes_no", name = "A", label = "A", about_person = false },
  { id = "born", section = "place", kind = "date", name = "B", label = "B" },
  { id = "months", section = "insurance", kind = "months", name = "C", label = "C", minimum = 0, maximum = 600 },
  { id = "area", section = "housing", kind = "number", name = "D", label = "D", minimum = 0, maximum = 500 },
  { id = "people", section = "housing", kind = "number", name = "E", label = "E", minimum = 1, maximum = 20 },
  { id = "level", section = "education", kind = "choice", name = "F", label = "F", choices = [{ id = "low", label = "低" }, { id = "high", label = "高" }] },
  { id = "party", section = "conduct", kind = "yes_no", name = "G", label = "G" },
  { id = "here", section = "place", kind = "yes_no", name = "H", label = "H", about_person = false },
  { id = "deeds", section = "conduct", kind = "set", name = "I", label = "I", choices = [{ id = "one", label = "一" }, { id = "two", label = "二" }] },
  { id = "blood", section = "conduct", kind = "events", name = "J", label = "J", most = 5, minimum = 0, maximum = 1000 },
  { id = "awards", section = "conduct", kind = "events", name = "K", label = "K", most = 5, choices = [{ id = "county", label = "县" }, { id = "city", label = "市" }] },
  { id = "offences", section = "conduct", kind = "events", name = "L", label = "L", most = 4 },
  { id = "insured", section = "insurance", kind = "periods", name = "M", label = "M", most = 5, choices = [{ id = "paid", label = "缴" }, { id = "late", label = "补" }] },
  { id = "permit", section = "place", kind = "periods", name = "N", label = "N", most = 5 },
]
"""  # noqa: E501 -- one question a line, as in a table


def write_table(folder: Path, table: str, questions: str = QUESTIONS) -> Path:
    """Write a folder of rule files around the table, and return it."""
    (folder / "schemes").mkdir()
    for name, text in (
        ("sources.toml", SOURCES),
        ("units.toml", UNITS),
        ("facts.toml", questions),
        (FILE, HEAD + table),
    ):
        (folder / name).write_text(text, "utf-8")
    return folder


def read_table(folder: Path, table: str, questions: str = QUESTIONS) -> Rulebook:
    """Return the rulebook of the table."""
    return load(write_table(folder, table, questions))


def mistakes_in(folder: Path, table: str, questions: str = QUESTIONS) -> list[str]:
    """Return what the loader says is wrong with the table."""
    try:
        read_table(folder, table, questions)
    except BrokenRules as broken:
        return [without_ids(mistake) for mistake in broken.mistakes]
    return []


def without_ids(mistake: Mistake) -> str:
    """Return the mistake as told, its places in lists by number alone."""
    return str(replace(mistake, place=""))


def situation(rulebook: Rulebook, facts: Mapping[str, Any], on: str = ON) -> Situation:
    """Return the situation of somebody with these facts."""
    unit, edition = next(iter(rulebook.units)), next(iter(rulebook.editions))
    answers = read_answers({"unit": unit, **facts}, rulebook, date.fromisoformat(on))
    return situation_under(answers, rulebook, rulebook.editions_of[unit][edition])


def sheet_of(rulebook: Rulebook, facts: Mapping[str, Any], on: str = ON) -> Sheet:
    """Return the sheet of somebody with these facts."""
    return sheet(next(iter(rulebook.schemes.values())), situation(rulebook, facts, on))


def line(formula: str, name: str = "it", more: str = "", head: str = "line") -> str:
    """Return one line (or deduction) of a table with the formula, which may have no upper bound."""
    return f'[[{head}]]\nid = "{name}"\n{more}\n{CITED}\nformula = {formula}\n'


def range_of(found: Sheet) -> tuple[str, str | None]:
    """Return both ends of the total as text."""
    low, high = found.low, found.high
    return format(low.normalize(), "f"), None if high is None else format(high.normalize(), "f")
