"""Why a line has its points, in words: what was counted, the arithmetic, what is not known."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from selfcheck.engine.answers import Answers, Value
from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.endorsement import Endorsement
from selfcheck.engine.formulas import Reason, Score
from selfcheck.engine.scoring import LineScore
from selfcheck.engine.truth import UNMET
from selfcheck.presenter.language import Language
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.formulas import Measure
from selfcheck.rules.questions import facts_read
from selfcheck.rules.rulebook import PARTNER


class Explanations:
    """Explanations for one unit's facts and one person's answers, in one language."""

    def __init__(self, language: Language, facts: Mapping[str, Fact], answers: Answers) -> None:
        self._say = language.gettext
        self._language = language
        self._facts = facts
        self._answers = answers

    def line(self, line: LineScore) -> str:
        """Return why the line has its points, over the people scored."""
        own = self.score(line.own)
        if line.partner is None:
            return own
        text = self._say("你：%(text)s", text=own)
        text += self._say("；另一方：%(text)s", text=self.score(line.partner))
        total = self._language.points(line.low, line.high)
        if line.line.cap is None:
            return text + self._say("。合计 %(points)s。", points=total)
        most = self._points(line.line.cap)
        return text + self._say("。合计 %(points)s，最多 %(most)s。", points=total, most=most)

    def score(self, score: Score) -> str:
        """Return why a formula gave what it gave."""
        return _WORDS[score.reason.kind](self, score, score.reason)

    def missing(self, entry: Entry, person: str = "") -> list[str]:
        """Return the facts that the entry reads, that are unknown and that apply to the person."""
        names = dict.fromkeys(self._named(name, person) for name in facts_read(entry))
        return [name for name in names if self._answers.get(name) is None and self._applies(name)]

    def _applies(self, name: str) -> bool:
        condition = self._facts[name].ask_if
        person = PARTNER if name.startswith(PARTNER) else ""
        at = Situation(self._answers, self._facts, Endorsement("cannot_tell"), person=person)
        return condition is None or verdict(condition, at) is not UNMET

    def unknown(self, fact: str) -> list[str]:
        """Return the fact in a list where it is unknown, else an empty list."""
        return [fact] if self._answers.get(fact) is None else []

    def value(self, fact: Fact, value: Value) -> str:
        """Return an answer in words."""
        if isinstance(value, bool):
            return self._say("是") if value else self._say("否")
        if isinstance(value, date):
            return self._language.day(value)
        if isinstance(value, frozenset):
            labels = [self._say(c.label) for c in fact.choices if c.id in value]
            return self._language.listed(labels) if labels else self._say("一样都没有")
        if isinstance(value, int | Decimal):
            return self.amount(fact, Decimal(value))
        return next((self._say(c.label) for c in fact.choices if c.id == value), str(value))

    def fact_name(self, fact: str) -> str:
        """Return the fact in a few words; the partner's says that it is the partner's."""
        name = self._say(self._facts[fact].name)
        if fact.startswith(PARTNER):
            return self._say("另一方的%(fact)s", fact=name)
        return name

    def _named(self, fact: str, person: str) -> str:
        return person + fact if person + fact in self._facts else fact

    def _names(self, facts: list[str]) -> str:
        return self._language.listed([self.fact_name(fact) for fact in facts])

    def shown(self, measure: Measure, value: Decimal) -> str:
        """Return a measured number in words."""
        number = self._language.number(value)
        if measure.shown is not None:
            return self._say(measure.shown).replace("{value}", number)
        fact = self._facts[measure.fact]
        name = self._say(fact.name)
        return self._say("%(fact)s %(value)s", fact=name, value=self.amount(fact, value))

    def amount(self, fact: Fact, value: Decimal) -> str:
        """Return a number with the unit of its fact."""
        if fact.kind == "months":
            return self._language.ngettext("%(num)s 个月", "%(num)s 个月", value)
        if fact.kind == "yuan":
            return self._language.ngettext("%(num)s 元", "%(num)s 元", value)
        return self._language.number(value)

    def _points(self, value: Decimal) -> str:
        return self._language.points(value, value)

    def _range(self, score: Score) -> str:
        return self._language.points(score.low, score.high)

    def _not_given(self, score: Score, reason: Reason) -> str:
        return self._without([self._fact_of(reason)], score)

    def _band(self, score: Score, reason: Reason) -> str:
        shown = self.shown(reason.values["measure"], reason.values["value"])
        return self._say("%(shown)s，得 %(points)s", shown=shown, points=self._range(score))

    def _band_silent(self, score: Score, reason: Reason) -> str:
        shown = self.shown(reason.values["measure"], reason.values["value"])
        return self._say(
            "%(shown)s，原表没有写这种情况，按 %(points)s算",
            shown=shown,
            points=self._range(score),
        )

    def _band_open(self, score: Score, reason: Reason) -> str:
        shown = self.shown(reason.values["measure"], reason.values["value"])
        return self._say(
            "%(shown)s，%(points)s；再往上的分值没有读到",
            shown=shown,
            points=self._range(score),
        )

    def _rate(self, score: Score, reason: Reason) -> str:
        product, points = self._product(reason), self._range(score)
        most = reason.values["formula"].at_most
        if most is None:
            return self._say("%(product)s = %(points)s", product=product, points=points)
        return self._say(
            "%(product)s = %(points)s，最多 %(most)s",
            product=product,
            points=points,
            most=self._points(most),
        )

    def _rate_full(self, score: Score, reason: Reason) -> str:
        formula, value = reason.values["formula"], reason.values["value"]
        return self._say(
            "%(product)s = %(uncapped)s，最多 %(most)s，按 %(points)s算",
            product=self._product(reason),
            uncapped=self._points(formula.points * (value // 1)),
            most=self._points(formula.at_most),
            points=self._range(score),
        )

    def _product(self, reason: Reason) -> str:
        shown = self.shown(reason.values["measure"], reason.values["value"])
        per = self._language.number(reason.values["formula"].points)
        return self._say("%(shown)s × %(per)s", shown=shown, per=per)

    def _level(self, score: Score, reason: Reason) -> str:
        return self._say(
            "%(level)s，%(points)s", level=self._level_name(reason), points=self._range(score)
        )

    def _level_in_doubt(self, score: Score, reason: Reason) -> str:
        return self._say(
            "%(level)s，有一个相关问题没有填，所以是 %(points)s",
            level=self._level_name(reason),
            points=self._range(score),
        )

    def _level_name(self, reason: Reason) -> str:
        fact = self._facts[reason.values["fact"]]
        label = next(c.label for c in fact.choices if c.id == reason.values["level"])
        return self._say("%(fact)s：%(level)s", fact=self._say(fact.name), level=self._say(label))

    def _holds(self, score: Score, reason: Reason) -> str:
        formula = reason.values["formula"]
        return self._say(formula.why).rstrip("。.")

    def _holds_not(self, score: Score, reason: Reason) -> str:
        formula = reason.values["formula"]
        return self._say(formula.why_not).rstrip("。.")

    def _in_doubt(self, score: Score, reason: Reason) -> str:
        facts = self.missing(reason.values["formula"].when, reason.values["person"])
        return self._without(facts, score)

    def _guard_not(self, score: Score, reason: Reason) -> str:
        why_not = reason.values["formula"].why_not
        if why_not is None:
            return self._say("不符合这一项的条件，0 分")
        return self._say(why_not).rstrip("。.")

    def _guard_in_doubt(self, score: Score, reason: Reason) -> str:
        (inner,) = reason.parts
        facts = self.missing(reason.values["formula"].when, reason.values["person"])
        if inner.reason.kind == "not_given":
            fact = self._fact_of(inner.reason)
            facts += [fact] if fact not in facts else []
            return self._without(facts, score)
        return self._say(
            "%(doubt)s（%(inner)s）", doubt=self._without(facts, score), inner=self.score(inner)
        )

    def _without(self, facts: list[str], score: Score) -> str:
        """Say that facts were not given, and the range that leaves."""
        return self._say(
            "没有填“%(fact)s”，所以是 %(points)s",
            fact=self._names(facts),
            points=self._range(score),
        )

    def _fact_of(self, reason: Reason) -> str:
        """Return the fact that a formula could not read."""
        measure = reason.values.get("measure")
        fact = measure.fact if measure else reason.values["fact"]
        return self._named(fact, reason.values["person"])

    def _highest(self, score: Score, reason: Reason) -> str:
        return self._say(
            "%(parts)s。只算最高的一项：%(points)s",
            parts=self._parts(reason),
            points=self._range(score),
        )

    def _sum(self, score: Score, reason: Reason) -> str:
        parts, points = self._parts(reason), self._range(score)
        most = reason.values["at_most"]
        if most is None:
            return self._say("%(parts)s。相加：%(points)s", parts=parts, points=points)
        return self._say(
            "%(parts)s。相加：%(points)s，最多 %(most)s",
            parts=parts,
            points=points,
            most=self._points(most),
        )

    def _parts(self, reason: Reason) -> str:
        return self._say("；").join(self.score(part) for part in reason.parts)

    def _no_partner(self, score: Score, reason: Reason) -> str:
        return self._say("没有，0 分")

    def _partner_in_doubt(self, score: Score, reason: Reason) -> str:
        return self._say("没有填有没有另一方家长，所以是 %(points)s", points=self._range(score))


_WORDS: Mapping[str, Callable[[Any, Score, Reason], str]] = {
    "not_given": Explanations._not_given,
    "band": Explanations._band,
    "band_silent": Explanations._band_silent,
    "band_open": Explanations._band_open,
    "step": Explanations._band,
    "rate": Explanations._rate,
    "rate_full": Explanations._rate_full,
    "level": Explanations._level,
    "level_in_doubt": Explanations._level_in_doubt,
    "holds": Explanations._holds,
    "holds_not": Explanations._holds_not,
    "in_doubt": Explanations._in_doubt,
    "guard_not": Explanations._guard_not,
    "guard_in_doubt": Explanations._guard_in_doubt,
    "highest": Explanations._highest,
    "sum": Explanations._sum,
    "no_partner": Explanations._no_partner,
    "partner_in_doubt": Explanations._partner_in_doubt,
}
