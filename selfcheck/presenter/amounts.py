"""Numbers of facts in words, each with the unit of its question."""

from decimal import Decimal

from selfcheck.presenter.language import Language
from selfcheck.rules.model.facts import Fact


def amount(fact: Fact, value: Decimal | int, language: Language) -> str:
    """Return a number with the unit of its fact."""
    if fact.kind == "months":
        return language.ngettext("%(num)s 个月", "%(num)s 个月", value)
    if fact.kind == "yuan":
        return language.ngettext("%(num)s 元", "%(num)s 元", value)
    if fact.suffix == "%":
        return language.number(value) + "%"
    if fact.suffix is not None:
        return language.gettext(
            "%(number)s %(unit)s",
            number=language.number(value),
            unit=language.gettext(fact.suffix),
        )
    return language.number(value)
