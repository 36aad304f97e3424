"""The files of `deploy/` in use: a journey through nginx, and what nginx stops at the door."""

import gzip
import json
import socket
import ssl
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import brotli
import pytest
from bs4 import BeautifulSoup

from tests.service.gunicorn import PROJECT, Gunicorn, gunicorn, until
from tests.service.load import FORM, FORM_TYPE, JSON, JSON_TYPE, TLS, Crowd
from tests.service.nginx import HOST, Nginx, nginx
from tests.unpacking import UNPACK


@dataclass(frozen=True)
class Answer:
    """An answer through nginx: status, headers by small letters, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    front: Nginx,
    path: str,
    method: str = "GET",
    body: str | bytes | None = None,
    headers: Mapping[str, str] | None = None,
    *,
    source: str = "127.0.0.1",
) -> Answer:
    connection = Crowd(front.tls_port, tls=True, host=HOST, source=source).connect()
    try:
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, response.read())
    finally:
        connection.close()


def connected(port: int, *, tls: bool = True) -> socket.socket:
    """Return a connection to nginx."""
    plain = socket.create_connection(("127.0.0.1", port), 20)
    return TLS.wrap_socket(plain, server_hostname=HOST) if tls else plain


def raw(port: int, request: bytes, tls: bool = True) -> bytes:
    """Send bytes as they are; return what comes back until the end."""
    with connected(port, tls=tls) as connection:
        connection.sendall(request)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
        return b"".join(parts)


def test_a_journey_from_the_first_page_to_the_result(front: Nginx) -> None:
    first = ask(front, "/", headers={"Accept-Language": "zh"})
    soup = BeautifulSoup(first.text, "html.parser")
    start = ask(front, str(soup.select_one('a[href="/zh/"]')["href"]))  # type: ignore[index]
    assert "海宁市" in start.text
    form = ask(front, "/zh/haining/")
    soup = BeautifulSoup(form.text, "html.parser")
    action = str(soup.select_one("form[method=post]")["action"])  # type: ignore[index]
    result = ask(front, action, "POST", FORM, FORM_TYPE)
    assert result.status == 200
    assert "你的结果" in result.text
    answer = ask(front, "/api/v1/assess", "POST", JSON, JSON_TYPE)
    assert json.loads(answer.body)["outcome"] == "residence_permit"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/zh/", 200),
        ("HEAD", "/zh/haining/", 200),
        ("OPTIONS", "/zh/haining/", 200),
        ("POST", "/zh/haining/", 200),
        ("GET", "/static/selfcheck.css", 200),
        ("GET", "/static/none.css", 404),
        ("POST", "/static/selfcheck.css", 403),
        ("GET", "/nowhere/", 404),
        ("GET", "/nowhere", 308),
        ("PUT", "/zh/haining/", 405),
        ("GET", "/zh/?size=huge", 400),
        ("GET", "/" + "x" * 5000, 414),
        ("POST", "/api/v1/assess", 415),
    ],
)
def test_every_answer_is_closed_whoever_makes_it(
    front: Nginx, method: str, path: str, status: int
) -> None:
    answer = ask(front, path, method)
    assert answer.status == status
    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers
    assert not any(letter.isdigit() for letter in answer.headers["server"])


def test_a_forgotten_slash_is_mended_without_leaving_https(front: Nginx) -> None:
    moved = ask(front, "/zh/haining?size=l")
    assert (moved.status, moved.headers["location"]) == (308, "/zh/haining/?size=l")


def test_built_files_come_from_nginx_and_are_kept_for_ever(front: Nginx) -> None:
    page = BeautifulSoup(ask(front, "/zh/").text, "html.parser")
    address = str(page.select_one("link[rel=stylesheet]")["href"])  # type: ignore[index]
    style = ask(front, address, headers={"Accept-Encoding": "gzip"})
    assert style.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert style.headers["content-encoding"] == "gzip"
    assert gzip.decompress(style.body) == (PROJECT / "static/dist/selfcheck.css").read_bytes()
    smaller = ask(front, address, headers={"Accept-Encoding": "gzip, br"})
    assert smaller.headers["content-encoding"] == "br"
    assert smaller.headers["content-type"] == "text/css"
    assert smaller.headers["etag"] != style.headers["etag"]
    assert brotli.decompress(smaller.body) == gzip.decompress(style.body)
    plain = ask(front, address.partition("?")[0])
    assert plain.headers["cache-control"] == "public, no-cache"


def test_a_page_that_the_browser_has_is_not_sent_again(front: Nginx) -> None:
    first = ask(front, "/zh/haining/")
    again = ask(front, "/zh/haining/", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_pages_without_answers_are_served_by_nginx_for_a_moment(
    front: Nginx, behind: Gunicorn
) -> None:
    ask(front, "/en/jiashan/rules/")
    before = behind.logged().count("GET /<lang>/<unit>/rules/")
    for _ in range(5):
        assert ask(front, "/en/jiashan/rules/").status == 200
    assert behind.logged().count("GET /<lang>/<unit>/rules/") - before <= 1


@pytest.mark.parametrize(
    ("accepted", "packing"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("gzip;q=0, br", "br"),
        ("br;q=0.0,gzip;q=0", "identity"),
        ("br;q=0.05", "br"),
        ("zebra", "identity"),
    ],
)
def test_nginx_passes_on_what_the_application_packed(
    front: Nginx, accepted: str, packing: str
) -> None:
    answer = ask(front, "/zh/tongxiang/", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding", "identity") == packing
    assert "accept-encoding" in answer.headers["vary"].lower()


@pytest.mark.parametrize(
    ("accepted", "packing"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("zstd", "zstd"),
        ("zstd;q=0.5, gzip;q=0.4", "zstd"),
        ("gzip, zstd;q=0", "gzip"),
        ("zstd;q=0.0, gzip", "gzip"),
        ("gzip", "gzip"),
        ("gzip;q=0, br", "identity"),
        ("br", "identity"),
        ("identity", "identity"),
    ],
)
def test_nginx_passes_on_a_result_as_the_application_packed_it(
    front: Nginx, accepted: str, packing: str
) -> None:
    headers = {**FORM_TYPE, "Accept-Encoding": accepted}
    answer = ask(front, "/zh/haining/", "POST", "hukou=here", headers)
    assert answer.headers.get("content-encoding", "identity") == packing
    assert "海宁市" in UNPACK[packing](answer.body).decode()
    assert answer.headers["vary"] == "Accept-Encoding"


def test_a_result_is_never_kept(front: Nginx, behind: Gunicorn) -> None:
    before = behind.logged().count("POST /<lang>/<unit>/")
    first = ask(front, "/zh/haining/", "POST", "hukou=here", FORM_TYPE)
    second = ask(front, "/zh/haining/", "POST", "hukou=elsewhere", FORM_TYPE)
    assert first.text != second.text
    assert behind.logged().count("POST /<lang>/<unit>/") - before == 2
    assert first.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize("accepted", ["br", "gzip", "gzip, deflate, br", "identity", ""])
def test_each_browser_gets_a_page_that_it_can_unpack(front: Nginx, accepted: str) -> None:
    answer = ask(front, "/zh/pinghu/", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding", "identity") in f"{accepted} identity"
    if "content-encoding" not in answer.headers:
        assert "平湖市" in answer.text


def test_plain_http_leads_to_https_and_other_names_lead_nowhere(front: Nginx) -> None:
    asked = f"GET /zh/?size=l HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
    moved = raw(front.plain_port, asked, tls=False)
    assert moved.startswith(b"HTTP/1.1 308")
    assert f"Location: https://{HOST}/zh/?size=l".encode() in moved
    clear = f"POST /api/v1/assess HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
    assert raw(front.plain_port, clear, tls=False).startswith(b"HTTP/1.1 403")
    other = b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert raw(front.plain_port, other, tls=False).startswith(b"HTTP/1.1 421")
    connection = Crowd(front.tls_port, tls=True, host="evil.example").connect()
    with pytest.raises(ssl.SSLError):
        connection.connect()


def test_old_versions_of_tls_are_refused(front: Nginx) -> None:
    command = ["openssl", "s_client", "-connect", f"127.0.0.1:{front.tls_port}", "-tls1_1"]
    command += ["-servername", HOST, "-cipher", "ALL:@SECLEVEL=0"]
    tried = subprocess.run(command, input=b"", capture_output=True, check=False)
    assert tried.returncode != 0


def test_a_body_that_is_too_long_is_refused_by_nginx(front: Nginx, behind: Gunicorn) -> None:
    before = behind.logged()
    answer = ask(front, "/zh/haining/", "POST", "x" * 40_000, FORM_TYPE)
    assert answer.status == 413
    assert behind.logged() == before


def test_a_chunked_body_is_whole_when_it_reaches_the_application(front: Nginx) -> None:
    body = JSON.encode()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (body[:100], body[100:]))
    head = (
        f"POST /api/v1/assess HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n"
        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    ).encode()
    assert raw(front.tls_port, head + chunks + b"0\r\n\r\n").startswith(b"HTTP/1.1 200")
    # Cut short, it is never passed on: nginx waits for the rest, and gives up.
    with connected(front.tls_port) as connection:
        connection.sendall(head + chunks)
        connection.shutdown(socket.SHUT_WR)
        assert not connection.recv(100).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "request_line",
    [
        "POST /zh/haining/ HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked",
        "POST /zh/haining/ HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6",
        "POST /zh/haining/ HTTP/1.1\r\nContent-Length: 5, 5",
        "POST /zh/haining/ HTTP/1.1\r\nContent-Length: -1",
        "POST /zh/haining/ HTTP/1.1\r\nTransfer-Encoding: xchunked",
        "GET /zh/ HTTP/1.1\r\nHost: other.example",
        "GET http://evil.example/zh/ HTTP/1.1",
        "GET /../../etc/passwd HTTP/1.1",
        "GET /zh/\x00 HTTP/1.1",
        "GARBAGE",
    ],
)
def test_a_smuggler_gets_an_error_of_nginx(front: Nginx, request_line: str) -> None:
    request = f"{request_line}\r\nHost: {HOST}\r\nConnection: close\r\n\r\nhukou".encode()
    status = raw(front.tls_port, request).split(b" ")[1]
    assert status in (b"400", b"404", b"421", b"501"), status


def test_one_address_that_floods_is_told_to_wait_and_others_are_not(front: Nginx) -> None:
    with Crowd(
        front.tls_port, 6, keeps=True, tls=True, host=HOST, source="127.0.0.9"
    ).asking() as c:
        until(lambda: c.failed > 0, "the flood is told to wait")
        for _ in range(50):
            assert ask(front, "/zh/nanhu/", source="127.0.0.10").status == 200
        told = next(
            answer
            for _ in range(2000)
            if (answer := ask(front, "/zh/nanhu/", source="127.0.0.9")).status == 429
        )
    assert {failure.rpartition(" ")[2] for failure in c.failures} <= {"429"}
    assert "Please wait a moment" in told.text


def test_while_nobody_answers_behind_it_people_are_told_to_wait_in_both_languages(
    tmp_path: Path,
) -> None:
    with ExitStack() as still_there:
        with gunicorn(tmp_path, {"SELFCHECK_HOSTS": f"{HOST},127.0.0.1"}) as behind:
            front = still_there.enter_context(nginx(tmp_path, behind.upstream))
        page = ask(front, "/zh/haining/", "POST", FORM, FORM_TYPE)
        problem = ask(front, "/api/v1/assess", "POST", JSON, JSON_TYPE)
        style = ask(front, "/static/selfcheck.css")
    for answer in (page, problem):
        assert answer.status == 502
        assert answer.headers["retry-after"] == "60"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["strict-transport-security"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert page.headers["content-type"] == "text/html"
    assert "现在打不开，请等一等" in page.text
    assert "Please wait a moment" in page.text
    assert style.status == 200
    assert problem.headers["content-type"] == "application/problem+json"
    assert json.loads(problem.body)["title"] == "Temporarily unavailable"


def test_the_page_that_tells_to_wait_stands_under_no_address(front: Nginx) -> None:
    assert ask(front, "/busy.html").status == 404
    assert ask(front, "/busy.json").status == 404


def test_readiness_is_no_business_of_strangers(front: Nginx) -> None:
    assert ask(front, "/readyz").status == 200
    assert ask(front, "/readyz", source="127.0.0.3").status == 403
    assert ask(front, "/healthz", source="127.0.0.3").status == 200


def test_the_systemd_units_are_sound_and_closed() -> None:
    analyze = which("systemd-analyze")
    assert analyze is not None, "make dev installs it"
    units = PROJECT / "deploy" / "systemd"
    service = str(units / "selfcheck.service")
    found = subprocess.run(
        [analyze, "verify", service, str(units / "selfcheck.socket")],
        capture_output=True,
        text=True,
        check=False,
    )
    complaints = [line for line in found.stderr.splitlines() if "not executable" not in line]
    assert complaints == []
    subprocess.run(
        [analyze, "security", "--offline=true", "--threshold=15", service],
        capture_output=True,
        check=True,
    )
