"""New rules under load, good and broken ones, with gunicorn as shipped: not one request fails."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.service.gunicorn import Gunicorn, gunicorn, until
from tests.service.load import Crowd
from tests.service.rules_folder import RulesFolder


@pytest.fixture
def rules(tmp_path: Path) -> RulesFolder:
    return RulesFolder(tmp_path)


@pytest.fixture
def server(rules: RulesFolder, tmp_path: Path) -> Iterator[Gunicorn]:
    with gunicorn(tmp_path, {"SELFCHECK_RULES": str(rules.path)}) as running:
        yield running


def ready(server: Gunicorn) -> dict[str, Any]:
    """Return what one worker, whichever answers, says of its rules."""
    with urlopen(f"{server.url}/readyz") as answer:
        said: dict[str, Any] = json.load(answer)
        return said


def all_serve(server: Gunicorn, version: str) -> bool:
    return server.logged().count(f"serves rules {version}") == 1 + len(server.workers())


def refusals(server: Gunicorn) -> int:
    return server.logged().count("NEW RULES REFUSED")


def test_no_request_fails_while_good_and_broken_rules_come_and_go(
    server: Gunicorn, rules: RulesFolder
) -> None:
    workers = server.workers()
    first = ready(server)["ruleset"]
    fresh = Crowd(server.port, users=3)
    keeping = Crowd(server.port, users=3, keeps=True)
    with fresh.asking() as count, keeping.asking() as kept:
        until(lambda: count.answered > 50, "load")
        good = rules.improve()
        server.hang_up()
        until(lambda: all_serve(server, good), "every process serves the good rules")
        rules.spoil()
        server.hang_up()
        until(lambda: refusals(server) == 3, "every process refuses the broken rules")
        seen = count.answered
        until(lambda: count.answered > seen + 50, "load after the refusal")
        better = rules.improve()
        server.hang_up()
        until(lambda: all_serve(server, better), "every process serves the better rules")
        seen = count.answered
        until(lambda: count.answered > seen + 50, "load after the reload")
    assert (count.failures, kept.failures) == ({}, {})
    assert set(count.versions) == set(kept.versions) == {first, good, better}
    assert server.workers() == workers


def test_readiness_says_which_rules_serve_and_why_newer_ones_were_refused(
    server: Gunicorn, rules: RulesFolder
) -> None:
    before = ready(server)
    assert before["refused"] is None
    rules.spoil()
    server.hang_up()
    until(lambda: refusals(server) == 3, "every process refuses the broken rules")
    after = ready(server)
    assert (after["ruleset"], after["since"]) == (before["ruleset"], before["since"])
    assert after["refused"]["mistakes"] == 1
    assert "shoe_size" in after["refused"]["first"][0]
    assert after["refused"]["at"] >= before["since"]


def test_a_killed_worker_is_replaced_by_one_with_the_good_rules_though_broken_ones_lie_there(
    server: Gunicorn, rules: RulesFolder
) -> None:
    good = rules.improve()
    server.hang_up()
    until(lambda: all_serve(server, good), "every process serves the good rules")
    rules.spoil()
    before = server.workers()
    for worker in before:
        os.kill(worker, signal.SIGKILL)
    until(
        lambda: len(server.workers()) == 2 and not set(before) & set(server.workers()),
        "new workers",
    )
    assert {ready(server)["ruleset"] for _ in range(8)} == {good}


def test_rules_are_watched_where_that_is_asked_for(tmp_path: Path) -> None:
    rules = RulesFolder(tmp_path)
    settings = {"SELFCHECK_RULES": str(rules.path), "SELFCHECK_WATCH": "0.2"}
    with gunicorn(tmp_path, settings) as server:
        good = rules.improve()
        until(lambda: all_serve(server, good), "every process serves the good rules")
        rules.spoil()
        until(lambda: refusals(server) == 3, "every process refuses the broken rules")
        assert ready(server)["ruleset"] == good


def test_a_signal_during_the_start_of_a_worker_is_not_lost_and_kills_nothing(
    server: Gunicorn, rules: RulesFolder
) -> None:
    good = rules.improve()
    before = server.workers()
    os.kill(before[0], signal.SIGKILL)
    for _ in range(5):
        server.hang_up()
    until(lambda: len(server.workers()) == 2, "a new worker")
    until(lambda: server.logged().count("Booting worker") == 3, "a new worker, once")
    until(lambda: {ready(server)["ruleset"] for _ in range(8)} == {good}, "the good rules")
    assert before[1] in server.workers()
