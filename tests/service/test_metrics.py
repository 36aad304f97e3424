"""What the metrics and the log tell: how it goes, and nothing of who asked what."""

import json
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.service.gunicorn import PROJECT, Gunicorn, answers, free_port, gunicorn, until
from tests.service.load import Crowd
from tests.service.rules_folder import RulesFolder

SAMPLE = re.compile(r"([a-z_]+)(?:\{([^}]*)\})? ([0-9.e+-]+)\Z")


@pytest.fixture
def rules(tmp_path: Path) -> RulesFolder:
    return RulesFolder(tmp_path)


@pytest.fixture
def server(rules: RulesFolder, tmp_path: Path) -> Iterator[Gunicorn]:
    settings = {
        "SELFCHECK_RULES": str(rules.path),
        "SELFCHECK_METRICS": f"127.0.0.1:{free_port()}",
        "SELFCHECK_LOG": "json",
    }
    with gunicorn(tmp_path, settings) as running:
        yield running


def told(server: Gunicorn) -> dict[str, float]:
    """Return the metrics, every line of them read."""
    with urlopen(f"http://127.0.0.1:{server.metrics_port}/metrics") as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        lines = answer.read().decode().splitlines()
    found = {}
    for line in lines:
        if not line.startswith("#"):
            sample = SAMPLE.match(line)
            assert sample is not None, line
            found[line.rpartition(" ")[0]] = float(sample[3])
    return found


def test_every_answer_is_counted_whichever_worker_gave_it_and_though_it_died(
    server: Gunicorn,
) -> None:
    with Crowd(server.port, users=4).asking() as count:
        until(lambda: count.answered > 60, "load")
        os.kill(server.workers()[0], signal.SIGKILL)
        until(lambda: count.answered > 120, "load after the death")
        until(lambda: len(server.workers()) == 2, "another in its place")
    metrics = told(server)
    counted = sum(n for name, n in metrics.items() if name.startswith("selfcheck_requests_total"))
    # A few answers may have been given by the dead and not heard; the start asked for "/" too.
    assert count.answered <= counted <= count.answered + count.failed + 20
    asked = 'selfcheck_requests_total{route="pages.result",status="200"}'
    times = [n for name, n in metrics.items() if 'bucket{route="pages.result"' in name]
    assert times == sorted(times)
    assert times[-1] == metrics[asked] > 0
    assert metrics['selfcheck_received_bytes_total{route="pages.result"}'] > 300 * metrics[asked]
    assert metrics['selfcheck_sent_bytes_total{route="pages.result"}'] > 10_000 * metrics[asked]
    memory = [n for name, n in metrics.items() if name.startswith("selfcheck_resident_bytes")]
    assert len(memory) == 3
    assert all(n > 10_000_000 for n in memory)


def test_the_rules_and_a_refusal_of_newer_ones_are_told(
    server: Gunicorn, rules: RulesFolder
) -> None:
    good = rules.improve()
    server.hang_up()
    of_good = f'selfcheck_rules_info{{version="{good}"}}'
    until(lambda: told(server).get(of_good) == 3, "all processes serve the good rules")
    assert told(server)["selfcheck_rules_refused"] == 0
    rules.spoil()
    server.hang_up()
    until(lambda: told(server)["selfcheck_rules_refused"] == 3, "all refuse the broken ones")
    assert told(server)[of_good] == 3
    assert told(server)['selfcheck_reloads_total{end="refused"}'] == 3


def test_visitors_cannot_reach_the_metrics_and_their_address_has_nothing_else(
    server: Gunicorn,
) -> None:
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{server.url}/metrics/")
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"http://127.0.0.1:{server.metrics_port}/zh/")


def test_the_metrics_end_with_the_server(tmp_path: Path) -> None:
    address = f"127.0.0.1:{free_port()}"
    with gunicorn(tmp_path, {"SELFCHECK_METRICS": address}) as server:
        assert told(server)
        server.process.kill()
        until(lambda: not answers(f"http://{address}/metrics"), "the metrics end")
        until(lambda: not answers(server.url), "the workers end")


def test_lines_of_the_log_are_json_and_name_the_request_that_the_answer_names(
    server: Gunicorn,
) -> None:
    given = "0123456789abcdef" * 2
    for sent, kept in ((given, True), ("not an id of ours", False)):
        request = Request(f"{server.url}/zh/haining/", headers={"X-Request-Id": sent})
        with urlopen(request) as answer:
            named = answer.headers["X-Request-Id"]
        assert (named == given) is kept
    until(lambda: named in server.logged(), "the line is written")
    lines = [json.loads(line) for line in server.logged().splitlines()]
    (line,) = [line for line in lines if line.get("request_id") == given]
    assert line["method"] == "GET"
    assert line["route"] == "/<lang>/<unit>/"
    assert line["status"] == 200
    assert line["ms"] >= 0
    assert any(line["message"].startswith("Booting worker") for line in lines if "message" in line)


def test_the_dashboard_asks_for_metrics_that_there_are(server: Gunicorn) -> None:
    with Crowd(server.port, users=2).asking() as count:
        until(lambda: count.answered > 10, "load")
    names = {re.sub(r"\{.*", "", name) for name in told(server)}
    dashboard = json.loads((PROJECT / "deploy/grafana-dashboard.json").read_text(encoding="utf-8"))
    queries = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    asked = {name for query in queries for name in re.findall(r"selfcheck_[a-z_]+", query)}
    assert len(queries) >= 8
    assert asked - names == set()
    assert names - {name for name in names if name.endswith("_count")} <= asked | {
        "selfcheck_request_seconds_sum"
    }
