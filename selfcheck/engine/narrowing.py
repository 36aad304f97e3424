"""Which question would narrow the result most: found by supposing its answers and scoring again.

For an unknown fact, every answer that the rules treat apart is supposed in turn, all else as it
is. An answer narrows a scheme's total by what the range loses at both ends; the open upper end
of a table of which no more was read counts as endless. `least` is what every answer brings,
whatever it is, `most` what the best does. An answer settles a permit where the verdict could not
be told before and can be told then.

A question that is only put after another one (the day of registration after whether somebody
registered) is weighed together with it: any answer that ends the matter, or any that leads on
with every answer to the question it leads to.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from selfcheck.engine.answers import FIRST_YEAR, Answers, Event, Period, Value
from selfcheck.engine.conditions import Situation, verdict
from selfcheck.engine.eligibility import PermitFinding, findings_of
from selfcheck.engine.endorsement import endorsement
from selfcheck.engine.formulas import Range
from selfcheck.engine.lines import line_score
from selfcheck.engine.measures import ZERO
from selfcheck.engine.periods import add_months
from selfcheck.engine.scoring import Sheet, rescored
from selfcheck.engine.truth import CANNOT_TELL, MET, UNMET, every
from selfcheck.rules.model.editions import Edition
from selfcheck.rules.model.facts import HAS_PARTNER, Fact
from selfcheck.rules.model.schemes import Line
from selfcheck.rules.questions import facts_read
from selfcheck.rules.rulebook import PARTNER, Reach, Rulebook

ENDLESS = Decimal("Infinity")

FEW = 4
"""Up to so many questions it is worth saying that they are all that is left."""

Settles = Literal["always", "sometimes", "never"]
Supposition = Mapping[str, Value]


class Shrinking(NamedTuple):
    """By how much the range of a scheme's total shrinks: with every answer, and with the best.

    `most` is endless where an answer closes an open upper end.
    """

    scheme: str
    least: Decimal
    most: Decimal


class Question(NamedTuple):
    """An unknown fact, behind the fact that has to be asked first where there is one.

    `settles` says how many of the answers settle a permit; `points` what they do to the schemes.
    """

    facts: tuple[str, ...]
    settles: Settles
    points: tuple[Shrinking, ...]


class Narrowing(NamedTuple):
    """The questions that would narrow the result, the most useful first.

    `last` holds, by scheme, the few facts after which nothing that is asked can change the total
    any more; a scheme with more of them, or none, is not in it.
    """

    questions: tuple[Question, ...]
    last: Mapping[str, tuple[str, ...]]


class Ground(NamedTuple):
    """What is narrowed: the sheets, and the permits under the edition of the day."""

    at: Situation
    edition: Edition
    sheets: tuple[Sheet, ...]
    reach: Mapping[str, Mapping[str, Reach]]
    permit_reach: Mapping[str, Reach]
    followers: Mapping[str, tuple[Fact, ...]]


def narrowing(
    sheets: tuple[Sheet, ...],
    edition: Edition,
    permits: tuple[PermitFinding, ...],
    rulebook: Rulebook,
    at: Situation,
) -> Narrowing:
    """Return which unknown facts would narrow the sheets or settle one of the edition's permits."""
    open_sheets = tuple(s for s in sheets if s.low != s.high and s.in_force != "no")
    doubtful = sum(permit.verdict == "cannot_tell" for permit in permits)
    if doubtful and _needs_none(edition, at):
        doubtful = 0
    if not open_sheets and not doubtful:
        return Narrowing((), {})
    permit_reach = rulebook.permit_reach[at.answers.unit][edition.id] if doubtful else {}
    ground = Ground(at, edition, open_sheets, rulebook.reach, permit_reach, rulebook.followers)
    questions = [_question(facts, doubtful, ground) for facts in _asked(ground)]
    useful = [q for q in questions if q.settles != "never" or any(p.most > 0 for p in q.points)]
    last = {sheet.scheme.id: settled_by(sheet, ground) for sheet in open_sheets}
    return Narrowing(
        tuple(_each_once(sorted(useful, key=_usefulness), ground.followers)),
        {scheme: facts for scheme, facts in last.items() if 0 < len(facts) <= FEW},
    )


