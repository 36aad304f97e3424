"""A small process that tells the metrics on an address of its own, which no visitor reaches."""

import os
import signal
from http.server import BaseHTTPRequestHandler, HTTPServer

from selfcheck.metrics import Metrics

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = 1.0
"""How long the exporter outlives its master at most."""


def fork_exporter(metrics: Metrics, address: str) -> int:
    """Start the process for an address like `127.0.0.1:9464`; return its id. It ends with ours."""
    host, _, port = address.rpartition(":")
    server = HTTPServer((host.strip("[]"), int(port)), _handler(metrics))
    process = os.fork()
    if process:
        server.socket.close()
        return process
    try:
        _serve(server)
    finally:
        os._exit(0)


def _serve(server: HTTPServer) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_IGN if number == signal.SIGHUP else signal.SIG_DFL)
    # The sockets that visitors come to, and every other file of the master, are not ours.
    standard = 3
    for descriptor in map(int, os.listdir("/proc/self/fd")):  # noqa: PTH208 -- names, not paths
        if descriptor >= standard and descriptor != server.fileno():
            try:
                os.close(descriptor)
            except OSError:
                continue  # the one that listed them
    master = os.getppid()
    server.timeout = SECONDS
    while os.getppid() == master:
        server.handle_request()


def _handler(metrics: Metrics) -> type[BaseHTTPRequestHandler]:
    class Telling(BaseHTTPRequestHandler):
        timeout = SECONDS

        def do_GET(self) -> None:
            found = self.path == "/metrics"
            body = metrics.text().encode() if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", CONTENT_TYPE)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Write nothing."""

    return Telling
