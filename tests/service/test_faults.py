"""The short form of `make faults`: fewer kills, reloads and slow clients; every line must hold.

And what needs no luck to be seen: a request whose workers die, one after the other.
"""

import json
from contextlib import closing
from pathlib import Path

from tests.people import ANSWERS
from tests.service.faults import all_faults, place
from tests.service.load import Crowd
from tests.service.nginx import HOST


def test_users_are_served_whatever_happens(tmp_path: Path) -> None:
    outcomes = list(all_faults(tmp_path, kills_done=3, reloads_done=1, slow_done=200))
    assert len(outcomes) == 9
    assert [str(outcome) for outcome in outcomes if not outcome.holds] == []


def test_a_request_whose_workers_die_five_times_is_answered(tmp_path: Path) -> None:
    deaths = tmp_path / "deaths"
    deaths.write_bytes(bytes(5))
    settings = {"TEST_DEATHS": str(deaths)}
    body = json.dumps({"answers": ANSWERS})
    with (
        place(tmp_path / "dying", settings, app="tests.service.dying:app") as where,
        closing(Crowd(where.front.tls_port, tls=True, host=HOST).connect()) as connection,
    ):
        connection.request("POST", "/api/v1/compare", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        assert (answer.status, answer.read()[:1]) == (200, b"{")
    assert deaths.read_bytes() == b""
