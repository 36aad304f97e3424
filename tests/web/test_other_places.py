"""The pages of a folder of another place: every kind of question, every part of its sheet."""

from pathlib import Path

import pytest
from flask import Flask

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.engine.test_cutoffs import write_tables
from tests.tables import line, write_table
from tests.web.page_client import PageClient

BOOKS = Path(__file__).resolve().parents[1] / "rulebooks"
PLACES = {
    "jindong-2015": "jindong",
    "wenling": "wenling",
    "shanghai-2015": "shanghai",
    "zhongshan-2014": "zhongshan",
}


def app_of(folder: str) -> Flask:
    made = create_app(Settings(rules=BOOKS / folder))
    made.testing = True
    return made


@pytest.mark.parametrize("folder", PLACES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_of_another_place_is_whole(folder: str, lang: str) -> None:
    client = PageClient(app_of(folder))
    for path in ("", f"{PLACES[folder]}/", f"{PLACES[folder]}/rules/"):
        client.get(f"/{lang}/{path}")
    client.post(f"/{lang}/{PLACES[folder]}/", {})


@pytest.fixture(scope="module")
def zhongshan() -> PageClient:
    return PageClient(app_of("zhongshan-2014"))


ANSWERS: dict[str, str | list[str]] = {
    "education": "bachelor",
    "outside_centre": "yes",
    "children_outside": "1",
    "detentions-none": "yes",
    "crimes-1-on": "2014.1.1",
    "forged_papers-none": "yes",
    "blood-1-on": "2015-02-01",
    "blood-1-amount": "400",
    "blood-1-level": "local",
    "blood-2-on": "2015-03-01",
    "blood-2-amount": "200",
    "blood-2-level": "elsewhere",
    "permit-1-from": "2010-01-01",
    "permit-1-to": "2011-12-31",
    "permit-2-from": "2014/6/1",
}


def test_events_and_periods_can_be_told_in_the_form(zhongshan: PageClient) -> None:
    page = zhongshan.post("/zh/zhongshan/?on=2015-06-01", ANSWERS)
    lines = {
        line["data-indicator"]: line["data-low"]
        for line in page.soup.select(".lines > [data-indicator]")
    }
    assert (lines["blood"], lines["blood_local"], lines["permit"]) == ("6", "2", "15")
    assert page.one('[name="permit-2-from"]')["value"] == "2014/6/1"


def test_the_page_shows_what_is_taken_away_and_every_total(zhongshan: PageClient) -> None:
    page = zhongshan.post("/zh/zhongshan/?on=2015-06-01", ANSWERS)
    taken = {d["data-deduction"]: d["data-low"] for d in page.soup.select("[data-deduction]")}
    assert taken == {"children_outside": "-60", "crime": "-100", "detention": "0"}
    assert [t["data-total"] for t in page.soup.select("[data-total]")] == [
        "school",
        "housing",
        "hukou",
    ]
    assert "总分加 30%" in page.words("#points")
    assert "再比参保的分" in page.words("#points")


def test_the_page_shows_a_veto_and_one_that_may_apply(zhongshan: PageClient) -> None:
    certain = zhongshan.post("/zh/zhongshan/?on=2015-06-01", {"forged_papers-1-on": "2014-01-01"})
    assert certain.one("[data-veto]")["data-veto"] == "forged_papers"
    doubtful = zhongshan.post("/en/zhongshan/?on=2015-06-01", {"education": "junior"})
    assert doubtful.one("[data-possible-veto]")["data-possible-veto"] == "forged_papers"


def test_groups_of_every_kind_and_the_higher_parent_are_said_in_words(tmp_path: Path) -> None:
    rate = '{ kind = "rate", measure = { fact = "months" }, points = 1, at_most = 50 }'
    cited = 'label = "…"\ncitation = { source = "the-document", article = "表" }\n'
    kinds = {"choice": "", "lowest": "", "highest": "take = 2\n"}
    table = "".join(
        line(rate, f"{kind}_{part}", 'max = 50\npeople = "higher"')
        for kind in kinds
        for part in ("a", "b")
    ) + "".join(
        f'[[group]]\nid = "{kind}"\ncombine = "{kind}"\n{more}{cited}'
        f'members = ["{kind}_a", "{kind}_b"]\n'
        for kind, more in kinds.items()
    )
    made = create_app(Settings(rules=write_table(tmp_path, table)))
    made.testing = True
    client = PageClient(made)
    page = client.post("/zh/somewhere/", {"months": "7"})
    words = page.words("#points")
    for said in ("可以选一项，按最高的算", "按最低的一项算", "只算最高的 2 项", "只算高的一方"):
        assert said in words
    assert "取高的一方" in client.get("/zh/somewhere/rules/").words()


def test_a_veto_on_one_total_and_a_line_of_other_years_are_said_as_what_they_are(
    tmp_path: Path,
) -> None:
    rate = '{ kind = "rate", measure = { fact = "months" }, points = 1, at_most = 50 }'
    cited = 'citation = { source = "the-document", article = "表" }\n'
    table = (
        line(rate, more="max = 50")
        + "".join(
            f'[[total]]\nid = "{name}"\nlabel = "{label}"\n{cited}'
            for name, label in (("school", "入学"), ("hukou", "入户"))
        )
        + line(rate, "of_both", 'max = 100\npeople = "each"')
        + '[[veto]]\nid = "no"\nwhen = { fact = "party", is = true }\ntext = "不能办。"\n'
        + f'totals = ["hukou"]\n{cited}'
        + f'[[cutoff]]\npoints = 5\nlabel = "以前"\nterm = {{ ends = 2019-12-31 }}\n{cited}'
    )
    made = create_app(Settings(rules=write_table(tmp_path, table)))
    made.testing = True
    client = PageClient(made)
    page = client.post("/zh/somewhere/?on=2020-06-01", {"months": "7", "party": "yes"})
    assert "入户：不能办。" in page.words("[data-veto]").replace(" ", "")
    assert "有上面说的情形，不能申请" in page.words("[data-total=hukou]")
    assert "不能申请" not in page.words("[data-total=school]")
    assert "不是这一天的线" in page.words("[data-cutoff]")
    asked = {"answers": {"unit": "somewhere", "months": 7, "party": True}, "on": "2020-06-01"}
    sheet = made.test_client().post("/api/v1/assess", json=asked).get_json()["points"][0]
    assert [veto["totals"] for veto in sheet["vetoes"]] == [["hukou"]]
    assert [total["refused"] for total in sheet["totals"]] == ["unmet", "met"]
    assert sheet["entry"] == "qualifies"
    assert sheet["cutoffs"][0]["reached"] is None


def test_a_condition_of_entry_to_one_total_is_said_with_its_name(tmp_path: Path) -> None:
    rate = '{ kind = "rate", measure = { fact = "months" }, points = 1, at_most = 50 }'
    cited = 'citation = { source = "the-document", article = "表" }\n'
    table = (
        line(rate, more="max = 50")
        + "".join(
            f'[[total]]\nid = "{name}"\nlabel = "{label}"\n{cited}'
            for name, label in (("school", "入学"), ("hukou", "入户"))
        )
        + '[[entry]]\nid = "party"\ntest = { fact = "party", is = true }\nlabel = "要是党员"\n'
        + 'met = "是党员。"\nunmet = "不是党员。"\ncannot_tell = "没有填。"\n'
        + f'totals = ["hukou"]\n{cited}'
        + '[[veto]]\nid = "no"\nwhen = { fact = "here", is = false }\ntext = "不在这里。"\n'
        + f'totals = ["school"]\n{cited}'
    )
    made = create_app(Settings(rules=write_table(tmp_path, table)))
    made.testing = True
    client = PageClient(made)
    page = client.post("/zh/somewhere/?on=2020-06-01", {"months": "7", "party": "no"})
    assert "入户：不是党员。" in page.words("[data-condition=party]").replace(" ", "")
    assert "申请条件还不够" in page.words("[data-total=hukou]")
    assert "申请条件还不够" not in page.words("[data-total=school]")
    english = client.post("/en/somewhere/?on=2020-06-01", {"months": "7", "party": "no"})
    assert "the conditions of entry are not met yet" in english.words("[data-total=hukou]")
    rules = client.get("/zh/somewhere/rules/").words().replace(" ", "")
    assert "入户：要是党员" in rules
    assert "入学：不在这里。" in rules
    asked = {"answers": {"unit": "somewhere", "party": False, "here": True}, "on": "2020-06-01"}
    sheet = made.test_client().post("/api/v1/assess", json=asked).get_json()["points"][0]
    assert sheet["entry"] == "qualifies"
    assert [total["entry"] for total in sheet["totals"]] == ["qualifies", "not_yet"]
    assert [(c["id"], c["totals"]) for c in sheet["entry_conditions"]] == [("party", ["hukou"])]
    told = made.test_client().get("/api/v1/rules/somewhere?lang=zh").get_json()["schemes"][0]
    assert [entry["totals"] for entry in told["entry"]] == [["hukou"]]
    assert [veto["totals"] for veto in told["vetoes"]] == [["school"]]


def test_a_published_line_over_two_tables_is_said_with_their_sum(tmp_path: Path) -> None:
    months = '{ kind = "rate", measure = { fact = "months" }, points = 1, at_most = 50 }'
    level = '{ kind = "ladder", fact = "level", levels = { low = 10, high = 20 } }'
    cited = 'citation = { source = "the-document", article = "表" }'
    cutoff = f'[[cutoff]]\npoints = 25\nlabel = "入学"\nplus = ["other-2021"]\n{cited}\n'
    folder = write_tables(
        tmp_path, line(months, more="max = 50") + cutoff, other_2021=line(level, more="max = 20")
    )
    made = create_app(Settings(rules=folder))
    made.testing = True
    client = PageClient(made)
    page = client.post("/zh/somewhere/?on=2020-06-01", {"months": "7"})
    (shown,) = page.soup.select("[data-cutoff]")
    assert shown["data-reached"] == "cannot_tell"
    assert "和“表”的分加起来算：17 到 27 分" in page.words("[data-cutoff]").replace(" ：", "：")
    english = client.post("/en/somewhere/?on=2020-06-01", {"months": "7"})
    assert "with the points of “表” added: 17 to 27 points" in english.words("[data-cutoff]")
    assert "和“表”的分加起来算" in client.get("/zh/somewhere/rules/").words()
    asked = {"answers": {"unit": "somewhere", "months": 7, "level": "high"}, "on": "2020-06-01"}
    points = made.test_client().post("/api/v1/assess", json=asked).get_json()["points"]
    (found,) = (cutoff for sheet in points for cutoff in sheet["cutoffs"])
    assert (found["plus"], found["low"], found["high"]) == (["other-2021"], "27", "27")
    assert found["reached"] == "met"
    told = made.test_client().get("/api/v1/rules/somewhere?lang=en").get_json()["schemes"]
    assert [c["plus"] for scheme in told for c in scheme["cutoffs"]] == [["other-2021"]]


def test_why_a_total_is_narrower_than_its_lines_is_said(tmp_path: Path) -> None:
    rising, falling = (
        f'{{ kind = "ladder", fact = "level", levels = {{ low = {low}, high = {high} }} }}'
        for low, high in ((0, 10), (8, 0))
    )
    table = line(rising, "a", "max = 10") + line(falling, "b", "max = 8")
    made = create_app(Settings(rules=write_table(tmp_path, table)))
    made.testing = True
    client = PageClient(made)
    for lang, words in (("zh", "总分的范围比各项加起来窄"), ("en", "narrower than that")):
        blank = client.post(f"/{lang}/somewhere/?on=2020-06-01", {"months": "7"})
        sheet = blank.one("[data-scheme]")
        assert (sheet["data-low"], sheet["data-high"]) == ("8", "10")
        assert words in blank.words("#points")
        known = client.post(f"/{lang}/somewhere/?on=2020-06-01", {"level": "low"})
        assert words not in known.words("#points")
