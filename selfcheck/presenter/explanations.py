"""Why a line has its points, in words: what was counted, the arithmetic, what is not known."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from selfcheck.engine.answers import Answers, Event, Period, Value
from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.endorsement import Endorsement
from selfcheck.engine.formulas import Reason, Score
from selfcheck.engine.lines import LineScore
from selfcheck.engine.rates import rate_points
from selfcheck.engine.truth import UNMET
from selfcheck.presenter.amounts import amount
from selfcheck.presenter.assumed import assumed_in_words
from selfcheck.presenter.language import Language
from selfcheck.presenter.measured import MeasureWords
from selfcheck.presenter.names import name_of
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import HAS_PARTNER, Fact
from selfcheck.rules.model.formulas import Adjustment, Events
from selfcheck.rules.model.schemes import Deduction
from selfcheck.rules.questions import facts_read
from selfcheck.rules.rulebook import PARTNER

UNTOLD = Endorsement("cannot_tell")


class Explanations(MeasureWords):
    """Explanations for one unit's facts and one person's answers, in one language."""

    def __init__(self, language: Language, facts: Mapping[str, Fact], answers: Answers) -> None:
        super().__init__(language, facts)
        self._said = answers
        self._applying: dict[str, bool] = {}
        self.rests_on_answers = False
        """Whether the last line's reason says more than its score: something that was answered."""

    @property
    def _answers(self) -> Answers:
        self.rests_on_answers = True
        return self._said

    def line(self, line: LineScore) -> str:
        """Return why the line has its points, over the people scored."""
        self.rests_on_answers = False
        self._takes = isinstance(line.line, Deduction)
        own = self.score(line.own)
        if line.partner is None:
            return own + self._cut(line)
        text = self._say("你：%(text)s", text=own)
        text += self._say("；另一方：%(text)s", text=self.score(line.partner))
        return text + self._together(line)

    def _cut(self, line: LineScore) -> str:
        """Return the cap of a line for one person, where it keeps the points down."""
        cap, high = line.line.cap, line.own.high
        if cap is None or (high is not None and high <= cap):
            return ""
        return self._say("，最高 %(most)s", most=self._points(cap))

    def _together(self, line: LineScore) -> str:
        """Return what the two parents come to."""
        low, high = line.low, line.high
        if isinstance(line.line, Deduction):
            low, high = -(high or low), -low
        points = self._language.points(low, high)
        percent = line.line.other_percent
        if percent:
            share = self._language.number(percent)
            if line.line.people == "higher":
                return self._say(
                    "。高的一方全算，低的一方算百分之 %(percent)s，合计 %(points)s。",
                    percent=share,
                    points=points,
                )
            return self._say(
                "。另一方算百分之 %(percent)s，合计 %(points)s。", percent=share, points=points
            )
        if line.line.people == "higher":
            return self._say("。只算高的一方：%(points)s。", points=points)
        if line.line.cap is None:
            return self._say("。合计 %(points)s。", points=points)
        return self._within_cap(line, line.line.cap, points)

    def _within_cap(self, line: LineScore, cap: Decimal, points: str) -> str:
        """Return the sum of both parents, and what the cap leaves of it."""
        most = self._points(cap)
        parts = [part for part in (line.own, line.partner) if part is not None]
        highs = [part.high for part in parts if part.high is not None]
        high = sum(highs, Decimal(0)) if len(highs) == len(parts) else None
        if high is not None and high <= cap:
            return self._say("。合计 %(points)s，最高 %(most)s。", points=points, most=most)
        uncut = self._language.points(sum((part.low for part in parts), Decimal(0)), high)
        return self._say(
            "。合计 %(uncut)s，最高 %(most)s，按 %(points)s算。",
            uncut=uncut,
            most=most,
            points=points,
        )

    def score(self, score: Score) -> str:
        """Return why a formula gave what it gave."""
        return _WORDS[score.reason.kind](self, score, score.reason)

    def missing(self, read: Iterable[str], person: str = "") -> list[str]:
        """Return those of the facts that are unknown and that apply to the person."""
        return [name for name in self._unknown(read, person) if self._applies(name)]

    def _unknown(self, read: Iterable[str], person: str) -> list[str]:
        if person:
            read = dict.fromkeys([self._named(name, person) for name in read])
        known = self._answers.known
        return [name for name in read if known.get(name) is None]

    def _not_said(self, entry: Entry, person: str) -> list[str]:
        """Return what leaves an entry in doubt, where nothing of it is asked of the person too."""
        read = tuple(dict.fromkeys(facts_read(entry)))
        return self.missing(read, person) or self._unknown(read, person)

    def assumed(self, name: str) -> str | None:
        """Return what a fact that nobody told was taken to be, None where it was not."""
        fact = self._facts.get(name)
        if fact is None or not self._answers.assumes(fact) or not self._applies(name):
            return None
        if name.startswith(PARTNER) and self._answers.get(HAS_PARTNER) is False:
            return None
        return assumed_in_words(fact, self.fact_name(name), self._language)

    def _applies(self, name: str) -> bool:
        applies = self._applying.get(name)
        if applies is None:
            applies = self._applying[name] = self._is_asked(name)
        return applies

    def _is_asked(self, name: str) -> bool:
        condition = self._facts[name].ask_if
        if condition is None:
            return True
        person = PARTNER if name.startswith(PARTNER) else ""
        at = Situation(self._answers, self._facts, UNTOLD, person=person)
        return verdict(condition, at) is not UNMET

    def at(self, endorsement: Endorsement) -> Situation:
        """Return the person's situation, where it stands so with the endorsement."""
        return Situation(self._answers, self._facts, endorsement)

    def unknown(self, fact: str) -> list[str]:
        """Return the fact in a list where it is unknown, else an empty list."""
        return [fact] if self._answers.get(fact) is None else []

    def value(self, fact: Fact, value: Value) -> str:
        """Return an answer in words."""
        if isinstance(value, str):
            return next((self._say(c.label) for c in fact.choices if c.id == value), value)
        if isinstance(value, bool):
            return self._say("是") if value else self._say("否")
        if isinstance(value, date):
            return self._language.day(value)
        if isinstance(value, tuple):
            return self._entries(fact, value)
        if isinstance(value, frozenset):
            labels = [self._say(c.label) for c in fact.choices if c.id in value]
            return self._language.listed(labels) if labels else self._say("一样都没有")
        return amount(fact, value, self._language)

    def _entries(self, fact: Fact, entries: tuple[Event, ...] | tuple[Period, ...]) -> str:
        """Return events or periods in words, each with its amount and level."""
        texts = [self._entry(fact, entry) for entry in entries]
        return self._language.listed(texts) if texts else self._say("没有")

    def _entry(self, fact: Fact, entry: Event | Period) -> str:
        if isinstance(entry, Period):
            begins = self._language.day(entry.begins)
            if entry.ends is None:
                text = self._say("%(begins)s起到现在", begins=begins)
            else:
                ends = self._language.day(entry.ends)
                text = self._say("%(begins)s到 %(ends)s", begins=begins, ends=ends)
        else:
            text = self._language.day(entry.on)
            if entry.amount is not None:
                text += " " + amount(fact, entry.amount, self._language)
        label = next((c.label for c in fact.choices if c.id == entry.level), None)
        return (
            text
            if label is None
            else self._say("%(entry)s（%(level)s）", entry=text, level=self._say(label))
        )

    def fact_name(self, fact: str) -> str:
        """Return the fact in a few words; the partner's says that it is the partner's."""
        return name_of(self._facts[fact], self._language)

    def _named(self, fact: str, person: str) -> str:
        return person + fact if person + fact in self._facts else fact

    def _names(self, facts: list[str]) -> str:
        return self._language.listed([self.fact_name(fact) for fact in facts])

    def _range(self, score: Score) -> str:
        return self._language.points(score.low, score.high)

    def _not_given(self, score: Score, reason: Reason) -> str:
        return self._without(self._facts_of(reason), score)

    def _begins_after(self, score: Score, reason: Reason) -> str:
        facts = self._names(reason.values["facts"])
        return self._say("%(fact)s在算分截止的那天以后，0 分", fact=facts)

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
        formula, points = reason.values["formula"], self._range(score)
        product, most = self.product(formula, reason.values["value"]), formula.at_most
        if most is None:
            return self._say("%(product)s = %(points)s", product=product, points=points)
        return self._say(
            "%(product)s = %(points)s，最高 %(most)s",
            product=product,
            points=points,
            most=self._points(most),
        )

    def _rate_full(self, score: Score, reason: Reason) -> str:
        formula, value = reason.values["formula"], reason.values["value"]
        return self._say(
            "%(product)s = %(uncapped)s，最高 %(most)s，按 %(points)s算",
            product=self.product(formula, value),
            uncapped=self._points(rate_points(formula, value)),
            most=self._points(formula.at_most),
            points=self._range(score),
        )

    def _level(self, score: Score, reason: Reason) -> str:
        applied = reason.values.get("applied")
        if applied:
            base = reason.values["formula"].levels[reason.values["level"]]
            changes = [self._adjusted(adjustment, reason) for adjustment in applied]
            return self._say(
                "%(level)s，%(base)s（%(changes)s），得 %(points)s",
                level=self._level_name(reason),
                base=self._points(base),
                changes=self._say("；").join(changes),
                points=self._range(score),
            )
        return self._say(
            "%(level)s，%(points)s", level=self._level_name(reason), points=self._range(score)
        )

    def _adjusted(self, adjustment: Adjustment, reason: Reason) -> str:
        """Return for which answers so much is added to a level, or taken from it."""
        names = [self._named(name, reason.values["person"]) for name in facts_read(adjustment.when)]
        given = {name: self._answers.get(name) for name in names if name != reason.values["fact"]}
        why = [
            self._say(
                "%(fact)s：%(level)s",
                fact=self.fact_name(name),
                level=self.value(self._facts[name], value),
            )
            for name, value in given.items()
            if value is not None
        ]
        change = self._points(abs(adjustment.points))
        if adjustment.points < 0:
            why.append(self._say("减 %(points)s", points=change))
        else:
            why.append(self._say("加 %(points)s", points=change))
        return self._say("，").join(why)

    def _level_in_doubt(self, score: Score, reason: Reason) -> str:
        return self._say(
            "%(level)s，有一个相关问题没有填，所以是 %(points)s",
            level=self._level_name(reason),
            points=self._range(score),
        )

    def _level_name(self, reason: Reason) -> str:
        fact = self._facts[reason.values["fact"]]
        label = next(c.label for c in fact.choices if c.id == reason.values["level"])
        return self._say(
            "%(fact)s：%(level)s", fact=self.fact_name(fact.id), level=self._say(label)
        )

    def _items(self, score: Score, reason: Reason) -> str:
        fact = self._facts[reason.values["fact"]]
        return self._say(
            "%(fact)s：%(held)s，%(points)s",
            fact=self.fact_name(fact.id),
            held=self.value(fact, reason.values["held"]),
            points=self._range(score),
        )

    def _events(self, score: Score, reason: Reason) -> str:
        fact = self._facts[reason.values["fact"]]
        times = Decimal(reason.values["counted"])
        formula: Events = reason.values["formula"]
        if formula.combine == "highest" and times > 1:
            said = self._say(
                "%(fact)s，%(times)s 次里只算分最高的一次，%(points)s",
                fact=self.fact_name(fact.id),
                times=times,
                points=self._range(score),
            )
        else:
            said = self._say(
                "%(fact)s，算 %(times)s，%(points)s",
                fact=self.fact_name(fact.id),
                times=self._language.ngettext("%(num)s 次", "%(num)s 次", times),
                points=self._range(score),
            )
        parts = [
            self._say(
                "%(event)s：%(points)s",
                event=self._entry(fact, event),
                points=self._points(share),
            )
            for event, share in reason.values["shares"]
        ]
        if formula.year_together:
            parts.append(self._say("每年的数量合起来算"))
        if formula.per is not None:
            parts.append(self._step(fact, formula, formula.per))
        parts += [self._limit(limit, formula) for limit in reason.values["limits"]]
        since = reason.values.get("since")
        if since is not None:
            parts.insert(0, self.since(since))
        if not parts:
            return said
        return self._say("%(said)s（%(limits)s）", said=said, limits=self._say("，").join(parts))

    def _step(self, fact: Fact, formula: Events, amount_of_step: Decimal) -> str:
        """Return what each full step of an amount gives."""
        per = amount(fact, amount_of_step, self._language)
        points = self._points(formula.points or Decimal(0))
        if formula.year_together:
            return self._say("每满 %(per)s 算 %(points)s，不满的不算", per=per, points=points)
        return self._say("每次每满 %(per)s 算 %(points)s，不满的不算", per=per, points=points)

    def _limit(self, limit: str, formula: Events) -> str:
        """Return what kept the points of events down."""
        if limit == "act":
            return self._say("同一件事只按最高的算一次")
        if limit == "whole" and formula.at_most is not None:
            return self._say("一共最多 %(most)s", most=self._points(formula.at_most))
        most = self._points(formula.year_at_most or Decimal(0))
        if formula.combine == "highest":
            return self._say("最多 %(most)s", most=most)
        if formula.years == "any":
            return self._say("任何连续 12 个月最多 %(most)s", most=most)
        if formula.years == "back":
            return self._say("从这一天往回，每 12 个月最多 %(most)s", most=most)
        return self._say("每年最多 %(most)s", most=most)

    def _base(self, score: Score, reason: Reason) -> str:
        formula = reason.values["formula"]
        return self._say(formula.why).rstrip("。.")

    def _holds(self, score: Score, reason: Reason) -> str:
        formula = reason.values["formula"]
        return self._say(formula.why).rstrip("。.")

    def _holds_not(self, score: Score, reason: Reason) -> str:
        formula = reason.values["formula"]
        return self._say(formula.why_not).rstrip("。.")

    def _in_doubt(self, score: Score, reason: Reason) -> str:
        facts = self._not_said(reason.values["formula"].when, reason.values["person"])
        return self._without(facts, score)

    def _guard_not(self, score: Score, reason: Reason) -> str:
        why_not = reason.values["formula"].why_not
        if why_not is None:
            return self._say("不符合这一项的条件，0 分")
        return self._say(why_not).rstrip("。.")

    def _guard_in_doubt(self, score: Score, reason: Reason) -> str:
        (inner,) = reason.parts
        facts = self._not_said(reason.values["formula"].when, reason.values["person"])
        if inner.reason.kind == "not_given":
            facts += [fact for fact in self._facts_of(inner.reason) if fact not in facts]
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

    def _facts_of(self, reason: Reason) -> list[str]:
        """Return the facts that a formula could not read."""
        measure = reason.values.get("measure")
        person = reason.values["person"]
        if measure is None:
            return [self._named(reason.values["fact"], person)]
        names = dict.fromkeys(self._named(name, person) for name in facts_read(measure))
        # Which of them are unknown is part of what the score rests on.
        return [name for name in names if self._said.get(name) is None]

    def _choice(self, score: Score, reason: Reason) -> str:
        return self._say(
            "%(parts)s。可以选一项，按最高的算：%(points)s",
            parts=self._parts(reason),
            points=self._range(score),
        )

    def _lowest(self, score: Score, reason: Reason) -> str:
        return self._say(
            "%(parts)s。按低的一项算：%(points)s",
            parts=self._parts(reason),
            points=self._range(score),
        )

    def _case(self, score: Score, reason: Reason) -> str:
        return self.score(reason.parts[0])

    def _no_case(self, score: Score, reason: Reason) -> str:
        return self._say("不符合这一项的条件，0 分")

    def _cases_in_doubt(self, score: Score, reason: Reason) -> str:
        names: dict[str, None] = {}
        for condition in reason.values["when"]:
            names.update(dict.fromkeys(self._not_said(condition, reason.values["person"])))
        return self._without(list(names), score)

    def _scaled(self, score: Score, reason: Reason) -> str:
        inner = self.score(reason.parts[0])
        if reason.values["value"] is None:
            return self._say(
                "%(inner)s；%(doubt)s",
                inner=inner,
                doubt=self._without(self._facts_of(reason), score),
            )
        shown = self.shown(reason.values["measure"], reason.values["value"])
        return self._say(
            "%(inner)s，再乘以 %(shown)s，得 %(points)s",
            inner=inner,
            shown=shown,
            points=self._range(score),
        )

    def _highest(self, score: Score, reason: Reason) -> str:
        if reason.values["take"] > 1:
            return self._say(
                "%(parts)s。只算最高的 %(take)s 项：%(points)s",
                parts=self._parts(reason),
                take=reason.values["take"],
                points=self._range(score),
            )
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
            "%(parts)s。相加：%(points)s，最高 %(most)s",
            parts=parts,
            points=points,
            most=self._points(most),
        )

    def _parts(self, reason: Reason) -> str:
        return self._say("；").join(self.score(part) for part in reason.parts)

    def _no_partner(self, score: Score, reason: Reason) -> str:
        return self._say("没有，0 分")

    def _partner_not_counted(self, score: Score, reason: Reason) -> str:
        return self._say("这一项另一方还不能算，0 分")

    def _partner_in_doubt(self, score: Score, reason: Reason) -> str:
        return self._say("没有填有没有另一方家长，所以是 %(points)s", points=self._range(score))

    def _partner_counts_in_doubt(self, score: Score, reason: Reason) -> str:
        return self._say("看不出来另一方现在算不算，所以是 %(points)s", points=self._range(score))


_WORDS: Mapping[str, Callable[[Any, Score, Reason], str]] = {
    "not_given": Explanations._not_given,
    "begins_after": Explanations._begins_after,
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
    "items": Explanations._items,
    "events": Explanations._events,
    "base": Explanations._base,
    "highest": Explanations._highest,
    "choice": Explanations._choice,
    "lowest": Explanations._lowest,
    "case": Explanations._case,
    "no_case": Explanations._no_case,
    "cases_in_doubt": Explanations._cases_in_doubt,
    "scaled": Explanations._scaled,
    "sum": Explanations._sum,
    "no_partner": Explanations._no_partner,
    "partner_not_counted": Explanations._partner_not_counted,
    "partner_in_doubt": Explanations._partner_in_doubt,
    "partner_counts_in_doubt": Explanations._partner_counts_in_doubt,
}
