"""The coming months in words: what time alone brings, and what "as now" means."""

from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any

from selfcheck.engine.courses import Change
from selfcheck.engine.endorsement import Window
from selfcheck.engine.ends import Ends
from selfcheck.engine.improvements import HORIZON
from selfcheck.engine.kept import TEXT, Kept
from selfcheck.engine.timeline import Course, Timeline
from selfcheck.presenter.charts import SCALES_KEPT, Height, Scale, course_chart, scale_of
from selfcheck.presenter.fixed import FixedWords
from selfcheck.presenter.language import Language, figure
from selfcheck.rules.model.schemes import Deduction, Scheme, is_of

SEVERAL = 2

HEIGHTS_KEPT = 2048
"""Points on one scale whose words and heights are kept."""

DAY, UNTIL = "\x01", "\x02"
"""Stand in a kept sentence for days."""


class Heights:
    """The words and heights of points on one scale, in one language; each made once.

    All of them are told in whole numbers with as many decimals.
    """

    def __init__(self, scale: Scale, language: Language) -> None:
        self._scale = scale
        self._language = language
        self._made: Kept[int | tuple[int, int | None], Height] = Kept(HEIGHTS_KEPT, TEXT)

    def of(self, ends: Ends) -> list[Height]:
        """Return those of points, of which all have so many decimals."""
        known, make, lows, highs = self._made.get, self._make, ends.lows, ends.highs
        if highs is lows:
            return [known(low) or make(low, ends.points(low), ends.points(low)) for low in lows]
        return [
            known(key) or make(key, *ends.at(place))
            for place, key in enumerate(zip(lows, highs, strict=True))
        ]

    def _make(
        self, key: int | tuple[int, int | None], low: Decimal, high: Decimal | None
    ) -> Height:
        text = self._language.points(low, high)
        made = self._made[key] = Height(text, self._scale.place(low), self._scale.place(high))
        return made


class TimelineWords:
    """Words for the coming months, in one language; `for_page` adds the chart."""

    def __init__(self, fixed: FixedWords, for_page: bool) -> None:
        self._fixed = fixed
        self._language = fixed.language
        self._say = fixed.language.gettext
        self._for_page = for_page
        self._sentences: Kept[Any, str] = fixed.store("changes")
        self._scales: Kept[tuple[str, int], Heights] = fixed.store("heights", most=SCALES_KEPT)

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
        if self._for_page:
            return {
                "months": HORIZON,
                "assumes": self._assumes(),
                "days": self._days(found),
                "schemes": [self._on_page(course, found) for course in found.courses],
            }
        return {
            "months": HORIZON,
            "until": found.until.isoformat(),
            "assumes": self._assumes(),
            "permits": [
                {"permit": permit.id, "on": day.isoformat(), "text": self._permit(permit, day)}
                for permit, day in found.permits
            ],
            "windows": [
                {
                    "from": window.opens.isoformat(),
                    "to": window.due.isoformat(),
                    "text": self._window(window),
                }
                for window in found.windows
            ],
            "schemes": [self._course(course, found) for course in found.courses],
        }

    def _days(self, found: Timeline) -> list[str]:
        """Return what falls on a day, in the order of the days."""
        told = [(day, self._permit(permit, day)) for permit, day in found.permits]
        told += [(window.opens, self._window(window)) for window in found.windows]
        if found.permits:
            told.sort(key=itemgetter(0))
        return [text for _, text in told]

    def _permit(self, permit: Any, day: date) -> str:
        return self._say(
            "%(day)s，《%(permit)s》的条件就够了。",
            day=self._language.day(day),
            permit=self._say(permit.name),
        )

    def _window(self, window: Window) -> str:
        return self._say(
            "%(opens)s到 %(due)s，办签注。",
            opens=self._language.day(window.opens),
            due=self._language.day(window.due),
        )

    def _course(self, course: Course, found: Timeline) -> dict[str, Any]:
        ends = self._ends(course.scheme, found)
        return {
            "scheme": course.scheme.id,
            "changes": [self._change(change, course.scheme) for change in course.changes],
            "holds_until": None if ends is None else ends.isoformat(),
            "note": self._note(ends),
            "points": [
                {"on": m.on.isoformat(), "low": figure(m.low), "high": figure(m.high)}
                for m in course.months
            ],
        }

    def _on_page(self, course: Course, found: Timeline) -> dict[str, Any]:
        """Return the changes of a course; where there are some, with its chart and its months."""
        scheme = course.scheme
        words: dict[str, Any] = {
            "scheme": scheme.id,
            "changes": [
                {"indicator": change.line.id, "text": self._text(change, scheme)}
                for change in course.changes
            ],
            "note": self._note(self._ends(scheme, found)),
        }
        if course.changes:
            scale = scale_of(course)
            heights = self._heights(course, scale)
            words["now_text"], words["then_text"] = heights[0].text, heights[-1].text
            words["total_text"] = self._drawn(scheme)
            words["chart"] = course_chart(course, found, scale, heights)
            words["days"] = self._fixed.month_ends(course.days[0], HORIZON)
            words["table"] = [height.text for height in heights]
        return words

    def _heights(self, course: Course, scale: Scale) -> list[Height]:
        """Return what the points of each month are in words, and how far down they stand."""
        key = (scale.name, course.ends.places)
        kept = self._scales.get(key)
        if kept is None:
            kept = self._scales[key] = Heights(scale, self._language)
        return kept.of(course.ends)

    def _ends(self, scheme: Scheme, found: Timeline) -> date | None:
        """Return until when the table holds, where that is before the coming months are over."""
        ends = scheme.term.ends
        return None if ends is None or ends >= found.until else ends

    def _note(self, ends: date | None) -> str | None:
        if ends is None:
            return None
        return self._say(
            "这张表到 %(day)s为止。以后的分数仍按它算，到时候可能换了新的表。",
            day=self._language.day(ends),
        )

    def _drawn(self, scheme: Scheme) -> str | None:
        """Return which total is drawn, where there are several."""
        if len(scheme.total) < SEVERAL:
            return None
        return self._say(
            "这里的分数和图都是“%(total)s”的。", total=self._say(scheme.total[0].label)
        )

    def _change(self, change: Change, scheme: Scheme) -> dict[str, Any]:
        low, high = change.after
        return {
            "indicator": change.line.id,
            "on": change.on.isoformat(),
            "until": change.until.isoformat() if change.until else None,
            "low": figure(low),
            "high": figure(high),
            "full": change.full,
            "text": self._text(change, scheme),
        }

    def _text(self, change: Change, scheme: Scheme) -> str:
        """Return the change in words."""
        (before, _), (low, high) = change.before, change.after
        gain, until = low - before, change.until
        key = (id(change.line), until is None, change.full, str(gain), str(low), str(high))
        text = self._sentences.get(key)
        if text is None:
            text = self._sentences[key] = self._sentence(change, gain, scheme)
        text = text.replace(DAY, self._language.day(change.on))
        return text if until is None else text.replace(UNTIL, self._language.day(until))

    def _sentence(self, change: Change, gain: Decimal, scheme: Scheme) -> str:
        """Return the sentence with places for the days."""
        takes = isinstance(change.line, Deduction)
        text = self._once(gain, takes) if change.until is None else self._monthly(gain, takes)
        label = self._fixed.line(change.line)["label"]
        text %= {
            "day": DAY,
            "until": UNTIL,
            "line": label,
            "gain": self._language.points(abs(gain), abs(gain)),
            "range": self._language.points(*change.after),
        }
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
