"""The commands: assess, rules check, rules list, serve."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click
import orjson

from selfcheck.app import checked_rulebook
from selfcheck.clock import today
from selfcheck.engine.examples import untried_thresholds
from selfcheck.presenter.language import languages
from selfcheck.presenter.selfcheck import Refused, SelfCheck
from selfcheck.rules.mistakes import BrokenRules, Mistake
from selfcheck.rules.rulebook import Rulebook
from selfcheck.shipped import shipped
from selfcheck.web.settings import Settings

IMPOSSIBLE = 2
LINE_LIMIT = 1 << 20
"""Bytes of a line that are read at a time; a longer line is refused."""


@click.group()
def main() -> None:
    """Residence permits and points in Jiaxing (嘉兴居住证和积分自查)."""


@main.command()
@click.option("--jsonl", is_flag=True, help="One request a line, one answer a line.")
@click.argument("file", type=click.File("rb"), default="-")
def assess(file: BinaryIO, jsonl: bool) -> None:
    """Answer the request in FILE (or on standard input), as the API does."""
    selfcheck = SelfCheck(_rulebook(), languages(shipped("translations")))
    if jsonl:
        for line in answers(selfcheck, file):
            click.echo(line)
        return
    try:
        answer = selfcheck.answer_json(file.read(), today())
    except Refused as refused:
        click.echo(orjson.dumps({"error": refused.problem}, option=orjson.OPT_INDENT_2), err=True)
        sys.exit(IMPOSSIBLE)
    click.echo(orjson.dumps(answer, option=orjson.OPT_INDENT_2))


def answers(selfcheck: SelfCheck, file: BinaryIO) -> Iterator[bytes]:
    """Yield the answer to each line, in order; a bad line gets its error, and the rest goes on."""
    while line := file.readline(LINE_LIMIT):
        rest = line
        while len(rest) == LINE_LIMIT and not rest.endswith(b"\n"):
            rest = file.readline(LINE_LIMIT)
            line = b""
        try:
            yield orjson.dumps(selfcheck.answer_json(line, today()))
        except Refused as refused:
            yield orjson.dumps({"error": refused.problem})


@main.group()
def rules() -> None:
    """Look at rule files."""


@rules.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def check(folder: Path | None) -> None:
    """Check the rule files in FOLDER (or those in use): every mistake with file and key."""
    rulebook = _rulebook(folder)
    _refuse(untried_thresholds(rulebook))
    click.echo(
        f"{len(rulebook.units)} units, {len(rulebook.editions)} editions, "
        f"{len(rulebook.schemes)} schemes, {len(rulebook.facts)} facts: "
        f"no mistake. Version {rulebook.version}."
    )


@rules.command(name="list")
def list_rules() -> None:
    """List the editions, the schemes, and the schemes of each unit."""
    rulebook = _rulebook()
    for edition in rulebook.editions.values():
        click.echo(f"edition {edition.id}: {edition.name}")
    for scheme in rulebook.schemes.values():
        click.echo(f"scheme {scheme.id} ({scheme.coverage}): {scheme.name}")
    for unit in rulebook.units.values():
        click.echo(f"unit {unit.id} ({unit.name}): {', '.join(unit.schemes)}")


@main.command()
@click.option("--host", default="127.0.0.1", envvar="HOST", show_default=True)
@click.option("--port", default=8000, envvar="PORT", show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the pages and the API with gunicorn."""
    _rulebook()
    settings = "python:selfcheck.gunicorn_settings"
    arguments = [
        "--config",
        settings,
        "--bind",
        f"{host}:{port}",
        "selfcheck.serving:application()",
    ]
    # No shell takes part: the words are ours, host and port are the operator's.
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments])  # noqa: S606


def _rulebook(folder: Path | None = None) -> Rulebook:
    settings = Settings.from_environment(os.environ)
    if folder is not None:
        settings = Settings(rules=folder)
    try:
        return checked_rulebook(settings)
    except BrokenRules as broken:
        _refuse(broken.mistakes)
        raise


def _refuse(mistakes: list[Mistake]) -> None:
    """Print the mistakes and end with 1, where there are any."""
    if mistakes:
        for mistake in mistakes:
            click.echo(str(mistake), err=True)
        click.echo(f"{len(mistakes)} mistakes.", err=True)
        sys.exit(1)
