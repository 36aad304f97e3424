"""Terms that share a day."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from selfcheck.rules.model.entry import Term


def overlapping(terms: Iterable[tuple[str, Term]]) -> Iterator[tuple[str, str]]:
    """Yield each pair of ids whose terms share a day, the earlier in the list ahead."""
    for (first, one), (second, other) in combinations(terms, 2):
        if not (_is_over_before(one, other) or _is_over_before(other, one)):
            yield first, second


def _is_over_before(first: Term, second: Term) -> bool:
    return first.ends is not None and second.begins is not None and first.ends < second.begins
