"""Two versions of one person's answers: those of the result before, and those just posted.

The earlier ones come as a code in a hidden control of the form, so that nothing has to be kept.
"""

from typing import Any

from selfcheck.engine.answers import Answers, ImpossibleAnswers, read_answers
from selfcheck.presenter.changes import Changes
from selfcheck.resume.groups import BadCode
from selfcheck.web.site import Site, View


def side_by_side(
    site: Site, view: View, earlier: str, answers: Answers, answer: dict[str, Any]
) -> dict[str, Any] | None:
    """Return what changed since the earlier code; None where there is none or nothing changed."""
    if not earlier:
        return None
    try:
        opened = site.resume_codes.open(earlier)
        before = read_answers(opened.answers, site.rulebook, answers.on)
    except (BadCode, ImpossibleAnswers):
        return None
    if before.unit != answers.unit or before.given == answers.given:
        return None
    result = site.selfcheck.answer_to(before, answer["edition"], view.lang)
    words = Changes(site.languages[view.lang], site.rulebook.facts_of[answers.unit])
    return {
        "answers": words.answers(before, answers),
        "results": words.results(result, answer),
    }
