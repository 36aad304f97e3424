"""The application with a fault in it: each assessment fails, with all answers in the message."""

from collections.abc import Mapping
from typing import Any, Never

from selfcheck.presenter.selfcheck import SelfCheck
from selfcheck.serving import application

app = application()


def _fail(_self: SelfCheck, raw: Mapping[str, Any], *_args: Any, **_more: Any) -> Never:
    raise RuntimeError(f"something with {raw}")


setattr(SelfCheck, "answer", _fail)  # noqa: B010 -- in a type's eyes it never is
