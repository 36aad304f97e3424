"""A wheel built from the project, installed elsewhere, serves the pages."""

import json
import subprocess
import sys
import venv
from pathlib import Path
from shutil import which

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PROBE = """
import json
from selfcheck.app import create_app
client = create_app().test_client()
form = client.get("/en/haining/")
result = client.post("/zh/haining/", data={"hukou": "elsewhere", "housing": "rented"})
style = client.get("/static/selfcheck.css")
import selfcheck
print(json.dumps([form.status_code, result.status_code, style.status_code, selfcheck.__file__]))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment in which only the wheel is the project's."""
    folder = tmp_path_factory.mktemp("wheel")
    uv = which("uv") or str(PROJECT / ".uv" / "bin" / "uv")
    subprocess.run(
        [uv, "build", "--quiet", "--wheel", "--out-dir", str(folder), str(PROJECT)], check=True
    )
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env")
    python = folder / "env" / "bin" / "python"
    (site,) = (folder / "env" / "lib").glob("python*/site-packages")
    # The packages it depends on are those of the test environment; the project's own are not.
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "dependencies.pth").write_text(packages + "\n", encoding="utf-8")
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--no-deps", "--offline", "--python", str(python), wheel],
        check=True,
    )
    return python


def test_the_installed_wheel_serves_form_result_and_style(installed: Path, tmp_path: Path) -> None:
    probe = subprocess.run(
        [str(installed), "-c", PROBE], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    form, result, style, place = json.loads(probe.stdout.splitlines()[-1])
    assert (form, result, style) == (200, 200, 200)
    assert not Path(place).is_relative_to(PROJECT)


def test_the_installed_wheel_has_the_command(installed: Path, tmp_path: Path) -> None:
    command = installed.parent / "selfcheck"
    request = json.dumps({"answers": {"unit": "haining", "hukou": "here"}})
    answer = subprocess.run(
        [str(command), "assess"],
        input=request,
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert json.loads(answer.stdout)["outcome"] == "local_resident"
