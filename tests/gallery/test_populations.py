"""Searches with a population: scores, order and matches are those of comparisons one by one."""

from datetime import timedelta

import numpy as np
import pytest

import docverify as dv
from docverify.faces import calibration_of
from docverify.faces.compare import compare_at
from tests.faces.people import directions, population
from tests.gallery.conftest import AT, ENCODER, KEY, YEAR, entered, template

LOOSE = dv.Purpose(name="loose", kind=dv.GalleryKind.WATCHLIST, fpir=0.5, longest=YEAR)


@pytest.fixture(scope="module")
def made():
    return population(80)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """500 people of whom many lie near one direction: the order by score is not that by similarity."""
    rows = np.concatenate([directions(250, alike=0.5, seed=3), directions(250, alike=0.1, seed=4)])
    path = tmp_path_factory.mktemp("crowd") / "g"
    with dv.Gallery.create(path, key=KEY, encoder=ENCODER, purposes=[LOOSE], at=AT) as gallery:
        gallery.enrol_all(entered(rows, purpose="loose"), at=AT)
        yield gallery, rows


@pytest.mark.parametrize("k", [1, 5, 40, 500, 600])
@pytest.mark.parametrize("alike", [0.05, 0.4, 0.7])
def test_candidates_are_those_of_comparing_with_everybody(made, crowd, k, alike):
    gallery, rows = crowd
    probe = template(directions(1, alike=alike, seed=int(alike * 100))[0])
    point = calibration_of(ENCODER).at(0.5 / 500)
    compared = [compare_at(template(row), probe, point=point, fmr=point.fmr, population=made) for row in rows]
    scores = np.array([one.score for one in compared])
    found = gallery.identify(probe, purpose="loose", at=AT, k=k, population=made)
    want = np.sort(scores)[::-1][:k]
    assert [one.score for one in found.candidates] == pytest.approx(list(want), abs=1e-6)
    assert found.threshold == compared[0].point.threshold
    assert found.population == made.name
    by_similarity = np.argsort(-(rows.astype(np.float64) @ probe.direction))[: min(k, 500)]
    if k == 5:
        by_score = {f"p{at}" for at in np.argsort(-scores, kind="stable")[:k]}
        assert {one.id for one in found.candidates} == by_score
        assert alike < 0.6 or by_score != {f"p{at}" for at in by_similarity}


def test_everybody_who_matches_with_the_population_is_found(made, crowd):
    gallery, rows = crowd
    point = calibration_of(ENCODER).at(0.5 / 500)
    counts = []
    for seed in range(20):
        probe = template(directions(1, alike=0.75, seed=100 + seed)[0])
        want = {
            f"p{at}"
            for at, row in enumerate(rows)
            if compare_at(template(row), probe, point=point, fmr=point.fmr, population=made).outcome
            == "match"
        }
        assert {
            one.id for one in gallery.watch(probe, purpose="loose", at=AT, population=made).matching
        } == want
        counts.append((len(want), len(gallery.watch(probe, purpose="loose", at=AT).matching)))
    assert sum(with_it for with_it, _ in counts) < sum(without for _, without in counts)


def test_a_population_of_another_encoder_is_refused(made, crowd, tmp_path):
    with dv.Gallery.create(tmp_path / "g", key=KEY, encoder="other", purposes=[LOOSE], at=AT) as other:
        row = template(np.ones(128), "other")
        other.enrol(row, id="a", purpose="loose", expires=AT + timedelta(days=3), at=AT)
        for ask in (other.identify, other.watch):
            with pytest.raises(dv.ConfigurationError, match="is of"):
                ask(row, purpose="loose", at=AT, population=made)
    gallery, _ = crowd
    with pytest.raises(dv.InputError, match="population"):
        gallery.watch(template(np.ones(128)), purpose="loose", at=AT, population="border")
