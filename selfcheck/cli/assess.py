"""`selfcheck assess`: the same answers as the API, one or many."""

import sys
from collections.abc import Iterator
from typing import BinaryIO

import click
import orjson

from selfcheck.cli.rulebooks import rulebook_in_use
from selfcheck.clock import today
from selfcheck.presenter.language import languages
from selfcheck.presenter.selfcheck import Refused, SelfCheck
from selfcheck.shipped import shipped

IMPOSSIBLE = 2
LINE_LIMIT = 1 << 20
"""Bytes of a line that are read at a time; a longer line is refused."""


@click.command()
@click.option("--jsonl", is_flag=True, help="One request a line, one answer a line.")
@click.argument("file", type=click.File("rb"), default="-")
def assess(file: BinaryIO, jsonl: bool) -> None:
    """Answer the request in FILE (or on standard input), as the API does."""
    selfcheck = SelfCheck(rulebook_in_use(), languages(shipped("translations")))
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
