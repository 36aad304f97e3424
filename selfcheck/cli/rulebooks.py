"""The rules that a command works on; where they cannot be used, every mistake and exit code 1."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from selfcheck.app import checked_rulebook
from selfcheck.rules.mistakes import BrokenRules, Mistake, plural
from selfcheck.rules.rulebook import Rulebook
from selfcheck.web.settings import Settings

BROKEN = 1


def folder_in_use() -> Path:
    """Return the folder of rule files that the settings name."""
    return Settings.from_environment(os.environ).rules


def rulebook_in_use() -> Rulebook:
    """Return the rulebook that the settings name, its worked examples proven."""
    try:
        return checked_rulebook(Settings.from_environment(os.environ))
    except BrokenRules as broken:
        refuse(broken.mistakes)


def refuse(mistakes: Sequence[Mistake]) -> NoReturn:
    """Say every mistake on standard error, and end."""
    for mistake in mistakes:
        click.echo(str(mistake), err=True)
    click.echo(f"{plural(len(mistakes), 'mistake')}.", err=True)
    sys.exit(BROKEN)
