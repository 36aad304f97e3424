"""Words that are kept: nobody is told what another person has."""

from datetime import date
from typing import Any

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import assess
from selfcheck.presenter.answer import Presenter
from selfcheck.presenter.kept import Kept
from selfcheck.presenter.language import Language, languages
from selfcheck.rules.rulebook import Rulebook
from selfcheck.shipped import shipped
from tests.reading.people import people

PEOPLE = 120


def answer_of(request: dict[str, Any], rulebook: Rulebook, presenter: Presenter) -> dict[str, Any]:
    answers = read_answers(request["answers"], rulebook, date.fromisoformat(request["on"]))
    found = assess(answers, rulebook, request["edition"], ahead=True)
    return presenter.answer(found, for_page=True)


def test_a_store_that_is_full_begins_anew() -> None:
    store: Kept[int, str] = Kept(2)
    store[1] = "one"
    store[2] = "two"
    assert store == {1: "one", 2: "two"}
    store[3] = "three"
    assert store == {3: "three"}


def test_an_answer_is_the_same_whether_its_words_were_kept_or_made_for_it(
    rulebook: Rulebook,
) -> None:
    said = languages(shipped("translations"))
    kept = {code: Presenter(rulebook, language) for code, language in said.items()}
    asking = [*people(PEOPLE, seed=23)]
    for request in asking * 2:
        answer_of(request, rulebook, kept[request["lang"]])
    for request in asking:
        language = said[request["lang"]]
        alone = Presenter(rulebook, Language(language.code, language.tag, "", language.catalogue))
        found = answer_of(request, rulebook, kept[request["lang"]])
        assert found == answer_of(request, rulebook, alone)
