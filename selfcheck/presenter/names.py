"""What a fact is called in an explanation."""

from selfcheck.presenter.language import Language
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.rulebook import PARTNER


def name_of(fact: Fact, language: Language) -> str:
    """Return the fact in a few words; the partner's says that it is the partner's."""
    name = language.gettext(fact.name)
    if fact.id.startswith(PARTNER):
        return language.gettext("另一方的%(fact)s", fact=name)
    return name
