"""The application with a fault in it: each assessment fails, with all answers in the message."""

from typing import Any, Never

from selfcheck.engine.assessment import Assessment
from selfcheck.presenter.answer import Presenter
from selfcheck.serving import application

app = application()


def _fail(_self: Presenter, assessment: Assessment, *_args: Any, **_more: Any) -> Never:
    raise RuntimeError(f"something with {assessment}")


setattr(Presenter, "answer", _fail)  # noqa: B010 -- in a type's eyes it never is
