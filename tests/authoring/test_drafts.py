"""Drafts of a unit's own table: what is known stands in them, and no figure is made up."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from selfcheck.authoring.drafts import draft, unit_entry
from selfcheck.presenter.language import Language
from selfcheck.rules.files import TO_FILL, read_entry
from selfcheck.rules.model.schemes import Scheme
from selfcheck.rules.rulebook import Rulebook
from tests.rules.folder import RulesFolder

ON = date(2026, 12, 1)
UNITS = ["nanhu", "xiuzhou", "pinghu", "haining", "tongxiang", "gangqu", "suzhou"]

Spoken = Mapping[str, Language]


def text_of(unit: str, rulebook: Rulebook, language: Language) -> str:
    return draft(unit, rulebook, ON, language).text


def raw_of(unit: str, rulebook: Rulebook, spoken: Spoken) -> dict[str, Any]:
    return tomllib.loads(text_of(unit, rulebook, spoken["zh"]))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("unit", UNITS)
def test_a_draft_is_toml_of_which_only_marked_places_are_wrong(
    rulebook: Rulebook, spoken: Spoken, unit: str, lang: str
) -> None:
    text = text_of(unit, rulebook, spoken[lang])
    scheme, mistakes = read_entry("x.toml", text.encode(), Scheme)
    assert scheme is None
    assert mistakes
    assert all(m.message.startswith("is still to be filled in: ") for m in mistakes)


@pytest.mark.parametrize("unit", UNITS)
def test_a_draft_holds_no_figure_that_is_not_known(
    rulebook: Rulebook, spoken: Spoken, unit: str
) -> None:
    known = {"tongxiang": {150, 50, 200}, "haining": {200}}.get(unit, set())
    assert set(numbers(raw_of(unit, rulebook, spoken))) == known


def numbers(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [n for inner in value.values() for n in numbers(inner)]
    if isinstance(value, list):
        return [n for inner in value for n in numbers(inner)]
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []


def test_tongxiang_has_its_150_and_50_and_deductions_without_a_limit(
    rulebook: Rulebook, spoken: Spoken
) -> None:
    raw = raw_of("tongxiang", rulebook, spoken)
    assert raw["id"] == "tongxiang-points-2024"
    assert [(group["label"], group["cap"]) for group in raw["group"]] == [
        ("基础分", 150),
        ("加分", 50),
    ]
    assert [total["cap"] for total in raw["total"]] == [200]
    (deduction,) = raw["deduction"]
    assert "max" not in deduction
    assert deduction["citation"]["source"] == "tongxiang-draft-2022"


def test_haining_has_its_groups_and_their_named_parts(rulebook: Rulebook, spoken: Spoken) -> None:
    raw = raw_of("haining", rulebook, spoken)
    assert [group["label"] for group in raw["group"]] == ["基础分", "加分"]
    assert [line["label"] for line in raw["line"]][:4] == [
        "基本状况",
        "个人素质",
        "居住状况",
        "创业创新",
    ]
    assert [line["label"] for line in raw["deduction"]] == ["未主动签注", "偷税欠税"]
    assert all(group["cap"].startswith(TO_FILL) for group in raw["group"])
    assert raw["veto"][0]["when"].startswith(TO_FILL)


def test_a_unit_with_a_table_of_its_own_gets_what_is_not_read_of_it(
    rulebook: Rulebook, spoken: Spoken
) -> None:
    raw = raw_of("xiuzhou", rulebook, spoken)
    assert {line["indicator"] for line in raw["line"]} >= {"social_service", "commendation"}
    assert "社会贡献" in text_of("xiuzhou", rulebook, spoken["zh"])


@pytest.mark.parametrize("unit", ["nanhu", "suzhou"])
def test_a_unit_of_which_nothing_is_known_gets_the_frame(
    rulebook: Rulebook, spoken: Spoken, unit: str
) -> None:
    raw = raw_of(unit, rulebook, spoken)
    local = [i.id for i in rulebook.indicators.values() if not i.local]
    assert [line["indicator"] for line in raw["line"]] == local
    assert raw["entry"][0]["id"] == "residence_permit_held"


def test_what_was_read_of_the_documents_stands_above(rulebook: Rulebook, spoken: Spoken) -> None:
    text = text_of("haining", rulebook, spoken["zh"])
    assert re.search(r"^# 《海宁市流动人口积分制管理办法》$", text, re.MULTILINE)


def test_a_draft_filled_in_passes_the_checker(
    rulebook: Rulebook, spoken: Spoken, folder: RulesFolder
) -> None:
    text = text_of("gangqu", rulebook, spoken["zh"])
    head, first, *_ = text.split("[[line]]\n")
    body = first.split("\n\n# ", 1)[0]
    example = text[text.index("[[example]]") : text.index("\n\n# 算法样例")]
    filled = f"{head}[[line]]\n{body}\n\n{example}\n"
    for old, new in (
        (r'checked_on = "[^"]*"', "checked_on = 2026-12-01"),
        (r'max = "[^"]*"', "max = 5"),
        (r'source = "待填[^"]*"', 'source = "zhejiang-common-table"'),
        (r'kind = "[^"]*"', 'kind = "base"\npoints = 5\nwhy = "每人 5 分。"'),
        (r'on = "[^"]*"', "on = 2026-12-01"),
        (r'(low|high) = "[^"]*"', r"\1 = 5"),
        (r'"待填[^"]*"', '"照原文"'),
    ):
        filled = re.sub(old, new, filled)
    folder.write("schemes/gangqu-points-2026.toml", filled)
    units = folder.text("units.toml")
    before, after = units.split('id = "gangqu"')
    scheme = '["zhejiang-common-2023"]'
    after = after.replace(scheme, '["zhejiang-common-2023", "gangqu-points-2026"]')
    folder.write("units.toml", f'{before}id = "gangqu"{after}')
    assert folder.mistakes() == []


def test_the_entry_of_a_new_unit_is_toml() -> None:
    assert tomllib.loads(unit_entry("suzhou"))["unit"][0]["id"] == "suzhou"
