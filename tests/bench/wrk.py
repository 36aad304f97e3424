"""wrk, asked for rates and for the time within which 99 of 100 answers come."""

import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


IN_TURN = """
local requests, place = {}, 0
init = function()
  for number, body in ipairs(bodies) do
    requests[number] = wrk.format(nil, nil, nil, body)
  end
end
request = function()
  place = place % #requests + 1
  return requests[place]
end
"""
"""Makes wrk write each request once and send them one after the other."""


@dataclass(frozen=True)
class Ask:
    """What wrk asks for: an address, and bodies in turn where it posts; `headers` besides.

    Each request has a connection of its own, unless it `keeps` them.
    """

    url: str
    bodies: Sequence[str] = ()
    media_type: str = ""
    headers: Mapping[str, str] | None = None
    keeps: bool = False

    def script(self, path: Path) -> Path:
        """Write what makes wrk ask so."""
        lines = [
            f'wrk.headers["{name}"] = "{value}"' for name, value in (self.headers or {}).items()
        ]
        if not self.keeps:
            lines += ['wrk.headers["Connection"] = "close"']
        if self.bodies:
            lines += ['wrk.method = "POST"', f'wrk.headers["Content-Type"] = "{self.media_type}"']
            lines += ["local bodies = {", *[f"[==[{body}]==]," for body in self.bodies], "}"]
            lines += [IN_TURN]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path


@dataclass(frozen=True)
class Heard:
    """What wrk heard: answers a second, milliseconds for 99 of 100, and answers that failed."""

    rate: float
    slowest: float
    failed: int


def wrk(ask: Ask, folder: Path, connections: int, seconds: int) -> Heard:
    """Ask over and over on that many connections."""
    script = ask.script(folder / "ask.lua")
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "--latency"]
    printed = subprocess.run(
        [*command, "-s", str(script), ask.url], capture_output=True, text=True, check=True
    ).stdout
    return Heard(_rate(printed), _slowest(printed), _failed(printed))


def _rate(printed: str) -> float:
    found = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    assert found is not None, printed
    return float(found[1])


def _slowest(printed: str) -> float:
    found = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", printed)
    assert found is not None, printed
    return float(found[1]) * UNITS[found[2]]


def _failed(printed: str) -> int:
    status = re.search(r"Non-2xx or 3xx responses: (\d+)", printed)
    errors = r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)"
    sockets = re.search(errors, printed)
    return int(status[1] if status else 0) + sum(map(int, sockets.groups() if sockets else ()))
