"""What is fuzzed, and what must hold for any input whatever: the readers of what strangers write.

Each is a function of bytes that raises where something does not hold.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from selfcheck.presenter.language import languages
from selfcheck.presenter.selfcheck import Refused, SelfCheck
from selfcheck.resume.code import ResumeCodes
from selfcheck.resume.groups import BadCode
from selfcheck.resume.registry import Registry
from selfcheck.rules.files import model_of, read_entry
from selfcheck.rules.loader import load
from selfcheck.shipped import shipped
from selfcheck.web.posted import UnitForm, controls_in, read_posted, unit_form
from tests.bench.alone import Application

CORPUS = Path(__file__).parent / "corpus"
ON = date(2026, 11, 24)

NAMES = (
    "facts.toml",
    "units.toml",
    "sources.toml",
    "documents.toml",
    "indicators.toml",
    "editions/e.toml",
    "schemes/s.toml",
)


def rules(data: bytes) -> None:
    """A rule file is an entry, or there are mistakes that say where; never both, never neither."""
    for name in NAMES:
        entry, mistakes = read_entry(name, data, model_of(name))
        assert (entry is None) == bool(mistakes)
        assert all(mistake.file == name and mistake.message for mistake in mistakes)


def posted(data: bytes) -> None:
    """The fields of a form are read: each is an answer, or there is a problem."""
    read = read_posted(_unit_form(), controls_in(data.decode("utf-8", "replace").encode()), ON)
    assert read.answers["unit"] == "haining"
    assert all(problem.code for problem in read.problems)


def form(data: bytes) -> None:
    """A posted form is answered, or refused in words, by the whole application; it never fails."""
    status = _application().form(data)
    assert status in (200, 400, 413, 422), status


def request(data: bytes) -> None:
    """A request of the API is answered, or refused with a problem that names what is wrong."""
    try:
        answer = _selfcheck().answer_json(data, ON)
    except Refused as refused:
        assert refused.problem["status"] == 422
        assert all(error["detail"] and error["code"] for error in refused.problem["errors"])
    else:
        assert answer["outcome"]


def resume(data: bytes) -> None:
    """A resume code is opened, and packs to the same answers again; or it is refused."""
    codes = _codes()
    try:
        opened = codes.open(data.decode("utf-8", "replace"))
    except BadCode as bad:
        assert bad.reason
    else:
        assert opened.answers["unit"]


TARGETS: dict[str, Callable[[bytes], None]] = {
    "rules": rules,
    "posted": posted,
    "form": form,
    "request": request,
    "resume": resume,
}


@cache
def _application() -> Application:
    return Application()


@cache
def _unit_form() -> UnitForm:
    return unit_form(load(), "haining")


@cache
def _selfcheck() -> SelfCheck:
    return SelfCheck(load(), languages(shipped("translations")))


@cache
def _codes() -> ResumeCodes:
    return ResumeCodes(load(), Registry.load())


def folder_of(name: str) -> str:
    """Return the folder of a target's corpus: what is posted is the same, however much reads it."""
    return "form" if name == "posted" else name


def corpus(name: str) -> Iterator[bytes]:
    """Yield the kept inputs of a target."""
    for path in sorted((CORPUS / folder_of(name)).iterdir()):
        yield path.read_bytes()
