"""Two readings of one contract, made apart, on many people: where they differ, one is wrong."""

from collections.abc import Mapping
from typing import Any

import pytest

from selfcheck.rules.rulebook import Rulebook
from tests.engine.flattening import EVIDENCE_ON, answer_to, paths
from tests.reading.contract_reading import assess as read
from tests.reading.people import people

SEED = 20141031
COUNT = 3000
CHUNKS = 6

BEYOND_THE_READING = ("services", "in_force")
"""What the contract leaves to the rule files, and the reading says nothing about."""


def of_reading(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return the reading's answer in the shape of the project's."""
    return {
        **edition_of_reading(answer),
        "points": {
            sheet["scheme"]: {
                "entry": sheet["entry"],
                "low": sheet["low"],
                "high": sheet["high"],
                "lines": {
                    line["indicator"]: {"low": line["low"], "high": line["high"]}
                    for line in sheet["lines"]
                },
            }
            for sheet in answer["points"]
        },
        "also": edition_of_reading(answer["also"]) if answer["also"] else None,
    }


def edition_of_reading(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "outcome": answer["outcome"],
        "permits": {
            name: {
                "verdict": permit["verdict"],
                "earliest_on": permit["earliest_on"],
                "office_decides": permit["office_decides"],
                "conditions": {row["id"]: row["verdict"] for row in permit["conditions"]},
                "evidence": {
                    EVIDENCE_ON[row["for"]]: sorted(map(sorted, row["any_of"]))
                    for row in permit["evidence"]
                },
            }
            for name, permit in answer["permits"].items()
        },
        "endorsement": answer["endorsement"],
    }


def differences(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return what the project says and the reading says otherwise, by path."""
    wanted = dict(paths(theirs))
    said = {path: value for path, value in paths(ours) if is_read(path)}
    return {
        path: (said.get(path, "nothing"), wanted.get(path, "nothing"))
        for path in said.keys() | wanted.keys()
        if said.get(path, "nothing") != wanted.get(path, "nothing")
    }


def is_read(path: str) -> bool:
    steps = path.split(".")
    if steps[-1] in BEYOND_THE_READING or steps[-1] == "edition":
        return False
    return not ("evidence" in steps and steps[-1] not in EVIDENCE_ON.values())


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_project_and_an_independent_reading_say_the_same(
    rulebook: Rulebook, chunk: int
) -> None:
    for request in people(COUNT // CHUNKS, SEED + chunk):
        ours, theirs = answer_to(request, rulebook), of_reading(read(request))
        assert differences(ours, theirs) == {}, request
