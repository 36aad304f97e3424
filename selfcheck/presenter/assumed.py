"""What a question left blank is taken to mean, in words; only where its entry says so."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from selfcheck.presenter.amounts import amount
from selfcheck.presenter.language import Language
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.model.schemes import Scheme
from selfcheck.rules.questions import read_by_scheme


def assumed_answer(fact: Fact, language: Language) -> str | None:
    """Return the answer that a blank means, None where it means nothing but unknown."""
    assumed, say = fact.assumed, language.gettext
    if assumed is None:
        return None
    if isinstance(assumed, bool):
        return say("是") if assumed else say("否")
    if isinstance(assumed, Decimal):
        return amount(fact, assumed, language)
    if isinstance(assumed, date):
        return language.day(assumed)
    if isinstance(assumed, str):
        return next(say(choice.label) for choice in fact.choices if choice.id == assumed)
    return say(fact.none_label) if fact.none_label else say("没有")


def assumable(scheme: Scheme, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """Return the facts that the scheme reads and that are assumed where nobody says them."""
    read = set(read_by_scheme(scheme))
    return tuple(name for name, fact in facts.items() if name in read and fact.assumed is not None)


def assumed_in_words(fact: Fact, name: str, language: Language) -> str:
    """Return that the fact, called by this name, was not told, and what it was taken for."""
    answer = assumed_answer(fact, language) or ""
    return language.gettext("“%(fact)s”没有填，按“%(value)s”算", fact=name, value=answer)
