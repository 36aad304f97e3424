"""What every test may use: the shipped rules, read once."""

import pytest

from selfcheck.rules.loader import load
from selfcheck.rules.rulebook import Rulebook


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load()
