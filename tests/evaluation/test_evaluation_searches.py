"""Searches of a gallery: ties, missing mates, and input that is refused."""

import math

import pytest

from docverify.errors import InputError
from docverify.evaluation import (
    Rate,
    cmc,
    collect_searches,
    fnir,
    fpir,
    rank_of_mates,
    threshold_at_fpir,
)


def test_a_tie_counts_against_the_mate():
    assert cmc(collect_searches([([0.5], [0.5])])).tolist() == [0.0, 1.0]


def test_the_best_of_several_references_counts():
    assert cmc(collect_searches([([0.6], [0.5, 0.7])])).tolist() == [1.0, 1.0]


def test_a_gallery_of_one():
    assert cmc(collect_searches([([], [0.5])])).tolist() == [1.0]


def test_rates_of_open_sets():
    searches = collect_searches([([0.2, 0.8], [0.9]), ([0.7, 0.1], [0.6]), ([0.4, 0.5], None), ([0.3], [])])
    assert fnir(searches, 0.5) == Rate(0, 2)
    assert fnir(searches, 0.5, rank=1) == Rate(1, 2)
    assert fnir(searches, 0.65) == Rate(1, 2)
    assert fpir(searches, 0.5) == Rate(1, 2)
    assert fpir(searches, 0.51) == Rate(0, 2)
    assert threshold_at_fpir(searches, 0.5) == 0.5
    assert threshold_at_fpir(searches, 0.0) == 0.6


def test_missing_kinds_of_search_are_refused():
    closed, open_only = collect_searches([([0.2], [0.9])]), collect_searches([([0.2], None)])
    with pytest.raises(InputError, match="non-mated searches"):
        fpir(closed, 0.5)
    with pytest.raises(InputError, match="mated searches"):
        fnir(open_only, 0.5)
    with pytest.raises(InputError, match="mated searches"):
        cmc(open_only)


@pytest.mark.parametrize("bad", [[], [([], None)], [([math.nan], [0.5])], [([0.1], [math.inf])]])
def test_bad_searches_are_refused(bad):
    with pytest.raises(InputError):
        collect_searches(bad)


@pytest.mark.parametrize(
    ("scores", "mates"),
    [
        ([[0.1, 0.2]], [2]),
        ([[0.1, 0.2]], [-2]),
        ([[0.1, 0.2]], [0, 1]),
        ([[0.1, math.nan]], [0]),
        ([], []),
        ([[0.1]], [0.0]),
    ],
)
def test_bad_matrices_are_refused(scores, mates):
    with pytest.raises(InputError):
        rank_of_mates(scores, mates)


def test_rank_must_be_a_place():
    with pytest.raises(InputError):
        fnir(collect_searches([([0.2], [0.9])]), 0.5, rank=0)
