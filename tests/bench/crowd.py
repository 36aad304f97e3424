"""Many people instead of one: nothing may be fast only because the same person asks again.

They have answered as much as the person of `tests.people`, with days, months and choices of their
own, each as likely as another: more variety than a real crowd has.
"""

import json
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any
from urllib.parse import urlencode

from selfcheck.rules.loader import load
from tests.people import ANSWERS
from tests.web.form_data import as_form

HOW_MANY = 4000
LAST = date(2026, 10, 31)
"""Nothing that is told lies after it."""

DRAWN = ("housing", "employment", "education", "skill", "title", "patent", "commendation")
MONTHS = ("employment_months", "contract_months", "insurance_unit_months")


@cache
def crowd() -> list[dict[str, Any]]:
    """Return the answers of the people, the same at each call."""
    random, facts = Random(2014), load().facts_of["haining"]  # noqa: S311 -- no secret
    codes = {name: [choice.id for choice in facts[name].choices] for name in DRAWN}
    return [_person(random, codes) for _ in range(HOW_MANY)]


def _person(random: Random, codes: dict[str, list[str]]) -> dict[str, Any]:
    registered = date(2012, 1, 1) + timedelta(random.randrange(4900))
    issued = _between(random, registered, LAST)
    endorsed = _between(random, issued, LAST)
    drawn = {name: random.choice(known) for name, known in codes.items()}
    months = {name: random.randrange(150) for name in MONTHS}
    return {
        **ANSWERS,
        **drawn,
        **months,
        "birth_date": (date(1960, 1, 1) + timedelta(random.randrange(16000))).isoformat(),
        "registered_on": registered.isoformat(),
        "permit_issued_on": issued.isoformat(),
        "permit_endorsed_on": endorsed.isoformat(),
        "insurance_last_12": random.randrange(13),
        "insurance_province_months": random.randrange(150),
    }


def _between(random: Random, first: date, last: date) -> date:
    return first + timedelta(random.randrange((last - first).days + 1))


def forms() -> tuple[str, ...]:
    """Return what each of them posts as a form."""
    return tuple(urlencode(as_form(answers), doseq=True) for answers in crowd())


def requests() -> tuple[str, ...]:
    """Return what each of them sends to the API."""
    return tuple(json.dumps({"answers": answers}) for answers in crowd())
