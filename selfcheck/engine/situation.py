"""All that a condition, a measure or a formula may look at."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, final

from selfcheck.engine.answers import Answers, Value
from selfcheck.engine.endorsement import Endorsement
from selfcheck.rules.model.conditions import Condition
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.rulebook import PARTNER


@final
class Situation:
    """All that a condition may look at: the answers, the endorsement, the named conditions.

    `person` is the prefix of the facts looked at: empty, or the partner's. `office` is False
    when routes that the county office decides are to be left out. `bounded`: where the text sets
    no upper bound, what the questions allow is one. `today` is the day of assessment, where the
    answers are counted up to another. `between` has the ends, both included, between which unknown
    numbers and dates are supposed to lie.
    """

    __slots__ = (
        "answers",
        "between",
        "bounded",
        "endorsement",
        "facts",
        "named",
        "office",
        "person",
        "today",
    )

    def __init__(  # noqa: PLR0913, PLR0917 -- a plain class is cheaper to make and to read than a tuple
        self,
        answers: Answers,
        facts: Mapping[str, Fact],
        endorsement: Endorsement,
        named: Mapping[str, Condition] = MappingProxyType({}),
        person: str = "",
        office: bool = True,
        bounded: bool = False,
        today: date | None = None,
        between: Mapping[str, tuple[Any, Any]] = MappingProxyType({}),
    ) -> None:
        self.answers: Final = answers
        self.facts: Final = facts
        self.endorsement: Final = endorsement
        self.named: Final = named
        self.person: Final = person
        self.office: Final = office
        self.bounded: Final = bounded
        self.today: Final = today
        self.between: Final = between

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
        return self.but(answers=self.answers.with_facts(changes))

    def of_partner(self) -> "Situation":
        """Return the same situation, looking at the partner's facts."""
        return self.but(person=PARTNER)

    def of_applicant(self) -> "Situation":
        """Return the same situation, looking at the applicant's facts."""
        return self.but(person="")

    def within(self, fact: str, low: Any, high: Any) -> "Situation":
        """Return the same situation, supposing that an unknown number or date lies so."""
        return self.but(between={**self.between, fact: (low, high)})

    def up_to(self, day: date) -> "Situation":
        """Return the same situation, counted up to another day."""
        return self.but(answers=self.answers.up_to(day, self.facts), today=self.answers.on)

    def later(self, answers: Answers, endorsement: Endorsement | None) -> "Situation":
        """Return the situation with the answers of another day, and its endorsement if given."""
        return self.but(answers=answers, endorsement=endorsement)

    def without_office(self) -> "Situation":
        """Return the same situation, without the routes that the office decides."""
        return self.but(office=False)

    def within_questions(self) -> "Situation":
        """Return the same situation, where no number goes beyond what its question allows."""
        return self.but(bounded=True)

    def but(  # noqa: PLR0913 -- each by its name
        self,
        *,
        answers: Answers | None = None,
        facts: Mapping[str, Fact] | None = None,
        endorsement: Endorsement | None = None,
        person: str | None = None,
        office: bool | None = None,
        bounded: bool | None = None,
        today: date | None = None,
        between: Mapping[str, tuple[Any, Any]] | None = None,
    ) -> "Situation":
        """Return the same situation but for what is given."""
        return Situation(
            self.answers if answers is None else answers,
            self.facts if facts is None else facts,
            self.endorsement if endorsement is None else endorsement,
            self.named,
            self.person if person is None else person,
            self.office if office is None else office,
            self.bounded if bounded is None else bounded,
            self.today if today is None else today,
            self.between if between is None else between,
        )
