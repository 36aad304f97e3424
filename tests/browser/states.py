"""Every page and every state it can be in, by name: for the matrix of checks and the pictures.

A state is a request; the application answers it in this process, so that a browser can be shown
hundreds of pages without a server between them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import BrowserContext, Route

Form = Mapping[str, str | list[str]]

ORIGIN = "http://selfcheck.test"
LANGS = ("zh", "en")
SIZES = ("", "l", "xl")
SCHEMES = ("light", "dark")

PILOT = "?on=2014-12-01"

WORKER: Form = {
    "hukou": "elsewhere",
    "birth_date-year": "1990",
    "birth_date-month": "5",
    "birth_date-day": "20",
    "permit_held": "none",
    "housing": "rented",
    "housing_papers": ["lease_contract"],
    "employment": "employed",
    "employment_months": "14",
    "contract_months": "24",
    "employment_papers-none": "yes",
    "insurance_last_12": "12",
    "insurance_province_months": "36",
    "education": "associate",
}
SETTLED: Form = {
    **WORKER,
    "permit_held": "residence",
    "permit_issued_on-year": "2022",
    "permit_issued_on-month": "3",
    "permit_issued_on-day": "1",
    "permit_endorsed": "no",
    "residence_registered": "yes",
    "registered_on-year": "2020",
    "registered_on-month": "1",
    "registered_on-day": "15",
    "skill": "level_3",
    "title": "none",
}
PARENTS: Form = {
    **SETTLED,
    "housing": "owned",
    "owned_share": "51",
    "has_partner": "yes",
    "partner_permit_held": "none",
    "partner_employment": "employed",
    "partner_insurance_unit_months": "30",
    "child_birth_date-year": "2020",
    "child_birth_date-month": "6",
    "child_birth_date-day": "1",
}


CODE = "3EG4-CANQ-8B8U-DYVV-5U65-KCB2-2AQJ"
"""A resume code with the worker's answers."""


@dataclass(frozen=True)
class State:
    """A page as one request brings it up: its name, address below the language, and the form."""

    name: str
    path: str
    form: Form | None = None
    status: int = 200
    outcome: str | None = field(default=None)

    def fetch(self, app: Flask, lang: str, size: str = "") -> str:
        """Return the page's HTML, as the application sends it in the language and size of text."""
        path = f"/{lang}/{self.path}"
        if size:
            path += f"{'&' if '?' in path else '?'}size={size}"
        client = app.test_client()
        answer = client.get(path) if self.form is None else client.post(path, data=self.form)
        assert answer.status_code == self.status, f"{self.name}: {answer.status_code}"
        return answer.get_data(as_text=True)


def result(name: str, outcome: str, path: str, form: Form) -> State:
    """Return the state of a result, with the outcome that makes it what it is."""
    return State(name, path, form, outcome=outcome)


PAGES = (
    State("start", ""),
    State("form", "haining/"),
    State("form-school", "xiuzhou/"),
    State("errors", "haining/", {**WORKER, "insurance_last_12": "13", "hukou": "moon"}, 422),
    State("rules", "xiuzhou/rules/"),
    State("privacy", "privacy/"),
    State("accessibility", "accessibility/"),
    State("form-all", "haining/?mode=all"),
    State("form-on-a-day", f"haining/{PILOT}"),
    State("framed", "haining/?embed=1"),
    State("code", "resume/"),
    State("code-wrong", "resume/", {"code": CODE.replace("8B8U", "8B8V")}, 422),
    State("code-card", "resume/card/", {"code": CODE}),
    State("next-person", "clear/?unit=haining"),
    State("not-found", "nowhere/", status=404),
    State("resume-error", "resume/", {"code": "3EG4-CANQ-0000"}, 422),
    State("embed", "embed/"),
    State("clear", "clear/"),
    State("compare-form", "compare/"),
    State("compare", "compare/", WORKER),
)
RESULTS = (
    result("residence-permit", "residence_permit", f"haining/{PILOT}", WORKER),
    result(
        "temporary-permit",
        "temporary_permit",
        f"haining/{PILOT}",
        {**WORKER, "insurance_last_12": "3"},
    ),
    result(
        "none-yet",
        "none_yet",
        f"haining/{PILOT}",
        {"hukou": "elsewhere", "housing": "none", "employment": "none"},
    ),
    result("nothing-answered", "cannot_tell", "tongxiang/", {}),
    result("local-resident", "local_resident", "haining/", {**WORKER, "hukou": "here"}),
    result("special-channel", "special_channel", "haining/", {**WORKER, "channel": "talent"}),
    result("suspended", "holds_residence_permit", "haining/?edition=zhejiang-2016", SETTLED),
    result("two-editions", "residence_permit", "haining/", WORKER),
    result("gap", "residence_permit", "haining/?on=2016-01-15", WORKER),
    result("school", "residence_permit", "xiuzhou/", PARENTS),
    result("code-opened", "residence_permit", "resume/", {"code": CODE}),
    result(
        "compared",
        "temporary_permit",
        f"haining/{PILOT}",
        {**WORKER, "insurance_last_12": "3", "earlier-answers": CODE},
    ),
    result("range", "residence_permit", "pinghu/", WORKER),
    result(
        "to-print",
        "residence_permit",
        f"haining/{PILOT}",
        {**WORKER, "with-qr": "1"},
    ),
)
STATES = PAGES + RESULTS
assert len({state.name for state in STATES}) == len(STATES), "two states have the same name"


def serve(
    context: BrowserContext, app: Flask, pages: Mapping[str, str], script: bool = True
) -> None:
    """Let the context find the pages under their names, and the built files; nothing else.

    Without `script` the site's script is not delivered: the page stays as it was sent, and the
    checks, which are scripts themselves, can still run.
    """
    client = app.test_client()

    def answer(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.path.endswith(".js") and not script:
            route.abort()
            return
        if address.path in pages:
            route.fulfill(body=pages[address.path], content_type="text/html; charset=utf-8")
            return
        with client.get(f"{address.path}?{address.query}") as found:
            route.fulfill(
                status=found.status_code,
                body=found.get_data(),
                content_type=found.headers["Content-Type"],
            )

    context.route("**/*", answer)


def fetched(app: Flask, states: tuple[State, ...] = STATES) -> Iterator[tuple[str, str]]:
    """Yield the address and the HTML of every state in every language."""
    for lang in LANGS:
        for state in states:
            yield f"/{lang}/{state.name}", state.fetch(app, lang)
