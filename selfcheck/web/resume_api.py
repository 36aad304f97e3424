"""Resume codes over the API: answers to a code and back."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, Response

from selfcheck.clock import today
from selfcheck.presenter.language import SOURCE
from selfcheck.presenter.requests import BadRequest, read_json
from selfcheck.presenter.selfcheck import PROBLEM, Refused
from selfcheck.resume.groups import BadCode
from selfcheck.web.api import posted_json
from selfcheck.web.responses import json, problem
from selfcheck.web.resume import wrong_with_code
from selfcheck.web.site import Site


def resume_api(site: Site) -> Blueprint:
    """Return the blueprint."""
    made = Blueprint("resume_api", __name__, url_prefix="/api/v1/resume")

    @made.post("/pack")
    def pack() -> Response:
        """Return the answers of a request as a resume code."""
        try:
            answers, _, _ = site.selfcheck.read_json(posted_json(), today())
        except Refused as refused:
            return problem(refused.problem)
        packed = site.resume_codes.pack(answers.unit, answers.given, answers.on)
        return json({"code": packed.code, "left_out": packed.left_out})

    @made.post("/open")
    def open_code() -> Response:
        """Return the answers that are in a resume code."""
        try:
            return json(opened_json(site, posted_json()))
        except Refused as refused:
            return problem(refused.problem)

    return made


def opened_json(site: Site, body: bytes) -> dict[str, Any]:
    """Return what is in the code of a request `{"code": "…", "lang": "zh"}`. Raises Refused."""
    lang = SOURCE
    try:
        asked = read_json(body)
        if not isinstance(asked, dict) or not asked.keys() <= {"code", "lang"}:
            raise BadRequest("", "code_only")
        wanted = asked.get("lang")
        if isinstance(wanted, str) and wanted in site.languages:
            lang = wanted
        code = asked.get("code")
        opened = site.resume_codes.open(code if isinstance(code, str) else "")
    except BadRequest as error:
        detail = site.languages[lang].gettext('请发送一个 JSON 对象：{"code": "…", "lang": "zh"}。')
        raise Refused(_problem(site, lang, "", error.code, detail)) from error
    except BadCode as bad:
        detail = wrong_with_code(bad, site.languages[lang])
        raise Refused(_problem(site, lang, "/code", bad.reason, detail)) from bad
    return {
        "answers": {name: _as_json(value) for name, value in opened.answers.items()},
        "month": opened.month.isoformat()[: len("2026-11")] if opened.month else None,
        "dropped": opened.dropped,
    }


def _problem(site: Site, lang: str, pointer: str, code: str, detail: str) -> dict[str, Any]:
    title = site.languages[lang].gettext("有的内容不对，没有计算。")
    errors = [{"pointer": pointer, "code": code, "detail": detail}]
    return {
        "type": PROBLEM,
        "title": title,
        "status": 422,
        "detail": detail,
        "errors": errors,
    }


def _as_json(value: Any) -> Any:
    """Return a value as JSON writes it; numbers that are whole stay whole."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == int(value) else float(value)
