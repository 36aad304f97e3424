"""The application that swaps its rules, in one process: what it takes, and what it refuses."""

import gc
from pathlib import Path
from threading import Barrier, Thread
from weakref import ref

import pytest
from werkzeug.test import Client

from selfcheck.engine import decided, tables
from selfcheck.serving import Serving
from selfcheck.web.settings import Settings
from selfcheck.web.standing import Standing
from tests.service.rules_folder import RulesFolder


@pytest.fixture
def rules(tmp_path: Path) -> RulesFolder:
    return RulesFolder(tmp_path)


@pytest.fixture
def serving(rules: RulesFolder) -> Serving:
    return Serving(Settings(rules=rules.path))


def test_good_rules_are_taken_and_every_answer_names_them(
    serving: Serving, rules: RulesFolder
) -> None:
    good = rules.improve()
    assert serving.reload()
    client = Client(serving)
    assert client.get("/zh/").headers["Ruleset"] == good
    assert good in client.get("/zh/haining/").text
    assert client.get("/readyz").json["ruleset"] == good  # type: ignore[index]


def test_the_rules_before_are_given_back_and_the_new_ones_stay(
    serving: Serving, rules: RulesFolder
) -> None:
    before = ref(serving._answer)
    held = gc.get_freeze_count()
    assert held > 10_000
    for _ in range(3):
        rules.improve()
        assert serving.reload()
    assert before() is None
    assert gc.get_freeze_count() < 1.1 * held


def test_nothing_is_held_that_was_worked_out_of_rules_not_in_use(
    serving: Serving, rules: RulesFolder
) -> None:
    for write in (rules.improve, rules.spoil, lambda: None):
        write()
        serving.reload()
        assert not tables._tables
        assert not decided._tables


def test_a_server_that_answers_to_its_name_only_starts_too(rules: RulesFolder) -> None:
    serving = Serving(Settings(rules=rules.path, hosts=("selfcheck.example",)))
    assert Client(serving).get("/zh/", headers={"Host": "localhost"}).status_code == 400
    assert Client(serving).get("/zh/", headers={"Host": "selfcheck.example"}).status_code == 200


def test_broken_rules_are_refused_until_good_ones_come(
    serving: Serving, rules: RulesFolder
) -> None:
    before = serving.standing
    rules.spoil()
    assert not serving.reload()
    assert serving.standing.version == before.version
    assert serving.standing.refusal is not None
    good = rules.improve()
    assert serving.reload()
    assert serving.standing == Standing(good, serving.standing.since)


def test_the_same_rules_again_end_a_refusal_and_keep_the_day(
    serving: Serving, rules: RulesFolder
) -> None:
    good = rules.improve()
    serving.reload()
    since = serving.standing.since
    rules.spoil()
    serving.reload()
    assert rules.restore() == good
    assert serving.reload()
    assert (serving.standing.since, serving.standing.refusal) == (since, None)


def test_rules_with_which_no_answer_can_be_made_are_refused(
    serving: Serving, rules: RulesFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = serving.standing.version
    rules.improve()

    def fail(*args: object, **kwargs: object) -> None:
        raise KeyError("something nobody thought of")

    monkeypatch.setattr("selfcheck.presenter.answer.Presenter.answer", fail)
    assert not serving.reload()
    monkeypatch.undo()
    assert serving.standing.version == before
    assert Client(serving).post("/zh/haining/").status_code == 200


def test_a_folder_that_is_gone_is_refused(serving: Serving, rules: RulesFolder) -> None:
    rules.path.rename(rules.path.parent / "elsewhere")
    assert not serving.reload()
    assert Client(serving).get("/readyz").json["refused"]["mistakes"] >= 1  # type: ignore[index]


def test_many_askers_at_once_end_with_the_newest_rules(
    serving: Serving, rules: RulesFolder
) -> None:
    good = rules.improve()
    together = Barrier(5)

    def ask() -> None:
        together.wait()
        serving.reload_soon()

    threads = [Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    serving.wait()
    assert serving.standing.version == good
