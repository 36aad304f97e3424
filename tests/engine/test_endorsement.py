"""Endorsement: guideline of 27 October 2014, three (2) 1; Zhejiang regulation, article 19."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.engine.answers import Answers, Value, read_answers
from selfcheck.engine.endorsement import Endorsement, Window, endorsement, windows
from selfcheck.engine.periods import add_months, add_years
from selfcheck.rules.model.conditions import EndorsementState
from selfcheck.rules.model.editions import EndorsementRule
from selfcheck.rules.rulebook import Rulebook
from tests.engine.conftest import Describe
from tests.toml import entry

GUIDELINE, REGULATION = "jiaxing-2014", "zhejiang-2016"
ISSUED = "2014-11-15"


def held(describe: Describe, on: str, edition: str = GUIDELINE, **facts: Any) -> Endorsement:
    facts = {"permit_held": "residence", "permit_issued_on": ISSUED, **facts}
    return describe(on=on, edition=edition, **facts).endorsement


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2014-11-15", "not_due"),
        ("2015-10-14", "not_due"),
        ("2015-10-15", "due"),
        ("2015-11-15", "due"),
        ("2015-11-16", "suspended"),
        ("2016-01-14", "suspended"),
        ("2016-01-15", "cancelled"),
        ("2020-01-01", "cancelled"),
    ],
)
def test_a_permit_never_endorsed_goes_through_its_states(
    situation: Describe, on: str, state: EndorsementState
) -> None:
    assert held(situation, on, permit_endorsed=False) == Endorsement(
        state, date(2015, 10, 15), date(2015, 11, 15), date(2016, 1, 14), date(2014, 11, 15)
    )


@pytest.mark.parametrize(
    ("on", "state"),
    [("2015-11-15", "due"), ("2015-11-16", "suspended"), ("2025-01-01", "suspended")],
)
def test_under_the_regulation_a_permit_sleeps_until_it_is_endorsed(
    situation: Describe, on: str, state: EndorsementState
) -> None:
    assert held(situation, on, REGULATION, permit_endorsed=False) == Endorsement(
        state, date(2015, 10, 15), date(2015, 11, 15), None, date(2014, 11, 15)
    )


def test_in_the_first_year_nobody_need_say_that_it_was_not_endorsed(situation: Describe) -> None:
    assert held(situation, "2015-11-15").state == "due"
    assert held(situation, "2015-11-16") == Endorsement("cannot_tell")


def test_endorsed_on_a_day_nobody_remembers_cannot_be_judged(situation: Describe) -> None:
    assert held(situation, "2015-11-15", permit_endorsed=True) == Endorsement("cannot_tell")


def test_a_plain_no_comes_ahead_of_a_date(situation: Describe) -> None:
    found = held(situation, "2015-12-01", permit_endorsed=False, permit_endorsed_on="2015-11-01")
    assert found.window_to == date(2015, 11, 15)


def test_a_permit_or_its_day_left_blank_cannot_be_judged(situation: Describe) -> None:
    assert held(situation, "2015-12-01", permit_held=None) == Endorsement("cannot_tell")
    assert held(situation, "2015-12-01", permit_issued_on=None) == Endorsement("cannot_tell")


def test_without_a_permit_there_is_nothing_to_endorse(situation: Describe) -> None:
    assert held(situation, "2015-12-01", permit_held="none") == Endorsement("no_permit")


@pytest.mark.parametrize(
    ("endorsed", "due", "counted_from"),
    [
        ("2015-10-15", date(2016, 11, 15), date(2014, 11, 15)),
        ("2015-11-15", date(2016, 11, 15), date(2014, 11, 15)),
        ("2015-11-16", date(2016, 11, 15), date(2015, 11, 16)),
        ("2016-01-14", date(2016, 11, 15), date(2016, 1, 14)),
        ("2017-10-20", date(2018, 11, 15), date(2014, 11, 15)),
        ("2017-12-20", date(2018, 11, 15), date(2017, 12, 20)),
    ],
)
def test_an_endorsement_carries_the_permit_to_the_next_anniversary(
    situation: Describe, endorsed: str, due: date, counted_from: date
) -> None:
    for edition in (GUIDELINE, REGULATION):
        found = held(situation, "2018-01-01", edition, permit_endorsed_on=endorsed)
        assert (found.window_to, found.residence_counted_from) == (due, counted_from)


@pytest.mark.parametrize("endorsed", [ISSUED, "2015-10-14", "2016-01-15", "2016-10-14"])
def test_an_endorsement_outside_every_window_cannot_be_judged(
    situation: Describe, endorsed: str
) -> None:
    found = held(situation, "2018-01-01", permit_endorsed_on=endorsed)
    assert found == Endorsement("cannot_tell")


@pytest.mark.parametrize(
    ("endorsed", "due"),
    [("2016-01-15", date(2016, 11, 15)), ("2016-10-14", date(2016, 11, 15))],
)
def test_under_the_regulation_it_can_be_made_up_on_any_later_day(
    situation: Describe, endorsed: str, due: date
) -> None:
    found = held(situation, "2018-01-01", REGULATION, permit_endorsed_on=endorsed)
    assert found.window_to == due
    assert found.residence_counted_from == date.fromisoformat(endorsed)


@pytest.mark.parametrize("endorsed", [ISSUED, "2015-10-14"])
def test_under_the_regulation_too_it_cannot_come_before_the_first_window(
    situation: Describe, endorsed: str
) -> None:
    found = held(situation, "2018-01-01", REGULATION, permit_endorsed_on=endorsed)
    assert found == Endorsement("cannot_tell")


def test_of_31_march_the_window_opens_on_the_last_of_february(situation: Describe) -> None:
    found = held(situation, "2015-02-28", permit_issued_on="2014-03-31", permit_endorsed=False)
    assert (found.state, found.window_from) == ("due", date(2015, 2, 28))
    again = held(
        situation, "2015-04-01", permit_issued_on="2014-03-31", permit_endorsed_on="2015-02-28"
    )
    assert again.window_to == date(2016, 3, 31)
    assert again.residence_counted_from == date(2014, 3, 31)


def test_anniversaries_count_from_the_day_of_issue_and_not_from_each_other(
    situation: Describe,
) -> None:
    found = held(
        situation, "2016-02-29", permit_issued_on="2012-02-29", permit_endorsed_on="2015-02-28"
    )
    assert found.window_to == date(2016, 2, 29)


def test_a_rule_may_ask_for_an_endorsement_every_other_year() -> None:
    rule = entry(
        EndorsementRule,
        """
        every_years = 2
        window_months = 3
        grace_days = 30
        citation = { source = "x", article = "x" }
        explanation = ["x"]
        bring = ["x"]
        """,
    )
    known: dict[str, Value] = {
        "permit_held": "residence",
        "permit_issued_on": date(2014, 11, 15),
        "permit_endorsed_on": date(2018, 8, 15),
    }
    found = endorsement(Answers("haining", date(2019, 1, 1), known, known), rule)
    assert found == Endorsement(
        "not_due", date(2020, 8, 15), date(2020, 11, 15), date(2020, 12, 15), date(2014, 11, 15)
    )


@given(
    issued=st.dates(date(2008, 4, 1), date(2026, 12, 31)),
    endorsed_after=st.integers(0, 4000),
    edition=st.sampled_from([GUIDELINE, REGULATION]),
)
def test_an_endorsement_belongs_to_the_last_window_that_had_opened(
    rulebook: Rulebook, issued: date, endorsed_after: int, edition: str
) -> None:
    endorsed = issued + timedelta(endorsed_after)
    known: dict[str, Value] = {
        "permit_held": "residence",
        "permit_issued_on": issued,
        "permit_endorsed_on": endorsed,
    }
    rule = rulebook.editions[edition].endorsement
    found = endorsement(Answers("haining", endorsed, known, known), rule)
    opened = [n for n in range(1, 14) if add_months(add_years(issued, n), -1) <= endorsed]
    last = add_years(issued, opened[-1]) if opened else None
    if last is None or (edition == GUIDELINE and endorsed > last + timedelta(60)):
        assert found.state == "cannot_tell"
    else:
        assert found.window_to == add_years(issued, opened[-1] + 1)
        assert found.residence_counted_from == (endorsed if endorsed > last else issued)


def test_coming_windows_are_those_of_each_anniversary(rulebook: Rulebook) -> None:
    said = {"unit": "haining", "permit_held": "residence", "permit_issued_on": "2022-05-10"}
    answers = read_answers({**said, "permit_endorsed_on": "2023-05-01"}, rulebook, date(2024, 1, 1))
    rule = rulebook.editions["zhejiang-2016"].endorsement
    assert windows(endorsement(answers, rule), answers, rule, date(2025, 6, 1)) == (
        Window(date(2024, 4, 10), date(2024, 5, 10)),
        Window(date(2025, 4, 10), date(2025, 5, 10)),
    )


def test_a_window_that_is_over_is_not_coming(rulebook: Rulebook) -> None:
    said = {"unit": "haining", "permit_held": "residence", "permit_issued_on": "2022-05-10"}
    answers = read_answers({**said, "permit_endorsed": False}, rulebook, date(2023, 5, 20))
    rule = rulebook.editions["zhejiang-2016"].endorsement
    assert [
        w.due for w in windows(endorsement(answers, rule), answers, rule, date(2024, 5, 1))
    ] == [date(2024, 5, 10)]


def test_without_a_permit_or_its_day_no_window_is_known(rulebook: Rulebook) -> None:
    answers = read_answers({"unit": "haining", "permit_held": "none"}, rulebook, date(2024, 1, 1))
    rule = rulebook.editions["zhejiang-2016"].endorsement
    assert windows(endorsement(answers, rule), answers, rule, date(2026, 1, 1)) == ()
