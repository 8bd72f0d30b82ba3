"""The 8-bit scan of one probe: the same answer as float64, whatever the templates are like."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.errors import InputError
from docverify.gallery.search import Matrix, kernels, search_above, search_nearest
from docverify.gallery.search.coarse import Coarse, CoarseProbe
from docverify.gallery.search.exact import unit_rows
from docverify.gallery.search.matrix import HEIGHT, LEAST_COARSE


def plain_kernel(probe, rows, out):
    """What simsimd and numkong compute, by NumPy."""
    out[:] = rows.astype(np.int64) @ probe.astype(np.int64)


@pytest.fixture(params=["installed", "plain", "none"])
def scan(request, monkeypatch):
    """Each way of scanning: with the kernel that is installed, with NumPy's sums, without 8 bits."""
    chosen = {"installed": kernels.kernel(), "plain": plain_kernel, "none": None}[request.param]
    if request.param == "installed" and chosen is None:
        pytest.skip("neither simsimd nor numkong is installed")
    for module in ("one", "matrix"):
        monkeypatch.setattr(f"docverify.gallery.search.{module}.kernel", lambda: chosen)
    return request.param


def drawn(kind, rng, count, length=32):
    """Templates of a kind that is hard on one part of the bound."""
    if kind == "random":
        return rng.normal(size=(count, length))
    if kind == "alike":  # closer than 8 bits can tell
        return rng.normal(size=length) + rng.normal(size=(count, length)) * 1e-4
    if kind == "spikes":  # one large number in each: the step is coarse for all others
        rows = rng.normal(size=(count, length)) * 1e-3
        rows[np.arange(count), rng.integers(0, length, count)] = 1
        return rows
    rows = rng.normal(size=(count, length))  # "one spike": one row spoils the step of its part
    rows[rng.integers(count)] = np.eye(length)[3]
    return rows


def expected(rows, probe, allowed):
    scores = np.clip(rows.astype(np.float64) @ probe.astype(np.float64), -1, 1)
    order = np.lexsort((np.arange(len(rows)), -scores))
    return scores, order[allowed[order]]


@pytest.mark.parametrize("kind", ["random", "alike", "spikes", "one spike"])
@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1), k=st.sampled_from([1, 10, 300]), share=st.sampled_from([1.0, 0.5, 0.2])
)
def test_agrees_with_float64(kind, seed, k, share):
    rng = np.random.default_rng(seed)
    count = LEAST_COARSE + int(rng.integers(0, 3000))
    rows = unit_rows(drawn(kind, rng, count), name="rows")
    probe = unit_rows(rows[:1] + rng.normal(size=(1, 32)) * rng.choice([1e-5, 0.05, 1]), name="probe")[0]
    allowed = rng.random(count) < share
    found = search_nearest(Matrix.of(rows), probe, k=k, allowed=allowed)
    scores, order = expected(rows, probe, allowed)
    assert np.abs(found.scores[0] - scores[order[:k]]).max() < 1e-12
    assert np.abs(scores[found.rows[0]] - scores[order[:k]]).max() < 1e-12
    threshold = (scores[order[k - 1]] + scores[order[k]]) / 2
    if np.abs(scores - threshold).min() > 1e-12:
        hits = search_above(Matrix.of(rows), probe, threshold=threshold, allowed=allowed)
        assert set(hits.rows) == set(order[:k])


def test_every_way_of_scanning_gives_the_same_answer(scan):
    rng = np.random.default_rng(3)
    rows = unit_rows(rng.normal(size=(HEIGHT + 5000, 16)), name="rows")
    probe = rows[HEIGHT + 77]
    allowed = rng.random(len(rows)) < 0.9
    allowed[HEIGHT + 77] = True
    found = search_nearest(Matrix.of(rows), probe, k=20, allowed=allowed)
    scores, order = expected(rows, probe, allowed)
    assert found.rows[0].tolist() == order[:20].tolist()
    assert found.rows[0, 0] == HEIGHT + 77
    assert np.abs(found.scores[0] - scores[order[:20]]).max() < 1e-12


def test_fewer_allowed_rows_than_the_first_part_could_give(scan):
    rows = unit_rows(np.random.default_rng(4).normal(size=(HEIGHT + 3000, 8)), name="rows")
    allowed = np.zeros(len(rows), bool)
    allowed[[5, HEIGHT + 7, HEIGHT + 9]] = True
    found = search_nearest(Matrix.of(rows), rows[0], k=3, allowed=allowed)
    assert set(found.rows[0].tolist()) == {5, HEIGHT + 7, HEIGHT + 9}
    with pytest.raises(InputError, match="k is 4; the gallery has 3"):
        search_nearest(Matrix.of(rows), rows[0], k=4, allowed=allowed)


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), length=st.sampled_from([1, 2, 64, 128, 512]))
def test_no_score_lies_farther_from_the_exact_one_than_is_said(seed, length):
    rng = np.random.default_rng(seed)
    kind = rng.choice(["random", "alike", "one spike"]) if length > 3 else "random"
    rows = unit_rows(drawn(kind, rng, 300, length), name="rows")
    part, probe, out = (
        Coarse.of(rows),
        unit_rows(rng.normal(size=(1, length)), name="probe")[0],
        np.empty(300, np.float32),
    )
    worth, error = CoarseProbe.of(probe).scan(part, 300, plain_kernel, out)
    exact = rows.astype(np.float64) @ probe.astype(np.float64)
    assert np.abs(out * worth - exact).max() <= error
    assert error < 0.1 or kind == "one spike"


def test_the_kernel_that_is_installed_sums_as_numpy_does():
    chosen = kernels.kernel()
    if chosen is None:
        pytest.skip("neither simsimd nor numkong is installed")
    rng = np.random.default_rng(5)
    for length in (1, 31, 128, 512, 1024):
        rows = rng.integers(-127, 128, size=(1000, length)).astype(np.int8)
        rows[0] = rows[1] = 127
        rows[2] = -127
        out, want = np.empty(1000, np.float32), np.empty(1000, np.float32)
        for probe in (rows[0], rows[2], rows[9]):
            chosen(probe, rows, out)
            plain_kernel(probe, rows, want)
            assert np.array_equal(out, want)


def test_rows_put_in_later_are_kept_within_the_bound():
    rng = np.random.default_rng(6)
    rows = unit_rows(rng.normal(size=(500, 64)), name="rows")
    part = Coarse.of(rows[:400], room=500)
    assert part.values.shape == (500, 64)
    for at in range(400, 500):
        if part.fits(rows[at]):
            part.put(at, rows[at : at + 1])
    fitting = [at for at in range(500) if part.fits(rows[at])]
    left = np.linalg.norm(part.values[fitting] * part.step - rows[fitting], axis=1)
    assert left.max() <= part.rest


@pytest.mark.parametrize("allowed", [np.ones(3), np.ones(5, bool), np.ones((4, 1), bool)])
def test_a_mask_of_another_kind_is_refused(allowed):
    with pytest.raises(InputError, match="pass a bool for each row"):
        search_nearest(Matrix.of(np.eye(4)), np.ones(4), allowed=allowed)
