"""The WSGI application that runs for weeks: new rules take the place of old ones between requests.

Everything that rests on a rulebook (forms, kept pages, texts, the API) belongs to one application
made by `create_app`. New rules get an application of their own, made and tried beside the one
that serves; then one reference changes. A request is answered by the application it began with, so
no answer mixes two rulebooks. Rules that cannot be used change nothing but `/readyz` and the log.
This module knows no signal and no server: `reloading` has those.
"""

import gc
import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Lock, Thread
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment
from wsgiref.util import setup_testing_defaults

from flask import Flask

from selfcheck import RUN_AS
from selfcheck.app import checked_rulebook, create_app
from selfcheck.clock import now
from selfcheck.engine.kept import forget
from selfcheck.metrics import Metrics
from selfcheck.rules.mistakes import BrokenRules
from selfcheck.rules.rulebook import Rulebook
from selfcheck.web.access_log import TRIAL
from selfcheck.web.settings import Settings
from selfcheck.web.standing import Refusal, Standing

logger = logging.getLogger("selfcheck.rules")

MISTAKES_TOLD = 20
"""How many mistakes of refused rules the log and `/readyz` name; `rules check` names all."""


class Serving:
    """The application in use, and the way to a newer one. Raises BrokenRules at the first start."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._asked = Event()
        self._one_at_a_time = Lock()
        self.metrics = Metrics()
        first = self._made(checked_rulebook(settings))
        self.metrics.know(first.view_functions)
        self._take(first)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request with the rules of this moment."""
        return self._answer(environ, start_response)

    def reload_soon(self) -> None:
        """Reload in a thread of its own; asked again meanwhile, it reloads once more."""
        self._asked.set()
        Thread(target=self._reload_if_asked, name="rules", daemon=True).start()

    def wait(self) -> None:
        """Wait until no reload is asked for or under way."""
        while self._asked.is_set():
            self._reload_if_asked()
        with self._one_at_a_time:
            return

    def reload(self) -> bool:
        """Take the rules in the folder into use if they are good; say whether they are."""
        try:
            return self._read_anew()
        finally:
            # What was worked out of rules that are not in use would hold them.
            forget()

    def _read_anew(self) -> bool:
        try:
            rulebook = checked_rulebook(self._settings)
            if rulebook.version == self.standing.version:
                self._keep(rulebook.version)
            else:
                self._take(self._made(rulebook))
                self.metrics.reloaded(taken=True)
        except BrokenRules as broken:
            return self._refuse([str(mistake) for mistake in broken.mistakes])
        except Exception as error:
            # Whatever else is wrong with the new rules, the old ones go on serving.
            logger.exception("new rules cannot be used")
            return self._refuse([type(error).__name__])
        return True

    def fingerprint(self) -> tuple[object, ...]:
        """Return what changes when a rule file is written, added or removed."""
        return fingerprint(self._settings.rules)

    def _reload_if_asked(self) -> None:
        with self._one_at_a_time:
            if self._asked.is_set():
                self._asked.clear()
                self.reload()

    def _made(self, rulebook: Rulebook) -> Flask:
        """Return an application of the rules that has shown that it can answer."""
        made = create_app(self._settings, rulebook, lambda: self.standing, self.metrics.count)
        host = (*self._settings.hosts, "localhost")[0]
        site = made.extensions["selfcheck"]
        for lang in site.languages:
            for lot in site.selfcheck.lots:
                _try(made, f"/{lang}/{lot.units[0]}/", host)
        return made

    def _take(self, app: Flask) -> None:
        version = app.extensions["selfcheck"].rulebook.version
        self.standing = Standing(version, now())
        self._answer: WSGIApplication = app.wsgi_app
        self.metrics.note(self.standing)
        forget()
        _settle()
        logger.info("process %d serves rules %s (%s)", os.getpid(), version, RUN_AS)

    def _keep(self, version: str) -> None:
        self.standing = Standing(version, self.standing.since)
        self.metrics.note(self.standing)
        logger.info("process %d goes on serving rules %s: none are newer", os.getpid(), version)

    def _refuse(self, reasons: list[str]) -> bool:
        told = tuple(reasons[:MISTAKES_TOLD])
        refusal = Refusal(now(), len(reasons), told)
        self.standing = Standing(self.standing.version, self.standing.since, refusal)
        self.metrics.note(self.standing)
        self.metrics.reloaded(taken=False)
        logger.error(
            "NEW RULES REFUSED: process %d goes on serving rules %s; %d mistakes:\n  %s",
            os.getpid(),
            self.standing.version,
            len(reasons),
            "\n  ".join(told),
        )
        return False


def _settle() -> None:
    """Give back what the rules before took, and spare the collector the ones that stay.

    They are a hundred thousand things, and to look through them all holds up a request by 30 ms.
    Workers that never touch them share them with the master.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _try(made: Flask, path: str, host: str) -> None:
    """Post an empty form to the application. Raises RuntimeError where no result comes of it."""
    seen: list[str] = []

    def start(status: str, _headers: object, _error: object = None) -> Callable[[bytes], object]:
        seen.append(status)
        return lambda _body: None

    environ: WSGIEnvironment = {TRIAL: True, "REQUEST_METHOD": "POST", "PATH_INFO": path}
    environ |= {"HTTP_HOST": host, "CONTENT_LENGTH": "0"}
    setup_testing_defaults(environ)
    body = b"".join(made.wsgi_app(environ, start))
    if seen != ["200 OK"] or not body:
        raise RuntimeError(f"the result of {path} cannot be made")


def application() -> Serving:
    """Return the application with the settings of the environment."""
    return Serving(Settings.from_environment(os.environ))


def fingerprint(folder: Path) -> tuple[object, ...]:
    """Return the names, sizes and times of the rule files below the folder."""
    found = []
    for path in sorted(folder.rglob("*.toml")):
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue  # removed since it was listed
        found.append((str(path), stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return tuple(found)
