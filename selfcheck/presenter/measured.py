"""What was measured, in words: the number with its unit, which of it counts, and the arithmetic."""

from collections.abc import Mapping
from decimal import Decimal

from selfcheck.engine.rates import beyond
from selfcheck.presenter.amounts import amount
from selfcheck.presenter.language import Language
from selfcheck.presenter.names import name_of
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.formulas import Rate
from selfcheck.rules.model.measures import (
    Added,
    AnyMeasure,
    Constant,
    DayOf,
    Least,
    Measure,
    Most,
    OtherPeriods,
    Subtracted,
)
from selfcheck.rules.questions import facts_read


class MeasureWords:
    """Words for measures of one unit's facts, in one language."""

    def __init__(self, language: Language, facts: Mapping[str, Fact]) -> None:
        self._say = language.gettext
        self._language = language
        self._facts = facts
        self._takes = False
        """Whether what is explained takes points away."""

    def shown(self, measure: AnyMeasure, value: Decimal) -> str:
        """Return a measured number in words, and that a begun unit counts in full where it does."""
        text, notes = self._measured(measure, value), self._notes(measure)
        if not notes:
            return text
        return self._say("%(text)s（%(begun)s）", text=text, begun=self._say("，").join(notes))

    def _measured(self, measure: AnyMeasure, value: Decimal) -> str:
        number = self._language.number(value)
        said = getattr(measure, "shown", None)
        if said is not None:
            return self._say(said).replace("{value}", number)
        if isinstance(measure, Measure):
            fact = self._facts[measure.fact]
            counted = self._counted(measure, fact, value)
            return self._say(
                "%(fact)s %(value)s", fact=name_of(fact, self._language), value=counted
            )
        names = [
            name_of(self._facts[name], self._language)
            for name in dict.fromkeys(facts_read(measure))
        ]
        if not names:
            return number
        return self._say(
            "由“%(facts)s”算出 %(value)s", facts=self._language.listed(names), value=number
        )

    def _notes(self, measure: AnyMeasure) -> list[str]:
        """Return which time counts, and what of it that is left over does."""
        notes = []
        during, outside = getattr(measure, "during", None), getattr(measure, "outside", None)
        if during is not None:
            notes.append(self._say("只算同时有“%(fact)s”的时间", fact=self._periods(during)))
        if outside is not None:
            notes.append(self._say("不算有“%(fact)s”的时间", fact=self._periods(outside)))
        window = getattr(measure, "window", None)
        if window is not None and window.since_date is not None:
            notes.append(self.since(window.since_date))
        begun = self._begun(measure)
        return notes if begun is None else [*notes, begun]

    def since(self, day: DayOf) -> str:
        """Return that what counts begins on a day of the person's own."""
        return self._say(
            "从“%(fact)s”那天算起", fact=name_of(self._facts[day.fact], self._language)
        )

    def _periods(self, other: OtherPeriods) -> str:
        fact = self._facts[other.fact]
        labels = [self._say(c.label) for c in fact.choices if c.id in other.levels]
        name = name_of(fact, self._language)
        if not labels:
            return name
        return self._say("%(entry)s（%(level)s）", entry=name, level=self._language.listed(labels))

    def _begun(self, measure: AnyMeasure) -> str | None:
        """Return from when on a begun month or year counts in full, None where it does not."""
        how = getattr(measure, "in_", "value")
        if how == "begun_years":
            return self._say("不满一年的零头算一年")
        if how == "begun_months":
            return self._say("不满一个月的零头算一个月")
        if how == "rounded_years":
            return self._say("满半年的零头算一年，不满的不算")
        return self._say("满半个月的零头算一个月，不满的不算") if how == "rounded_months" else None

    def _counted(self, measure: Measure, fact: Fact, value: Decimal) -> str:
        """Return a number read from one fact, in the unit in which it was counted."""
        if measure.in_.endswith("_years"):
            return self._language.ngettext("%(num)s 年", "%(num)s 年", value)
        if measure.in_.endswith("_months"):
            return self._language.ngettext("%(num)s 个月", "%(num)s 个月", value)
        if measure.in_ == "count":
            return self._language.ngettext("%(num)s 次", "%(num)s 次", value)
        return amount(fact, value, self._language)

    def product(self, formula: Rate, value: Decimal) -> str:
        """Return a measured number times what a rate gives for each unit of it."""
        measure = formula.measure
        steps = self._steps(formula)
        if not steps and formula.per == 1 and formula.round == "down":
            points = self._language.number(formula.points)
            return self._say("%(shown)s × %(per)s", shown=self.shown(measure, value), per=points)
        steps = [*self._notes(measure), *steps]
        shown = self._measured(measure, value)
        steps.append(self._for_each(formula))
        if formula.parts:
            steps.append(self._say("零头按比例算"))
        if formula.round == "up":
            per = self._in_unit(formula.measure, formula.per)
            steps.append(self._say("不足 %(per)s的按 %(per)s算", per=per))
        if formula.round == "half":
            per = self._in_unit(formula.measure, formula.per)
            half = self._in_unit(formula.measure, formula.per / 2)
            steps.append(self._say("零头满 %(half)s的按 %(per)s算，不满的不算", half=half, per=per))
        return self._say("%(shown)s（%(steps)s）", shown=shown, steps=self._say("，").join(steps))

    def _steps(self, formula: Rate) -> list[str]:
        """Return what of a rate differs from so many points for each unit."""
        steps = []
        if formula.from_ is not None:
            from_ = self._in_unit(formula.measure, formula.from_)
            steps.append(self._say("不到 %(from_)s不算", from_=from_))
        if formula.first is not None:
            first = self._in_unit(formula.measure, formula.first.at)
            points = self._points(formula.first.points)
            steps.append(self._say("满 %(first)s得 %(points)s", first=first, points=points))
        if beyond(formula) > 0:
            after = self._in_unit(formula.measure, beyond(formula))
            steps.append(self._say("超过 %(after)s的部分", after=after))
        return steps

    def _for_each(self, formula: Rate) -> str:
        """Return what a rate gives for each step."""
        points, counted = self._points(formula.points), self._like(formula.measure)
        if formula.per == 1 and counted is not None:
            if counted.in_.endswith("_years"):
                taken = self._say("每年扣 %(points)s", points=points)
                return taken if self._takes else self._say("每年加 %(points)s", points=points)
            if counted.in_.endswith("_months") or self._facts[counted.fact].kind == "months":
                taken = self._say("每个月扣 %(points)s", points=points)
                return taken if self._takes else self._say("每个月加 %(points)s", points=points)
        per = self._in_unit(formula.measure, formula.per)
        if self._takes:
            return self._say("每 %(per)s扣 %(points)s", per=per, points=points)
        return self._say("每 %(per)s加 %(points)s", per=per, points=points)

    def _in_unit(self, measure: AnyMeasure, value: Decimal) -> str:
        """Return a number of a rule in the unit of what it is compared with.

        That is the unit of the facts; else what follows the number in the measure's own words.
        """
        number, counted = self._language.number(value), self._like(measure)
        text = (
            number if counted is None else self._counted(counted, self._facts[counted.fact], value)
        )
        if text != number:
            return text
        said = getattr(measure, "shown", None)
        _, _, unit = ("", "", "") if said is None else self._say(said).partition("{value}")
        # Chinese sets a number off from the word after it, and a unit not.
        return number + unit if unit.strip() else self._say("%(number)s ", number=number)

    def _like(self, measure: AnyMeasure) -> Measure | None:
        """Return a measure of one fact whose unit the number has, where there is one."""
        if isinstance(measure, Measure):
            return measure
        if isinstance(measure, Added):
            parts = measure.add
        elif isinstance(measure, Subtracted):
            parts = measure.subtract
        elif isinstance(measure, Least):
            parts = measure.least
        elif isinstance(measure, Most):
            parts = measure.most
        else:
            return None
        found = [self._like(part) for part in parts if not isinstance(part, Constant)]
        units = {None if one is None else self._unit_of(one) for one in found}
        return found[0] if len(units) == 1 else None

    def _unit_of(self, measure: Measure) -> tuple[str | None, ...]:
        fact = self._facts[measure.fact]
        return measure.in_, fact.kind, fact.suffix

    def _points(self, value: Decimal) -> str:
        return self._language.points(value, value)
