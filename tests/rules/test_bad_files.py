"""A corpus of broken copies of every shipped file: file, key and remedy are named each time.

`tests/rules/bad/` has a table of edits for each shipped file: what is put in the place of what
(or added at the end), and what must then be said. An edit makes one mistake, or one thing to warn
of; where that shows in another file, `file` names it. What `also` adds to a file is right: it
only makes the mistake possible. What can be wrong with any file at all is
tried on each of them.
"""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

from selfcheck.authoring.findings import Findings
from selfcheck.authoring.inspection import Terms, inspect
from selfcheck.presenter.language import Language, languages
from selfcheck.rules.files import OPTIONAL, SINGLE_FILES
from selfcheck.rules.loader import SHIPPED
from selfcheck.shipped import shipped
from tests.rules.folder import RulesFolder

CORPUS = Path(__file__).parent / "bad"
ON = Terms(date(2026, 12, 1))
NEEDED = [name for name in SINGLE_FILES if name not in OPTIONAL]
FILES = sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.toml"))


class Bad(NamedTuple):
    """One broken copy: the file that is changed, the change, and what is said where."""

    changed: str
    mistake: str
    key: str
    says: str
    file: str
    old: str = ""
    new: str = ""
    append: str = ""
    warning: bool = False
    also: str = ""
    also_append: str = ""


def corpus() -> Iterator[Bad]:
    for path in sorted(CORPUS.rglob("*.toml")):
        changed = path.relative_to(CORPUS).as_posix()
        for raw in tomllib.loads(path.read_text("utf-8"))["bad"]:
            yield Bad(**{"changed": changed, "file": changed, **raw})


BAD = list(corpus())


@pytest.fixture(scope="session")
def spoken() -> Mapping[str, Language]:
    return languages(shipped("translations"))


def found_in(folder: RulesFolder, bad: Bad, spoken: Mapping[str, Language]) -> Findings:
    if bad.also:
        folder.append(bad.also, bad.also_append)
    if bad.append:
        folder.append(bad.changed, bad.append)
    else:
        folder.replace(bad.changed, bad.old, bad.new)
    return inspect(folder.path, spoken, ON)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.changed}: {bad.mistake}")
def test_a_bad_file_is_told_its_place_and_what_would_be_right(
    folder: RulesFolder, spoken: Mapping[str, Language], bad: Bad
) -> None:
    found = found_in(folder, bad, spoken)
    key = folder.key(bad.file, bad.key) if bad.key else ""
    said = [
        m.message
        for m in (found.warnings if bad.warning else found.mistakes)
        if (m.file, m.key) == (bad.file, key)
    ]
    assert any(bad.says in message for message in said), [*found.mistakes, *found.warnings]
    if bad.warning:
        assert found.mistakes == ()


ANY_FILE = {
    "a line that is no TOML": (
        "text",
        "what is this",
        "",
        "cannot be read at line 1: a line is a key, = and a value; the = is missing after the key",
    ),
    "a key that nobody knows": (
        "text",
        'colour = "red"',
        "colour",
        "is not a key that belongs here; check its spelling and its place",
    ),
    "Chinese that is not UTF-8": ("bytes", "gb18030", "", "is not saved as UTF-8 (line "),
    "no file at all": ("gone", "", "", "cannot be read: No such file or directory"),
}
"""What can be wrong with any file: how it is changed, and what is said under which key."""


@pytest.mark.parametrize(
    ("file", "name"),
    [(f, n) for f in FILES for n in ANY_FILE if n != "no file at all" or f in NEEDED],
)
def test_any_file_can_be_wrong_in_these_ways(folder: RulesFolder, file: str, name: str) -> None:
    how, what, key, says = ANY_FILE[name]
    path = folder.path / file
    if how == "text":
        folder.write(file, f"{what}\n{folder.text(file)}")
    elif how == "bytes":
        path.write_bytes(folder.text(file).encode(what))
    else:
        path.unlink()
    said = [m.message for m in folder.mistakes() if (m.file, m.key) == (file, key)]
    assert any(message.startswith(says) for message in said)


def test_every_shipped_file_has_bad_copies() -> None:
    assert {bad.changed for bad in BAD} == set(FILES)


def test_no_two_bad_copies_have_one_name() -> None:
    names = [(bad.changed, bad.mistake) for bad in BAD]
    assert len(names) == len(set(names))


# --- every message of the checker has a bad copy ---------------------------------------------

CHECKING = (
    "selfcheck.rules.checker",
    "selfcheck.rules.fact_references",
    "selfcheck.rules.measure_references",
    "selfcheck.rules.event_references",
    "selfcheck.rules.named_facts",
    "selfcheck.rules.bands",
    "selfcheck.rules.files",
    "selfcheck.rules.slips",
    "selfcheck.rules.misplaced",
    "selfcheck.rules.mistakes",
    "selfcheck.rules.model.conditions",
    "selfcheck.rules.model.entry",
    "selfcheck.rules.model.formulas",
    "selfcheck.engine.examples",
    "selfcheck.authoring.boundaries",
    "selfcheck.authoring.caps",
    "selfcheck.authoring.reach",
    "selfcheck.authoring.translations",
    "selfcheck.authoring.unconfirmed",
    "selfcheck.authoring.versions",
)
"""The modules that say what is wrong."""

ELSEWHERE = {
    "is not a folder of rule files": "test_files.py",
    "is not a file of a rules folder; move or rename it": "test_files.py",
    r"holds no \.toml file; at least one is needed": "test_files.py",
    r"is not saved as UTF\-8 \(line .*\); save it again with the encoding UTF\-8": "every file",
    "cannot be read: .*": "every file, above",
    "in force on the same day; end the term of the one, or name them apart": "test_checker.py",
    "has .* and .*, .*": "the same",
    "have no words in .* for their texts; Chinese is shown": "a whole folder: test_inspection.py",
    "cannot be read at line .*: .*": "with what is wrong on the line",
    "is .*, but .* ends on .*; no version is in force from .* to .*": "two files: test_inspection",
}
"""Messages that take more than one edit, and where they are tried."""


def messages(module: str) -> Iterator[str]:
    """The texts that a module says, as patterns: whatever has a blank and is no docstring."""
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    tree = ast.parse(Path(spec.origin).read_text("utf-8"))
    inner = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for value in node.values
        for part in ast.walk(value)
    }
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in inner or id(node) in alone:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*"
                for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = re.sub(r"\\\{\w+\\\}", ".*", re.escape(node.value))
        else:
            continue
        if text.replace(r"\ ", " ").count(" ") >= 2:
            yield text.replace(r"\ ", " ")


def test_every_message_of_the_checker_has_a_bad_copy(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    said = [bad.says for bad in BAD]
    silent = [
        f"{module}: {pattern}"
        for module in CHECKING
        for pattern in dict.fromkeys(messages(module))
        if pattern not in ELSEWHERE and not any(re.search(pattern, text) for text in said)
    ]
    assert silent == []
