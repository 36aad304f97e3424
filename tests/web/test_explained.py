"""What a sheet says of groups, caps over both parents, deductions, and points that are needed."""

from pathlib import Path

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.tables import line, write_table
from tests.web.page_client import PageClient

CITED = 'citation = { source = "the-document", article = "表" }\n'


def rate(fact: str, points: str, most: int) -> str:
    measure = f"measure = {{ fact = {fact!r} }}".replace("'", '"')
    return f'{{ kind = "rate", {measure}, points = {points}, at_most = {most} }}'


def client_of(folder: Path, table: str) -> PageClient:
    made = create_app(Settings(rules=write_table(folder, table)))
    made.testing = True
    return PageClient(made)


def group(name: str, combine: str, members: str, more: str = "") -> str:
    return (
        f'[[group]]\nid = "{name}"\nlabel = "{name}组"\ncombine = "{combine}"\n{more}'
        f"members = {members}\n{CITED}"
    )


def test_a_group_of_groups_names_those_inside_and_the_rules_say_how(tmp_path: Path) -> None:
    lines = "".join(line(rate("months", "1", 5), name, "max = 5") for name in "abcd")
    table = (
        lines
        + group("甲", "sum", '["a", "b"]').replace('id = "甲"', 'id = "one"')
        + group("乙", "sum", '["c", "d"]', "cap = 9\n").replace('id = "乙"', 'id = "two"')
        + group("丙", "highest", '["one", "two"]').replace('id = "丙"', 'id = "best"')
    )
    client = client_of(tmp_path, table)
    found = client.post("/zh/somewhere/", {"months": "3"}).words("[data-group=best]")
    assert "甲组、乙组，只算最高的一项，现在 6 分" in found
    rules = client.get("/zh/somewhere/rules/").words()
    assert "丙组：甲组、乙组，只算最高的一项" in rules
    assert "乙组：…、…，相加，合计最高 9 分" in rules
    assert "added together" in client.get("/en/somewhere/rules/").words()


def test_a_cap_over_both_parents_is_said_after_their_sum(tmp_path: Path) -> None:
    each = line(rate("months", "0.5", 50), more='max = 3\ncap = 3\npeople = "each"')
    client = client_of(tmp_path, each)
    said = {"has_partner": "yes", "months": "3", "partner_months": "4"}
    page = client.post("/zh/somewhere/", said)
    assert page.words(".line__why").endswith("合计 3.5 分，最高 3 分，按 3 分算。")
    low = client.post("/zh/somewhere/", {**said, "partner_months": "1"})
    assert low.words(".line__why").endswith("合计 2 分，最高 3 分。")


def test_a_cap_of_one_person_is_said(tmp_path: Path) -> None:
    client = client_of(tmp_path, line(rate("months", "1", 50), more="max = 3\ncap = 3"))
    assert (
        client.post("/zh/somewhere/", {"months": "7"}).words(".line__why").endswith("，最高 3 分")
    )
    assert "，最高 3 分" not in client.post("/zh/somewhere/", {"months": "2"}).words(".line__why")


def test_a_deduction_takes_and_does_not_add(tmp_path: Path) -> None:
    taken = '{ kind = "rate", measure = { fact = "people" }, points = 5, per = 2, at_most = 50 }'
    table = line(rate("months", "1", 50), more="max = 50") + line(
        taken, "taken", "max = 50", "deduction"
    )
    client = client_of(tmp_path, table)
    page = client.post("/zh/somewhere/", {"people": "4"})
    assert "每 2 扣 5 分" in page.words("[data-deduction=taken]")
    english = client.post("/en/somewhere/", {"people": "4"})
    assert "5 points off for every 2" in english.words("[data-deduction=taken]")


def test_points_that_are_needed_are_no_line_of_the_past(tmp_path: Path) -> None:
    table = line(rate("months", "1", 50), more="max = 50")
    needed = f'[[cutoff]]\npoints = 5\nlabel = "申请"\n{CITED}'
    past = f'[[cutoff]]\npoints = 9\nlabel = "2019 年"\nterm = {{ ends = 2019-12-31 }}\n{CITED}'
    (tmp_path / "one").mkdir()
    (tmp_path / "both").mkdir()
    one = client_of(tmp_path / "one", table + needed).post("/zh/somewhere/", {"months": "3"})
    assert "以前公布的线" not in one.words("#points")
    assert "要到的分数" in one.words("#points")
    both = client_of(tmp_path / "both", table + needed + past)
    assert "写明时间的，是以前公布的线" in both.post("/zh/somewhere/", {"months": "3"}).words()


def test_a_question_put_twice_says_whom_it_is_about(tmp_path: Path) -> None:
    client = client_of(tmp_path, line(rate("months", "1", 50), more='max = 100\npeople = "each"'))
    page = client.get("/zh/somewhere/")
    assert page.words("#question-partner_months .question__label") == "另一方：C"
    assert page.words("#question-months .question__label") == "C"
    english = client.get("/en/somewhere/").words("#question-partner_months .question__label")
    assert english == "Other parent: C"
