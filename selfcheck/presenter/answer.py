"""The answer: an assessment in one language, as the JSON of the API and the data of the page."""

from collections.abc import Mapping
from typing import Any

from selfcheck.engine.assessment import Assessment
from selfcheck.presenter.arrangement import coming, raised
from selfcheck.presenter.explanations import Explanations
from selfcheck.presenter.fixed import FixedWords
from selfcheck.presenter.language import Language
from selfcheck.presenter.permits import PermitWords
from selfcheck.presenter.prospects import ProspectWords
from selfcheck.presenter.recap import Recap
from selfcheck.presenter.sheets import SheetWords
from selfcheck.presenter.timeline import TimelineWords
from selfcheck.rules.rulebook import Rulebook


class Presenter:
    """Turns assessments into answers in one language; made once and kept."""

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        self.rulebook = rulebook
        self.language = language
        self.fixed = FixedWords(rulebook, language)
        self._recaps: dict[int, Recap] = {}

    def answer(self, assessment: Assessment, for_page: bool = False) -> dict[str, Any]:
        """Return the answer of the contract, section 4; `for_page` adds what only a page shows."""
        answers = assessment.answers
        facts = self.rulebook.facts_of[answers.unit]
        explanations = Explanations(self.language, facts, answers)
        permits = PermitWords(self.fixed, explanations, answers, for_page)
        sheets = SheetWords(
            self.fixed, explanations, permits, answers.unit, assessment.result.endorsement
        )
        prospects = ProspectWords(self.fixed, explanations, permits, answers)
        lead = permits.edition(assessment.result, assessment.in_term)
        also = permits.edition(assessment.also, in_term=True) if assessment.also else None
        points = [sheets.sheet(sheet, assessment.sheets) for sheet in assessment.sheets]
        missing = _missing(lead, also, points)
        words = {
            "on": answers.on.isoformat(),
            "on_text": self.language.day(answers.on),
            "ruleset": assessment.ruleset,
            "lang": self.language.code,
            "unit": answers.unit,
            "unit_name": self.language.gettext(self.rulebook.units[answers.unit].name),
            **lead,
            "points": points,
            "indicator_kinds": self.fixed.indicators(assessment.indicators),
            "also": also,
            "gap": self._gap(assessment),
            "narrowing": prospects.narrowing(assessment.narrowing),
            "improvements": [prospects.improvement(found) for found in assessment.improvements],
            "improvements_together": [prospects.together(found) for found in assessment.together],
            "missing": [{"fact": name, "name": explanations.fact_name(name)} for name in missing],
        }
        if assessment.timeline:
            words["timeline"] = TimelineWords(self.fixed, for_page).timeline(assessment.timeline)
        if for_page:
            timeline = words.get("timeline")
            words["coming"] = coming(points, timeline["schemes"]) if timeline else []
            words["given"] = self._recap(answers.unit).rows(answers, explanations)
            words["kinds"] = self.fixed.kinds(assessment.indicators)
            words["raised"] = raised(points, words["improvements"], words["improvements_together"])
        return words

    def _recap(self, unit: str) -> Recap:
        facts = self.rulebook.facts_of[unit]
        if id(facts) not in self._recaps:
            self._recaps[id(facts)] = Recap(facts, self.language)
        return self._recaps[id(facts)]

    def _gap(self, assessment: Assessment) -> str | None:
        if assessment.in_term or assessment.also:
            return None
        return self.language.gettext(
            "%(day)s这一天，这里没有当时适用的办证规则可以对照。请问当地窗口当时按什么办。",
            day=self.language.day(assessment.answers.on),
        )


def _missing(
    lead: Mapping[str, Any], also: Mapping[str, Any] | None, points: list[dict[str, Any]]
) -> list[str]:
    """Return the facts that would settle something, permits ahead of points, each once."""
    names: list[str] = []
    for result in (lead, also):
        if result is not None:
            for permit in result["permits"].values():
                names += permit["missing"]
    for sheet in points:
        names += sheet["missing"]
    return list(dict.fromkeys(names)) if names else names
