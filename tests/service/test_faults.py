"""The short form of `make faults`: fewer kills, reloads and slow clients; every line must hold."""

from pathlib import Path

from tests.service.faults import all_faults


def test_users_are_served_whatever_happens(tmp_path: Path) -> None:
    outcomes = list(all_faults(tmp_path, kills_done=3, reloads_done=1, slow_done=200))
    assert len(outcomes) == 9
    assert [str(outcome) for outcome in outcomes if not outcome.holds] == []
