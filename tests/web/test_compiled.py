"""Compiled templates are used again as long as nothing has changed that they rest on."""

from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path

import pytest
from jinja2 import Environment

from selfcheck.presenter.language import SOURCE, Language, languages
from selfcheck.shipped import shipped
from selfcheck.web import languages as web_languages
from selfcheck.web.languages import environment
from selfcheck.web.page_code import PageEnvironment

ONLY_TEXTS = {"filled", "numbered"}
"""Filters that rest on nothing but the catalogue, and may be worked out while compiling."""


class Catalogue(NullTranslations):
    """A catalogue of one word."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._catalog = {"好": word}

    def gettext(self, message: str) -> str:
        return self._catalog.get(message, message)


def chinese(word: str = "好") -> Language:
    return Language("xx", "xx", "xx", Catalogue(word))


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text("{{ _('好') }}\n{% include \"part.html\" %}\n", "utf-8")
    (tmp_path / "part.html").write_text("part", "utf-8")
    (tmp_path / "icons.html").write_text("", "utf-8")
    return tmp_path


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled meanwhile."""
    names: list[str] = []
    real: Callable[..., object] = PageEnvironment.compile

    def noted(self: PageEnvironment, source: str, name: str, filename: str) -> object:
        names.extend([name] if name == "page.html" else [])
        return real(self, source, name, filename)

    monkeypatch.setattr(PageEnvironment, "compile", noted)
    return names


def page(templates: Path, language: Language) -> str:
    return environment(templates, language).get_template("page.html").render()


def test_the_next_start_compiles_nothing(templates: Path, compiled: list[str]) -> None:
    first = page(templates, chinese())
    assert compiled == ["page.html"]
    assert page(templates, chinese()) == first
    assert compiled == ["page.html"]


def test_another_word_in_the_catalogue_is_shown(templates: Path) -> None:
    assert "good" in page(templates, chinese("good"))
    assert "fine" in page(templates, chinese("fine"))


def test_another_text_in_an_included_file_is_shown(templates: Path) -> None:
    page(templates, chinese())
    (templates / "part.html").write_text("other", "utf-8")
    assert "other" in page(templates, chinese())


def test_other_code_compiles_anew(
    templates: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page(templates, chinese())
    (tmp_path / "languages.py").write_text("# new code", "utf-8")
    monkeypatch.setattr(web_languages, "__file__", str(tmp_path / "languages.py"))
    page(templates, chinese())
    assert compiled == ["page.html", "page.html"]


@pytest.mark.parametrize("left", [b"", b"j2", b"\0" * 200])
def test_what_a_full_disk_left_is_compiled_anew(templates: Path, left: bytes) -> None:
    first = page(templates, chinese())
    for path in (templates / "__pycache__").iterdir():
        path.write_bytes(left)
    assert page(templates, chinese()) == first


def test_where_nothing_can_be_written_templates_are_compiled(templates: Path) -> None:
    (templates / "__pycache__").write_text("not a folder", "utf-8")
    assert "part" in page(templates, chinese())


def test_no_rule_is_in_what_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter with nothing but constants is worked out by Jinja while it compiles."""
    called = []
    monkeypatch.setattr(web_languages, "kept_compiled", lambda *_: None)
    made = environment(shipped("templates"), languages(shipped("translations"))[SOURCE])
    for name in set(made.filters) - set(Environment(autoescape=True).filters) - ONLY_TEXTS:
        made.filters[name] = lambda *_, name=name, **__: called.append(name)
    for name in made.list_templates(extensions=["html"]):
        made.get_template(name)
    assert called == []
