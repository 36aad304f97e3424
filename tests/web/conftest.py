"""The application for page tests, and a client that checks every page it fetches."""

from collections.abc import Iterator

import pytest
from flask import Flask

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.web.page_client import PageClient


@pytest.fixture(scope="session")
def app() -> Iterator[Flask]:
    """The application with the settings of a fresh checkout."""
    made = create_app(Settings())
    made.testing = True
    yield made


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A client that checks every page it fetches."""
    return PageClient(app)
