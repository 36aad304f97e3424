"""`selfcheck serve`: gunicorn on rules that were checked."""

import os
import sys

import click

from selfcheck.cli.rulebooks import rulebook_in_use


@click.command()
@click.option("--host", default="127.0.0.1", envvar="HOST", show_default=True)
@click.option("--port", default=8000, envvar="PORT", show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the pages and the API with gunicorn."""
    rulebook_in_use()
    settings = "python:selfcheck.gunicorn_settings"
    application = "selfcheck.serving:application()"
    arguments = ["--config", settings, "--bind", f"{host}:{port}", application]
    # No shell takes part: the words are ours, host and port are the operator's.
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments])  # noqa: S606
