"""Words that are kept: nobody is told what another person has."""

import re
from datetime import date
from typing import Any

from selfcheck.engine.answers import read_answers
from selfcheck.engine.assessment import assess
from selfcheck.engine.kept import Kept
from selfcheck.presenter.answer import Presenter
from selfcheck.presenter.language import Language, languages
from selfcheck.rules.rulebook import Rulebook
from selfcheck.shipped import shipped
from tests.people import ANSWERS
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
        assert with_marks(found) == with_marks(answer_of(request, rulebook, alone))


def with_marks(words: Any) -> Any:
    """Return the words, a mark in the place of each object that tells words apart."""
    if isinstance(words, dict):
        return {name: with_marks(part) for name, part in words.items()}
    if isinstance(words, list | tuple):
        return [with_marks(part) for part in words]
    return "object" if type(words) is object else words


def test_rows_with_the_same_object_are_the_same(rulebook: Rulebook) -> None:
    presenter = Presenter(rulebook, languages(shipped("translations"))["zh"])
    known: dict[object, str] = {}
    own = []
    for request in people(PEOPLE, seed=23):
        answer = answer_of(request, rulebook, presenter)
        for row in [
            *answer["given"],
            *(line for sheet in answer["points"] for line in sheet["lines"]),
        ]:
            if row["same"] is None:
                own.append(row)
            else:
                assert known.setdefault(row["same"], repr(row)) == repr(row)
    assert len(known) > 100
    assert any(row.get("fact") == "birth_date" for row in own)


def test_nothing_that_is_kept_has_a_day_or_an_amount_of_somebody(rulebook: Rulebook) -> None:
    language = languages(shipped("translations"))["en"]
    presenter = Presenter(rulebook, language)
    told = {**ANSWERS, "unit": "xiuzhou", "has_partner": True, "partner_employment": "employed"}
    told |= {"birth_date": "1987-01-23", "income_tax_last_year": 77131, "business_tax_3y": 98765}
    request = {"answers": told, "on": "2026-11-29", "edition": "jiaxing-2014"}
    said = repr(answer_of(request, rulebook, presenter))
    assert "77,131" in said
    stores = [store for store in stores_in(presenter) if store]
    assert len(stores) > 5
    for store in stores:
        for mark in ("1987", "77131", "77,131", "98765", "98,765"):
            # Not inside a longer number: the place of a thing in memory has any digits.
            assert not re.search(rf"(?<![0-9a-f]){mark}(?![0-9a-f])", repr([*store.items()]))


def stores_in(thing: object, depth: int = 4) -> list[Kept[Any, Any]]:
    """Return every store that is held by the thing, or by what it holds."""
    if isinstance(thing, Kept):
        return [thing]
    inner = (
        [*thing.values()] if isinstance(thing, dict) else [*getattr(thing, "__dict__", {}).values()]
    )
    return [store for part in inner for store in stores_in(part, depth - 1)] if depth else []
