"""The words of the field, explained in one language; made once for a rulebook and a language."""

from collections.abc import Iterable

from selfcheck.presenter.citations import Citations
from selfcheck.presenter.language import Language
from selfcheck.rules.model.glossary import Word
from selfcheck.rules.rulebook import Rulebook

Explained = dict[str, str | None]


class GlossaryWords:
    """Every word of the glossary with its meaning, and those that each question explains."""

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        self._say = language.gettext
        self._cite = Citations(rulebook, language).text
        words = rulebook.glossary.values()
        self.all = self._explained(words)
        self._at = {
            fact: self._explained(word for word in words if fact in word.asked_at)
            for fact in rulebook.facts
        }

    def at(self, fact: str) -> list[Explained]:
        """Return the words that the question explains."""
        return self._at.get(fact, [])

    def _explained(self, words: Iterable[Word]) -> list[Explained]:
        return [
            {
                "id": word.id,
                "word": self._say(word.word),
                "meaning": self._say(word.meaning),
                "citation": self._cite(word.citation) if word.citation else None,
            }
            for word in words
        ]
