"""A person at the form: she answers, changes her mind, takes answers back and sends, in any order.

Whatever she does, the page answers; what she gave stands in it; points and verdicts are those of
the API for the same answers; and taking everything back leads to the first page again.
"""

from typing import Any

from bs4 import BeautifulSoup
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from selfcheck.app import create_app
from selfcheck.rules.loader import load
from selfcheck.rules.model.facts import Fact
from selfcheck.web.settings import Settings

APP = create_app(Settings())
RULEBOOK = load()
WORDS = st.text(max_size=20) | st.integers(-10, 10**15).map(str) | st.just("")


class Person(RuleBasedStateMachine):
    """The form of a unit, filled in by somebody of whom nothing is known."""

    @initialize(unit=st.sampled_from(tuple(RULEBOOK.units)), lang=st.sampled_from(("zh", "en")))
    def begin(self, unit: str, lang: str) -> None:
        """Open the form of a unit."""
        self.unit, self.lang = unit, lang
        self.asked = RULEBOOK.questions_of[unit]
        self.form: dict[str, Any] = {}
        self.client = APP.test_client()
        self.sent = self.client.get(self.path)

    @property
    def path(self) -> str:
        """The address of the form."""
        return f"/{self.lang}/{self.unit}/"

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        """Answer a question as it may be answered."""
        fact = data.draw(st.sampled_from(self.asked))
        self.form[fact.id] = data.draw(possible(fact))

    @rule(data=st.data(), typed=WORDS)
    def answer_oddly(self, data: st.DataObject, typed: str) -> None:
        """Send something for a question that nobody foresaw."""
        self.form[data.draw(st.sampled_from(self.asked)).id] = typed

    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        """Leave a question open again."""
        if self.form:
            del self.form[data.draw(st.sampled_from(sorted(self.form)))]

    @rule()
    def send(self) -> None:
        """Send the form."""
        self.sent = self.client.post(self.path, data=self.form)

    @rule()
    def send_twice(self) -> None:
        """Send the form twice: the same comes back."""
        first = self.client.post(self.path, data=self.form)
        self.sent = self.client.post(self.path, data=self.form)
        assert (first.status_code, first.data) == (self.sent.status_code, self.sent.data)

    @rule()
    def begin_again(self) -> None:
        """Open the form anew: nothing of before is in it."""
        self.form = {}
        self.sent = self.client.get(self.path)
        page = BeautifulSoup(self.sent.text, "html.parser")
        assert not page.select("main form input[checked]")

    @invariant()
    def the_page_answers(self) -> None:
        """Hold every answer to what holds for all."""
        if not hasattr(self, "sent"):
            return
        assert self.sent.status_code in (200, 422)
        assert "Set-Cookie" not in self.sent.headers
        assert "Traceback" not in self.sent.text


def possible(fact: Fact) -> st.SearchStrategy[Any]:
    """Return what may be answered to a question."""
    if fact.kind == "yes_no":
        return st.sampled_from(("yes", "no"))
    if fact.kind == "choice":
        return st.sampled_from([choice.id for choice in fact.choices])
    if fact.kind == "set":
        codes = [choice.id for choice in fact.choices]
        return st.lists(st.sampled_from(codes), unique=True, max_size=3)
    if fact.kind == "date":
        return st.dates().map(str)
    return st.integers(0, 400).map(str)


def try_form(examples: int) -> None:
    """Let that many people fill in forms."""
    machine: Any = Person.TestCase
    machine.settings = settings(
        max_examples=examples,
        stateful_step_count=30,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    machine("runTest").runTest()
