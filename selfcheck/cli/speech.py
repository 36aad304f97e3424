"""The language that a command speaks."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

import click

from selfcheck.presenter.language import SOURCE, languages
from selfcheck.shipped import shipped


def in_language(
    command: Callable[..., None] | None = None, *, default: str = SOURCE
) -> Callable[..., Any]:
    """Give the command the option --lang, and its language as the argument `language`."""
    if command is None:
        return partial(in_language, default=default)

    @click.option(
        "--lang",
        default=default,
        show_default=True,
        envvar="SELFCHECK_LANG",
        help="The language of what is said: zh, en.",
    )
    @wraps(command)
    def spoken(*arguments: Any, lang: str, **options: Any) -> None:
        offered = languages(shipped("translations"))
        if lang not in offered:
            raise click.BadParameter(f"use one of {', '.join(offered)}", param_hint="--lang")
        command(*arguments, language=offered[lang], **options)

    return spoken
