"""The self-check: the one function behind the pages, the API and the command line."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal, TypeVar

from selfcheck.engine.answers import Answers, ImpossibleAnswers, read_answers
from selfcheck.engine.assessment import assess
from selfcheck.engine.comparison import Lot, compare
from selfcheck.presenter.answer import Presenter
from selfcheck.presenter.comparison import ComparisonWords
from selfcheck.presenter.language import SOURCE, Language
from selfcheck.presenter.problems import ProblemWords, printable
from selfcheck.presenter.requests import BadRequest, Request, read_json, read_request
from selfcheck.rules.alike import alike
from selfcheck.rules.rulebook import Rulebook

DEFAULT_EDITION = "jiaxing-2014"
PROBLEM = "about:blank"

T = TypeVar("T")

Extent = Literal["now", "ahead", "page"]
"""How much of an answer is wanted: of the day alone, with the coming months, or all of a page."""


def default_edition(rulebook: Rulebook) -> str:
    """Return the edition that leads where none is named: the usual one, or the folder's first."""
    if DEFAULT_EDITION in rulebook.editions:
        return DEFAULT_EDITION
    return next(iter(rulebook.editions))


class Refused(Exception):
    """A request that cannot be answered; `problem` is its problem details (RFC 9457)."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(problem["title"])
        self.problem = problem


class SelfCheck:
    """Answers requests from one rulebook in several languages."""

    def __init__(self, rulebook: Rulebook, languages: Mapping[str, Language]) -> None:
        self.rulebook = rulebook
        self.presenters = {
            code: Presenter(rulebook, language) for code, language in languages.items()
        }
        self.lots = tuple(Lot.of(units, rulebook) for units in alike(rulebook))
        self.comparisons = {
            code: ComparisonWords(presenter, self.lots)
            for code, presenter in self.presenters.items()
        }

    def answer(
        self,
        raw: Mapping[str, Any],
        on: date,
        edition: str,
        lang: str,
        extent: Extent = "now",
    ) -> dict[str, Any]:
        """Return the answer to raw answers: of the day, with the coming months, or for a page.

        Raises ImpossibleAnswers, and KeyError for an edition or language that is not there.
        """
        answers = read_answers(raw, self.rulebook, on)
        return self.answer_to(answers, edition, lang, extent)

    def answer_to(
        self, answers: Answers, edition: str, lang: str, extent: Extent = "now"
    ) -> dict[str, Any]:
        """Return the answer to answers that were read already."""
        assessment = assess(answers, self.rulebook, edition, ahead=extent != "now")
        return self.presenters[lang].answer(assessment, for_page=extent == "page")

    def comparison(
        self, raw: Mapping[str, Any], on: date, edition: str, lang: str
    ) -> dict[str, Any]:
        """Return how raw answers stand in every unit; raises as `answer` does."""
        found = compare(raw, self.lots, self.rulebook, on, edition)
        return self.comparisons[lang].comparison(found)

    def answer_json(self, text: bytes | str, today: date) -> dict[str, Any]:
        """Return the answer to a request in JSON. Raises Refused with problem details."""

        def answer(request: Request, on: date, edition: str, lang: str) -> dict[str, Any]:
            extent: Extent = "ahead" if request.timeline else "now"
            return self.answer(request.answers, on, edition, lang, extent)

        return self._answered(text, today, answer)

    def comparison_json(self, text: bytes | str, today: date) -> dict[str, Any]:
        """Return the comparison that a request in JSON asks for. Raises Refused as well."""

        def comparison(request: Request, on: date, edition: str, lang: str) -> dict[str, Any]:
            if request.timeline:
                raise BadRequest("/timeline", "unknown_key", "timeline")
            return self.comparison(request.answers, on, edition, lang)

        return self._answered(text, today, comparison)

    def read_json(self, text: bytes | str, today: date) -> tuple[Answers, str, str]:
        """Return the answers, edition and language of a request in JSON. Raises Refused."""

        def read(request: Request, on: date, edition: str, lang: str) -> tuple[Answers, str, str]:
            return read_answers(request.answers, self.rulebook, on), edition, lang

        return self._answered(text, today, read)

    def _answered(
        self, text: bytes | str, today: date, answer: Callable[[Request, date, str, str], T]
    ) -> T:
        lang = SOURCE
        raw: Mapping[str, Any] = {}
        try:
            said = read_json(text)
            lang = self._language_of(said)
            request = read_request(said)
            if request.lang is not None:
                self._known(request.lang, self.presenters, "/lang")
            edition = self._known(
                request.edition or default_edition(self.rulebook),
                self.rulebook.editions,
                "/edition",
            )
            raw = request.answers
            return answer(request, request.on or today, edition, lang)
        except BadRequest as bad:
            raise Refused(self._bad_request(bad, lang)) from bad
        except ImpossibleAnswers as impossible:
            raise Refused(self._impossible(impossible, raw, lang)) from impossible

    def _language_of(self, said: Any) -> str:
        """Return the language that a request asks for, Chinese where it is not there."""
        lang = said.get("lang") if isinstance(said, dict) else None
        return lang if isinstance(lang, str) and lang in self.presenters else SOURCE

    def _known(self, code: str, known: Mapping[str, Any], pointer: str) -> str:
        if code not in known:
            raise BadRequest(pointer, "unknown_value", " ".join(known))
        return code

    def words_for_problems(self, unit: Any, lang: str, for_program: bool = False) -> ProblemWords:
        """Return the messages for impossible answers in the unit, to people or to a program."""
        known = isinstance(unit, str) and unit in self.rulebook.units
        facts = self.rulebook.facts_of[unit] if known else self.rulebook.facts
        return ProblemWords(self.presenters[lang].language, facts, for_program)

    def _impossible(
        self, error: ImpossibleAnswers, raw: Mapping[str, Any], lang: str
    ) -> dict[str, Any]:
        words = self.words_for_problems(raw.get("unit"), lang, for_program=True)
        errors = [
            {
                "pointer": f"/answers/{printable(problem.fact)}",
                "fact": printable(problem.fact),
                "code": problem.code,
                "detail": words.message(problem),
            }
            for problem in error.problems
        ]
        return self._problem(lang, errors)

    def _bad_request(self, error: BadRequest, lang: str) -> dict[str, Any]:
        detail = {
            "pointer": printable(error.pointer),
            "code": error.code,
            "detail": self._request_words(error, lang),
        }
        return self._problem(lang, [detail])

    def _problem(self, lang: str, errors: list[dict[str, Any]]) -> dict[str, Any]:
        language = self.presenters[lang].language
        return {
            "type": PROBLEM,
            "title": language.gettext("有的内容不对，没有计算。"),
            "status": 422,
            "detail": language.sentences(error["detail"] for error in errors),
            "errors": errors,
        }

    def _request_words(self, error: BadRequest, lang: str) -> str:
        language = self.presenters[lang].language
        gettext = language.gettext
        found = printable(error.found)
        return {
            "not_json": gettext(
                '这不是正确的 JSON。请发送一个 JSON 对象，例如 {"answers": {"unit": "haining"}}。'
            ),
            "repeated_key": gettext("“%(key)s”写了两次，每个名字只能写一次。", key=found),
            "not_an_object": gettext("请求要是一个 JSON 对象，里面有 answers。"),
            "unknown_key": gettext(
                "不认识“%(key)s”。可用：answers、on、edition、lang、timeline。", key=found
            ),
            "answers_missing": gettext('缺少 answers，它要是一个对象，例如 {"unit": "haining"}。'),
            "not_text": gettext("“%(key)s”要是文字。", key=printable(error.pointer.strip("/"))),
            "not_yes_no": gettext("timeline 要是 true 或 false。"),
            "not_a_day": gettext(
                "on 要是 1900 年到 2200 年之间的日期，写成 YYYY-MM-DD，例如 2014-12-01。"
            ),
            "unknown_value": gettext(
                "“%(key)s”没有这个值。可用：%(known)s。",
                key=printable(error.pointer.strip("/")),
                known=language.listed(error.found.split()),
            ),
        }[error.code]
