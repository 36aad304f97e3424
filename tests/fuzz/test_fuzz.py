"""A minute of `make fuzz`: the kept inputs, and some seconds of each way to find new ones."""

from pathlib import Path

import pytest

from tests.fuzz.description import try_api
from tests.fuzz.machine import try_form
from tests.fuzz.running import fuzz
from tests.fuzz.targets import TARGETS, corpus

SECONDS = 8
MANY = 1_000_000
FEWEST = 20


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_that_is_kept_breaks_a_reader(name: str) -> None:
    for data in corpus(name):
        TARGETS[name](data)


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_that_is_found_in_a_moment_breaks_a_reader(name: str, tmp_path: Path) -> None:
    done = fuzz(name, MANY, str(tmp_path), SECONDS)
    assert done.held, done.told
    assert done.inputs >= FEWEST


def test_a_form_holds_whatever_people_do_with_it() -> None:
    try_form(6)


def test_the_api_keeps_to_its_own_description() -> None:
    assert try_api(6) >= 5
