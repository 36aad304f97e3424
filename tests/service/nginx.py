"""Debian's nginx with the files of `deploy/`, on other ports and paths, in front of a gunicorn."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.service.gunicorn import PROJECT, free_port, until
from tests.service.load import Crowd

DEPLOY = PROJECT / "deploy" / "nginx"
HOST = "selfcheck.example"


@dataclass(frozen=True)
class Nginx:
    """A running nginx: its ports, its folder with logs and caches, its master process."""

    tls_port: int
    plain_port: int
    folder: Path
    process: subprocess.Popen[bytes]

    def logged(self) -> str:
        """Return everything that it logged."""
        return (self.folder / "error.log").read_text(encoding="utf-8")


@contextmanager
def nginx(folder: Path, upstream: str, changes: Mapping[str, str] | None = None) -> Iterator[Nginx]:
    """Run nginx before a gunicorn's `upstream`; `changes` are further words to exchange."""
    folder = folder / "nginx"
    folder.mkdir()
    tls_port, plain_port = free_port(), free_port()
    _sign(folder)
    words = {
        "user www-data;": "user root;" if os.getuid() == 0 else "",
        "/run/nginx.pid": f"{folder}/pid",
        "/var/log/nginx/error.log": f"{folder}/error.log",
        "/etc/nginx/selfcheck.conf": f"{folder}/selfcheck.conf",
        "unix:/run/selfcheck.sock": upstream,
        "/run/nginx-selfcheck": f"{folder}/cache",
        "listen 80": f"listen 127.0.0.1:{plain_port}",
        "listen 443": f"listen 127.0.0.1:{tls_port}",
        "/etc/ssl/selfcheck": str(folder),
        "/srv/selfcheck/static": str(PROJECT / "static"),
        "/srv/selfcheck/deploy": str(PROJECT / "deploy"),
        "/srv/selfcheck/acme": str(folder),
    }
    written = "\n".join(_written(folder, name, words, changes or {}) for name in FILES)
    missing = [word for word in (*words, *(changes or {})) if word not in written]
    assert not missing, f"not in deploy/nginx: {missing}"
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e"]
    command += [str(folder / "error.log"), "-g", "daemon off;"]
    with (folder / "printed").open("wb") as printed:
        process = subprocess.Popen(command, stdout=printed, stderr=printed)
    try:
        until(lambda: _serves(tls_port, process, folder), "nginx serves")
        yield Nginx(tls_port, plain_port, folder, process)
    finally:
        process.terminate()
        process.wait()


FILES = ("nginx.conf", "selfcheck.conf")


def _written(folder: Path, name: str, words: Mapping[str, str], changes: Mapping[str, str]) -> str:
    """Write a file of `deploy/` into the folder with words exchanged; return it as it was."""
    shipped = (DEPLOY / name).read_text(encoding="utf-8")
    text = shipped
    for word, other in {**words, **changes}.items():
        text = text.replace(word, other)
    (folder / name).write_text(text, encoding="utf-8")
    return shipped


def _sign(folder: Path) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    command += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)


def _serves(port: int, process: subprocess.Popen[bytes], folder: Path) -> bool:
    if process.poll() is not None:
        raise RuntimeError((folder / "printed").read_text(encoding="utf-8"))
    connection = Crowd(port, tls=True, host=HOST).connect()
    try:
        connection.request("GET", "/zh/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
