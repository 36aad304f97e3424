from collections.abc import Mapping
from pathlib import Path
from shutil import copytree

import pytest

from selfcheck.presenter.language import Language, languages
from selfcheck.rules.loader import SHIPPED
from selfcheck.shipped import shipped
from tests.rules.folder import RulesFolder


@pytest.fixture
def folder(tmp_path: Path) -> RulesFolder:
    """A copy of the shipped rules that a test may change."""
    return RulesFolder(Path(copytree(SHIPPED, tmp_path / "rules")))


@pytest.fixture(scope="session")
def spoken() -> Mapping[str, Language]:
    """Every language offered."""
    return languages(shipped("translations"))
