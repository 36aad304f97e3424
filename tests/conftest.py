"""What every test may use: the shipped rules, read once."""

import pytest
from hypothesis import settings

from selfcheck.rules.loader import load
from selfcheck.rules.rulebook import Rulebook

# A busy machine is no mistake.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load()
