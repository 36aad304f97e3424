"""Words of the field open in place, in everyday ones."""

import pytest

from selfcheck.rules.rulebook import Rulebook
from tests.web.page_client import PageClient


@pytest.mark.parametrize("unit", ["haining", "xiuzhou", "pinghu"])
def test_each_question_explains_its_words_before_its_answers(
    client: PageClient, rulebook: Rulebook, unit: str
) -> None:
    page = client.get(f"/zh/{unit}/")
    asked = {fact.id for fact in rulebook.questions_of[unit]}
    explained = [(w, fact) for w in rulebook.glossary.values() for fact in w.asked_at]
    for word, fact in explained:
        if fact in asked:
            question = page.one(f"#question-{fact}")
            opened = question.select_one(f'details[data-word="{word.id}"]')
            assert opened is not None, f"{fact} does not explain {word.id}"
            assert word.meaning in opened.get_text().replace("\N{NO-BREAK SPACE}", " ")
            assert str(question).index("data-word") < str(question).index("<input")


def test_the_result_lists_every_word_with_the_article_that_defines_it(
    client: PageClient, rulebook: Rulebook
) -> None:
    page = client.post("/zh/haining/", {})
    for word in rulebook.glossary.values():
        listed = page.one(f'#words [data-word="{word.id}"]').get_text()
        assert word.word in listed
        assert ("依据" in listed) == (word.citation is not None)


def test_the_words_are_explained_in_english_too(client: PageClient) -> None:
    page = client.get("/en/haining/rules/")
    words = page.words("#words")
    assert "residence registration" in words.lower()
    assert "告诉派出所" not in words
