"""What the operator can set, all of it through environment variables."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from selfcheck.engine.kept import MEGABYTES
from selfcheck.rules.loader import SHIPPED

IN_FORCE = "in-force"


class BadSetting(Exception):
    """A setting that cannot be used; the message says which and what would be right."""


@dataclass(frozen=True)
class Settings:
    """The settings of one server.

    `edition`: the id of the edition that pages lead with, or `in-force`. `hosts`: the names the
    server answers to (empty: any). `frame_ancestors`: the origins that may frame the pages.
    `organisation`: who helps people with the check, for the head of a printed result.
    `log`: `text` or `json`. `room`: megabytes that each process keeps for later requests at most.
    """

    rules: Path = SHIPPED
    edition: str = "jiaxing-2014"
    hosts: tuple[str, ...] = ()
    frame_ancestors: tuple[str, ...] = ()
    contact: str | None = None
    organisation: str | None = None
    log: str = "text"
    room: int = MEGABYTES

    @property
    def public_address(self) -> str:
        """Return where the pages are in public: at the first host; empty where none is set.

        For what others read from outside, such as the picture of a shared page. The name a
        request comes with is not asked: anybody may write one, and pages are kept for all.
        """
        return f"https://{self.hosts[0]}" if self.hosts else ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings whose names begin with SELFCHECK_; an empty one counts as unset.

        Raises BadSetting where a number is none.
        """
        return cls(
            rules=Path(environ.get("SELFCHECK_RULES") or SHIPPED),
            edition=environ.get("SELFCHECK_EDITION") or cls.edition,
            hosts=_listed(environ.get("SELFCHECK_HOSTS", "")),
            frame_ancestors=_listed(environ.get("SELFCHECK_FRAME_ANCESTORS", "")),
            contact=environ.get("SELFCHECK_CONTACT") or None,
            organisation=environ.get("SELFCHECK_ORGANISATION") or None,
            log=environ.get("SELFCHECK_LOG") or cls.log,
            room=_megabytes(environ.get("SELFCHECK_ROOM") or str(MEGABYTES)),
        )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _megabytes(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise BadSetting(
            f"SELFCHECK_ROOM is {text!r}; it can be a number of megabytes, like {MEGABYTES}"
        )
    return int(text)
