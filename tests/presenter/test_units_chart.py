"""The drawing of all units side by side: panels by scheme, bars within their width."""

from typing import Any

from selfcheck.presenter.charts import BAR_WIDTH, UNITS_WIDTH, units_chart


def unit(name: str, *points: dict[str, Any]) -> dict[str, Any]:
    return {"unit_name": name, "points": list(points)}


def sheet(scheme: str, low: str, high: str | None, most: str | None, **more: Any) -> dict[str, Any]:
    return {
        "scheme": scheme,
        "name": "表",
        "low": low,
        "high": high,
        "max": most,
        "score_text": f"{low} {high}",
        "in_force": "yes",
        **more,
    }


def bars(chart: dict[str, Any] | None) -> list[tuple[str, int, int]]:
    assert chart is not None
    return [(r["name"], r["sure"], r["maybe"]) for p in chart["panels"] for r in p["rows"]]


def test_units_of_one_scheme_stand_in_one_panel() -> None:
    common = sheet("common", "25", "50", "100")
    chart = units_chart([unit("甲", common), unit("乙", common, sheet("own", "10", "10", "20"))])
    assert bars(chart) == [
        ("甲", BAR_WIDTH // 4, BAR_WIDTH // 2),
        ("乙", BAR_WIDTH // 4, BAR_WIDTH // 2),
        ("乙", BAR_WIDTH // 2, BAR_WIDTH // 2),
    ]


def test_an_open_end_and_a_scheme_without_a_most_reach_the_end_of_the_scale() -> None:
    chart = units_chart([unit("甲", sheet("own", "30", None, None))])
    assert bars(chart) == [("甲", BAR_WIDTH, BAR_WIDTH)]
    assert bars(units_chart([unit("甲", sheet("own", "0", "0", None))])) == [("甲", 0, 0)]


def test_points_below_nothing_have_no_bar() -> None:
    assert bars(units_chart([unit("甲", sheet("own", "-5", "10", "20"))])) == [
        ("甲", 0, BAR_WIDTH // 2)
    ]


def test_what_is_not_in_force_is_not_drawn() -> None:
    past = sheet("own", "5", "10", "20", in_force="no")
    assert units_chart([unit("甲", past)]) is None
    assert units_chart([]) is None


def test_nothing_is_drawn_over_anything_else() -> None:
    rows = [unit(str(n), sheet("a", "1", "2", "3"), sheet("b", "1", "2", None)) for n in range(9)]
    chart = units_chart(rows)
    assert chart is not None
    assert chart["width"] == UNITS_WIDTH
    downs = [
        place
        for panel in chart["panels"]
        for place in (
            *(line["y"] for line in panel["head"]),
            *((panel["below"],) if panel["max"] else ()),
            *(line["y"] for row in panel["rows"] for line in row["lines"]),
        )
    ]
    assert len(set(downs)) == len(downs)
    assert sorted(downs)[-1] < chart["height"]


def test_a_long_heading_is_broken_between_words_or_chinese_letters() -> None:
    english = "Xiuzhou points for school admission of new residents, as published in 2021"
    for name in (english, "秀洲区" * 15):
        named = sheet("a", "1", "2", "3") | {"name": name}
        chart = units_chart([unit("甲", named)])
        assert chart is not None
        lines = [line["text"] for line in chart["panels"][0]["head"]]
        assert len(lines) > 1
        joined = " ".join(lines) if name is english else "".join(lines)
        assert joined == name


def test_a_long_name_of_a_unit_takes_more_lines_and_its_bar_stands_below_them() -> None:
    name = "Jiaxing Economic and Technological Development Zone"
    chart = units_chart(
        [unit(name, sheet("a", "1", "2", "3")), unit("乙", sheet("a", "1", "2", "3"))]
    )
    assert chart is not None
    long, short = chart["panels"][0]["rows"]
    assert " ".join(line["text"] for line in long["lines"]) == name
    assert len(long["lines"]) > 1
    assert long["lines"][-1]["y"] < long["y"] < short["lines"][0]["y"]
