"""`selfcheck rules template`, `import` and `export`: schemes as spreadsheets."""

import sys
from pathlib import Path

import click

from selfcheck.authoring.sheets.taking import taken
from selfcheck.authoring.sheets.writing import write
from selfcheck.authoring.states import home_of
from selfcheck.cli.rulebooks import BROKEN, folder_in_use, refuse
from selfcheck.cli.speech import in_language
from selfcheck.presenter.language import Language
from selfcheck.rules.loader import load
from selfcheck.rules.mistakes import BrokenRules
from selfcheck.rules.rulebook import Rulebook

TARGET = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=TARGET)
@in_language
def template(file: Path, language: Language) -> None:
    """Write an empty spreadsheet (FILE.xlsx) to fill in with a points table."""
    rulebook = _rulebook(folder_in_use())
    whole = [scheme for scheme in rulebook.schemes.values() if scheme.coverage == "complete"]
    example = next(iter(whole or rulebook.schemes.values()))
    write(_free(file), rulebook.facts, None, example)
    click.echo(language.gettext("空表写好了：%(file)s。里面的“说明”讲怎么填。", file=file))


@click.command()
@click.argument("scheme")
@click.argument("file", type=TARGET)
@in_language
def export(scheme: str, file: Path, language: Language) -> None:
    """Write SCHEME (its id, or its file) to the spreadsheet FILE.xlsx."""
    path = Path(scheme)
    folder = (home_of(path) if path.is_file() else None) or folder_in_use()
    rulebook = _rulebook(folder)
    name = path.stem if path.is_file() else scheme
    if name not in rulebook.schemes:
        known = ", ".join(rulebook.schemes)
        raise click.BadParameter(f"{name!r} is not there; there are {known}", param_hint="SCHEME")
    write(_free(file), rulebook.facts, rulebook.schemes[name])
    click.echo(language.gettext("写好了：%(file)s", file=file))


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, path_type=Path, dir_okay=False))
@click.option("--out", type=TARGET, help="The file to write; by default SCHEME.toml, here.")
@in_language
def import_(file: Path, out: Path | None, language: Language) -> None:
    """Turn the filled spreadsheet FILE.xlsx into the file of a scheme.

    Every mistake is named with sheet and cell, in Chinese as the spreadsheet is, and nothing is
    written. Nothing in the spreadsheet is computed.
    """
    folder = folder_in_use()
    found = taken(file, folder)
    if found.mistakes or found.scheme is None:
        for mistake in found.mistakes:
            click.echo(str(mistake), err=True)
        click.echo(
            language.gettext(
                "题目、文件和材料是在 %(folder)s 里找的；要用别的文件夹，先设 SELFCHECK_RULES。",
                folder=folder,
            ),
            err=True,
        )
        click.echo(
            language.gettext("%(count)s 处要改。改好再来一次。", count=len(found.mistakes)),
            err=True,
        )
        sys.exit(BROKEN)
    target = _free(out or Path(f"{found.scheme.id}.toml"))
    target.write_text(found.text, "utf-8")
    click.echo(language.gettext("写好了：%(file)s", file=target))
    click.echo(
        language.gettext(
            "接下来：放进规则文件夹的 schemes/，在 units.toml 里加上它，再用 %(command)s 检查。",
            command="selfcheck rules check",
        )
    )


def _rulebook(folder: Path) -> Rulebook:
    try:
        return load(folder)
    except BrokenRules as broken:
        refuse(broken.mistakes)


def _free(file: Path) -> Path:
    if file.exists():
        raise click.BadParameter(f"{file} is there already; it is not overwritten")
    return file
