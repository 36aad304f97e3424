"""What changed between two states of the rules: in words, and for whom."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from selfcheck.authoring.comparison import Change, changes, sentences, versions
from selfcheck.authoring.effects import Effect, Side, effects
from selfcheck.authoring.population import people
from selfcheck.authoring.states import paired, state
from selfcheck.engine.answers import read_answers
from selfcheck.presenter.language import Language
from selfcheck.rules.loader import SHIPPED, load
from selfcheck.rules.mistakes import BrokenRules
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.rulebook import Rulebook
from tests.rules.folder import RulesFolder

COMMON = "schemes/zhejiang-common-2023.toml"
XIUZHOU = "schemes/xiuzhou-school-2021.toml"
PINGHU = "schemes/pinghu-points-2018.toml"
ON = date(2026, 12, 1)

Spoken = Mapping[str, Language]


def found(folder: RulesFolder, language: Language, other: Path = SHIPPED) -> list[Change]:
    old, new = paired(state(other, SHIPPED), state(folder.path, SHIPPED))
    return changes(old.entries, new.entries, language)


def said(folder: RulesFolder, language: Language) -> list[str]:
    return sentences(found(folder, language), language)


def test_nothing_differs_from_itself(folder: RulesFolder, spoken: Spoken) -> None:
    assert found(folder, spoken["zh"]) == []


CHANGES = {
    "a figure": (
        COMMON,
        "max = 30\n",
        "max = 40\n",
        "浙江省级共性积分 · 项目 · 缴纳社保 · 最高分：30 → 40",
    ),
    "a level": (
        COMMON,
        "senior = 5, associate",
        "senior = 4, associate",
        "浙江省级共性积分 · 项目 · 文化程度 · 算法 · 各级分值 · senior：5 → 4",
    ),
    "a band": (
        COMMON,
        "{ from = 55, below = 61, points = 5 },",
        "{ from = 55, below = 61, points = 7 },",
        "浙江省级共性积分 · 项目 · 年龄 · 算法 · 分档 · 从 55 起 · 分值：5 → 7",
    ),
    "what is left over": (
        COMMON,
        "points = 0.25\n",
        'points = 0.25\nround = "up"\n',
        "浙江省级共性积分 · 项目 · 居住时间 · 算法 · 零头怎么算：down → up",
    ),
    "a cap": (
        XIUZHOU,
        "max = 20\ncap = 20",
        "max = 20\ncap = 15",
        "秀洲区新居民积分入学（2021 年） · 项目 · 在规模以上企业就业 · 合计上限：20 → 15",
    ),
    "a last day": (
        XIUZHOU,
        "term = { begins = 2021-01-01 }",
        "term = { begins = 2021-01-01, ends = 2022-12-31 }",
        "秀洲区新居民积分入学（2021 年） · 施行时间 · 截止日期：新增 2022 年 12 月 31 日",
    ),
    "a paper": (
        COMMON,
        'documents = ["diploma"]\n',
        "",
        '浙江省级共性积分 · 项目 · 文化程度 · 材料：去掉，原来是 ["diploma"]',
    ),
    "an item": (
        XIUZHOU,
        '[[line]]\nid = "home"',
        '[[line]]\nid = "house"',
        "秀洲区新居民积分入学（2021 年） · 项目 · 购房：新增 在秀洲区买了商品房并有产权证，50 分；"
        "共有的，份额不低于 51%。",
    ),
    "a flag": (
        "facts.toml",
        "about_person = false",
        "about_person = true",
        "facts.toml · 题目 · 你住在嘉兴哪个县（市、区）？ · about_person：否 → 是",
    ),
    "a kind of formula": (
        PINGHU,
        'kind = "highest"\n\n[[line.formula.of]]\nkind',
        'kind = "sum"\nat_most = 80\n\n[[line.formula.of]]\nkind',
        "平湖市新居民积分（2018 年前后） · 项目 · 技能水平或专业技术职称 · 算法：{kind",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_said_with_its_place_from_and_to(
    folder: RulesFolder, spoken: Spoken, name: str
) -> None:
    file, old, new, sentence = CHANGES[name]
    folder.replace(file, old, new)
    folder.write(XIUZHOU, folder.text(XIUZHOU).replace(", home = ", ", house = "))
    if name != "an item":
        folder.write(XIUZHOU, folder.text(XIUZHOU).replace(", house = ", ", home = "))
    assert any(one.startswith(sentence) for one in said(folder, spoken["zh"]))


def test_what_a_condition_of_entry_is_about_is_compared_too(
    folder: RulesFolder, tmp_path: Path, spoken: Spoken
) -> None:
    cited = 'citation = { source = "xiuzhou-school-2021", article = "全表" }'
    folder.append(XIUZHOU, f'[[total]]\nid = "school"\nlabel = "入学"\n{cited}\n')
    before = copytree(folder.path, tmp_path / "before")
    unmet = 'unmet = "积分只给有居住证的人。没有证或证已注销的，先申领；签注逾期的，先补办签注。"\n'
    folder.replace(XIUZHOU, unmet, f'{unmet}totals = ["school"]\n')
    assert sentences(found(folder, spoken["zh"], before), spoken["zh"]) == [
        "秀洲区新居民积分入学（2021 年） · 申请条件 · 有《浙江省居住证》，并且没有被注销 · "
        '算进哪个总分：新增 ["school"]'
    ]


def test_a_table_that_a_published_line_adds_is_compared_too(
    folder: RulesFolder, tmp_path: Path, spoken: Spoken
) -> None:
    cited = 'citation = { source = "xiuzhou-school-2021", article = "全表" }'
    folder.append(XIUZHOU, f'[[cutoff]]\npoints = 60\nlabel = "入学"\n{cited}\n')
    before = copytree(folder.path, tmp_path / "before")
    folder.replace(XIUZHOU, "points = 60\n", 'points = 60\nplus = ["zhejiang-common-2023"]\n')
    assert sentences(found(folder, spoken["zh"], before), spoken["zh"]) == [
        "秀洲区新居民积分入学（2021 年） · 公布过的分数线 · 入学 · "
        '还加上哪几张表的分：新增 ["zhejiang-common-2023"]'
    ]


def test_a_change_is_said_in_english_too(folder: RulesFolder, spoken: Spoken) -> None:
    folder.replace(COMMON, "max = 30\n", "max = 40\n")
    assert said(folder, spoken["en"]) == [
        "Zhejiang provincial common points · Items · Social insurance paid · Most: 30 → 40"
    ]


def test_a_later_version_is_compared_with_the_one_before(
    folder: RulesFolder, spoken: Spoken
) -> None:
    text = folder.text(PINGHU).replace("max = 40\n", "max = 41\n")
    (folder.path / PINGHU).unlink()
    new = text.replace('id = "pinghu-points-2018"\n', 'id = "pinghu-points-2019"\n')
    folder.write("schemes/pinghu-points-2019.toml", new)
    folder.replace("units.toml", '"pinghu-points-2018"', '"pinghu-points-2019"')
    told = found(folder, spoken["zh"])
    assert [(c.key, c.what) for c in told if c.file.endswith("2019.toml")] == [
        ("id", "changed"),
        ("line[shortage].max", "changed"),
    ]
    old, new_state = state(SHIPPED, SHIPPED), state(folder.path, SHIPPED)
    ids = [(a.id, b.id) for a, b in versions(old.entries, new_state.entries)]
    assert ("pinghu-points-2018", "pinghu-points-2019") in ids


def test_two_files_of_schemes_are_compared_wherever_they_are(
    folder: RulesFolder, tmp_path: Path, spoken: Spoken
) -> None:
    new = tmp_path / "new.toml"
    text = folder.text(PINGHU).replace('pinghu-points-2018"\nname', 'pinghu-points-2020"\nname')
    new.write_text(text.replace("max = 40\n", "max = 45\n"), "utf-8")
    old, other = paired(state(folder.path / PINGHU, SHIPPED), state(new, SHIPPED))
    told = changes(old.entries, other.entries, spoken["zh"])
    assert [c.key for c in told] == ["id", "line[shortage].max"]
    assert "pinghu-points-2020" in other.rulebook.units["pinghu"].schemes
    assert "pinghu-points-2018" not in other.rulebook.units["pinghu"].schemes


def test_a_scheme_of_no_unit_is_read_in_the_first(folder: RulesFolder, tmp_path: Path) -> None:
    new = tmp_path / "new.toml"
    text = folder.text(PINGHU).replace('pinghu-points-2018"\nname', 'suzhou-points-2020"\nname')
    new.write_text(text, "utf-8")
    assert "suzhou-points-2020" in state(new, SHIPPED).rulebook.units["nanhu"].schemes


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    new = tmp_path / "new.toml"
    new.write_text('id = "x"', "utf-8")
    with pytest.raises(BrokenRules):
        state(new, SHIPPED)


# --- for whom --------------------------------------------------------------------------------


def compared(folder: RulesFolder, name: str, count: int = 300) -> list[Effect]:
    old, new = load(SHIPPED), load(folder.path)
    return effects(Side(old.schemes[name], old), Side(new.schemes[name], new), ON, count, 1)


def test_nobody_gains_from_what_did_not_change(folder: RulesFolder) -> None:
    (whole,) = compared(folder, "zhejiang-common-2023")
    assert (whole.line, whole.gain, whole.lose, whole.stay) == ("", 0, 0, 300)


def test_a_higher_figure_gives_to_those_it_is_for_and_takes_from_nobody(
    folder: RulesFolder,
) -> None:
    folder.replace(COMMON, "associate = 8,", "associate = 9,")
    whole, line = compared(folder, "zhejiang-common-2023")
    assert line.line == "education"
    assert whole.gain == line.gain > 0
    assert whole.lose == line.lose == 0
    assert line.median_gain == line.largest_gain == Decimal(1)
    assert whole.stay + whole.gain == 300


def test_a_lower_cap_takes_from_those_above_it(folder: RulesFolder) -> None:
    folder.replace(COMMON, "points = 0.5\nat_most = 30", "points = 0.5\nat_most = 20")
    folder.replace(COMMON, 'max = 30\ndocuments = ["insurance', 'max = 20\ndocuments = ["insurance')
    whole, line = compared(folder, "zhejiang-common-2023")
    assert whole.lose == line.lose > 0
    assert line.largest_loss == Decimal(10)
    assert line.gain == 0


def test_a_line_that_is_new_gives_all_of_its_points(folder: RulesFolder) -> None:
    folder.append(
        PINGHU,
        '[[line]]\nid = "base"\nlabel = "基础分"\nrule = "每人 5 分。"\nmax = 5\n'
        'citation = { source = "pinghu-points-2018", article = "x" }\n'
        'formula = { kind = "base", points = 5, why = "每人 5 分。" }\n',
    )
    whole, line = compared(folder, "pinghu-points-2018", 50)
    assert (line.line, line.label, line.gain) == ("base", "基础分", 50)
    assert line.largest_gain == Decimal(5)
    assert whole.gain == 50


def test_a_bound_that_was_read_changes_the_upper_end_only(folder: RulesFolder) -> None:
    folder.replace(COMMON, "{ from = 61, low = 0, high = 5 }", "{ from = 61, low = 0, high = 3 }")
    effect = compared(folder, "zhejiang-common-2023")[0]
    assert effect.lose > 0
    assert effect.largest_loss == Decimal(2)


def sample(rulebook: Rulebook, seed: int = 1, count: int = 200) -> list[dict[str, Any]]:
    scheme = rulebook.schemes["xiuzhou-school-2021"]
    return list(people(rulebook.facts, [scheme], ON, count, seed))


def test_the_same_people_come_for_the_same_seed_and_others_for_another(
    rulebook: Rulebook,
) -> None:
    assert sample(rulebook) == sample(rulebook)
    assert sample(rulebook) != sample(rulebook, seed=2)


def test_everybody_gives_possible_answers(rulebook: Rulebook) -> None:
    for told in sample(rulebook):
        assert read_answers({**told, "unit": "xiuzhou"}, rulebook, ON).unit == "xiuzhou"


def test_many_stand_at_a_threshold_or_beside_it(rulebook: Rulebook) -> None:
    months = [told["insurance_unit_months"] for told in sample(rulebook)]
    near = [m for m in months if any(abs(m - at) <= 1 for at in (1, 12, 24, 36, 48, 60))]
    assert len(near) > len(months) / 2


def test_events_and_periods_are_made_up_too() -> None:
    facts = {
        "gifts": Fact.model_validate(
            {
                "id": "gifts",
                "section": "conduct",
                "kind": "events",
                "name": "捐款",
                "label": "捐款",
                "most": 5,
                "minimum": 1,
                "maximum": 9,
                "choices": ({"id": "big", "label": "大"},),
            }
        ),
        "stays": Fact.model_validate(
            {
                "id": "stays",
                "section": "conduct",
                "kind": "periods",
                "name": "居住",
                "label": "居住",
                "most": 5,
                "choices": ({"id": "rented", "label": "租"},),
            }
        ),
    }
    made = list(people(facts, [], ON, 30, 1))
    gifts = [gift for told in made for gift in told["gifts"]]
    assert all(1 <= gift["amount"] <= 9 and gift["level"] == "big" for gift in gifts)
    stays = [stay for told in made for stay in told["stays"]]
    assert stays
    assert all(stay["from"] <= ON for stay in stays)
