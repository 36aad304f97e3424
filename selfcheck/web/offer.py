"""What the pages of a folder of rules offer, and what they go by.

A folder may hold points alone: no permits, no papers, a single unit. The pages promise nothing of
what it has not.
"""

from dataclasses import dataclass

from selfcheck.presenter.language import Language
from selfcheck.resume.code import ResumeCodes
from selfcheck.rules.rulebook import Rulebook

PICTURED = "嘉兴"
"""The place that the picture of a shared page shows."""


@dataclass(frozen=True)
class Offer:
    """What there is, in one language: the pages' name, and which parts they have.

    `place` is the place that the rules are of, nothing where the folder does not say and has
    several units. `codes`: whether resume codes can hold the answers.
    """

    name: str
    place: str
    permits: bool
    papers: bool
    codes: bool
    several: bool
    pictured: bool


def offer_of(rulebook: Rulebook, codes: ResumeCodes, language: Language) -> Offer:
    """Return what the pages of the rulebook offer."""
    say = language.gettext
    several = len(rulebook.units) > 1
    place = rulebook.place or ("" if several else next(iter(rulebook.units.values())).name)
    return Offer(
        name=_name(say(place) if place else "", rulebook.has_permits, language),
        place=say(place) if place else "",
        permits=rulebook.has_permits,
        papers=bool(rulebook.documents),
        codes=codes.hold(rulebook.units),
        several=several,
        pictured=rulebook.place == PICTURED,
    )


def _name(place: str, permits: bool, language: Language) -> str:
    say = language.gettext
    if permits:
        return say("%(place)s居住证和积分自查", place=place) if place else say("居住证和积分自查")
    return say("%(place)s积分自查", place=place) if place else say("积分自查")
