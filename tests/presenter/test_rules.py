"""The rules in words: what a version changes against the one before."""

from dataclasses import replace
from datetime import date

from selfcheck.presenter.language import SOURCE, languages
from selfcheck.presenter.rules import RulesWords
from selfcheck.rules.rulebook import Rulebook
from selfcheck.shipped import shipped


def test_a_later_version_says_what_it_changes_line_by_line(rulebook: Rulebook) -> None:
    later = rulebook.schemes["xiuzhou-school-2021"]
    permit, insurance = later.line[0], later.line[2]
    earlier = later.model_copy(
        update={
            "id": "xiuzhou-school-2019",
            "line": (permit.model_copy(update={"rule": "另一种算法。"}), *later.line[3:]),
        }
    )
    schemes = {earlier.id: earlier, **rulebook.schemes}
    language = languages(shipped("translations"))[SOURCE]
    words = RulesWords(replace(rulebook, schemes=schemes), language)
    unit = words.unit("xiuzhou", date(2026, 11, 24))
    changes = {
        change["line"]: (change["before"], change["after"])
        for scheme in unit["schemes"]
        for change in scheme["changes"]
    }
    assert changes["permit"] == ("另一种算法。", permit.rule)
    assert changes["insurance"] == (None, insurance.rule)
    assert set(changes) == {"permit", "registration", "insurance"}
