"""The coming months in words: what time alone brings, and what "as now" means."""

from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from selfcheck.engine.courses import Change
from selfcheck.engine.endorsement import Window
from selfcheck.engine.improvements import HORIZON
from selfcheck.engine.kept import Kept
from selfcheck.engine.timeline import Course, Timeline
from selfcheck.presenter.charts import Steps, course_chart
from selfcheck.presenter.fixed import FixedWords
from selfcheck.presenter.language import figure
from selfcheck.rules.model.schemes import Deduction, Scheme, is_of

SEVERAL = 2

DAY, UNTIL, GAIN, RANGE = "\x01", "\x02", "\x03", "\x04"
"""Stand in a kept sentence for days and points."""


class TimelineWords:
    """Words for the coming months, in one language; `for_page` adds the chart."""

    def __init__(self, fixed: FixedWords, for_page: bool) -> None:
        self._fixed = fixed
        self._language = fixed.language
        self._say = fixed.language.gettext
        self._for_page = for_page
        self._sentences: Kept[Any, str] = fixed.store("changes")

    def _assumes(self) -> str:
        """Return what the coming months take for granted."""
        if not self._fixed.rulebook.has_permits:
            return self._say(
                "这里假定你照现在这样住、工作、缴社保，别的都不变，只有时间和年龄在变。"
            )
        return self._say(
            "这里假定你照现在这样住、工作、缴社保，居住登记不断，别的都不变，只有时间和年龄在变。签注日期按每次都按时签注来算。"
        )

    def timeline(self, found: Timeline) -> dict[str, Any]:
        """Return the coming months as JSON-like words and codes."""
        permits = [
            {"permit": permit.id, "on": day.isoformat(), "text": self._permit(permit, day)}
            for permit, day in found.permits
        ]
        windows = [self._window(window) for window in found.windows]
        words = {
            "months": HORIZON,
            "until": found.until.isoformat(),
            "assumes": self._assumes(),
            "permits": permits,
            "windows": windows,
            "schemes": [self._course(course, found) for course in found.courses],
        }
        if self._for_page:
            days = [*(day for _, day in found.permits), *(w.opens for w in found.windows)]
            told = zip(days, (*permits, *windows), strict=True)
            words["days"] = [
                {"on_text": self._language.day(day), "text": of_day["text"]}
                for day, of_day in sorted(told, key=lambda entry: entry[0])
            ]
        return words

    def _permit(self, permit: Any, day: date) -> str:
        return self._say(
            "%(day)s，《%(permit)s》的条件就够了。",
            day=self._language.day(day),
            permit=self._say(permit.name),
        )

    def _window(self, window: Window) -> dict[str, Any]:
        return {
            "from": window.opens.isoformat(),
            "to": window.due.isoformat(),
            "text": self._say(
                "%(opens)s到 %(due)s，办签注。",
                opens=self._language.day(window.opens),
                due=self._language.day(window.due),
            ),
        }

    def _course(self, course: Course, found: Timeline) -> dict[str, Any]:
        words: dict[str, Any] = {
            "scheme": course.scheme.id,
            "changes": [self._change(change, course.scheme) for change in course.changes],
            **self._term(course.scheme, found),
        }
        if not self._for_page:
            words["points"] = [
                {"on": m.on.isoformat(), "low": figure(m.low), "high": figure(m.high)}
                for m in course.months
            ]
        elif course.changes:
            texts, steps = self._texts(course)
            words["now_text"], words["then_text"] = texts[0], texts[-1]
            words["total_text"] = self._drawn(course.scheme)
            words["chart"] = course_chart(course, found, steps)
            days = self._fixed.month_ends(course.months[0].on, HORIZON)
            words["table"] = list(chain.from_iterable(zip(days, texts, strict=True)))
        return words

    def _texts(self, course: Course) -> tuple[list[str], Steps]:
        """Return the points now and at the end of each month, and the steps of the course."""
        texts: list[str] = []
        steps = Steps([], [], [])
        low = high = score = None
        for place, (_, new_low, new_high) in enumerate(course.months):
            if score is None or new_low != low or new_high != high:
                low, high = new_low, new_high
                score = self._language.score(low, high)
                steps.places.append(place)
                steps.lows.append(score["low"])
                steps.highs.append(score["high"])
            texts.append(score["score_text"])
        return texts, steps

    def _term(self, scheme: Scheme, found: Timeline) -> dict[str, Any]:
        """Return until when the table holds, where that is before the coming months are over."""
        ends = scheme.term.ends
        if ends is None or ends >= found.until:
            return {"holds_until": None, "note": None}
        note = self._say(
            "这张表到 %(day)s为止。以后的分数仍按它算，到时候可能换了新的表。",
            day=self._language.day(ends),
        )
        return {"holds_until": ends.isoformat(), "note": note}

    def _drawn(self, scheme: Scheme) -> str | None:
        """Return which total is drawn, where there are several."""
        if len(scheme.total) < SEVERAL:
            return None
        return self._say(
            "这里的分数和图都是“%(total)s”的。", total=self._say(scheme.total[0].label)
        )

    def _change(self, change: Change, scheme: Scheme) -> dict[str, Any]:
        after = self._language.score(*change.after)
        gain = change.after[0] - change.before[0]
        key = (id(change.line), change.until is None, _sign(gain), change.full, any(change.after))
        text = self._sentences.get(key)
        if text is None:
            text = self._sentences[key] = self._sentence(change, gain, scheme)
        text = text.replace(DAY, self._language.day(change.on))
        if change.until is not None:
            text = text.replace(UNTIL, self._language.day(change.until))
        gained = self._language.points(abs(gain), abs(gain))
        return {
            "indicator": change.line.id,
            "on": change.on.isoformat(),
            "until": change.until.isoformat() if change.until else None,
            "low": after["low"],
            "high": after["high"],
            "full": change.full,
            "text": text.replace(GAIN, gained).replace(RANGE, after["score_text"]),
        }

    def _sentence(self, change: Change, gain: Decimal, scheme: Scheme) -> str:
        """Return the sentence with places for the days and the points."""
        takes = isinstance(change.line, Deduction)
        text = self._once(gain, takes) if change.until is None else self._monthly(gain, takes)
        label = self._fixed.line(change.line)["label"]
        text %= {"day": DAY, "until": UNTIL, "line": label, "gain": GAIN, "range": RANGE}
        return (text + self._end(change)).rstrip() + self._elsewhere(change, scheme)

    def _end(self, change: Change) -> str:
        if change.full:
            return self._say("，这一项就满分了。")
        if isinstance(change.line, Deduction) and not any(change.after):
            return self._say("，以后不再扣。")
        return self._say("。")

    def _elsewhere(self, change: Change, scheme: Scheme) -> str:
        """Return the totals that the line is of, where the drawn one is not among them."""
        if not scheme.total or is_of(change.line, scheme.total[0]):
            return ""
        of = [self._say(total.label) for total in scheme.total if is_of(change.line, total)]
        named = "".join(self._say("“%(name)s”", name=label) for label in of)
        return self._say("只算在%(totals)s里。", totals=named)

    def _monthly(self, gain: Decimal, away: bool) -> str:
        if away and gain > 0:
            return self._say("从 %(day)s起，“%(line)s”每月少扣一点，到 %(until)s一共少扣 %(gain)s")
        if away:
            return self._say("从 %(day)s起，“%(line)s”每月多扣一点，到 %(until)s一共多扣 %(gain)s")
        if gain > 0:
            return self._say("从 %(day)s起，“%(line)s”每月多一点，到 %(until)s一共多 %(gain)s")
        return self._say("从 %(day)s起，“%(line)s”每月少一点，到 %(until)s一共少 %(gain)s")

    def _once(self, gain: Decimal, away: bool) -> str:
        if away and gain > 0:
            return self._say("%(day)s，“%(line)s”少扣 %(gain)s")
        if away and gain < 0:
            return self._say("%(day)s，“%(line)s”多扣 %(gain)s")
        if gain > 0:
            return self._say("%(day)s，“%(line)s”多 %(gain)s")
        if gain < 0:
            return self._say("%(day)s，“%(line)s”少 %(gain)s")
        return self._say("%(day)s，“%(line)s”变成 %(range)s")


def _sign(points: Decimal) -> int:
    return (points > 0) - (points < 0)
