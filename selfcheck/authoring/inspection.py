"""An inspection of a rules folder: everything that a server checks, and everything besides.

A server only asks whether rules can be used. Whoever publishes them asks more: whether each
threshold is proven on both sides, whether anything can never happen, whether the texts are there
in every language, and how old the last look at the source is.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from selfcheck.authoring.boundaries import unproven_above, untried_choices
from selfcheck.authoring.caps import unproven_caps
from selfcheck.authoring.findings import Findings
from selfcheck.authoring.reach import unfitting_caps, unreachable
from selfcheck.authoring.translations import untranslated
from selfcheck.authoring.unconfirmed import unconfirmed
from selfcheck.authoring.untried_ways import improvable_in_vain
from selfcheck.authoring.versions import gaps_between_versions, old_looks
from selfcheck.engine.examples import example_mistakes
from selfcheck.presenter.language import Language
from selfcheck.rules.files import read_folder
from selfcheck.rules.loader import SHIPPED, load
from selfcheck.rules.mistakes import BrokenRules, Mistake
from selfcheck.rules.places import placed
from selfcheck.rules.rulebook import Rulebook


class Terms(NamedTuple):
    """On what terms a folder is inspected: the day, and how many days a look at a source holds."""

    on: date
    max_age: int = 365


def inspect(folder: Path, languages: Mapping[str, Language], terms: Terms) -> Findings:
    """Return everything that is wrong or doubtful in the folder.

    The further questions are only put to rules that fit together.
    """
    try:
        rulebook = load(folder)
    except BrokenRules as broken:
        return Findings(tuple(broken.mistakes))
    texts = untranslated(read_folder(folder).entries, languages)
    shipped = folder.resolve() == SHIPPED.resolve()
    mistakes = [
        *example_mistakes(rulebook),
        *unproven_above(rulebook),
        *unproven_caps(rulebook),
        *unreachable(rulebook),
        *(texts if shipped else ()),
    ]
    warnings = chain(_doubts(rulebook, terms), () if shipped else texts)
    return Findings(tuple(placed(mistakes, folder)), tuple(placed(warnings, folder)), rulebook)


def _doubts(rulebook: Rulebook, terms: Terms) -> Iterator[Mistake]:
    yield from unconfirmed(rulebook)
    yield from untried_choices(rulebook)
    yield from unfitting_caps(rulebook)
    yield from improvable_in_vain(rulebook)
    yield from gaps_between_versions(rulebook)
    yield from old_looks(rulebook, terms.on, terms.max_age)
