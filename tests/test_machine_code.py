"""Hot modules as machine code say what they say as Python, and never hide a changed source."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from shutil import copytree
from tempfile import gettempdir
from urllib.request import urlopen

import pytest

from selfcheck.machine_code import HOT, LEFT_OUT, MACHINE_CODE, MADE, PYTHON, SETTING, SUFFIX
from tests.service.gunicorn import Gunicorn, answers, gunicorn, until
from tests.service.load import FORM
from tests.service.rules_folder import RulesFolder

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / ".compiled"
SAID = """
import json, sys, selfcheck
from selfcheck.engine import periods
print(json.dumps([selfcheck.RUN_AS, periods.__spec__.origin, periods.SHORTEST]))
"""


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else is in here meanwhile; tests run in several processes."""
    with Path(gettempdir(), "selfcheck-compiled.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


@pytest.fixture(scope="session")
def compiled() -> Path:
    """The folder that `make compiled` leaves; without a compiler these tests are skipped."""
    with alone():
        made = subprocess.run(
            ["make", "--silent", "compiled"],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
    if "apt-get install gcc" in made.stdout:
        pytest.skip(made.stdout.splitlines()[0])
    assert made.returncode == 0, made.stdout[-3000:] + made.stderr[-3000:]
    return FOLDER


def run(
    *command: str, folder: Path | None, project: Path = PROJECT
) -> subprocess.CompletedProcess[str]:
    """Run Python with the setting, or without it, in a checkout."""
    setting = "" if folder is None else str(folder)
    return subprocess.run(
        [sys.executable, *command],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project), SETTING: setting},
        capture_output=True,
        text=True,
        check=True,
    )


def falls_back(folder: Path, why: str) -> None:
    """Fail unless Python runs in place of the folder, and one line says why and what to do."""
    done = run("-c", SAID, folder=folder)
    run_as, origin, _ = json.loads(done.stdout)
    (line,) = done.stderr.splitlines()
    assert (run_as, origin) == (PYTHON, str(PROJECT / "selfcheck/engine/periods.py"))
    assert f"{SETTING}={folder} is not used" in line
    assert why in line
    assert "`make compiled`" in line


def copy_with(compiled: Path, folder: Path, **changes: str) -> Path:
    """Return a copy of the compiled modules that tells something else of itself."""
    copy = Path(copytree(compiled, folder / "compiled"))
    made = json.loads((copy / MADE).read_text(encoding="utf-8"))
    (copy / MADE).write_text(json.dumps(made | changes), encoding="utf-8")
    return copy


def test_every_hot_module_is_compiled(compiled: Path) -> None:
    made = json.loads((compiled / MADE).read_text(encoding="utf-8"))
    hot = {
        ".".join(path.relative_to(PROJECT).with_suffix("").parts)
        for folder in HOT
        for path in (PROJECT / folder).rglob("*.py")
        if path.name not in LEFT_OUT
    }
    assert set(made["modules"]) == hot | {made["library"]}


def test_no_machine_code_lies_beside_a_source(compiled: Path) -> None:
    assert compiled.is_dir()
    assert list((PROJECT / "selfcheck").rglob("*.so")) == []


def test_compiled_modules_are_used_and_name_their_sources(compiled: Path) -> None:
    done = run("-c", f"{SAID}\nprint(periods.__file__)", folder=compiled)
    told, file = done.stdout.splitlines()
    run_as, origin, _ = json.loads(told)
    assert (run_as, done.stderr) == (MACHINE_CODE, "")
    assert Path(origin).is_relative_to(compiled)
    assert file == str(PROJECT / "selfcheck/engine/periods.py")


def test_python_runs_where_nothing_is_asked_for() -> None:
    done = run("-c", SAID, folder=None)
    assert json.loads(done.stdout)[0] == PYTHON
    assert done.stderr == ""


