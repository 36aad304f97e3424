from datetime import date

import pytest

from selfcheck.rules.model.entry import Term
from selfcheck.rules.terms import overlapping

TRIAL = Term(begins=date(2014, 10, 31), ends=date(2015, 10, 30))


def test_both_ends_of_a_term_belong_to_it() -> None:
    assert TRIAL.holds(date(2014, 10, 31))
    assert TRIAL.holds(date(2015, 10, 30))
    assert not TRIAL.holds(date(2014, 10, 30))
    assert not TRIAL.holds(date(2015, 10, 31))


def test_an_end_that_is_not_known_is_open() -> None:
    assert Term(begins=date(2016, 7, 1)).holds(date(2200, 1, 1))
    assert Term(ends=date(2018, 12, 31)).holds(date(1900, 1, 1))
    assert Term().holds(date(2014, 10, 31))


def test_a_day_is_before_or_after_a_term_or_in_it() -> None:
    assert TRIAL.is_before(date(2014, 10, 30))
    assert TRIAL.is_over(date(2015, 10, 31))
    assert not Term().is_before(date(2014, 10, 30))
    assert not Term().is_over(date(2014, 10, 30))


@pytest.mark.parametrize(
    ("other", "shares_a_day"),
    [
        (Term(begins=date(2015, 10, 30)), True),
        (Term(begins=date(2015, 10, 31)), False),
        (Term(ends=date(2014, 10, 31)), True),
        (Term(ends=date(2014, 10, 30)), False),
        (Term(begins=date(2015, 1, 1), ends=date(2015, 2, 1)), True),
        (Term(begins=date(2013, 1, 1), ends=date(2014, 10, 30)), False),
        (Term(), True),
    ],
)
def test_terms_overlap_where_they_share_a_day(other: Term, shares_a_day: bool) -> None:
    wanted = [("trial", "other")] if shares_a_day else []
    assert list(overlapping([("trial", TRIAL), ("other", other)])) == wanted


def test_every_pair_is_looked_at() -> None:
    always = Term()
    found = overlapping([("a", always), ("b", always), ("c", always)])
    assert list(found) == [("a", "b"), ("a", "c"), ("b", "c")]
