"""What is refused at the door, what every answer carries, and what is never kept."""

import logging

import pytest
from flask import Flask

from selfcheck.app import create_app
from selfcheck.engine.kept import ROOM
from selfcheck.web.settings import BadSetting, Settings
from tests.web.page_client import PageClient, check_headers


def test_an_unknown_host_is_refused() -> None:
    client = create_app(Settings(hosts=("selfcheck.example",))).test_client()
    assert client.get("/zh/", headers={"Host": "selfcheck.example"}).status_code == 200
    assert client.get("/zh/", headers={"Host": "evil.example"}).status_code == 400


def test_frames_are_allowed_to_the_listed_origins_only() -> None:
    allowed = create_app(Settings(frame_ancestors=("https://www.jiaxing.gov.cn",)))
    policy = allowed.test_client().get("/zh/").headers["Content-Security-Policy"]
    assert "frame-ancestors https://www.jiaxing.gov.cn" in policy
    closed = create_app(Settings()).test_client().get("/zh/").headers
    assert "frame-ancestors 'none'" in closed["Content-Security-Policy"]


def test_a_form_with_too_many_fields_is_refused(client: PageClient) -> None:
    form = {f"field{number}": "" for number in range(250)}
    client.post("/zh/haining/", form, status=413)


def test_a_form_that_is_too_long_is_refused(client: PageClient) -> None:
    client.post("/zh/haining/", {"hukou": "x" * 40_000}, status=413)


@pytest.mark.parametrize("path", ["/zh/", "/nowhere", "/api/v1/nothing", "/static/none.css"])
def test_every_answer_carries_the_headers_errors_included(app: Flask, path: str) -> None:
    response = app.test_client().get(path)
    check_headers(response)
    response.close()


def test_a_failure_of_ours_is_a_page_without_a_trace(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = create_app(Settings())

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(made.extensions["selfcheck"].selfcheck, "answer_to", fail)
    response = made.test_client().post("/zh/haining/", data={"hukou": "here"})
    assert response.status_code == 500
    assert "secret" not in response.get_data(as_text=True)
    check_headers(response)


def test_no_answer_reaches_the_log(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("selfcheck")
    logger.addHandler(caplog.handler)
    try:
        client = app.test_client()
        client.post("/zh/haining/?on=2014-12-01", data={"employment_months": "777111"})
        client.post("/zh/nowhere/", data={"hukou": "777111"})
    finally:
        logger.removeHandler(caplog.handler)
    assert "POST /<lang>/<unit>/" in caplog.text
    assert "777111" not in caplog.text
    assert "2014-12-01" not in caplog.text


def test_an_unknown_edition_setting_stops_the_start() -> None:
    with pytest.raises(BadSetting, match="SELFCHECK_EDITION is 'none'"):
        create_app(Settings(edition="none"))


def test_settings_come_from_the_environment() -> None:
    settings = Settings.from_environment(
        {
            "SELFCHECK_HOSTS": "a.example, b.example",
            "SELFCHECK_EDITION": "in-force",
            "SELFCHECK_FRAME_ANCESTORS": "https://c.example",
            "SELFCHECK_CONTACT": "",
        }
    )
    assert settings.hosts == ("a.example", "b.example")
    assert settings.edition == "in-force"
    assert settings.frame_ancestors == ("https://c.example",)
    assert settings.contact is None


def test_the_room_of_what_is_kept_can_be_set() -> None:
    create_app(Settings.from_environment({"SELFCHECK_ROOM": "3"}))
    assert ROOM.most == 3 * 1024 * 1024
    create_app(Settings.from_environment({"SELFCHECK_ROOM": ""}))
    assert ROOM.most == 12 * 1024 * 1024


@pytest.mark.parametrize("text", ["many", "-1", "1.5", "12 MB", "１２"])
def test_a_room_that_is_no_number_stops_the_start(text: str) -> None:
    with pytest.raises(BadSetting, match=r"SELFCHECK_ROOM is .* megabytes, like 12"):
        Settings.from_environment({"SELFCHECK_ROOM": text})


def test_the_pages_can_lead_with_the_edition_in_force() -> None:
    app = create_app(Settings(edition="in-force"))
    page = PageClient(app).post("/zh/haining/", {"hukou": "elsewhere", "housing": "rented"})
    editions = {card["data-edition"] for card in page.soup.select("[data-edition]")}
    assert editions == {"zhejiang-2016"}
