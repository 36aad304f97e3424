"""The start page: what you get, how long it takes, that nothing is kept; and the six steps."""

import pytest

from selfcheck.rules.rulebook import Rulebook
from selfcheck.web.effort import Effort, effort_of, follows
from tests.web.page_client import PageClient


def test_the_time_is_counted_from_the_questions() -> None:
    effort = Effort(fewest=24, most=40, seconds=15)
    assert (effort.minutes_low, effort.minutes_high) == (6, 10)


def test_the_fewest_questions_leave_out_what_only_follows_an_answer(rulebook: Rulebook) -> None:
    asked = {unit: rulebook.questions_of[unit] for unit in rulebook.units}
    effort = effort_of(list(asked.values()))
    assert effort.most == max(len(facts) for facts in asked.values())
    assert effort.fewest < min(len(facts) for facts in asked.values())
    followers = {fact.id for fact in asked["xiuzhou"] if follows(fact)}
    assert {"permit_issued_on", "partner_employment"} <= followers
    assert "hukou" not in followers


@pytest.mark.parametrize(("lang", "words"), [("zh", "分钟"), ("en", "minutes")])
def test_the_start_says_how_long_and_how_that_was_counted(
    client: PageClient, lang: str, words: str
) -> None:
    page = client.get(f"/{lang}/")
    assert words in page.words(".basics")
    assert "15" in page.words('[aria-labelledby="how-long"]')


def test_the_sensitive_questions_stand_last_behind_a_notice(client: PageClient) -> None:
    page = client.get("/zh/haining/")
    assert "比较私密" in page.words(".step__private")
    notice = page.text.index("step__private")
    assert page.text.index('data-fact="social_service"') < notice
    assert notice < page.text.index('data-fact="family_papers"')
    assert notice < page.text.index('data-fact="offence"')
