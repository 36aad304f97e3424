"""A few seconds of `make fuzz`, unguided: bytes by chance, and kept inputs with bytes exchanged."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, corpus


def changed(name: str) -> st.SearchStrategy[bytes]:
    """Return kept inputs with some of their bytes exchanged for others."""
    kept = st.sampled_from(tuple(corpus(name)))
    place, patch = (
        st.integers(0, 2000),
        st.binary(max_size=8) | st.sampled_from((b"=", b"[", b"9" * 40)),
    )

    def put(data: bytes, at: int, by: bytes) -> bytes:
        at %= len(data) + 1
        return data[:at] + by + data[at + len(by) // 2 :]

    return st.builds(put, st.builds(put, kept, place, patch), place, patch)


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_a_reader(name: str) -> None:
    @settings(
        max_examples=40,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.binary(max_size=200) | changed(name))
    def hold(data: bytes) -> None:
        TARGETS[name](data)

    for data in corpus(name):
        TARGETS[name](data)
    hold()
