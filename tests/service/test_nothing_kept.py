"""Marked answers through every route and every error; then a search for the marks, everywhere."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest

from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.service.gunicorn import PROJECT, Gunicorn, free_port, gunicorn, until
from tests.service.nginx import HOST, Nginx, nginx
from tests.service.wire import FORM_TYPE, JSON_TYPE, api, form, post, request, send

# Made anew each time: a mark that stood in this file would be found in this file.
WORD = f"Vermerk{os.urandom(4).hex()}".encode()
NUMBER = str(10**8 + int.from_bytes(os.urandom(3), "big")).encode()
MARKS = (WORD, NUMBER)
SHARED = "/dev/shm"  # noqa: S108 -- looked through, not written to


class House:
    """Two gunicorns behind two nginxes, one of them with a fault; all they write is in a folder."""

    def __init__(self, folder: Path, whole: Gunicorn, fronts: list[Nginx], servers: list[Gunicorn]):
        self.folder = folder
        self.whole = whole
        self.fronts = fronts
        self.servers = servers
        self.metrics = ""

    def everywhere(self, data: bytes) -> None:
        """Send the bytes to every server and every nginx."""
        for server in self.servers:
            send(server.port, data)
        for front in self.fronts:
            send(front.tls_port, data, tls=True)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    temporary = folder / "temporary"
    temporary.mkdir()
    with ExitStack() as running:
        servers, fronts = [], []
        for app in ("wsgi:app", "tests.service.failing:app"):
            place = folder / app.partition(":")[0]
            place.mkdir()
            port = free_port()
            settings = {
                "SELFCHECK_HOSTS": f"{HOST},127.0.0.1",
                "SELFCHECK_METRICS": f"127.0.0.1:{port}",
                "SELFCHECK_LOG": "json",
                "TMPDIR": str(temporary),
            }
            servers.append(running.enter_context(gunicorn(place, settings, app)))
            fronts.append(running.enter_context(nginx(place, servers[-1].upstream)))
        yield House(folder, servers[0], fronts, servers)


def marked_requests() -> Iterator[bytes]:
    """Yield requests with a mark in every place where a person, or a broken client, may put one."""
    words = b"hukou=%s&title=%s" % (WORD, WORD)
    numbers = b"employment_months=%s1&income_tax_last_year=%s1&birth_date-year=%s1" % (
        (NUMBER,) * 3
    )
    for lang in ("zh", "en"):
        for unit in ("haining", "xiuzhou", WORD.decode()):
            path = f"/{lang}/{unit}/"
            yield form(words, path=path)
            yield form(numbers, path=path)
            yield form(b"income_tax_last_year=%s" % NUMBER, path=path)  # possible: a result
            yield form(b"%s=%s" % (WORD, WORD), path=path)
            yield form(words + b"&a" * 300, path=path)
            yield form(words + b"x" * 40_000, path=path)
            yield form(words + b"\xff", path=path)
            yield form(words, path=f"{path}compare/")
        yield form(words, path=f"/{lang}/compare/")
        yield form(numbers, path=f"/{lang}/rules/")
    for path in ("/", "/static/selfcheck.css", "/healthz", "/readyz", "/api/v1/openapi.json"):
        yield form(words, path=path)
    for path in ("/zh/resume/", "/en/resume/card/"):
        yield form(b"code=%s&text=%s" % (WORD, WORD), path=path)
    for path in ("/api/v1/resume/pack", "/api/v1/resume/open"):
        yield post(path, JSON_TYPE, b'{"code":"%s","answers":{"hukou":"%s"}}' % (WORD, WORD))
    yield api(b',"income_tax_last_year":%s' % NUMBER)
    yield api(b',"hukou":"%s"' % WORD)
    yield api(b',"%s":1' % WORD)
    yield api(b',"employment_months":%s' % NUMBER)
    yield post("/api/v1/assess", JSON_TYPE, b'{"%s' % WORD)
    yield post("/api/v1/assess", JSON_TYPE, b'{"on":"%s"}' % WORD)
    yield post("/api/v1/assess", JSON_TYPE, b'{"answers":{"unit":"%s"},"lang":"x"}' % WORD)
    yield post("/api/v1/assess", "Content-Type: text/plain", WORD)
    length = "Content-Length: 500"
    yield request("POST /zh/haining/ HTTP/1.1", FORM_TYPE, length, body=words)
    yield request("POST /api/v1/assess HTTP/1.1", JSON_TYPE, length, body=b'{"%s' % WORD)
    chunks = b"%x\r\n%s\r\n" % (len(words), words)
    yield request(
        "POST /zh/haining/ HTTP/1.1", FORM_TYPE, "Transfer-Encoding: chunked", body=chunks
    )
    # By mistake in an address or a header: of a stranger's making, and still not written down.
    mark = WORD.decode()
    for line in (
        f"GET /zh/haining/?hukou={mark} HTTP/1.1",
        f"GET /zh/?size={mark}&on={mark}&edition={mark} HTTP/1.1",
        f"GET /{mark} HTTP/1.1",
        f"GET /zh/{mark}/rules/ HTTP/1.1",
        f"GET /static/{mark} HTTP/1.1",
        f"{mark} / HTTP/1.1",
        f"GET / {mark}",
        f"GET http://{mark}/ HTTP/1.1",
        f"GET /{mark}{'x' * 9000} HTTP/1.1",
    ):
        yield request(line)
    yield request("GET /zh/ HTTP/1.1", f"X: {mark}", f"Cookie: {mark}", f"Referer: /{mark}")
    yield request("GET /zh/ HTTP/1.1", f"{mark} : x")
    yield request("GET /zh/ HTTP/1.1", f"X-Request-Id: {mark}")
    yield request("GET /zh/ HTTP/1.1", f"User-Agent: {mark}", f"Accept-Language: {mark}")
    yield request("GET /zh/ HTTP/1.1", host=mark)
    yield WORD


def test_no_mark_is_found_anywhere_afterwards(house: House) -> None:
    started = time.time()
    with ThreadPoolExecutor(16) as senders:  # nginx waits ten seconds for the rest of a body
        list(senders.map(house.everywhere, marked_requests()))
    killed = house.whole.workers()
    os.kill(killed[0], signal.SIGABRT)  # what leaves a core where cores are left
    until(lambda: killed[0] not in house.whole.workers(), "the worker ends")
    found = {
        str(path): mark
        for path in [*house.folder.rglob("*"), *Path(SHARED).rglob("*"), *written_since(started)]
        if path.is_file()
        for mark in MARKS
        if mark in path.read_bytes()
    }
    assert found == {}
    assert "RuntimeError" in house.servers[1].logged(), "the fault was met"
    assert '"status":422' in house.whole.logged(), "the log was written"
    for server in house.servers:
        with urlopen(f"http://127.0.0.1:{server.metrics_port}/metrics") as answer:
            metrics = answer.read()
        assert b"selfcheck_requests_total" in metrics
        assert not any(mark in metrics for mark in MARKS)
        for pid in (server.process.pid, *server.workers()):
            for name in ("cmdline", "environ"):
                told = Path(f"/proc/{pid}/{name}").read_bytes()
                assert not any(mark in told for mark in MARKS)
    assert list((house.folder / "temporary").iterdir()) == []


def written_since(started: float) -> list[Path]:
    """Return the files of the project that were written since then."""
    top = [path for path in PROJECT.iterdir() if path.name not in (".git", ".venv", "node_modules")]
    files = [path for path in top if path.is_file()]
    files += [path for folder in top if folder.is_dir() for path in folder.rglob("*")]
    return [path for path in files if path.is_file() and path.stat().st_mtime >= started]


def test_processes_leave_no_core(house: House) -> None:
    for pid in (house.whole.process.pid, *house.whole.workers()):
        limits = Path(f"/proc/{pid}/limits").read_text(encoding="utf-8")
        (core,) = [line for line in limits.splitlines() if line.startswith("Max core file size")]
        assert core.split()[4:6] == ["0", "0"]


def test_nobody_sees_the_answers_of_another(house: House) -> None:
    def own(number: int) -> bool:
        mine = f"{NUMBER.decode()}{number:04}"
        data = form(f"employment_months={mine}".encode())
        text = send(house.whole.port, data).whole.decode()
        return mine in text and text.count(NUMBER.decode()) == text.count(mine)

    with ThreadPoolExecutor(8) as people:
        assert all(people.map(own, range(400)))


def test_no_answer_is_written_into_what_is_kept_for_all(house: House) -> None:
    app = create_app(Settings())
    client = app.test_client()
    for _ in range(3):
        client.post("/zh/haining/", data={"income_tax_last_year": NUMBER.decode()})
        client.post("/zh/haining/", data={"employment_months": NUMBER.decode()})
    for path in ("/zh/haining/", "/zh/", "/zh/haining/rules/", "/api/v1/openapi.json"):
        assert NUMBER.decode() not in client.get(path).text
