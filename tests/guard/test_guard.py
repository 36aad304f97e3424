"""No kind of request costs more instructions than it may."""

import pytest

from tests.guard.counting import costs, judged


def test_no_kind_of_request_costs_more_instructions_than_it_may() -> None:
    found = costs()
    assert [str(cost) for cost in found if not cost.holds] == []


def test_a_request_that_got_dearer_is_named() -> None:
    found = judged({"hello": 1000, "page": 5100, "form": 4000}, {"page": 5, "form": 5})
    assert [cost.kind for cost in found if not cost.holds] == ["page"]
    assert "TOO DEAR" in str(found[0])


def test_a_kind_without_a_ceiling_does_not_pass_unseen() -> None:
    with pytest.raises(AssertionError):
        judged({"hello": 1000, "page": 5100}, {})
