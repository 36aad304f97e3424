"""What is wrong with an answer, in words: what, where, and what would be right."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from selfcheck.engine.answers import Problem
from selfcheck.presenter.language import Language
from selfcheck.presenter.names import name_of
from selfcheck.rules.model.facts import Fact

SHOWN_LENGTH = 60


def printable(text: str) -> str:
    """Return somebody's text fit to be echoed: short, and without what no page can hold."""
    safe = text.encode("utf-8", "replace").decode()
    kept = "".join(character for character in safe if character.isprintable())
    return kept if len(kept) <= SHOWN_LENGTH else kept[:SHOWN_LENGTH] + "…"


class ProblemWords:
    """Messages for impossible answers, in one language.

    Programs are told the choices by their codes, which they send; people by their words.
    """

    def __init__(
        self, language: Language, facts: Mapping[str, Fact], for_program: bool = False
    ) -> None:
        self._language = language
        self._facts = facts
        self._for_program = for_program
        self._sentences: dict[str, str] = {}

    def message(self, problem: Problem) -> str:
        """Return one or two sentences that say what is wrong and what would be right."""
        say = self._language.gettext
        fact = self._facts.get(problem.fact)
        if problem.code == "unit_missing":
            return say(
                "没有说是哪个县（市、区）。请填 unit，可用：%(codes)s。", **self._values(problem)
            )
        # A control may bear the name of a question that is asked in several controls.
        if fact is None or problem.code == "unknown_fact":
            return say("没有“%(fact)s”这个问题，请检查拼写。", fact=printable(problem.fact))
        values = {
            "fact": name_of(fact, self._language),
            **self._values(problem),
            **self._choices(problem, fact),
        }
        if fact.kind == "yuan" and problem.code in ("not_a_number", "out_of_bounds"):
            if fact.maximum is None:
                return say("“%(fact)s”要填数字，不能是负数，例如 6000。", **values)
            return say("“%(fact)s”要填 0 到 %(maximum)s 之间的数字，例如 6000。", **values)
        if not self._sentences:
            self._sentences = self._all_sentences()
        return self._sentences[problem.code] % values

    def _all_sentences(self) -> dict[str, str]:
        """Return a sentence for each code, with places for what is wrong and would be right."""
        gettext = self._language.gettext
        return {
            "unknown_code": gettext(
                "“%(fact)s”没有这个选项。请从题目给出的选项里选。可用：%(codes)s。"
            ),
            "not_yes_no": gettext("“%(fact)s”只能答“是”或“否”。"),
            "not_a_date": gettext("“%(fact)s”要填一个真实的日期，例如 1990 年 5 月 20 日。"),
            "date_incomplete": gettext("“%(fact)s”的年、月、日要填全。不知道的话，三个都空着。"),
            "too_early": gettext(
                "“%(fact)s”要是真实的日期，年份填四位数，例如 1990 年 5 月 20 日。"
            ),
            "not_whole": gettext("“%(fact)s”要填 %(minimum)s 到 %(maximum)s 之间的整数，例如 6。"),
            "not_a_number": gettext(
                "“%(fact)s”要填 %(minimum)s 到 %(maximum)s 之间的数字，例如 51。"
            ),
            "out_of_bounds": gettext("“%(fact)s”要在 %(minimum)s 到 %(maximum)s 之间。"),
            "not_a_list": gettext("“%(fact)s”要给一个列表，里面是：%(codes)s。"),
            "not_events": gettext(
                "“%(fact)s”要给一个列表，每次一项：日期 on；有数量的加 amount，有等级的加 level。"
            ),
            "not_periods": gettext(
                "“%(fact)s”要给一个列表，每段一项：开始 from，结束 to；还没有结束的不写 to。"
            ),
            "too_many": gettext("“%(fact)s”最多写 %(most)s 项。"),
            "ends_before_it_begins": gettext("“%(fact)s”里有一段的结束日期早于开始日期。"),
            "after_assessment": gettext("“%(fact)s”不能晚于 %(on)s。请检查年份和月份。"),
            "before_issue": gettext("“%(fact)s”不能早于证件签发日期 %(issued)s。"),
            "none_and_some": gettext("“%(fact)s”选了“一样都没有”，又选了别的。请只留一种。"),
            "none_and_rows": gettext("“%(fact)s”勾了“没有”，又填了别的。请只留一种。"),
            "row_without_on": gettext("“%(fact)s”第 %(row)s 次没有填哪天。不知道的话，整行空着。"),
            "row_without_from": gettext(
                "“%(fact)s”第 %(row)s 段没有填从哪天开始。不知道的话，整行空着。"
            ),
            "row_without_amount": gettext(
                "“%(fact)s”第 %(row)s 次没有填多少。不知道的话，整行空着。"
            ),
            "row_without_level": gettext("“%(fact)s”第 %(row)s 行没有选哪一种。请选一种。"),
            "several": gettext("“%(fact)s”只能选一个。"),
        }

    def _values(self, problem: Problem) -> dict[str, str]:
        return {name: self._shown(value) for name, value in problem.values.items()}

    def _choices(self, problem: Problem, fact: Fact) -> dict[str, str]:
        """Return the choices that are possible, in words; nothing where there are none."""
        if self._for_program or "codes" not in problem.values:
            return {}
        labels = {choice.id: self._language.gettext(choice.label) for choice in fact.choices}
        return {"codes": self._shown(tuple(labels.get(c, c) for c in problem.values["codes"]))}

    def _shown(self, value: Any) -> str:
        if isinstance(value, date):
            return self._language.day(value)
        if isinstance(value, tuple):
            return self._language.gettext("、").join(value)
        return format(Decimal(value), "f") if value is not None else ""
