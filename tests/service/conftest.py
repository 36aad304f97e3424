"""One gunicorn behind one nginx, both with the files as shipped, for the tests of a module."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.service.gunicorn import Gunicorn, gunicorn
from tests.service.nginx import HOST, Nginx, nginx


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gunicorn]:
    """A gunicorn that answers to nginx's name for it."""
    folder: Path = tmp_path_factory.mktemp("gunicorn")
    with gunicorn(folder, {"SELFCHECK_HOSTS": f"{HOST},127.0.0.1"}) as running:
        yield running


@pytest.fixture(scope="module")
def front(behind: Gunicorn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """The nginx before it."""
    with nginx(tmp_path_factory.mktemp("front"), behind.upstream) as running:
        yield running


@pytest.fixture(scope="module")
def app() -> Flask:
    """The application, to ask it for its addresses."""
    return create_app(Settings())
