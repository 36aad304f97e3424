"""Ask pip-audit whether a fault is known in a package that the application needs: `make audit`.

Without the advisory service nothing is known, and that is said; it is no failure.
"""

import json
import subprocess
import sys
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Print what is known of each package; 1 where a fault is known."""
    uv = which("uv") or str(PROJECT / ".uv" / "bin" / "uv")
    with TemporaryDirectory() as name:
        needed = Path(name) / "needed.txt"
        export = [uv, "export", "--quiet", "--frozen", "--no-dev", "--no-emit-project"]
        with needed.open("wb") as written:
            subprocess.run(export, cwd=PROJECT, stdout=written, check=True)
        audit = [uv, "tool", "run", "--quiet", "pip-audit>=2.10", "--format", "json"]
        audit += ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "-r"]
        found = subprocess.run([*audit, str(needed)], capture_output=True, text=True, check=False)
    try:
        packages = json.loads(found.stdout)["dependencies"]
    except (ValueError, KeyError):
        print("not audited: the advisory service cannot be asked")
        return 0
    faulty = [package for package in packages if package.get("vulns")]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    for package in faulty:
        ids = ", ".join(fault["id"] for fault in package["vulns"])
        print(f"{package['name']} {package['version']}: {ids}")
    print(f"{len(packages) - len(unknown)} packages audited, {len(faulty)} with a known fault")
    if unknown:
        print(f"not audited, because the service does not answer: {', '.join(unknown)}")
    return int(bool(faulty))


if __name__ == "__main__":
    sys.exit(main())
