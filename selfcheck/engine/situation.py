"""All that a condition, a measure or a formula may look at."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from selfcheck.engine.answers import Answers, Value
from selfcheck.engine.endorsement import Endorsement
from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.rulebook import PARTNER


class Situation(NamedTuple):
    """All that a condition may look at: the answers, the endorsement, the named conditions.

    `person` is the prefix of the facts looked at: empty, or the partner's. `office` is False
    when routes that the county office decides are to be left out. `bounded`: where the text sets
    no upper bound, what the questions allow is one. `today` is the day of assessment, where the
    answers are counted up to another. `between` has the ends, both included, between which unknown
    numbers and dates are supposed to lie.
    """

    answers: Answers
    facts: Mapping[str, Fact]
    endorsement: Endorsement
    named: Mapping[str, Condition] = MappingProxyType({})
    person: str = ""
    office: bool = True
    bounded: bool = False
    today: date | None = None
    between: Mapping[str, tuple[Any, Any]] = MappingProxyType({})

    def value(self, fact: str) -> Any:
        """Return the person's value of the fact, or None where it is unknown.

        What a partner cannot have by itself is the family's, the same for both.
        """
        if not self.person:
            return self.answers.known.get(fact)
        twin = self.person + fact
        value = self.answers.known.get(twin)
        if value is None and twin not in self.facts:
            return self.answers.known.get(fact)
        return value

    def name(self, fact: str) -> str:
        """Return the id under which the person's fact is kept."""
        twin = self.person + fact
        return twin if twin in self.facts else fact

    def with_fact(self, fact: str, value: Value) -> "Situation":
        """Return the same situation, supposing a value that leaves the endorsement as it is."""
        return self.with_facts({fact: value})

    def with_facts(self, changes: Mapping[str, Value]) -> "Situation":
        """Return the same situation, supposing values that leave the endorsement as it is."""
        return self._with(self.answers.with_facts(changes), self.person)

    def of_partner(self) -> "Situation":
        """Return the same situation, looking at the partner's facts."""
        return Situation(
            self.answers,
            self.facts,
            self.endorsement,
            self.named,
            PARTNER,
            self.office,
            self.bounded,
            self.today,
            self.between,
        )

    def of_applicant(self) -> "Situation":
        """Return the same situation, looking at the applicant's facts."""
        return self._replace(person="")

    def within(self, fact: str, low: Any, high: Any) -> "Situation":
        """Return the same situation, supposing that an unknown number or date lies so."""
        return self._replace(between={**self.between, fact: (low, high)})

    def up_to(self, day: date) -> "Situation":
        """Return the same situation, counted up to another day."""
        counted = self._with(self.answers.up_to(day, self.facts), self.person)
        return counted._replace(today=self.answers.on)

    def later(self, answers: Answers, endorsement: Endorsement | None) -> "Situation":
        """Return the situation with the answers of another day, and its endorsement if given."""
        return self._with(answers, self.person, endorsement)

    def _with(
        self, answers: Answers, person: str, endorsement: Endorsement | None = None
    ) -> "Situation":
        return Situation(
            answers,
            self.facts,
            endorsement or self.endorsement,
            self.named,
            person,
            self.office,
            self.bounded,
            self.today,
            self.between,
        )

    def without_office(self) -> "Situation":
        """Return the same situation, without the routes that the office decides."""
        return self._replace(office=False)

    def within_questions(self) -> "Situation":
        """Return the same situation, where no number goes beyond what its question allows."""
        return self._replace(bounded=True)
