"""Atheris at work: inputs that take new ways through the code, one after the other.

Run as `python -m tests.fuzz.guided NAME RUNS FOLDER SECONDS`; what is worth keeping, or breaks
something, goes into FOLDER. It stops at the first input that breaks, or (but for 0) after SECONDS.
"""

import logging
import sys

import atheris

with atheris.instrument_imports(include=["selfcheck"]):
    from tests.fuzz.targets import CORPUS, TARGETS, folder_of

LONGEST = 4096


def main() -> None:
    """Fuzz a target for a number of inputs."""
    name, runs, folder, seconds = sys.argv[1:]
    logging.getLogger("selfcheck.access").disabled = True
    TARGETS[name](b"")
    options = [f"-runs={runs}", f"-max_len={LONGEST}", "-seed=1", "-print_final_stats=1"]
    options += [
        "-rss_limit_mb=1024",
        f"-max_total_time={seconds}",
        "-verbosity=0",
        f"-artifact_prefix={folder}/",
    ]
    atheris.Setup([sys.argv[0], *options, folder, str(CORPUS / folder_of(name))], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
