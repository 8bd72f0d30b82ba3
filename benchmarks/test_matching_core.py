"""The matching core under pytest-benchmark: `pytest benchmarks --benchmark-only`."""

# ruff: noqa: ANN001, ANN201, S101 - pytest's fixtures and asserts

import numpy as np
import pytest

from docverify.evaluation import summarise
from docverify.evidence import Template, similarity_of
from docverify.gallery.search import Matrix, score_pairs, search_above, search_nearest

pytest.importorskip("pytest_benchmark")


@pytest.fixture(scope="module")
def templates():
    return np.random.default_rng(20261123).standard_normal((100_000, 128), dtype=np.float32)


@pytest.fixture(scope="module")
def gallery(templates):
    return Matrix.of(templates)


def test_one_against_one(benchmark, templates):
    reference, probe = (Template(encoder="benchmark", values=row) for row in templates[:2])
    score = benchmark(similarity_of, reference, probe)
    assert -1 <= score <= 1


def test_pairs(benchmark, templates):
    references, probes = Matrix.of(templates[:10_000]), Matrix.of(templates[10_000:20_000])
    assert benchmark(score_pairs, references, probes).shape == (10_000,)


@pytest.mark.parametrize("size", [1_000, 10_000, 100_000])
def test_nearest_of_one_probe(benchmark, templates, size):
    found = benchmark(search_nearest, Matrix.of(templates[:size]), templates[7], k=10)
    assert found.rows[0, 0] == 7


def test_nearest_of_many_probes(benchmark, gallery, templates):
    found = benchmark.pedantic(search_nearest, (gallery, templates[:256]), {"k": 10}, rounds=3)
    assert found.rows[:, 0].tolist() == list(range(256))


def test_all_above_a_threshold(benchmark, gallery, templates):
    found = benchmark(search_above, gallery, templates[7], threshold=0.36)
    assert found.rows[0] == 7


def test_evaluation_of_a_million_scores(benchmark):
    rng = np.random.default_rng(20261123)
    mated, non_mated = rng.normal(2, 1, 500_000), rng.normal(0, 1, 500_000)
    found = benchmark.pedantic(summarise, (mated, non_mated), rounds=3)
    assert found.mated == 500_000
