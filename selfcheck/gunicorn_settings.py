"""How gunicorn serves the application; the address is given by `--bind`.

Meant to stand behind nginx without upstream keep-alive, and good enough on its own.
"""

import logging
import os
import resource
from pathlib import Path

from selfcheck import reloading

workers = int(os.environ.get("SELFCHECK_WORKERS", "2"))

# Threads keep serving while a slow reader holds one of them; `sync` would stand still.
# More threads gain nothing (a page is CPU), and 128 of them let half-sent headers stop a worker.
worker_class = "selfcheck.gunicorn_worker.ClosedWorker"
threads = 4

# Without a low limit, one of two workers takes nearly all of the kept-alive connections.
worker_connections = 16

# The costliest accepted request takes well under a second; `gthread` restarts a worker that hangs
# as a whole, not a single request that runs away.
timeout = 30
graceful_timeout = 20

# Loaded once in the master: workers share its memory, and one that was killed is replaced at once,
# with rules that were found good, whatever lies in the folder by then.
preload_app = True

# SIGHUP loads new rules in every process, and replaces none.
when_ready = reloading.when_ready
on_exit = reloading.on_exit
pre_fork = reloading.pre_fork
post_fork = reloading.post_fork
post_worker_init = reloading.post_worker_init

# Heartbeats go to memory: a busy disk must not look like a hung worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108

# The longest address is a page with a unit and an edition; answers never stand in one.
limit_request_line = 1024
limit_request_fields = 64

# Nothing manages the server from outside; signals do.
control_socket_disable = True

# The application logs method, route, status and time itself, and nothing that tells who asked.
accesslog = None


# Nobody's word is taken for where a request came from, or under which path we stand.
forwarded_allow_ips = ""


class _WithoutTraces(logging.Filter):
    """Leaves the trace out where an answer failed half-way: its message may quote an answer."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Say that the record may be written, once it holds no trace of a request."""
        if record.getMessage().startswith("Error handling request"):
            record.exc_info = record.exc_text = None
        return True


logging.getLogger("gunicorn.error").addFilter(_WithoutTraces())

# Gunicorn's own lines too are JSON where that is asked for.
if os.environ.get("SELFCHECK_LOG") == "json":
    logconfig_dict = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "selfcheck.web.access_log.JsonLines"}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"level": "INFO", "handlers": []},
        "loggers": {
            "gunicorn.error": {"level": "INFO", "handlers": ["lines"], "propagate": False},
            "gunicorn.access": {"level": "INFO", "handlers": [], "propagate": False},
        },
    }

# A core dump would hold answers.
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
