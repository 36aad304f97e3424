"""The application: every part made and joined, step by step."""

import os
from collections.abc import Callable
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import NullSession, SessionInterface, SessionMixin
from flask_babel import Babel

from selfcheck.clock import now
from selfcheck.engine.examples import wrong_examples
from selfcheck.engine.kept import MEGABYTE, ROOM
from selfcheck.presenter.language import languages
from selfcheck.rules.loader import load
from selfcheck.rules.mistakes import BrokenRules
from selfcheck.rules.places import placed
from selfcheck.rules.rulebook import Rulebook
from selfcheck.shipped import shipped
from selfcheck.web.access_log import AccessLog, Count, log_access, write_logs
from selfcheck.web.api import api
from selfcheck.web.built import built_files
from selfcheck.web.compare import compare
from selfcheck.web.desk import desk
from selfcheck.web.embed import embed
from selfcheck.web.errors import handle_errors, language_asked_for
from selfcheck.web.front import Front
from selfcheck.web.packing import packed_as_sent
from selfcheck.web.pages import Pages, pages
from selfcheck.web.resume_api import resume_api
from selfcheck.web.resume_pages import resume
from selfcheck.web.rules_api import rules_api
from selfcheck.web.security import Door, guard
from selfcheck.web.settings import Settings
from selfcheck.web.site import Site
from selfcheck.web.so_far import so_far
from selfcheck.web.standing import Standing


def create_app(
    settings: Settings | None = None,
    rulebook: Rulebook | None = None,
    standing: Callable[[], Standing] | None = None,
    count: Count | None = None,
) -> Flask:
    """Return the application for the rulebook, or for the one that the settings name.

    `standing` says how it stands with the rules, for `/readyz`; `count` counts every answer.
    Raises BrokenRules where the rule files cannot be used, and BadSetting where a setting cannot.
    """
    settings = settings or Settings.from_environment(os.environ)
    ROOM.most = settings.room * MEGABYTE
    rulebook = rulebook or checked_rulebook(settings)
    made_now = Standing(rulebook.version, now())
    built = shipped("static/dist")
    app = PlainFlask("selfcheck", static_folder=str(built), static_url_path="/static")
    app.view_functions["static"] = built_files(built)
    app.session_interface = NoSessions()
    site = Site(
        rulebook,
        languages(shipped("translations")),
        settings,
        templates=shipped("templates"),
        static=built,
    )
    Babel(app, locale_selector=lambda: language_asked_for(site))
    write_logs(settings.log)
    log, door = AccessLog(count), Door(settings.hosts)
    log_access(app, log)
    app.after_request(packed_as_sent)
    app.wsgi_app = Front(app.wsgi_app, site.kept, site.posts, door, log)  # type: ignore[method-assign]
    guard(app, settings, rulebook.version, door, site.posts.fields)
    handle_errors(app, site)
    app.register_blueprint(api(site, standing or (lambda: made_now)))
    app.register_blueprint(resume_api(site))
    app.register_blueprint(rules_api(site))
    shown = Pages(site)
    app.register_blueprint(compare(site, shown))
    app.register_blueprint(pages(shown))
    app.register_blueprint(resume(site, shown))
    app.register_blueprint(so_far(site, shown))
    app.register_blueprint(desk(site, shown))
    app.register_blueprint(embed(site, shown))
    app.extensions["selfcheck"] = site
    return app


class PlainFlask(Flask):
    """Flask without coroutines: no view or hook here is one, so none is asked whether it is."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is."""
        return func


class NoSessions(SessionInterface):
    """Keeps nothing between requests: no cookie is read and none is set."""

    def open_session(self, app: Flask, request: Request) -> NullSession:
        """Return a session that cannot be written to."""
        return NO_SESSION

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Save nothing."""


NO_SESSION = NullSession()


def checked_rulebook(settings: Settings) -> Rulebook:
    """Return the rulebook, its worked examples proven. Raises BrokenRules with every mistake.

    A threshold without an example makes no figure wrong: only `rules check` asks for one.
    """
    rulebook = load(settings.rules)
    mistakes = wrong_examples(rulebook)
    if mistakes:
        raise BrokenRules(placed(mistakes, settings.rules))
    return rulebook
