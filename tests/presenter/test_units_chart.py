"""The bars of all units side by side: those of one scheme together, as wide as their points."""

from typing import Any

from selfcheck.presenter.charts import units_chart


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


def bars(chart: list[dict[str, Any]]) -> list[list[tuple[str, int, int]]]:
    return [[(b["name"], b["sure"], b["maybe"]) for b in panel["bars"]] for panel in chart]


def test_units_of_one_scheme_stand_together_each_as_wide_as_its_points() -> None:
    common = sheet("common", "25", "50", "100")
    chart = units_chart([unit("甲", common), unit("乙", common, sheet("own", "10", "10", "20"))])
    assert bars(chart) == [[("甲", 25, 50), ("乙", 25, 50)], [("乙", 50, 50)]]
    assert [panel["max"] for panel in chart] == ["100", "20"]
    assert chart[0]["bars"][0]["score"] == "25 50"


def test_an_open_end_and_a_scheme_without_a_most_reach_the_end_of_the_scale() -> None:
    assert bars(units_chart([unit("甲", sheet("own", "30", None, None))])) == [[("甲", 100, 100)]]
    assert bars(units_chart([unit("甲", sheet("own", "0", "0", None))])) == [[("甲", 0, 0)]]


def test_points_below_nothing_have_no_bar() -> None:
    assert bars(units_chart([unit("甲", sheet("own", "-5", "10", "20"))])) == [[("甲", 0, 50)]]


def test_what_is_not_in_force_is_not_drawn() -> None:
    past = sheet("own", "5", "10", "20", in_force="no")
    assert units_chart([unit("甲", past)]) == []
    assert units_chart([]) == []
