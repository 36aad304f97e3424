"""A running server and a real Chromium for the browser tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.launch import FLAGS, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the application under gunicorn, as `make run` serves it."""
    with running_server() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield launched
        launched.close()
