"""Every text that people read is in every catalogue, translated, and with the same places."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

PROJECT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((PROJECT / "translations").glob("*/LC_MESSAGES/messages.po"))
PLACES = re.compile(r"%\(\w+\)s|\{value\}")
METHODS = [
    ("selfcheck/**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("selfcheck/rules/data/**.toml", "selfcheck_rules"),
    ("selfcheck/rules/none/**.toml", "selfcheck_rules"),
]
OPTIONS = {
    "templates/**.html": {"extensions": "jinja2.ext.i18n", "trimmed": "true", "silent": "false"}
}


def _extracted() -> Iterator[str]:
    found = extract_from_dir(
        PROJECT,
        METHODS,
        OPTIONS,
        keywords={**DEFAULT_KEYWORDS, "say": None, "_say": None},
        directory_filter=lambda path: Path(path).name not in {".venv", "node_modules", "tests"},
    )
    for _, _, message, _, _ in found:
        yield message if isinstance(message, str) else message[0]


@pytest.fixture(scope="module")
def extracted() -> set[str]:
    return set(_extracted())


def _catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def _strings(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def test_there_is_an_english_catalogue() -> None:
    assert [path.parent.parent.name for path in CATALOGUES] == ["en"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_every_text_is_translated_and_none_is_fuzzy(path: Path, extracted: set[str]) -> None:
    catalogue = _catalogue(path)
    missing = []
    for text in sorted(extracted):
        message = catalogue.get(text)
        if message is None or message.fuzzy or not all(_strings(message)):
            missing.append(text)
    assert not missing, f"{len(missing)} texts: run `make messages` and translate {missing[:5]}"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_no_translation_is_left_over(path: Path, extracted: set[str]) -> None:
    ids = {m.id if isinstance(m.id, str) else m.id[0] for m in _catalogue(path) if m.id}
    assert ids <= extracted


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_translation_keeps_the_places_for_values(path: Path) -> None:
    for message in _catalogue(path):
        if not message.id:
            continue
        ids = (message.id,) if isinstance(message.id, str) else message.id
        places = set(PLACES.findall(ids[-1]))
        for string in _strings(message):
            assert set(PLACES.findall(string)) == places, message.id


def test_every_message_is_chinese_or_a_sign(extracted: set[str]) -> None:
    english = [text for text in extracted if re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", text)]
    assert not english, "the source language is Chinese"
