"""The index in memory after any course of changes: what it finds is what a plain list of entries holds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.gallery import Change, MemoryIndex, memory
from docverify.gallery.search import kernels, matrix, one
from tests.gallery.test_scan import plain_kernel

LENGTH = 6
CHANGES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 2), st.integers(1, 9), st.integers(0, 2**16)),
    min_size=1,
    max_size=60,
)


@pytest.fixture(scope="module", autouse=True)
def small_parts():
    """Parts of 8 rows, and an 8-bit copy of each from 2 rows on."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (memory, matrix, one):
            patch.setattr(module, "HEIGHT", 8)
        for module in (memory, matrix):
            patch.setattr(module, "LEAST_COARSE", 2)
        patch.setattr(memory, "_LEAST_ROOM", 2)
        if kernels.kernel() is None:
            for module in (memory, matrix, one):
                patch.setattr(module, "kernel", lambda: plain_kernel)
        yield


def row_of(seed):
    row = np.random.default_rng(seed).normal(size=LENGTH)
    return (row / np.linalg.norm(row)).astype(np.float32)


@settings(max_examples=60, deadline=None)
@given(changes=CHANGES, split=st.integers(1, 60), at=st.integers(0, 10), purpose=st.integers(1, 2))
def test_it_finds_what_a_list_holds(changes, split, at, purpose):
    index, entries = MemoryIndex(), {}
    probe = row_of(99)
    for first in range(0, len(changes), split):
        some = changes[first : first + split]
        index.put([Change(n, p, e, row_of(seed) if p else None) for n, p, e, seed in some], generation=first)
        entries |= {n: (p, e, row_of(seed)) for n, p, e, seed in some}
        there = {n: row for n, (p, e, row) in entries.items() if p == purpose and e > at}
        scores = {n: float(row.astype(np.float64) @ probe.astype(np.float64)) for n, row in there.items()}
        order = sorted(scores, key=lambda n: (-scores[n], n))
        assert index.count(purpose, at) == len(there)
        found = index.nearest(probe, 5, purpose=purpose, at=at)
        assert found.numbers.tolist() == order[:5]
        assert found.scores == pytest.approx([scores[n] for n in order[:5]], abs=1e-12)
        hits = index.above(probe, 0.25, purpose=purpose, at=at)
        assert hits.numbers.tolist() == [n for n in order if scores[n] >= 0.25]
