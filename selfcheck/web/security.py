"""What every request must satisfy and every answer carries."""

from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, request

from selfcheck.web.settings import Settings

BODY_LIMIT = 32 * 1024
FIELD_LIMIT = 200
OK = 200
IMMUTABLE = "public, max-age=31536000, immutable"


def guard(app: Flask, settings: Settings) -> None:
    """Make the app refuse what is no honest request, and close its answers to everything else."""
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.before_request(_guardian(settings))
    headers = _headers(settings)

    def closed(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if request.endpoint == "static" and "v" in request.args and response.status_code == OK:
            response.headers["Cache-Control"] = IMMUTABLE
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    app.after_request(closed)


def _guardian(settings: Settings):  # type: ignore[no-untyped-def]
    hosts = frozenset(settings.hosts)

    def refuse() -> None:
        if hosts and urlsplit(f"//{request.host}").hostname not in hosts:
            abort(400)
        if request.method == "POST":
            _check_body(request)

    return refuse


def _check_body(posted: Request) -> None:
    """Refuse a body without a length, one that is too long, and one with too many fields."""
    if "Transfer-Encoding" in posted.headers:
        abort(411)
    length = posted.content_length or 0
    if length > BODY_LIMIT:
        abort(413)
    if posted.mimetype == "application/x-www-form-urlencoded":
        body = posted.get_data(cache=True, parse_form_data=False)
        if len(body) != length:
            abort(400)
        if body.count(b"&") >= FIELD_LIMIT:
            abort(413)


def _headers(settings: Settings) -> dict[str, str]:
    ancestors = " ".join(settings.frame_ancestors) or "'none'"
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors {ancestors}"
    )
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