def _needs_none(edition: Edition, at: Situation) -> bool:
    """Say whether the outcome is sure whatever the permits: a local, a holder, another channel."""
    return any(o.when is not None and verdict(o.when, at) is MET for o in edition.outcome)


def _usefulness(question: Question) -> tuple[int, Decimal, Decimal, int]:
    """Return what questions are sorted by: permits ahead of points, sure ahead of possible."""
    order = ("always", "sometimes", "never").index(question.settles)
    least = max((p.least for p in question.points), default=ZERO)
    most = max((p.most for p in question.points), default=ZERO)
    return order, -least, -most, len(question.facts)


def _each_once(
    questions: list[Question], followers: Mapping[str, tuple[Fact, ...]]
) -> Iterator[Question]:
    """Yield the most useful question behind each first fact, and none that an earlier answers."""
    seen: set[str] = set()
    for question in questions:
        if question.facts[0] not in seen:
            yield question
        seen.add(question.facts[0])
        seen.update(fact.id for name in question.facts for fact in followers.get(name, ()))


def _asked(ground: Ground) -> Iterator[tuple[str, ...]]:
    """Yield each unknown fact that something rests on, behind the one that has to come first."""
    names = dict.fromkeys(ground.permit_reach)
    for sheet in ground.sheets:
        names.update(dict.fromkeys(_open(sheet, ground)))
    for name in names:
        if not _unknown(name, ground.at.answers):
            continue
        gate = _gate(name, ground.at)
        if gate is None:
            yield (name,)
        elif gate != name:
            yield gate, name


def _open(sheet: Sheet, ground: Ground) -> Iterator[str]:
    """Yield the facts that lines of the sheet rest on whose points are a range."""
    scored = (*sheet.lines, *sheet.deductions)
    names = {line.line.id for line in scored if line.low != line.high}
    for name, reach in ground.reach[sheet.scheme.id].items():
        if not names.isdisjoint(line.id for line in reach.lines):
            yield name


def _unknown(name: str, answers: Answers) -> bool:
    """Say whether the fact was not given and does not follow from a fact that was."""
    return name not in answers.known


def _gate(name: str, at: Situation) -> str | None:
    """Return the unknown fact to ask first, None where there is none; the fact itself if idle.

    A fact is idle where it is known not to apply, hangs on more than one unknown fact, or is
    about a partner of whom it is not known that there is one.
    """
    person = PARTNER if name.startswith(PARTNER) else ""
    if person and at.answers.get(HAS_PARTNER) is not True:
        return name
    condition = at.facts[name].ask_if
    if condition is None:
        return None
    applies = verdict(condition, at.of_partner() if person else at)
    if applies is MET:
        return None
    unknown = [
        person + fact
        for fact in dict.fromkeys(facts_read(condition))
        if _unknown(person + fact, at.answers)
    ]
    return name if applies is UNMET or len(unknown) != 1 else unknown[0]


def _question(facts: tuple[str, ...], doubtful: int, ground: Ground) -> Question:
    suppositions = [_supposed(changes, ground) for changes in _suppositions(facts, ground)]
    points = tuple(
        Shrinking(sheet.scheme.id, min(shrunk), max(shrunk))
        for sheet in ground.sheets
        if (lines := _lines(sheet, facts, ground))
        for shrunk in [[_shrunk(sheet, rescored(sheet, lines, at)) for at in suppositions]]
    )
    settles: Settles = "never"
    if not ground.permit_reach.keys().isdisjoint(facts):
        settled = [_undecided(ground.edition, at) < doubtful for at in suppositions]
        settles = "always" if all(settled) else "sometimes" if any(settled) else "never"
    return Question(facts, settles, points)


def _lines(sheet: Sheet, facts: tuple[str, ...], ground: Ground) -> tuple[Line, ...]:
    reach = ground.reach[sheet.scheme.id]
    return tuple({line.id: line for f in facts if f in reach for line in reach[f].lines}.values())


