"""`selfcheck rules`: look at rule files, and write them."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import orjson

from selfcheck.authoring.boundaries import proposals, with_proposals
from selfcheck.authoring.caps import proposals_at_caps
from selfcheck.authoring.findings import Findings
from selfcheck.authoring.inspection import Terms, inspect
from selfcheck.authoring.plain import in_chinese
from selfcheck.authoring.schemas import schemas
from selfcheck.cli.changes import diff
from selfcheck.cli.drafts import new
from selfcheck.cli.rulebooks import BROKEN, folder_in_use, refuse, rulebook_in_use
from selfcheck.cli.speech import in_language
from selfcheck.cli.tables import export, import_, template
from selfcheck.clock import today
from selfcheck.presenter.language import SOURCE, Language, languages
from selfcheck.resume import registry
from selfcheck.rules.loader import load
from selfcheck.rules.mistakes import BrokenRules, Mistake, plural
from selfcheck.shipped import shipped


@click.group()
def rules() -> None:
    """Look at rule files, and write them."""


@rules.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option(
    "--max-age",
    default=365,
    show_default=True,
    metavar="DAYS",
    help="Warn of a scheme whose source was last looked at longer ago.",
)
@click.option(
    "--fix-examples",
    is_flag=True,
    help="Add the worked examples that thresholds lack, for a person to confirm.",
)
@in_language(default="en")
def check(folder: Path | None, max_age: int, fix_examples: bool, language: Language) -> None:
    """Check the rule files in FOLDER (or those in use).

    Every mistake is named with file, key and what would be right, and the command ends with exit
    code 1. A warning is something to look at; it changes nothing about the exit code.
    """
    folder = folder or folder_in_use()
    if fix_examples:
        _propose_examples(folder)
    found = inspect(folder, languages(shipped("translations")), Terms(today(), max_age))
    _tell(found, language)
    if found.mistakes or found.rulebook is None:
        sys.exit(BROKEN)


def _tell(found: Findings, language: Language) -> None:
    say = language.gettext
    for mistake in found.mistakes:
        click.echo(_finding(mistake, language), err=True)
    for warning in found.warnings:
        click.echo(say("提醒：%(text)s", text=_finding(warning, language)), err=True)
    if found.mistakes or found.rulebook is None:
        count = len(found.mistakes)
        click.echo(language.ngettext("%(num)s 处错误。", "%(num)s 处错误。", count), err=True)
        return
    rulebook = found.rulebook
    ngettext = language.ngettext
    what = (
        ngettext("%(num)s 个县（市、区）", "%(num)s 个县（市、区）", len(rulebook.units)),
        ngettext("%(num)s 个版本的办证规定", "%(num)s 个版本的办证规定", len(rulebook.editions)),
        ngettext("%(num)s 张积分表", "%(num)s 张积分表", len(rulebook.schemes)),
        ngettext("%(num)s 个题目", "%(num)s 个题目", len(rulebook.facts)),
    )
    text = say("%(what)s：没有错误。", what=say("，").join(what))
    if found.warnings:
        text += ngettext("%(num)s 处提醒。", "%(num)s 处提醒。", len(found.warnings))
    click.echo(text + say("规则版本 %(version)s。", version=rulebook.version))


def _finding(finding: Mistake, language: Language) -> str:
    """Return a mistake or warning, in Chinese where that is the language."""
    if language.code != SOURCE:
        return str(finding)
    return str(replace(finding, message=in_chinese(finding.message)))


@rules.command()
@click.option("--write", is_flag=True, help="Append it to the registry.")
def codes(write: bool) -> None:
    """Show what resume codes cannot hold yet: the revision to append to their registry."""
    revision = registry.missing(registry.Registry.load(), rulebook_in_use())
    if revision is None:
        click.echo("Resume codes hold every question and choice.")
        return
    text = registry.as_toml(revision)
    click.echo(text)
    if not write:
        click.echo("Append it with --write.", err=True)
        sys.exit(BROKEN)
    with registry.REGISTRY.open("a", encoding="utf-8") as file:
        file.write("\n" + text)


def _propose_examples(folder: Path) -> None:
    """Add unconfirmed examples to the files of the schemes that lack some."""
    try:
        rulebook = load(folder)
    except BrokenRules as broken:
        refuse(broken.mistakes)
    for scheme in rulebook.schemes.values():
        made = [*proposals(scheme, rulebook), *proposals_at_caps(scheme, rulebook)]
        if made:
            file = folder / "schemes" / f"{scheme.id}.toml"
            file.write_text(with_proposals(file.read_text("utf-8"), made), "utf-8")
            count = plural(len(made), "example")
            click.echo(
                f"schemes/{file.name}: {count} added at the end, unconfirmed. Work "
                "each out from the document; where it is right, remove confirmed = false."
            )


@rules.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write one file for each kind of rule file into DIR, which is made if need be.",
)
def schema(out: Path | None) -> None:
    """Print the JSON Schema of the rule files, for editors."""
    found = schemas()
    if out is None:
        click.echo(_json(found), nl=False)
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, content in found.items():
        (out / name).write_bytes(_json(content))
        click.echo(str(out / name))


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


@rules.command(name="list")
def list_rules() -> None:
    """List the editions, the schemes, and the schemes of each unit."""
    rulebook = rulebook_in_use()
    for edition in rulebook.editions.values():
        click.echo(f"edition {edition.id}: {edition.name}")
    for scheme in rulebook.schemes.values():
        click.echo(f"scheme {scheme.id} ({scheme.coverage}): {scheme.name}")
    for unit in rulebook.units.values():
        click.echo(f"unit {unit.id} ({unit.name}): {', '.join(unit.schemes)}")


for _command in (new, template, import_, export, diff):
    rules.add_command(_command)
