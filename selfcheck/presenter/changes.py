"""Two results of one person side by side: which answers changed, and what that changed.

Both are answers in one language already; this only looks for differences and words them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from selfcheck.engine.answers import Answers
from selfcheck.presenter.explanations import Explanations
from selfcheck.presenter.language import Language
from selfcheck.rules.model.facts import Fact

Row = dict[str, str]
"""`name`, and what stood there `before` and stands there `now`."""


class Changes:
    """Words for what changed between two versions of a person's answers, in one language."""

    def __init__(self, language: Language, facts: Mapping[str, Fact]) -> None:
        self._language = language
        self._facts = facts

    def answers(self, before: Answers, now: Answers) -> list[Row]:
        """Return the answers that changed, in the order of the questions."""
        old = Explanations(self._language, self._facts, before)
        new = Explanations(self._language, self._facts, now)
        return [
            {
                "name": new.fact_name(name),
                "before": self._said(old, fact, before),
                "now": self._said(new, fact, now),
            }
            for name, fact in self._facts.items()
            if before.given.get(name) != now.given.get(name)
        ]

    def _said(self, words: Explanations, fact: Fact, answers: Answers) -> str:
        value = answers.given.get(fact.id)
        return self._language.gettext("没有填") if value is None else words.value(fact, value)

    def results(self, before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Row]:
        """Return the verdicts and points that changed: the sums first, then their lines."""
        rows = [*self._verdicts(before, now)]
        old = {sheet["scheme"]: sheet for sheet in before["points"]}
        for sheet in now["points"]:
            earlier = old.get(sheet["scheme"])
            if earlier is not None:
                rows += self._points(earlier, sheet)
        return rows

    def _verdicts(self, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Row]:
        pairs = [(before, now)]
        if before["also"] and now["also"]:
            pairs.insert(0, (before["also"], now["also"]))
        for old, new in pairs:
            name = self._language.gettext("按“%(name)s”", name=new["edition_short_name"])
            yield from _changed(name, old["headline"], new["headline"])

    def _points(self, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Row]:
        yield from _changed(now["name"], before["score_text"], now["score_text"])
        old = {line["indicator"]: line for line in before["lines"]}
        for line in now["lines"]:
            earlier = old.get(line["indicator"])
            if earlier is not None:
                yield from _changed(line["label"], earlier["score_text"], line["score_text"])


def _changed(name: str, before: str, now: str) -> Iterator[Row]:
    if before != now:
        yield {"name": name, "before": before, "now": now}
