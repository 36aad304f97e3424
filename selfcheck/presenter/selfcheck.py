"""The self-check: the one function behind the pages, the API and the command line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from selfcheck.engine.answers import Answers, ImpossibleAnswers, read_answers
from selfcheck.engine.assessment import assess
from selfcheck.presenter.answer import Presenter
from selfcheck.presenter.language import SOURCE, Language
from selfcheck.presenter.problems import ProblemWords, printable
from selfcheck.presenter.requests import BadRequest, read_json, read_request
from selfcheck.rules.rulebook import Rulebook

DEFAULT_EDITION = "jiaxing-2014"
PROBLEM = "about:blank"


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

    def answer(
        self, raw: Mapping[str, Any], on: date, edition: str, lang: str, *, for_page: bool = False
    ) -> dict[str, Any]:
        """Return the answer to raw answers; `for_page` adds what only a page shows.

        Raises ImpossibleAnswers, and KeyError for an edition or language that is not there.
        """
        answers = read_answers(raw, self.rulebook, on)
        return self.answer_to(answers, edition, lang, for_page=for_page)

    def answer_to(
        self, answers: Answers, edition: str, lang: str, *, for_page: bool = False
    ) -> dict[str, Any]:
        """Return the answer to answers that were read already."""
        assessment = assess(answers, self.rulebook, edition)
        return self.presenters[lang].answer(assessment, for_page)

    def answer_json(self, text: bytes | str, today: date) -> dict[str, Any]:
        """Return the answer to a request in JSON. Raises Refused with problem details."""
        answers, edition, lang = self.read_json(text, today)
        return self.answer_to(answers, edition, lang)

    def read_json(self, text: bytes | str, today: date) -> tuple[Answers, str, str]:
        """Return the answers, edition and language of a request in JSON. Raises Refused."""
        lang = SOURCE
        raw: Mapping[str, Any] = {}
        try:
            request = read_request(read_json(text))
            if request.lang is not None:
                lang = self._known(request.lang, self.presenters, "/lang")
            edition = self._known(
                request.edition or default_edition(self.rulebook),
                self.rulebook.editions,
                "/edition",
            )
            raw = request.answers
            return read_answers(raw, self.rulebook, request.on or today), edition, lang
        except BadRequest as error:
            raise Refused(self._bad_request(error, lang)) from error
        except ImpossibleAnswers as error:
            raise Refused(self._impossible(error, raw, lang)) from error

    def _known(self, code: str, known: Mapping[str, Any], pointer: str) -> str:
        if code not in known:
            raise BadRequest(pointer, "unknown_value", "、".join(known))
        return code

    def words_for_problems(self, unit: Any, lang: str) -> ProblemWords:
        """Return the messages for impossible answers in the unit."""
        known = isinstance(unit, str) and unit in self.rulebook.units
        facts = self.rulebook.facts_of[unit] if known else self.rulebook.facts
        return ProblemWords(self.presenters[lang].language, facts)

    def _impossible(
        self, error: ImpossibleAnswers, raw: Mapping[str, Any], lang: str
    ) -> dict[str, Any]:
        words = self.words_for_problems(raw.get("unit"), lang)
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
        gettext = self.presenters[lang].language.gettext
        return {
            "type": PROBLEM,
            "title": gettext("有的内容不对，没有计算。"),
            "status": 422,
            "detail": gettext(" ").join(error["detail"] for error in errors),
            "errors": errors,
        }

    def _request_words(self, error: BadRequest, lang: str) -> str:
        gettext = self.presenters[lang].language.gettext
        found = printable(error.found)
        return {
            "not_json": gettext(
                '这不是正确的 JSON。请发送一个 JSON 对象，例如 {"answers": {"unit": "haining"}}。'
            ),
            "repeated_key": gettext("“%(key)s”写了两次，每个名字只能写一次。", key=found),
            "not_an_object": gettext("请求要是一个 JSON 对象，里面有 answers。"),
            "unknown_key": gettext(
                "不认识“%(key)s”。可用：answers、on、edition、lang。", key=found
            ),
            "answers_missing": gettext('缺少 answers，它要是一个对象，例如 {"unit": "haining"}。'),
            "not_text": gettext("“%(key)s”要是文字。", key=printable(error.pointer.strip("/"))),
            "not_a_day": gettext(
                "on 要是 1900 年到 2200 年之间的日期，写成 YYYY-MM-DD，例如 2014-12-01。"
            ),
            "unknown_value": gettext(
                "“%(key)s”没有这个值。可用：%(known)s。",
                key=printable(error.pointer.strip("/")),
                known=error.found,
            ),
        }[error.code]
