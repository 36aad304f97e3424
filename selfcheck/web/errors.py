"""Errors as pages in the reader's language, and as problem details under the API."""

import logging
from pathlib import Path
from traceback import extract_tb

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, InternalServerError

from selfcheck.presenter.language import SOURCE, Language
from selfcheck.web.page import page_of
from selfcheck.web.responses import html, problem
from selfcheck.web.site import SIZES, Site, View

logger = logging.getLogger("selfcheck.errors")

PLACES = 6
"""How many places of a failure's way through the code the log names."""


def handle_errors(app: Flask, site: Site) -> None:
    """Make the app answer every error in words."""

    def answer(error: HTTPException) -> Response:
        status = error.code or 500
        language = site.languages[language_asked_for(site)]
        heading, text = words(status, language)
        if request.path.startswith("/api/"):
            made = problem(
                {"type": "about:blank", "title": heading, "status": status, "detail": text}
            )
        else:
            size = request.args.get("size", "")
            view = View(lang=language.code, size=size if size in SIZES else "")
            body = site.render(
                "error.html",
                language.code,
                page=page_of(site, view, heading, "pages.start"),
                status=status,
                heading=heading,
                text=text,
            )
            made = html(body, status)
        for name, value in error.get_headers():
            if name == "Allow":
                made.headers[name] = value
        return made

    def broken(error: Exception) -> Response:
        logger.error(
            "%s in %s: %s",
            type(error).__name__,
            request.endpoint,
            places(error),
            extra={"request_id": g.get("request_id")},
        )
        return answer(InternalServerError())

    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(Exception, broken)


def places(error: Exception) -> str:
    """Return where the error came from, without its message: that may quote an answer."""
    frames = extract_tb(error.__traceback__)[-PLACES:]
    return " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))


def language_asked_for(site: Site) -> str:
    """Return the language of the address, or the best that the browser asks for."""
    first = request.path.split("/")[1]
    if first in site.languages:
        return first
    return request.accept_languages.best_match(list(site.languages)) or SOURCE


def words(status: int, language: Language) -> tuple[str, str]:
    """Return a heading and a sentence for the status."""
    gettext = language.gettext
    known = {
        400: (
            gettext("请求有误"),
            gettext(
                "网址里的日期、字号或版本不对，或者发来的内容不完整，没有处理。请从首页重新开始。"
            ),
        ),
        404: (
            gettext("没有这一页"),
            gettext("网址可能写错了，或者这一页已经不在了。请从首页重新开始。"),
        ),
        405: (gettext("不能这样打开这一页"), gettext("请从首页重新开始。")),
        411: (
            gettext("请求不完整"),
            gettext("发来的内容没有写明长度，没有处理。请用普通浏览器打开。"),
        ),
        413: (gettext("发来的内容太多"), gettext("内容超过了上限，没有处理。请只填表里的问题。")),
        415: (
            gettext("格式不对"),
            gettext("请用 JSON 发送，并写明 Content-Type: application/json。"),
        ),
    }
    if status in known:
        return known[status]
    if status < 500:  # noqa: PLR2004
        return known[400]
    return (
        gettext("出了点问题"),
        gettext("是我们这边的问题，你填的内容没有保存。请过一会儿再试。"),
    )
