"""`selfcheck rules diff`: what changed between two states of the rules, and for whom."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
import orjson

from selfcheck.authoring.comparison import Change, changes, sentences, versions
from selfcheck.authoring.effects import TOTAL, Effect, Side, effects
from selfcheck.authoring.states import State, paired, state
from selfcheck.cli.rulebooks import folder_in_use, refuse
from selfcheck.cli.speech import in_language
from selfcheck.clock import today
from selfcheck.presenter.language import Language, figure
from selfcheck.rules.mistakes import BrokenRules

EXISTING = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("old", type=EXISTING)
@click.argument("new", type=EXISTING)
@click.option(
    "--people",
    type=click.IntRange(1, 1_000_000),
    metavar="N",
    help="Also score N made-up people under both, and say who gains and who loses.",
)
@click.option("--seed", default=1, show_default=True, help="Other people for another number.")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day to score on; today if unset."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_language
def diff(
    old: Path,
    new: Path,
    people: int | None,
    seed: int,
    on: datetime | None,
    as_json: bool,
    language: Language,
) -> None:
    """Say what changed from OLD to NEW: two rules folders, or two files of schemes.

    With --people, score a sample of made-up people under both. Their answers come from the bounds
    of the questions, with many at the thresholds: the sample shows who can gain or lose, not how
    many there are of them in a town.
    """
    try:
        before, after = paired(state(old, folder_in_use()), state(new, folder_in_use()))
    except BrokenRules as broken:
        refuse(broken.mistakes)
    day = on.date() if on else today()
    found = changes(before.entries, after.entries, language)
    compared = _compared(before, after, day, people, seed) if people else {}
    if as_json:
        click.echo(orjson.dumps(_plain(found, compared, day), option=orjson.OPT_INDENT_2))
    else:
        _tell(found, compared, language)


def _compared(
    before: State, after: State, on: date, people: int, seed: int
) -> dict[str, list[Effect]]:
    """Return the effects by the name of the newer scheme, for those that changed at all."""
    return {
        new.name: effects(Side(old, before.rulebook), Side(new, after.rulebook), on, people, seed)
        for old, new in versions(before.entries, after.entries)
        if old != new
    }


def _tell(found: list[Change], compared: dict[str, list[Effect]], language: Language) -> None:
    say = language.gettext
    if not found:
        click.echo(say("没有不同。"))
    for sentence in sentences(found, language):
        click.echo(sentence)
    for scheme, lines in compared.items():
        click.echo("")
        for effect in lines:
            name = say(scheme) if effect.line == TOTAL else "  " + say(effect.label)
            click.echo(_effect_in_words(name, effect, language))


def _effect_in_words(name: str, effect: Effect, language: Language) -> str:
    text = language.gettext(
        "%(name)s：%(gain)s 人加分，%(lose)s 人减分，%(stay)s 人不变。",
        name=name,
        gain=effect.gain,
        lose=effect.lose,
        stay=effect.stay,
    )
    if effect.gain:
        text += language.gettext(
            "加分的，中位数 %(median)s 分，最多 %(largest)s 分。",
            median=figure(effect.median_gain),
            largest=figure(effect.largest_gain),
        )
    if effect.lose:
        text += language.gettext(
            "减分的，中位数 %(median)s 分，最多 %(largest)s 分。",
            median=figure(effect.median_loss),
            largest=figure(effect.largest_loss),
        )
    return text


def _plain(found: list[Change], compared: dict[str, list[Effect]], on: date) -> dict[str, Any]:
    return {
        "changes": [change._asdict() for change in found],
        "on": on,
        "people": {
            scheme: [
                {
                    name: value if isinstance(value, str | int) else figure(value)
                    for name, value in effect._asdict().items()
                }
                for effect in lines
            ]
            for scheme, lines in compared.items()
        },
    }
