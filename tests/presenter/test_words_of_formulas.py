"""What each kind of formula says: what was counted, the arithmetic, what is not known."""

from pathlib import Path
from typing import Any

import pytest

from selfcheck.presenter.language import languages
from selfcheck.presenter.selfcheck import SelfCheck
from selfcheck.shipped import shipped
from tests.tables import line, read_table

MONTHS = '{ kind = "rate", measure = { fact = "months" }, points = 1, at_most = 50 }'
LEVEL = '{ kind = "ladder", fact = "level", levels = { low = 10, high = 20 } }'

SAID: dict[str, tuple[str, str, dict[str, Any], str, str]] = {
    "a rate in steps, over its cap": (
        '{ kind = "rate", measure = { fact = "months" }, points = 2, per = 10, at_most = 5 }',
        "max = 5",
        {"months": 35},
        "C 35 个月（每 10 个月加 2 分） = 6 分，最高 5 分，按 5 分算",
        "C: 35 months (2 points for every 10 months) = 6 points, at most 5 points, so 5 points",
    ),
    "a first step": (
        '{ kind = "rate", measure = { fact = "months" }, points = 5,'
        " first = { at = 3, points = 15 } }",
        "",
        {"months": 4},
        "C 4 个月（满 3 个月得 15 分，超过 3 个月的部分，每个月加 5 分） = 20 分",
        "C: 4 months (15 points at 3 months, of what is above 3 months,"
        " 5 points for each month) = 20 points",
    ),
    "a date after the day of the rule": (
        '{ kind = "bands", measure = { fact = "born", in = "full_years", by = "03-31" }, bands = ['
        "{ from = 0, below = 1, points = 3 }, { from = 1, points = 5 }] }",
        "max = 5",
        {"born": "2020-04-01"},
        "B在算分截止的那天以后，0 分",
        "B is after the day up to which points are counted, so 0 points",
    ),
    "begun years": (
        '{ kind = "rate", measure = { fact = "born", in = "begun_years" }, points = 2 }',
        "",
        {"born": "2018-05-31"},
        "B 3 年（不满一年的零头算一年） × 2 = 6 分",
        "B: 3 years (a begun year counts as one) × 2 = 6 points",
    ),
    "begun months, in words of the rule": (
        '{ kind = "rate", measure = { fact = "permit", in = "begun_months", shown = "持证 {value}'
        ' 个月" }, points = 1, per = 3, round = "up" }',
        "",
        {"permit": [{"from": "2020-03-30"}]},
        "持证 3 个月（不满一个月的零头算一个月，每 3 个月加 1 分，不足 3 个月的按 3 个月算）"
        " = 1 分",
        "持证 3 个月 (a begun month counts as one, 1 point for every 3 months,"
        " less than 3 months counts as 3 months) = 1 point",
    ),
    "a rate that rounds up": (
        '{ kind = "rate", measure = { fact = "months" }, points = 4, per = 12, round = "up" }',
        "",
        {"months": 25},
        "C 25 个月（每 12 个月加 4 分，不足 12 个月的按 12 个月算） = 12 分",
        "C: 25 months (4 points for every 12 months, less than 12 months counts as"
        " 12 months) = 12 points",
    ),
    "halves of a unit": (
        '{ kind = "rate", measure = { fact = "months" }, points = 4, per = 12, round = "half" }',
        "",
        {"months": 30},
        "C 30 个月（每 12 个月加 4 分，零头满 6 个月的按 12 个月算，不满的不算） = 12 分",
        "C: 30 months (4 points for every 12 months, a rest of 6 months or more counts as"
        " 12 months, less does not) = 12 points",
    ),
    "a step of what happened, each with its amount": (
        '{ kind = "events", fact = "blood", points = 2, per = 400, at_most = 10 }',
        "max = 10",
        {"blood": [{"on": "2019-01-05", "amount": 300}, {"on": "2020-02-05", "amount": 800}]},
        "J，算 2 次，4 分（2019 年 1 月 5 日 300：0 分，2020 年 2 月 5 日 800：4 分，"
        "每次每满 400 算 2 分，不满的不算）",
        "J, counted 2 times, 4 points (5 January 2019 300: 0 points, 5 February 2020 800: 4 points,"
        " each time 2 points for every full 400, nothing for less)",
    ),
    "only the highest of several events": (
        '{ kind = "events", fact = "awards", levels = { county = 20, city = 40 },'
        ' combine = "highest" }',
        "max = 40",
        {
            "awards": [
                {"on": "2019-01-05", "level": "county"},
                {"on": "2020-01-05", "level": "city"},
            ]
        },
        "K，2 次里只算分最高的一次，40 分",
        "K: of 2 only the one that gives most counts, 40 points",
    ),
    "a ladder with something taken from the level": (
        '{ kind = "ladder", fact = "level", levels = { low = 10, high = 30 }, adjust = ['
        '{ levels = ["high"], points = -15, when = { fact = "party", is = false } }] }',
        "max = 30",
        {"level": "high", "party": False},
        "F：高，30 分（G：否，减 15 分），得 15 分",
        "F: 高, 30 points (G: No, less 15 points), gives 15 points",
    ),
    "a ratio that does not come out even": (
        '{ kind = "scaled", of = { kind = "base", points = 60, why = "基本。" },'
        ' by = { ratio = [{ fact = "area" }, { fact = "people" }], shown = "{value} 倍" },'
        " at_most = 60 }",
        "max = 60",
        {"area": 5, "people": 6},
        "基本，再乘以 约 0.8333 倍，得 50 分",
        "基本, multiplied by about 0.8333 倍: 50 points",
    ),
    "a fact of the other parent": (
        '{ kind = "rate", measure = { fact = "partner_months" }, points = 1, at_most = 50 }',
        "max = 50",
        {"has_partner": True, "partner_months": 7},
        "另一方的C 7 个月 × 1 = 7 分，最高 50 分",
        "C (the other parent): 7 months × 1 = 7 points, at most 50 points",
    ),
    "events since a day of the person's own": (
        '{ kind = "events", fact = "awards", levels = { county = 2, city = 5 },'
        ' window = { since_date = { fact = "born" } } }',
        "",
        {"awards": [{"on": "2019-05-01", "level": "city"}], "born": "2019-05-01"},
        "K，算 1 次，5 分（从“B”那天算起）",
        "K, counted 1 time, 5 points (counted from “B” on)",
    ),
    "events since a day that nobody told": (
        '{ kind = "events", fact = "awards", levels = { county = 2, city = 5 },'
        ' window = { since_date = { fact = "born" } } }',
        "",
        {"awards": [{"on": "2019-05-01", "level": "city"}]},
        "没有填“B”，所以是 0 到 5 分",
        "“B” left blank, so 0 to 5 points",
    ),
    "time since a day of the person's own": (
        '{ kind = "rate", measure = { fact = "permit", in = "full_months", window = {'
        ' since_date = { fact = "born" } } }, points = 1 }',
        "",
        {"permit": [{"from": "2019-01-01"}], "born": "2020-03-02"},
        "N 3 个月（从“B”那天算起） × 1 = 3 分",
        "N: 3 months (counted from “B” on) × 1 = 3 points",
    ),
    "time beside other periods": (
        '{ kind = "rate", measure = { fact = "permit", in = "full_months",'
        ' during = { fact = "insured", levels = ["paid"] } }, points = 1, per = 2 }',
        "",
        {
            "permit": [{"from": "2020-01-01"}],
            "insured": [{"from": "2020-02-01", "to": "2020-03-31", "level": "paid"}],
        },
        "N 2 个月（只算同时有“M（缴）”的时间，每 2 个月加 1 分） = 1 分",
        "N: 2 months (only time that is also in “M (缴)”, 1 point for every 2 months) = 1 point",
    ),
    "time without other periods": (
        '{ kind = "rate", measure = { fact = "permit", in = "begun_months",'
        ' outside = { fact = "insured" } }, points = 1 }',
        "",
        {"permit": [{"from": "2020-05-02"}], "insured": []},
        "N 1 个月（不算有“M”的时间，不满一个月的零头算一个月） × 1 = 1 分",
        "N: 1 month (without time that is in “M”, a begun month counts as one) × 1 = 1 point",
    ),
    "one number less another": (
        '{ kind = "rate", measure = { subtract = [{ fact = "months" }, { number = 6 }] },'
        " points = 1, per = 3 }",
        "",
        {"months": 12},
        "由“C”算出 6（每 3 个月加 1 分） = 2 分",
        "6, worked out from “C” (1 point for every 3 months) = 2 points",
    ),
    "rounded years": (
        '{ kind = "rate", measure = { fact = "born", in = "rounded_years" }, points = 2 }',
        "",
        {"born": "2018-12-01"},
        "B 2 年（满半年的零头算一年，不满的不算） × 2 = 4 分",
        "B: 2 years (half a year and more counts as a year, less does not) × 2 = 4 points",
    ),
    "rounded months": (
        '{ kind = "rate", measure = { fact = "born", in = "rounded_months" }, points = 2 }',
        "",
        {"born": "2020-04-17"},
        "B 2 个月（满半个月的零头算一个月，不满的不算） × 2 = 4 分",
        "B: 2 months (half a month and more counts as a month, less does not) × 2 = 4 points",
    ),
    "events by their rows": (
        '{ kind = "events", fact = "awards", each = [{ levels = ["county"], escalating = [2, 3] },'
        ' { levels = ["city"], points = 5 }], at_most = 6 }',
        "max = 6",
        {
            "awards": [
                {"on": "2019-05-01", "level": "county"},
                {"on": "2020-05-01", "level": "city"},
            ]
        },
        "K，算 2 次，6 分（2019 年 5 月 1 日（县）：2 分，2020 年 5 月 1 日（市）：5 分，"
        "一共最多 6 分）",
        "K, counted 2 times, 6 points (1 May 2019 (县): 2 points, 1 May 2020 (市): 5 points,"
        " at most 6 points in all)",
    ),
    "a beginning": (
        '{ kind = "rate", measure = { fact = "months", in = "full_years" }, points = 4, from = 5 }',
        "",
        {"months": 48},
        "C 4 年（不到 5 年不算，每年加 4 分） = 0 分",
        "C: 4 years (nothing below 5 years, 4 points for each year) = 0 points",
    ),
    "steps of an amount that says its unit itself": (
        '{ kind = "rate", measure = { fact = "blood", in = "amount", shown = "献血 {value} 毫升" },'
        " points = 1, per = 200, after = 400 }",
        "",
        {"blood": [{"on": "2020-01-01", "amount": 900}]},
        "献血 900 毫升（超过 400 毫升的部分，每 200 毫升加 1 分） = 2 分",
        "献血 900 毫升 (of what is above 400 毫升, 1 point for every 200 毫升) = 2 points",
    ),
    "steps of months added from two facts": (
        '{ kind = "rate", measure = { add = [{ fact = "months" }, { least = [{ number = 9 },'
        ' { fact = "months" }] }] }, points = 2, per = 12, parts = true }',
        "",
        {"months": 9},
        "由“C”算出 18（每 12 个月加 2 分，零头按比例算） = 3 分",
        "18, worked out from “C” (2 points for every 12 months, a part in proportion) = 3 points",
    ),
    "steps of months and numbers that have no one unit": (
        '{ kind = "rate", measure = { most = [{ fact = "months" }, { fact = "area" }] },'
        " points = 2, per = 12, from = 6 }",
        "",
        {"months": 9, "area": 24},
        "由“C、D”算出 24（不到 6 不算，每 12 加 2 分） = 4 分",
        "24, worked out from “C, D” (nothing below 6, 2 points for every 12) = 4 points",
    ),
    "a measure of several facts": (
        '{ kind = "rate", measure = { ratio = [{ fact = "area" }, { fact = "people" }] },'
        " points = 1 }",
        "",
        {"area": 60, "people": 4},
        "由“D、E”算出 15 × 1 = 15 分",
        "15, worked out from “D, E” × 1 = 15 points",
    ),
    "events": (
        '{ kind = "events", fact = "offences", points = 3 }',
        "",
        {"offences": ["2020-01-01"]},
        "L，算 1 次，3 分",
        "L, counted 1 time, 3 points",
    ),
    "events in any twelve months, and one act that counts once": (
        '{ kind = "events", fact = "awards", levels = { county = 2, city = 5 },'
        ' acts = { county = "hero", city = "hero" }, one_act_in = "day", year_at_most = 6,'
        ' years = "any", at_most = 50 }',
        "max = 50",
        {
            "awards": [
                {"on": "2020-01-01", "level": "county"},
                {"on": "2020-01-01", "level": "city"},
                {"on": "2020-02-01", "level": "city"},
            ]
        },
        "K，算 2 次，6 分（同一件事只按最高的算一次，任何连续 12 个月最多 6 分）",
        "K, counted 2 times, 6 points (one act counts once, at its highest, any 12 months in a row"
        " give at most 6 points)",
    ),
    "events in twelve months back": (
        '{ kind = "events", fact = "offences", points = 3, year_at_most = 4, years = "back" }',
        "",
        {"offences": ["2020-01-01", "2020-02-01"]},
        "L，算 2 次，4 分（从这一天往回，每 12 个月最多 4 分）",
        "L, counted 2 times, 4 points (every 12 months, counted back from this day, give at most"
        " 4 points)",
    ),
    "events in a year, and in all": (
        '{ kind = "events", fact = "offences", points = 3, year_at_most = 4, at_most = 3 }',
        "max = 3",
        {"offences": ["2020-01-01", "2020-02-01"]},
        "L，算 2 次，3 分（每年最多 4 分，一共最多 3 分）",
        "L, counted 2 times, 3 points (at most 4 points a year, at most 3 points in all)",
    ),
    "the highest of events, up to the cap of a year": (
        '{ kind = "events", fact = "offences", points = 3, year_at_most = 2, combine = "highest" }',
        "",
        {"offences": ["2020-01-01"]},
        "L，算 1 次，2 分（最多 2 分）",
        "L, counted 1 time, 2 points (at most 2 points)",
    ),
    "a set": (
        '{ kind = "items", fact = "deeds", points = { one = 1, two = 2 } }',
        "max = 3",
        {"deeds": ["one"]},
        "I：一，1 分",
        "I: 一, 1 point",
    ),
    "a share": (
        '{ kind = "scaled", of = ' + LEVEL + ", by = { number = 0.5 } }",
        "max = 10",
        {"level": "high"},
        "F：高，20 分，再乘以 0.5，得 10 分",
        "F: 高, so 20 points, multiplied by 0.5: 10 points",
    ),
    "an unknown share": (
        '{ kind = "scaled", of = '
        + LEVEL
        + ', by = { ratio = [{ number = 1 }, { fact = "people" }] } }',
        "max = 20",
        {"level": "high"},
        "F：高，20 分；没有填“E”，所以是 1 到 20 分",
        "F: 高, so 20 points; “E” left blank, so 1 to 20 points",
    ),
    "rows in doubt": (
        '{ kind = "cases", cases = [{ when = { fact = "party", is = true }, then = '
        + LEVEL
        + " }] }",
        "max = 20",
        {"level": "high"},
        "没有填“G”，所以是 0 到 20 分",
        "“G” left blank, so 0 to 20 points",
    ),
    "both parents, the lower at half": (
        MONTHS,
        'max = 75\npeople = "higher"\nother_percent = 50',
        {"has_partner": True, "months": 4, "partner_months": 10},
        "你：C 4 个月 × 1 = 4 分，最高 50 分；另一方：C 10 个月 × 1 = 10 分，最高 50 分。"
        "高的一方全算，低的一方算百分之 50，合计 12 分。",
        "",
    ),
    "the partner at half": (
        MONTHS,
        'max = 75\npeople = "each"\nother_percent = 50',
        {"has_partner": False, "months": 4},
        "你：C 4 个月 × 1 = 4 分，最高 50 分；另一方：没有，0 分。另一方算百分之 50，合计 4 分。",
        "",
    ),
    "a partner who does not count yet": (
        MONTHS,
        'max = 100\npeople = "each"\npartner_when = { fact = "here", is = true }',
        {"has_partner": True, "months": 4, "here": False},
        "你：C 4 个月 × 1 = 4 分，最高 50 分；另一方：这一项另一方还不能算，0 分。合计 4 分。",
        "",
    ),
}


@pytest.mark.parametrize("case", SAID.values(), ids=SAID)
def test_a_formula_is_explained(
    tmp_path: Path, case: tuple[str, str, dict[str, Any], str, str]
) -> None:
    formula, more, facts, chinese, english = case
    rulebook = read_table(tmp_path, line(formula, more=more))
    selfcheck = SelfCheck(rulebook, languages(shipped("translations")))
    on = rulebook.schemes["table-2020"].checked_on
    for lang, said in (("zh", chinese), ("en", english)):
        answer = selfcheck.answer({"unit": "somewhere", **facts}, on, "no-permits", lang)
        assert said in ("", answer["points"][0]["lines"][0]["text"])
