"""A folder with points alone: no permit, paper or code is promised, and its place is named."""

from pathlib import Path

import pytest
from flask import Flask

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.tables import line, write_table
from tests.web.page_client import PageClient

TABLE = line(
    '{ kind = "rate", measure = { fact = "months" }, points = 1, at_most = 50 }', more="max = 50"
)
AGE = line(
    '{ kind = "rate", measure = { fact = "born", in = "full_years" }, points = 1, at_most = 90 }',
    "age",
    "max = 90",
)
PERMIT_WORDS = {
    "zh": ("居住证", "签注", "办证", "什么证", "材料", "续填码", "嘉兴", "0 类"),
    "en": ("permit", "ndorse", "apers", "esume code", "Jiaxing", "0 kinds"),
}
SEVERAL = """
[[unit]]
id = "elsewhere"
name = "别处"
office = "窗口"
schemes = ["table-2020"]
no_document = "没有。"
"""


def app_of(folder: Path, units: str = "") -> Flask:
    written = write_table(folder, TABLE)
    if units:
        path = written / "units.toml"
        place, _, more = units.partition("|")
        path.write_text(place + path.read_text("utf-8") + more, "utf-8")
    made = create_app(Settings(rules=written))
    made.testing = True
    return made


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_promised_that_the_folder_has_not(tmp_path: Path, lang: str) -> None:
    client = PageClient(app_of(tmp_path))
    pages = {
        "choose": client.get("/", headers={"Accept-Language": lang}),
        "start": client.get(f"/{lang}/"),
        "form": client.get(f"/{lang}/somewhere/"),
        "rules": client.get(f"/{lang}/somewhere/rules/"),
        "result": client.post(f"/{lang}/somewhere/", {"months": "7"}),
        "wrong": client.post(f"/{lang}/somewhere/", {"months": "x"}, status=422),
    }
    for name, page in pages.items():
        told = page.words() + "".join(str(meta.get("content")) for meta in page.soup.select("meta"))
        found = [word for word in PERMIT_WORDS[lang] if word in told]
        assert not found, (name, found)
    for name in ("bring", "endorsement", "services", "kinds", "keep"):
        assert not pages["result"].soup.select(f"#{name}, [href='#{name}']"), name
    assert not pages["start"].soup.select("[name=code]")
    assert "换一个地方" not in pages["result"].text + pages["rules"].text
    assert "/compare/" not in pages["start"].text + pages["result"].text


def test_the_coming_months_speak_of_no_endorsement(tmp_path: Path) -> None:
    made = create_app(Settings(rules=write_table(tmp_path, TABLE + AGE)))
    made.testing = True
    born: dict[str, str | list[str]] = {"born-year": "1990", "born-month": "6", "born-day": "1"}
    told = PageClient(made).post("/zh/somewhere/?on=2020-06-15", born).words("#timeline")
    assert "别的都不变" in told
    assert "签注" not in told


def test_points_stand_first_and_the_place_is_the_folders(tmp_path: Path) -> None:
    client = PageClient(app_of(tmp_path))
    page = client.post("/zh/somewhere/?on=2020-06-01", {"months": "7"})
    assert page.words(".answer__headline") == "7 分"
    assert page.soup.title is not None
    assert page.soup.title.get_text() == "某地：你的结果 - 某地积分自查"
    assert client.get("/zh/somewhere/").words("h1") == "某地：积分自查"
    assert "某地 points self-check" in client.get("/en/").words("h1")


def test_several_units_go_by_the_place_that_the_folder_names(tmp_path: Path) -> None:
    named = PageClient(app_of(tmp_path, f'place = "安洲"\n|{SEVERAL}'))
    assert named.get("/zh/").words("h1") == "安洲积分自查"
    result = named.post("/zh/somewhere/", {"months": "7"})
    assert "和安洲别的地方比一比" in result.words(".elsewhere")
    compared = named.post("/zh/compare/", {"months": "7"})
    assert "办证" not in compared.text
    assert "都是 7 分" in compared.words("#differences")


def test_several_units_without_a_name_go_by_none(tmp_path: Path) -> None:
    client = PageClient(app_of(tmp_path, f"|{SEVERAL}"))
    assert client.get("/zh/").words("h1") == "积分自查"
    assert "和别的地方比一比" in client.post("/zh/somewhere/", {"months": "7"}).words(".elsewhere")


def test_how_it_stands_so_far_speaks_of_points_alone(tmp_path: Path) -> None:
    asked = app_of(tmp_path).test_client().post("/zh/somewhere/so-far/", data={"months": "7"})
    assert asked.get_json()["text"] == "表：7 分。"
