"""The API against its own description: schemathesis makes requests, right and wrong, and checks.

Every check but one: that whatever fits the schema is accepted. Dates out of order, or after the day
of assessment, are impossible (422), and JSON Schema cannot say so.
"""

from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from selfcheck.app import create_app
from selfcheck.web.settings import Settings

PLAIN = {"Accept-Encoding": "identity"}
"""Schemathesis unpacks nothing that an application hands it without a server."""


def described(app: Flask) -> "schemathesis.BaseSchema":
    """Return the description that the application gives of itself."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


def try_api(examples: int) -> int:
    """Send that many requests to each operation, with every check; return how many there are."""
    app = create_app(Settings())
    operations = 0
    for result in described(app).get_all_operations():
        if not isinstance(result, Ok):
            raise result.err()
        operation = result.ok()
        operations += 1

        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def hold(case: "schemathesis.Case[Any]") -> None:
            case.call_and_validate(headers=PLAIN, excluded_checks=[positive_data_acceptance])

        hold()
    return operations
