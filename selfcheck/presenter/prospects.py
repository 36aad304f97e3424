"""What could change a result, in words: the questions that narrow it, the changes that raise it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from selfcheck.engine.answers import Answers
from selfcheck.engine.improvements import Improvement, Together
from selfcheck.engine.measures import ZERO
from selfcheck.engine.narrowing import ENDLESS, Narrowing, Question, Shrinking
from selfcheck.presenter.explanations import Explanations
from selfcheck.presenter.fixed import FixedWords
from selfcheck.presenter.language import figure, plain
from selfcheck.presenter.permits import PermitWords
from selfcheck.rules.model.schemes import Line

CODED = (str, bool, frozenset)
"""What an answer is that is made of codes; the others are numbers."""

DAY, NUMBER = "\x01", "\x02"
"""Stand in a kept sentence for what each person has of their own."""

_Coded = tuple[str, dict[str, Any]]


class ProspectWords:
    """Words for what could change, for one person in one language."""

    def __init__(
        self, fixed: FixedWords, explanations: Explanations, permits: PermitWords, answers: Answers
    ) -> None:
        unit = answers.unit
        self._answers = answers
        self._rulebook = fixed.rulebook
        self._language = fixed.language
        self._say = fixed.language.gettext
        self._fixed = fixed
        self._explain = explanations
        self._permits = permits
        self._stores = permits.stores
        self._facts = fixed.rulebook.facts_of[unit]
        self._alone = len(fixed.rulebook.units[unit].schemes) == 1

    def narrowing(self, found: Narrowing) -> dict[str, Any]:
        """Return the questions that would narrow the result, the most useful first."""
        return {
            "questions": [self._question(question) for question in found.questions],
            "last": [
                {"scheme": scheme, "facts": list(facts), "text": self._last(scheme, facts)}
                for scheme, facts in found.last.items()
            ],
        }

    def _last(self, scheme: str, facts: tuple[str, ...]) -> str:
        if self._alone:
            return self._language.ngettext(
                "再答 %(num)s 题（%(facts)s），分数就确定了。",
                "再答 %(num)s 题（%(facts)s），分数就确定了。",
                len(facts),
                facts=self._named(facts),
            )
        return self._language.ngettext(
            "再答 %(num)s 题（%(facts)s），“%(scheme)s”的分数就确定了。",
            "再答 %(num)s 题（%(facts)s），“%(scheme)s”的分数就确定了。",
            len(facts),
            facts=self._named(facts),
            scheme=self._scheme(scheme),
        )

    def _question(self, question: Question) -> dict[str, Any]:
        shrinking = [(of.scheme, str(of.least), str(of.most)) for of in question.points]
        key = (question.facts, question.settles, *shrinking)
        words = self._stores.questions.get(key)
        if words is None:
            words = self._stores.questions[key] = self._question_in_words(question)
        return words

    def _question_in_words(self, question: Question) -> dict[str, Any]:
        return {
            "facts": list(question.facts),
            "name": self._named(question.facts),
            "settles": question.settles,
            "points": [
                {
                    "scheme": shrinking.scheme,
                    "least": _finite(shrinking.least),
                    "most": _finite(shrinking.most),
                }
                for shrinking in question.points
            ],
            "text": self._say("。").join(self._effects(question)) + self._say("。"),
        }

    def _effects(self, question: Question) -> Iterable[str]:
        if question.settles == "always":
            yield self._say("答了就知道能不能办证")
        elif question.settles == "sometimes":
            yield self._say("答了也许就知道能不能办证")
        for shrinking in question.points:
            if shrinking.most > ZERO:
                yield self._shrinks(shrinking)

    def _shrinks(self, shrinking: Shrinking) -> str:
        text = self._shrinks_by(shrinking)
        if self._alone:
            return text
        return self._say("“%(scheme)s”：%(text)s", scheme=self._scheme(shrinking.scheme), text=text)

    def _shrinks_by(self, shrinking: Shrinking) -> str:
        if shrinking.least == ENDLESS:
            return self._say("答了就知道最多多少分")
        least = self._language.points(shrinking.least, shrinking.least)
        if shrinking.least == shrinking.most:
            return self._say("分数的范围缩小 %(least)s", least=least)
        if shrinking.least > ZERO:
            return self._say("分数的范围至少缩小 %(least)s", least=least)
        if shrinking.most == ENDLESS:
            return self._say("分数的范围可能缩小")
        most = self._language.points(shrinking.most, shrinking.most)
        return self._say("分数的范围最多缩小 %(most)s", most=most)

    def _named(self, facts: Iterable[str]) -> str:
        return self._language.listed([self._explain.fact_name(fact) for fact in facts])

    def _scheme(self, scheme: str) -> str:
        return self._say(self._rulebook.schemes[scheme].name)

    def improvement(self, found: Improvement) -> dict[str, Any]:
        """Return one change that would raise a score, as a sentence, with the papers for it."""
        if not self._is_of_rows(found):
            return self._improvement(found)
        kept = self._stores.improvements.get(id(found))
        if kept is None:
            # The change is held beside, so that its id stays its own.
            kept = self._stores.improvements[id(found)] = (found, self._improvement(found))
        return kept[1]

    def _is_of_rows(self, found: Improvement) -> bool:
        """Say whether it rests on rows of tables and today alone, so that the engine keeps it."""
        if found.anew or (found.on is not None and found.fact not in self._answers.given):
            return False
        return (found.scheme, found.fact) in self._stores.raised

    def _improvement(self, found: Improvement) -> dict[str, Any]:
        value, on, risen = found.value, found.on, found.lines
        is_plain = isinstance(value, CODED) or self._facts[found.fact].kind == "months"
        said = value if is_plain else None
        gain = self._language.score(found.gain, found.gain)
        lines = risen[0].id if len(risen) == 1 else tuple([line.id for line in risen])
        key: tuple[Any, ...] = (
            found.fact,
            said,
            gain["low"],
            on is None,
            found.full,
            found.scheme,
            lines,
        )
        if found.anew:
            key = (*key, *found.anew)
        coded = self._stores.sentences.get(key)
        if coded is None:
            coded = self._stores.sentences[key] = self._coded(found, gain, is_plain)
        text, kept = coded
        words = kept.copy()
        if not is_plain:
            words["value"] = plain(value)
            text = text.replace(NUMBER, self._explain.value(self._facts[found.fact], value))
        if on is not None:
            words["on"] = on.isoformat()
            text = text.replace(DAY, self._language.day(on))
        words["text"] = text
        return words

    def _coded(self, found: Improvement, gain: Mapping[str, Any], is_plain: bool) -> _Coded:
        """Return the sentence and the rest, with places for the day and an amount."""
        papers = found.lines[0].documents if len(found.lines) == 1 else _papers(found.lines)
        words = {
            "scheme": found.scheme,
            "fact": found.fact,
            "value": plain(found.value) if is_plain else None,
            "gain": gain["low"],
            "on": None,
            "lines": [line.id for line in found.lines],
            "full": found.full,
            "anew": list(found.anew),
            "documents": list(papers),
            "text": None,
        }
        if self._permits.for_page:
            words["papers"] = self._fixed.documents(papers)
            words["paper_ids"] = papers
        return self._sentence(found, gain["score_text"], is_plain), words

    def _sentence(self, found: Improvement, gain: str, is_plain: bool) -> str:
        text = self._say("，这一项就满分了。") if found.full else self._say("。")
        text = self._change(found, gain, is_plain) + text
        return text.rstrip() + self._say("时间从那天算起。") if found.anew else text

    def _change(self, found: Improvement, gain: str, is_plain: bool) -> str:
        fact = self._facts[found.fact]
        name = self._explain.fact_name(fact.id)
        value = self._explain.value(fact, found.value) if is_plain else NUMBER
        if found.on is not None:
            return self._say(
                "到 %(day)s，“%(fact)s”满 %(value)s，多 %(gain)s",
                day=DAY,
                fact=name,
                value=value,
                gain=gain,
            )
        if found.value is True:
            return self._say("“%(fact)s”符合了，多 %(gain)s", fact=name, gain=gain)
        return self._say("“%(fact)s”到“%(value)s”，多 %(gain)s", fact=name, value=value, gain=gain)

    def together(self, found: Together) -> dict[str, Any]:
        """Return what all changes bring together."""
        score = self._language.score(found.gain, found.gain)
        key = (found.scheme, score["low"])
        words = self._stores.together.get(key)
        if words is None:
            text = self._say(
                "下面每一项都做到、时间也到了，一共多 %(gain)s。", gain=score["score_text"]
            )
            words = {"scheme": found.scheme, "gain": score["low"], "text": text}
            self._stores.together[key] = words
        return words


def _papers(lines: Iterable[Line]) -> tuple[str, ...]:
    """Return the papers for several lines, each once."""
    return tuple(dict.fromkeys(paper for line in lines for paper in line.documents))


def _finite(points: Decimal) -> str | None:
    return None if points == ENDLESS else figure(points)
