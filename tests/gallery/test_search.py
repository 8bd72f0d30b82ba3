"""Exact search against a full sort in float64: ties, near-ties, block borders, and input that is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.errors import InputError
from docverify.evidence import similarity_of
from docverify.evidence.template import Template
from docverify.gallery.search import Matrix, many, score_pairs, search_above, search_nearest
from docverify.gallery.search.exact import unit_rows


def rows_of(matrix):
    return np.concatenate([part.rows for part in matrix.parts])


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def brute_force(gallery, probes):
    """(q, n) exact scores, and their rows from best to worst, lower row first."""
    exact = np.clip(probes.astype(np.float64) @ gallery.astype(np.float64).T, -1, 1)
    rows = np.broadcast_to(np.arange(exact.shape[1]), exact.shape)
    return exact, np.lexsort((rows, -exact), axis=-1)


def check(gallery, probes, k):
    ready = Matrix.of(gallery)
    rows = unit_rows(np.atleast_2d(probes), name="probes")
    exact, order = brute_force(rows_of(ready), rows)
    found = search_nearest(ready, probes, k=k)
    assert found.rows.shape == found.scores.shape == (len(rows), k)
    want = np.take_along_axis(exact, order[:, :k], axis=1)
    assert np.abs(found.scores - want).max() < 1e-12
    assert np.abs(np.take_along_axis(exact, found.rows, axis=1) - want).max() < 1e-12
    assert all(len(set(row)) == k for row in found.rows.tolist())
    # The threshold lies half-way between two scores: on one, two float64 sums may differ in the last bit.
    flat = np.unique(exact)
    for index in {flat.size * 9 // 10, max(0, flat.size - 3)}:
        threshold = (flat[index] + flat[min(index + 1, flat.size - 1)]) / 2
        if np.abs(exact - threshold).min() < 1e-12:
            continue
        hits = search_above(ready, probes, threshold=threshold)
        reached = np.zeros(exact.shape, dtype=bool)
        reached[hits.probes, hits.rows] = True
        assert np.array_equal(reached, exact >= threshold)
        assert hits.probes.size == np.count_nonzero(reached)
        falls = (np.diff(hits.scores) <= 0) | (np.diff(hits.probes) > 0)
        assert falls.all()
        assert (np.diff(hits.probes) >= 0).all()


@pytest.mark.parametrize("count", [1, 2, 37, 2047, 2048, 2049, 4500])
@pytest.mark.parametrize("probes", [1, 2, 7])
def test_agrees_with_a_full_sort(count, probes):
    rng = np.random.default_rng(count * 1000 + probes)
    gallery, wanted = rng.normal(size=(count, 128)), rng.normal(size=(probes, 128))
    for k in {1, min(10, count), count if count < 100 else 10}:
        check(unit(gallery).astype(np.float32), wanted.astype(np.float32), k)


def test_one_probe_crosses_the_border_of_its_blocks():
    rng = np.random.default_rng(4)
    gallery = unit(rng.normal(size=(140_000, 8))).astype(np.float32)
    check(gallery, gallery[132_000], 5)
    assert search_nearest(Matrix.of(gallery), gallery[132_000]).rows[0, 0] == 132_000


def test_k_larger_than_a_block():
    rng = np.random.default_rng(5)
    check(unit(rng.normal(size=(5000, 16))).astype(np.float32), rng.normal(size=(3, 16)), 3000)


def test_equal_templates_come_in_the_order_of_their_rows():
    gallery = Matrix.of(np.tile(unit(np.random.default_rng(6).normal(size=(1, 128))), (5000, 1)))
    found = search_nearest(gallery, rows_of(gallery)[:3], k=7)
    assert found.rows.tolist() == [list(range(7))] * 3
    assert found.scores == pytest.approx(1)
    assert search_above(gallery, rows_of(gallery)[0], threshold=0.99).rows.tolist() == list(range(5000))


def test_order_is_right_where_float32_cannot_tell():
    """Neighbours that differ by less than the rounding of a float32 product are still told apart."""
    rng = np.random.default_rng(7)
    base = unit(rng.normal(size=(1, 128)))
    check(unit(base + rng.normal(size=(6000, 128)) * 1e-5).astype(np.float32), base.astype(np.float32), 50)


def test_a_probe_alone_and_among_others_gets_the_same_answer():
    rng = np.random.default_rng(8)
    gallery = Matrix.of(rng.normal(size=(20_000, 128)))
    probes = rng.normal(size=(40, 128))
    together = search_nearest(gallery, probes, k=10)
    for i in (0, 17, 39):
        alone = search_nearest(gallery, probes[i], k=10)
        assert alone.rows[0].tolist() == together.rows[i].tolist()
        assert alone.scores[0].tolist() == together.scores[i].tolist()


def test_rows_are_scaled_and_scores_are_those_of_the_comparison():
    rng = np.random.default_rng(9)
    rows = rng.normal(size=(50, 128)).astype(np.float32) * 7
    found = search_nearest(Matrix.of(rows), rows[3] * 0.1, k=50)
    for row, score in zip(found.rows[0], found.scores[0], strict=True):
        want = similarity_of(Template(encoder="e", values=rows[row]), Template(encoder="e", values=rows[3]))
        assert score == pytest.approx(want, abs=1e-7)
    assert found.scores.max() <= 1


def test_unit_rows_are_not_copied_and_never_changed():
    rows = unit(np.random.default_rng(10).normal(size=(50, 128))).astype(np.float32)
    before = rows.copy()
    gallery = Matrix.of(rows)
    search_nearest(gallery, rows[:5] * 3, k=2)
    assert np.shares_memory(gallery.parts[0].rows, rows)
    assert np.array_equal(rows, before)
    with pytest.raises(ValueError, match="read-only"):
        gallery.parts[0].rows[0, 0] = 1


def test_nothing_is_shown_of_a_gallery():
    assert repr(Matrix.of(np.eye(3, 128))) == "Matrix(<3 templates of 128 numbers>)"


def test_no_hit_is_an_empty_answer():
    hits = search_above(Matrix.of(np.eye(3, 128)), -np.eye(2, 128), threshold=0.5)
    assert hits.probes.size == hits.rows.size == hits.scores.size == 0


@settings(max_examples=40)
@given(st.integers(1, 60), st.integers(1, 5), st.integers(0, 2**32 - 1), st.data())
def test_small_integers_full_of_ties(count, probes, seed, data):
    rng = np.random.default_rng(seed)
    gallery = rng.integers(-2, 3, size=(count, 4)) + np.array([0, 0, 0, 9])
    k = data.draw(st.integers(1, count))
    check(gallery, rng.integers(-2, 3, size=(probes, 4)) + np.array([0, 0, 9, 0]), k)


@pytest.mark.parametrize(
    "bad",
    [
        np.zeros((0, 128)),
        np.zeros((3, 128)),
        np.full((3, 128), np.nan),
        np.full((3, 128), np.inf),
        np.full((3, 128), 1e300),
        np.ones((2, 3, 4)),
        np.ones((2, 3), dtype=complex),
        [["a"]],
    ],
)
def test_bad_templates_are_refused(bad):
    with np.errstate(over="ignore", invalid="ignore"):
        with pytest.raises(InputError):
            Matrix.of(bad)
        with pytest.raises(InputError):
            search_nearest(Matrix.of(np.eye(3, 128)), bad)


def test_bad_questions_are_refused():
    gallery = Matrix.of(np.eye(3, 128))
    for k in (0, 4, -1):
        with pytest.raises(InputError, match="k is"):
            search_nearest(gallery, np.ones(128), k=k)
    with pytest.raises(InputError, match="one encoder"):
        search_nearest(gallery, np.ones(64))
    with pytest.raises(InputError, match="NaN"):
        search_above(gallery, np.ones(128), threshold=float("nan"))


def test_several_turns_of_probes(monkeypatch):
    monkeypatch.setattr(many, "_MOST_PROBES", 130)
    rng = np.random.default_rng(11)
    check(rng.normal(size=(3000, 16)), rng.normal(size=(300, 16)), 4)


def test_pairs_are_scored_row_by_row():
    rng = np.random.default_rng(12)
    one, other = (Matrix.of(rng.normal(size=(5000, 128))) for _ in range(2))
    want = (rows_of(one).astype(np.float64) * rows_of(other)).sum(axis=1)
    assert np.abs(score_pairs(one, other) - want).max() < 1e-12
    with pytest.raises(InputError, match="do not pair"):
        score_pairs(one, Matrix.of(rows_of(other)[:3]))
