"""`selfcheck rules new`: a draft of a unit's own table, and what to do with it."""

from pathlib import Path

import click

from selfcheck.authoring.drafts import draft, unit_entry
from selfcheck.cli.rulebooks import folder_in_use, refuse
from selfcheck.cli.speech import in_language
from selfcheck.clock import today
from selfcheck.presenter.language import Language
from selfcheck.rules.loader import SHIPPED, load
from selfcheck.rules.mistakes import BrokenRules

COPY = "cp -r selfcheck/rules/data my-rules"
OWN = "my-rules"
CHECK = "selfcheck rules check %s"
TEMPLATE = "selfcheck rules template table.xlsx"


@click.command(name="new")
@click.argument("unit")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; by default in the rules folder of SELFCHECK_RULES, else here.",
)
@in_language
def new(unit: str, out: Path | None, language: Language) -> None:
    """Write a draft of the own table of UNIT (for instance tongxiang), to be filled in.

    What is known of the table's structure stands in it. What nobody has read is a marked place
    that the checker refuses until it is filled in from the document.
    """
    folder = folder_in_use()
    try:
        rulebook = load(folder)
    except BrokenRules as broken:
        refuse(broken.mistakes)
    if not unit.replace("_", "").isalnum() or not unit[0].isalpha() or unit != unit.lower():
        raise click.BadParameter("use lower-case letters, digits and _", param_hint="UNIT")
    made = draft(unit, rulebook, today(), language)
    file = out or (Path() if folder == SHIPPED else folder / "schemes") / f"{made.id}.toml"
    if file.exists():
        raise click.BadParameter(
            f"{file} is there already; it is not overwritten", param_hint="--out"
        )
    file.write_text(made.text, "utf-8")
    own = OWN if folder == SHIPPED else str(folder)
    for line in _next_steps(unit, made.id, file, own, language):
        click.echo(line)
    if unit not in rulebook.units:
        for line in _of_a_new_unit(unit, language):
            click.echo(line)


def _next_steps(unit: str, id_: str, file: Path, own: str, language: Language) -> list[str]:
    """Return what to do next; `own` is the folder to work in."""
    say = language.gettext
    first = (
        say("1. 抄一份规则来改：%(command)s，把草稿放进 my-rules/schemes/。", command=COPY)
        if own == OWN
        else say("1. 草稿要在 %(folder)s/schemes/ 里；不在就放进去。", folder=own)
    )
    return [
        say("草稿写好了：%(file)s", file=file),
        "",
        say("接下来："),
        first,
        say("2. 拿着原文，把写着“待填”的地方填好。没有读到的不要猜，写进 unread。"),
        say(
            "3. 在 %(folder)s/sources.toml 里写上这份文件：名称、文号、哪一天发的、在哪里读到的。",
            folder=own,
        ),
        say(
            "4. 在 %(folder)s/units.toml 里 %(unit)s 的 schemes 中加上“%(id)s”。",
            folder=own,
            unit=unit,
            id=id_,
        ),
        say("5. 检查：%(command)s。它会说还差哪些，一处一处。", command=CHECK % own),
        say("喜欢用电子表格的：%(command)s，填好后用 rules import。", command=TEMPLATE),
    ]


def _of_a_new_unit(unit: str, language: Language) -> list[str]:
    say = language.gettext
    return [
        "",
        say("规则里还没有 %(unit)s。先在 units.toml 的最后加上：", unit=unit),
        unit_entry(unit),
        say("再在 facts.toml 的 unit 题里加上这个选项。"),
    ]
