"""The command line: one module for each noun, joined here into `selfcheck`."""

import click

from selfcheck.cli.assess import LINE_LIMIT, assess
from selfcheck.cli.rules import rules
from selfcheck.cli.serve import serve

__all__ = ["LINE_LIMIT", "main"]


@click.group()
def main() -> None:
    """Residence permits and points in Jiaxing (嘉兴居住证和积分自查)."""


for _command in (assess, rules, serve):
    main.add_command(_command)