def test_golden_cases_come_out_as_expected(compiled: Path) -> None:
    tests = ["tests/engine/test_golden_cases.py", "tests/presenter/test_cases.py"]
    done = run("-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, folder=compiled)
    assert "passed" in done.stdout


def test_random_people_are_told_the_same(compiled: Path) -> None:
    told = [
        run("-m", "tests.telling", folder=folder).stdout.splitlines() for folder in (None, compiled)
    ]
    assert told[0][0] == PYTHON
    assert told[1][0] == MACHINE_CODE
    assert told[0][1:] == told[1][1:]
    assert len(told[0]) > 1_000


def result(server: Gunicorn) -> str:
    """Return the page of a result."""
    with urlopen(f"{server.url}/zh/haining/", FORM.encode()) as answer:
        page: bytes = answer.read()
    return page.decode()


def test_rules_are_reloaded(compiled: Path, tmp_path: Path) -> None:
    rules = RulesFolder(tmp_path)
    settings = {"SELFCHECK_RULES": str(rules.path), SETTING: str(compiled)}
    with gunicorn(tmp_path, settings) as server:
        for worker in server.workers():
            assert str(compiled) in Path(f"/proc/{worker}/maps").read_text(encoding="utf-8")
        assert answers(f"{server.url}/zh/haining/")
        assert 'id="bring"' in result(server)
        good = rules.improve()
        server.hang_up()
        until(
            lambda: server.logged().count(f"serves rules {good} ({MACHINE_CODE})") == 3,
            "every process serves the good rules",
        )
        assert good in result(server)


def test_a_changed_source_is_run_and_not_what_was_compiled_before(
    compiled: Path, tmp_path: Path
) -> None:
    copytree(PROJECT / "selfcheck", tmp_path / "selfcheck")
    assert json.loads(run("-c", SAID, folder=compiled, project=tmp_path).stdout)[0] == MACHINE_CODE
    source = tmp_path / "selfcheck" / "engine" / "periods.py"
    text = source.read_text(encoding="utf-8").replace("SHORTEST = min(DAYS)", "SHORTEST = 27")
    source.write_text(text, encoding="utf-8")
    done = run("-c", SAID, folder=compiled, project=tmp_path)
    assert json.loads(done.stdout) == [PYTHON, str(source), 27]
    assert "it was made from other sources" in done.stderr


def test_a_changed_model_that_compiled_modules_rest_on_is_noticed(
    compiled: Path, tmp_path: Path
) -> None:
    copytree(PROJECT / "selfcheck", tmp_path / "selfcheck")
    with (tmp_path / "selfcheck" / "rules" / "model" / "facts.py").open("a") as model:
        model.write("# another\n")
    done = run("-c", SAID, folder=compiled, project=tmp_path)
    assert "it was made from other sources" in done.stderr


def test_a_folder_that_is_not_there_is_not_used(tmp_path: Path) -> None:
    falls_back(tmp_path / "nowhere", "nothing compiled is there")


def test_what_was_made_for_another_python_is_not_used(compiled: Path, tmp_path: Path) -> None:
    other = copy_with(compiled, tmp_path, python=".cpython-399-x86_64-linux-gnu.so")
    falls_back(other, "it was made for another Python, .cpython-399-x86_64-linux-gnu.so")


def test_what_cannot_be_loaded_is_not_used(compiled: Path, tmp_path: Path) -> None:
    broken = copy_with(compiled, tmp_path)
    (library,) = broken.glob(f"*{SUFFIX}")
    library.write_bytes(bytes(library.stat().st_size))
    falls_back(broken, "it cannot be loaded")


def test_what_was_cut_off_is_not_used(compiled: Path, tmp_path: Path) -> None:
    broken = copy_with(compiled, tmp_path)
    file = broken / "selfcheck" / "engine" / f"periods{SUFFIX}"
    file.write_bytes(file.read_bytes()[:4096])
    falls_back(broken, f"selfcheck/engine/periods{SUFFIX} is not whole")


def test_where_there_is_no_compiler_it_is_said_what_to_install(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "deploy/compile.py", str(tmp_path / "compiled")],
        cwd=PROJECT,
        env={**os.environ, "CC": "no-such-compiler", "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "no-such-compiler" in done.stdout
    assert "apt-get install gcc python3-dev" in done.stdout
    assert list(tmp_path.iterdir()) == []
