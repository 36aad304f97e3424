"""Requests byte by byte, as no browser would send them, and what came back."""

import gzip
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass

from tests.service.load import TLS
from tests.service.nginx import HOST

FORM_TYPE = "Content-Type: application/x-www-form-urlencoded"
JSON_TYPE = "Content-Type: application/json"
PATIENCE = 20.0


@dataclass(frozen=True)
class Reply:
    """The first answer on a connection: status (0 for none), headers by small letters, bytes."""

    status: int
    headers: Mapping[str, str]
    whole: bytes

    @classmethod
    def of(cls, whole: bytes) -> "Reply":
        """Read the bytes that came back; an interim answer is passed over."""
        head, _, rest = whole.partition(b"\r\n\r\n")
        if head.startswith(b"HTTP/1.1 100"):
            head, _, rest = rest.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        if not lines[0].startswith("HTTP/"):
            return cls(0, {}, whole)
        pairs = (line.partition(": ") for line in lines[1:])
        return cls(int(lines[0].split()[1]), {n.lower(): v for n, _, v in pairs}, whole)


def send(port: int, data: bytes, *, tls: bool = False) -> Reply:
    """Send bytes and no more; return what came back until the end."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as plain:
        connection = TLS.wrap_socket(plain, server_hostname=HOST) if tls else plain
        with connection:
            connection.sendall(data)
            _stop_sending(connection)
            return Reply.of(_received(connection))


def _stop_sending(connection: socket.socket) -> None:
    # With TLS half a connection cannot be closed; the server's patience ends it instead.
    if not isinstance(connection, ssl.SSLSocket):
        try:
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            return


def _received(connection: socket.socket) -> bytes:
    parts = []
    try:
        while part := connection.recv(1 << 16):
            parts.append(part)
    except OSError:
        return b"".join(parts)
    return b"".join(parts)


def request(line: str, *headers: str, body: bytes = b"", host: str = HOST) -> bytes:
    """Return the bytes of a request with these headers, right or wrong."""
    head = [line, f"Host: {host}", "Connection: close", *headers]
    return ("\r\n".join(head) + "\r\n\r\n").encode("latin-1") + body


def post(path: str, media_type: str, body: bytes, *headers: str) -> bytes:
    """Return the bytes of a POST whose length is said truly."""
    length = f"Content-Length: {len(body)}"
    return request(f"POST {path} HTTP/1.1", media_type, length, *headers, body=body)


def form(body: bytes, *headers: str, path: str = "/zh/haining/") -> bytes:
    """Return the bytes of a posted form."""
    return post(path, FORM_TYPE, body, *headers)


def api(answers: bytes, *headers: str) -> bytes:
    """Return the bytes of a call of the API, with these answers besides the unit."""
    return post(
        "/api/v1/assess", JSON_TYPE, b'{"answers":{"unit":"haining"%s}}' % answers, *headers
    )


def _cut(path: str, media_type: str, body: bytes) -> bytes:
    return request(f"POST {path} HTTP/1.1", media_type, "Content-Length: 500", body=body)


MULTIPART = "Content-Type: multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="hukou"\r\n\r\nhere\r\n'
BOMB = gzip.compress(b"hukou=here" + b"&" * 10_000_000)
CHUNKED = "Transfer-Encoding: chunked"
POST = "POST /zh/haining/ HTTP/1.1"

REFUSED: Mapping[str, bytes] = {
    # No request at all.
    "HTTP/0.9": b"GET /zh/\r\n\r\n",
    "no host": b"GET /zh/ HTTP/1.1\r\nConnection: close\r\n\r\n",
    "two hosts": request("GET /zh/ HTTP/1.1", "Host: evil.example"),
    "a host that is not ours": request("GET /zh/ HTTP/1.1", host="evil.example"),
    "a host with half a bracket": request("GET /zh/ HTTP/1.1", host="[::1"),
    "a host with a name before": request("GET /zh/ HTTP/1.1", host=f"a@{HOST}"),
    "a host with NUL": request("GET /zh/ HTTP/1.1", host="self\x00check.example"),
    "a host of bytes": request("GET /zh/ HTTP/1.1", host="\xff\xfe"),
    "a server in the request line": request("GET http://evil.example/zh/ HTTP/1.1"),
    "CONNECT": request("CONNECT evil.example:443 HTTP/1.1"),
    "TRACE": request("TRACE /zh/ HTTP/1.1"),
    "a header folded": request("GET /zh/ HTTP/1.1", "X: a\r\n b"),
    "a space before the colon": request("GET /zh/ HTTP/1.1", "X : a"),
    "raw bytes in the path": b"GET /\xff\xfe/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "HTTP/2 unasked": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a long header": request("GET /zh/ HTTP/1.1", "X: " + "y" * 20_000),
    "a long address": request(f"GET /zh/{'x' * 20_000} HTTP/1.1"),
    # Smuggling.
    "two lengths": request(POST, "Content-Length: 5", "Content-Length: 6", body=b"hukou!"),
    "a length and chunks": request(POST, "Content-Length: 5", CHUNKED, body=b"0\r\n\r\nGET /a"),
    "a length below zero": request(POST, FORM_TYPE, "Content-Length: -5", body=b"hukou"),
    "a length with a sign": request(POST, FORM_TYPE, "Content-Length: +5", body=b"hukou"),
    "a length in letters": request(POST, FORM_TYPE, "Content-Length: five", body=b"hukou"),
    "a length of a number of digits": request(POST, FORM_TYPE, f"Content-Length: {'9' * 25}"),
    "an unknown coding": request(POST, FORM_TYPE, "Transfer-Encoding: xchunked", body=b"0\r\n\r\n"),
    # Too much.
    "50 MB announced": request(POST, FORM_TYPE, "Content-Length: 52428800", body=b"hukou=here"),
    "10,000 fields": form(b"&".join(b"a%d=" % number for number in range(10_000))),
    "16,000 ampersands": form(b"a&" * 16_000),
    "a bomb": form(BOMB, "Content-Encoding: gzip"),
    "a bomb for the API": post("/api/v1/assess", JSON_TYPE, BOMB, "Content-Encoding: gzip"),
    # Not what it says, or only in part.
    "a form as JSON": post("/zh/haining/", JSON_TYPE, b'{"hukou": "here"}'),
    "a form without a type": post("/zh/haining/", "X: y", b"hukou=here"),
    "a form in parts": post("/zh/haining/", MULTIPART, PART + b"--x--\r\n"),
    "a form of raw bytes": form(b"hukou=here&education=\xc0\xaf"),
    "JSON as text": post("/api/v1/assess", "Content-Type: text/plain", b"{}"),
    # Answers that are impossible.
    "NUL": form(b"hukou=%00&employment_months=%00"),
    "overlong UTF-8": form(b"hukou=%C0%AF"),
    "a surrogate": form(b"hukou=%ED%A0%80"),
    "a surrogate for a name": form(b"%ED%A0%80=1"),
    "a line break": form(b"hukou=a%0d%0aSet-Cookie:%20a=b"),
    "percent signs": form(b"hukou=%&education=%zz"),
    "1e400, NaN and infinity": form(b"owned_share=1e400&employment_months=NaN&business_tax_3y=Inf"),
    "30,000 digits": form(b"employment_months=" + b"9" * 30_000),
    "a date under the name of its question": form(b"birth_date=1990.5.2"),
    "a field twice": form(b"hukou=here&hukou=elsewhere"),
    "depth in lists": post("/api/v1/assess", JSON_TYPE, b"[" * 32_000),
    "depth in objects": post("/api/v1/assess", JSON_TYPE, b'{"a":' * 6_000),
    "a number of 1e400": api(b',"owned_share":1e400'),
    "a number of 1e999999999999": api(b',"business_tax_3y":1e999999999999'),
    "a number of 30,000 digits": api(b',"employment_months":' + b"9" * 30_000),
    "not a number": api(b',"owned_share":NaN'),
    "a surrogate in JSON": api(b',"hukou":"\\ud800"'),
    "a surrogate for a fact": api(b',"\\ud800":1'),
    "NUL for a fact": api(b',"\\u0000":1'),
    "a unit twice": api(b',"unit":"nanhu"'),
    "a language that is a list": post("/api/v1/resume/open", JSON_TYPE, b'{"code":"","lang":[]}'),
    "lists in a list": api(b',"housing_papers":[[]],"hukou":{},"birth_date":[]'),
    # Addresses.
    "dots": request("GET /static/../../pyproject.toml HTTP/1.1"),
    "dots in disguise": request("GET /static/%2e%2e/%2e%2e/pyproject.toml HTTP/1.1"),
    "a slash in disguise": request("GET /static/..%2f..%2fpyproject.toml HTTP/1.1"),
    "NUL in the path": request("GET /static/selfcheck.css%00 HTTP/1.1"),
    "a folder": request("GET /static/images/ HTTP/1.1"),
    "bytes in the path": request("GET /%ff%fe/ HTTP/1.1"),
    "bytes in the query": request("GET /zh/?size=%ff&on=%00&edition=%ED%A0%80 HTTP/1.1"),
    "metrics": request("GET /metrics/ HTTP/1.1"),
}
"""What must be refused with a status below 500 (or 501), here and behind nginx."""

CUT: Mapping[str, bytes] = {
    "a form cut short": _cut("/zh/haining/", FORM_TYPE, b"hukou=elsewhere&housing=rented"),
    "a form in parts cut short": _cut("/zh/haining/", MULTIPART, PART),
    "JSON cut short": _cut("/api/v1/assess", JSON_TYPE, b'{"answers":{"unit":"haining"}}'),
    "chunks cut short": request(POST, FORM_TYPE, CHUNKED, body=b"a\r\nhukou=here\r\n"),
}
"""Bodies that end before their end: refused, or never answered; never scored."""

HARMLESS: Mapping[str, bytes] = {
    "quality not a number": request("GET / HTTP/1.1", "Accept-Language: zh;q=nan, en;q=1e400"),
    "300 languages": request("GET / HTTP/1.1", "Accept-Language: " + "a," * 300),
    "an encoding of no number": request("GET /zh/ HTTP/1.1", "Accept-Encoding: gzip;q=nan"),
    "half a tag": request("GET /zh/ HTTP/1.1", 'If-None-Match: "' + "x" * 500),
    "a day that never was": request("GET /zh/ HTTP/1.1", "If-Modified-Since: Tue, 99 Foo 99999"),
    "a cookie": request("GET /zh/ HTTP/1.1", "Cookie: session=.eJx"),
    "another place said by a header": request("GET /zh/ HTTP/1.1", "SCRIPT_NAME: /x"),
    "another scheme said twice": request(
        "GET /zh/ HTTP/1.1", "X-Forwarded-Proto: https", "X-Forwarded-Ssl: off"
    ),
    "another method said by a header": form(b"hukou=here", "X-HTTP-Method-Override: DELETE"),
    "an upgrade": request("GET /zh/ HTTP/1.1", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"),
    "another host in a header": request("GET /zh/ HTTP/1.1", "X-Forwarded-Host: evil.example"),
    "the last day": form(
        b"hukou=elsewhere&permit_held=residence&permit_issued_on-year=2200"
        b"&permit_issued_on-month=12&permit_issued_on-day=31",
        path="/zh/haining/?on=2200-12-31",
    ),
    "the first day": form(b"hukou=elsewhere", path="/zh/haining/?on=1900-01-01"),
    "a fraction of 30,000 digits": api(b',"owned_share":1.' + b"9" * 30_000),
    "UTF-16": post("/api/v1/assess", JSON_TYPE, '{"answers":{"unit":"haining"}}'.encode("utf-16")),
    "an unknown charset": post("/zh/haining/", f"{FORM_TYPE}; charset=nonsense", b"hukou=here"),
}
"""What is odd, and answered all the same."""
