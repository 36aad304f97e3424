"""Atheris at work: inputs that take new ways through the code, one after the other.

Run as `python -m tests.fuzz.guided NAME RUNS FOLDER`; what is worth keeping, or breaks something,
goes into FOLDER. It stops at the first input that breaks.
"""

import logging
import sys

import atheris

with atheris.instrument_imports(include=["selfcheck"]):
    from tests.fuzz.targets import CORPUS, TARGETS

LONGEST = 4096


def main() -> None:
    """Fuzz a target for a number of inputs."""
    name, runs, folder = sys.argv[1:]
    logging.getLogger("selfcheck.access").disabled = True
    TARGETS[name](b"")
    options = [f"-runs={runs}", f"-max_len={LONGEST}", "-seed=1", "-print_final_stats=1"]
    options += ["-rss_limit_mb=1024", "-verbosity=0", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], *options, folder, str(CORPUS / name)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
