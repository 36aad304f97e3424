"""What random people are told, a line for each answer: `python -m tests.telling`.

Two ways to run the same code print the same lines.
"""

import logging
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from flask.testing import FlaskClient

from selfcheck import RUN_AS
from selfcheck.app import create_app
from selfcheck.web.settings import Settings
from tests.reading.people import people
from tests.web.form_data import as_form

PEOPLE = 300


def told(client: FlaskClient, request: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Yield what the person is told by each way there is to ask, and by which."""
    answers = request["answers"]
    asked = {"on": request["on"], "edition": request["edition"]}
    form = as_form(answers)
    page = f"/{request['lang']}/{answers['unit']}/"
    yield "page", client.post(page, query_string=asked, data=form).data
    compare = f"/{request['lang']}/compare/"
    yield "compare", client.post(compare, query_string=asked, data=form).data
    wrong = {name: value if name == "unit" else [value, "x"] for name, value in answers.items()}
    for name, body in (
        ("assess", {**request, "timeline": True}),
        ("compare", {**request, "answers": {**answers, "unit": None}}),
        ("resume/pack", {"answers": answers}),
        ("assess", {**request, "answers": wrong}),
    ):
        yield name, client.post(f"/api/v1/{name}", json=body).data


def main() -> None:
    """Print how the hot modules are run, and then a line for each answer."""
    print(RUN_AS)
    client = create_app(Settings()).test_client()
    logging.getLogger("selfcheck.access").disabled = True
    for number, request in enumerate(people(PEOPLE, seed=11)):
        for way, said in told(client, request):
            print(number, way, len(said), sha256(said).hexdigest())


if __name__ == "__main__":
    main()