def _suppositions(facts: tuple[str, ...], ground: Ground) -> Iterator[Supposition]:
    """Yield what could be answered: of two facts, the second only where it is then asked."""
    first, *rest = facts
    for value in _answers(first, ground):
        changes = {first: value}
        if rest and _leads_on(rest[0], changes, ground):
            yield from ({**changes, rest[0]: more} for more in _answers(rest[0], ground))
        else:
            yield changes


def _leads_on(name: str, changes: Supposition, ground: Ground) -> bool:
    answers = ground.at.answers.supposing(changes, ground.followers)
    return _gate(name, ground.at.but(answers=answers)) is None


def _answers(name: str, ground: Ground) -> list[Value]:
    """Return the answers to try, in the order of the trials."""
    fact, on = ground.at.facts[name], ground.at.answers.on
    if fact.kind in ("events", "periods"):
        return [(), *_lists(fact, on)]
    trials = [
        trial
        for reach in (
            *(ground.reach[sheet.scheme.id].get(name) for sheet in ground.sheets),
            ground.permit_reach.get(name),
        )
        if reach is not None
        for trial in reach.trials
    ]
    if not trials:
        trials = [*fact.codes] or [True, False]
    return list(dict.fromkeys(_answer(fact, trial, on) for trial in trials))


def _lists(fact: Fact, on: date) -> Iterator[Value]:
    """Yield the most that can be told of events or periods, for each of their levels."""
    levels: tuple[str | None, ...] = tuple(fact.codes) or (None,)
    for level in levels:
        if fact.kind == "events":
            yield (Event(on, fact.maximum, level),) * (fact.most or 0)
        else:
            yield (Period(date(FIRST_YEAR, 1, 1), None, level),)


def _answer(fact: Fact, trial: Value, on: date) -> Value:
    if fact.kind == "date" and isinstance(trial, int):
        return max(add_months(on, -trial), date(FIRST_YEAR, 1, 1))
    return trial


def _supposed(changes: Supposition, ground: Ground) -> Situation:
    at = ground.at
    answers = at.answers.supposing(changes, ground.followers)
    return at.but(answers=answers, endorsement=endorsement(answers, ground.edition.endorsement))


def _undecided(edition: Edition, at: Situation) -> int:
    """Return the number of permits of which it cannot be told whether the person qualifies."""
    truths = (every(f.truth for f in findings_of(p.requirement, at)) for p in edition.permit)
    return sum(truth is CANNOT_TELL for truth in truths)


def _shrunk(now: Sheet, then: Range) -> Decimal:
    """Return by how much the range of the total shrinks."""
    low, high = then
    below = low - now.low
    if now.high is None:
        return below if high is None else ENDLESS
    return below if high is None else below + now.high - high


def settled_by(sheet: Sheet, ground: Ground) -> tuple[str, ...]:
    """Return facts after which nothing that is asked can change the sheet's total; none if many.

    All unknown facts that apply, as long as the answer to an earlier one does not make a later
    one known or idle; where it may, the answer is supposed that leaves most open.
    """
    names = [name for name in _open(sheet, ground) if _unknown(name, ground.at.answers)]
    if sum(_gate(name, ground.at) is None for name in names) > FEW:
        return ()
    narrowed = ground._replace(sheets=(sheet,), permit_reach={})
    found: list[str] = []
    for name in names:
        lines, at = ground.reach[sheet.scheme.id][name].lines, narrowed.at
        if not _unknown(name, at.answers) or _gate(name, at) is not None or _exact(lines, at):
            continue
        tried = [_supposed({name: value}, narrowed) for value in _answers(name, narrowed)]
        shrunk = [_shrunk(sheet, rescored(sheet, lines, supposed)) for supposed in tried]
        found.append(name)
        narrowed = narrowed._replace(at=tried[shrunk.index(min(shrunk))])
    return tuple(found)


def _exact(lines: tuple[Line, ...], at: Situation) -> bool:
    scored = [line_score(line, at) for line in lines]
    return all(line.low == line.high for line in scored)
