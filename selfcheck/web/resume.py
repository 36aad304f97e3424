"""Resume codes in words: what a result keeps for later, and what is wrong with a code."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import segno

from selfcheck.engine.answers import Answers, grows
from selfcheck.presenter.explanations import Explanations
from selfcheck.presenter.language import Language
from selfcheck.resume.code import Opened
from selfcheck.resume.groups import BadCode
from selfcheck.web.site import Site, View

QR_MASK = 0
"""Any of the eight masks can be read; to try them all for the best takes four times as long."""


@dataclass(frozen=True)
class Kept:
    """What a result offers to keep: the code, the answers left out of it, and the whole of them.

    `whole` holds the sensitive answers too. It goes into the form below the result, where those
    answers stand anyway, so that the next result can be compared with this one. `qr` is the
    address of the code's picture; drawing it costs more than the result, so there is one only
    where it was asked for.
    """

    code: str
    left_out: tuple[str, ...]
    whole: str
    qr: str | None = None

    @property
    def said(self) -> list[str | None]:
        """What stands in the page: the code, the address of its picture, and each group."""
        return [self.code, self.qr, *self.code.split("-")]


def kept_for_later(site: Site, view: View, answers: Answers, with_qr: bool = False) -> Kept:
    """Return what to keep of the answers."""
    codes = site.resume_codes
    packed = codes.pack(answers.unit, answers.given, answers.on)
    whole = packed.code
    if packed.left_out:
        whole = codes.pack(answers.unit, answers.given, answers.on, with_sensitive=True).code
    names = fact_names(site, view.lang, answers.unit, packed.left_out)
    qr = qr_of(view, answers.unit, packed.code) if with_qr else None
    return Kept(packed.code, tuple(names), whole, qr)


def qr_of(view: View, unit: str, code: str) -> str:
    """Return a picture of the address that opens the code, as the address of an image.

    The code stands behind `#`, which no browser sends; the picture is in the page itself.
    """
    address = view.link("pages.form", unit=unit, _external=True)
    text = f"{address}#{code.replace('-', '')}"
    picture = segno.make(text, error="m", micro=False, mask=QR_MASK, boost_error=False)
    return picture.svg_data_uri(light="#fff", border=4, omitsize=True)


def fact_names(site: Site, lang: str, unit: str, facts: tuple[str, ...]) -> list[str]:
    """Return the facts in a few words each; one that is no longer asked by its id."""
    if not facts:
        return []
    known = site.rulebook.facts_of[unit]
    explain = Explanations(site.languages[lang], known, Answers(unit, date.min, {}, {}))
    return [explain.fact_name(fact) if fact in known else fact for fact in facts]


def opened_in_words(site: Site, view: View, opened: Opened) -> dict[str, Any]:
    """Return what to say above the answers that came out of a code."""
    say = site.languages[view.lang].gettext
    unit = opened.answers["unit"]
    facts = site.rulebook.facts_of[unit]
    grown = [n for n, said in opened.answers.items() if n in facts and grows(facts[n], said)]
    month, now = opened.month, view.day()
    older = month is not None and (month.year, month.month) < (now.year, now.month)
    made = None
    if older and month is not None:
        made = say("这个码是 %(year)s 年 %(month)s 月做的。", year=month.year, month=month.month)
    return {
        "made": made,
        "grown": fact_names(site, view.lang, unit, tuple(grown)) if older else [],
        "dropped": fact_names(site, view.lang, unit, opened.dropped),
    }


def wrong_with_code(bad: BadCode, language: Language) -> str:
    """Return one or two sentences: what is wrong, and what to do."""
    say = language.gettext
    found = language.listed(list(bad.found))
    texts = {
        "empty": say("请先输入续填码。"),
        "too_long": say("这段字太长，不是续填码。"),
        "characters": say(
            "续填码里不会有“%(found)s”。没有数字 0 和 1，也没有字母 I、L、O。请看看是不是别的字。",
            found=found,
        ),
        "groups": say("第 %(found)s 组不对。请和抄下来的对一对。", found=found),
        "length": say("少了字，或者多了字。每组 4 个字，请一组一组地对。"),
        "whole": say("不止一处不对，说不准是哪一组。请从头对一遍。"),
        "newer": say("这个码是用更新的版本做的，这里打不开。"),
        "content": say("这个码打不开，里面的内容这里不认识。"),
    }
    return texts[bad.reason]
