"""What nobody sends by accident: nothing answers 500, nothing cut short is scored."""

import time
from pathlib import Path

import pytest
from flask import Flask

from tests.service.gunicorn import Gunicorn
from tests.service.load import FORM
from tests.service.nginx import HOST, Nginx
from tests.service.wire import CUT, HARMLESS, REFUSED, Reply, form, request, send

CLOSED = ("content-security-policy", "x-content-type-options", "referrer-policy", "cache-control")
DOORS = ("gunicorn", "nginx")


def through(door: str, data: bytes, behind: Gunicorn, front: Nginx) -> Reply:
    """Send bytes to gunicorn itself, or to nginx before it."""
    if door == "gunicorn":
        return send(behind.port, data)
    return send(front.tls_port, data, tls=True)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused(name: str, door: str, behind: Gunicorn, front: Nginx) -> None:
    workers = behind.workers()
    started = time.monotonic()
    reply = through(door, REFUSED[name], behind, front)
    assert time.monotonic() - started < 10  # nginx lingers for five seconds
    # An empty reply is a connection that was closed.
    assert 400 <= reply.status < 500 or reply.status in (0, 501, 505), reply.whole[:500]
    assert b"Traceback" not in reply.whole
    assert reply.status == 0 or is_closed(reply, door), reply.whole[:1000]
    assert behind.workers() == workers


@pytest.mark.parametrize("name", CUT)
def test_a_body_cut_short_is_never_scored(name: str, behind: Gunicorn) -> None:
    reply = send(behind.port, CUT[name])
    assert reply.status in (0, 400, 411), reply.whole[:500]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", HARMLESS)
def test_it_is_answered_all_the_same(name: str, door: str, behind: Gunicorn, front: Nginx) -> None:
    reply = through(door, HARMLESS[name], behind, front)
    assert reply.status == 200, reply.whole[:500]
    assert is_closed(reply, door)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "line",
    [
        "GET //evil.example/zh HTTP/1.1",
        "GET /%2f%2fevil.example/zh HTTP/1.1",
        "GET /%5cevil.example HTTP/1.1",
        "GET /%09/evil.example HTTP/1.1",
        "GET /zh%0d%0aSet-Cookie:a=b HTTP/1.1",
        "GET /zh?x=%0d%0aSet-Cookie:a=b HTTP/1.1",
        "GET /zh HTTP/1.1",
    ],
)
def test_a_redirect_leads_nowhere_else(
    line: str, door: str, behind: Gunicorn, front: Nginx
) -> None:
    reply = through(door, request(line), behind, front)
    assert reply.status in (308, 400, 404), reply.whole[:500]
    location = reply.headers.get("location", "/")
    assert location.startswith("/") and location[1:2] not in ("/", "\\")
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize(
    "line",
    [
        "GET /zh/ HTTP/1.1",
        "HEAD /zh/haining/ HTTP/1.1",
        "OPTIONS /zh/haining/ HTTP/1.1",
        "DELETE /zh/haining/ HTTP/1.1",
        "GET /zh/haining/rules/ HTTP/1.1",
        "GET /zh/privacy/ HTTP/1.1",
        "GET /zh?size=l HTTP/1.1",
        "GET /nowhere/ HTTP/1.1",
        "GET /static/selfcheck.css?v=1 HTTP/1.1",
        "GET /static/none HTTP/1.1",
        "GET /api/v1/openapi.json HTTP/1.1",
        "GET /api/v1/assess HTTP/1.1",
        "GET /healthz HTTP/1.1",
        "GET /readyz HTTP/1.1",
    ],
)
def test_every_answer_of_the_application_is_closed(line: str, behind: Gunicorn) -> None:
    reply = send(behind.port, request(line))
    assert is_closed(reply, "gunicorn"), reply.whole[:1000]
    assert reply.headers["permissions-policy"]
    assert reply.headers["cross-origin-opener-policy"] == "same-origin"


def test_an_answer_that_is_still_known_is_closed_too(behind: Gunicorn) -> None:
    first = send(behind.port, request("GET /zh/ HTTP/1.1"))
    known = f"If-None-Match: {first.headers['etag']}"
    again = send(behind.port, request("GET /zh/ HTTP/1.1", known))
    assert again.status == 304
    assert is_closed(again, "gunicorn")
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_every_address_that_takes_get_is_closed_to_delete(app: Flask, behind: Gunicorn) -> None:
    for rule in app.url_map.iter_rules():
        path = str(rule).replace("<lang>", "zh").replace("<unit>", "haining")
        path = path.replace("<path:filename>", "selfcheck.css")
        reply = send(behind.port, request(f"DELETE {path} HTTP/1.1"))
        assert reply.status == 405, path
        assert is_closed(reply, "gunicorn")


def test_requests_in_one_packet_get_their_answers_in_order(behind: Gunicorn) -> None:
    keeping = f"Host: {HOST}\r\n\r\n"
    first = f"GET /en/ HTTP/1.1\r\n{keeping}GET /healthz HTTP/1.1\r\n{keeping}"
    whole = send(behind.port, first.encode() + request("GET /zh/ HTTP/1.1")).whole
    assert whole.count(b"HTTP/1.1 200") == 3
    assert (
        whole.index(b'<html lang="en"')
        < whole.index(b'{"status":"ok"}')
        < whole.index(b'<html lang="zh-CN"')
    )


def test_a_second_request_hidden_in_a_body_is_not_answered(behind: Gunicorn) -> None:
    hidden = request("GET /en/ HTTP/1.1")
    length = f"Content-Length: {len(hidden)}"
    data = request("POST /zh/haining/ HTTP/1.1", length, "X: y", body=hidden)
    whole = send(behind.port, data.replace(b"Connection: close\r\n", b"", 1)).whole
    assert whole.count(b"HTTP/1.1 ") == 1


def test_the_costliest_body_costs_at_most_ten_times_a_normal_one(behind: Gunicorn) -> None:
    pid = behind.workers()
    ordinary = form(FORM.encode())
    costly = {
        "names": form(b"&".join(b"%da=" % number for number in range(199))),
        "wrong": form(b"&".join(b"employment_months=%d" % number for number in range(199))),
        "long": form(b"employment_months=" + b"%E9%BE%98" * 3_600),
        "marks": form(b"employment_months=" + b"<" * 32_000),
        "every": form(b"&".join(b"%s=x" % name.encode() for name in all_controls())),
    }
    normal = seconds_of(ordinary, behind, pid)
    took = {name: seconds_of(data, behind, pid) / normal for name, data in costly.items()}
    assert max(took.values()) <= 10, took


def all_controls() -> list[str]:
    return [pair.partition("=")[0] for pair in FORM.split("&")]


def seconds_of(data: bytes, server: Gunicorn, pids: list[int]) -> float:
    """Return the processor time of the workers for twenty such requests."""
    send(server.port, data)
    before = spent(pids)
    for _ in range(20):
        assert send(server.port, data).status in (200, 422)
    return max(spent(pids) - before, 0.01)


def spent(pids: list[int]) -> float:
    """Return the processor time that the processes have used so far."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / 100


def is_closed(reply: Reply, door: str) -> bool:
    """Say whether the answer carries the closing headers and no cookie."""
    closed = all(reply.headers.get(name) for name in CLOSED[: 3 if door == "nginx" else 4])
    policy = reply.headers.get("content-security-policy", "")
    return closed and policy.startswith("default-src 'none'") and "set-cookie" not in reply.headers


def test_a_form_type_is_needed_only_where_something_is_sent(behind: Gunicorn) -> None:
    assert send(behind.port, request("POST /zh/haining/ HTTP/1.1")).status == 200
