from pathlib import Path
from shutil import copytree

import pytest

from selfcheck.rules.loader import SHIPPED
from tests.rules.folder import RulesFolder


@pytest.fixture
def folder(tmp_path: Path) -> RulesFolder:
    return RulesFolder(Path(copytree(SHIPPED, tmp_path / "rules")))
