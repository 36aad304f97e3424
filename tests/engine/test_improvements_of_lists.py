"""What is told as a list is nothing that a person can change into something better."""

from pathlib import Path

from selfcheck.engine.improvements import improvements
from tests.tables import line, read_table, sheet_of, situation


def test_events_are_never_named_as_a_way_to_more_points(tmp_path: Path) -> None:
    questions = (
        'fact = [{ id = "awards", section = "conduct", kind = "events", name = "A", label = "A",'
        ' most = 3, improvable = true, choices = [{ id = "city", label = "市" }] }]\n'
    )
    formula = '{ kind = "events", fact = "awards", levels = { city = 5 } }'
    rulebook = read_table(tmp_path, line(formula), questions)
    at = situation(rulebook, {"awards": []})
    assert improvements(sheet_of(rulebook, {"awards": []}), rulebook, at) == ()
