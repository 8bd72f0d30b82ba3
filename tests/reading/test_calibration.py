"""What a confidence is worth: the calibration that ships, and what it does."""

from itertools import pairwise

import numpy as np
import pytest

from docverify.evidence.reading import SURE
from docverify.reading.calibration import calibrated, reader_calibration
from docverify.reading.engines.own import OwnReader
from docverify.training.reader.calibrate import Counted, count, fit


def test_the_calibration_is_of_the_networks_that_ship():
    assert reader_calibration().networks == dict(OwnReader().builds)
    assert reader_calibration().provenance["read"] > 500


def test_of_the_counted_readings_as_many_were_right_as_their_confidence_says():
    rows = reader_calibration().reliability
    assert rows[-1][0] == SURE
    for level, readings, right in rows:
        assert readings > 50
        assert right / readings >= level


@pytest.mark.parametrize("slope", [0.7, 1.0, 1.6])
def test_what_is_sure_stays_sure_and_nothing_else_becomes_so(slope):
    chances = np.linspace(0.01, SURE - 1e-5, 60)
    set_right = [calibrated(float(one), slope=slope) for one in chances]
    assert all(a < b for a, b in pairwise(set_right))
    assert max(set_right) < SURE
    assert calibrated(SURE, slope=slope) == SURE
    assert calibrated(0.99995, slope=slope) == 0.99995
    assert calibrated(0.0, slope=slope) == 0.0
    undone = [calibrated(one, slope=1 / slope) for one in set_right]
    np.testing.assert_allclose(undone, chances, atol=1e-9)


@pytest.mark.parametrize("slope", [0.8, 1.3])
def test_the_fit_finds_how_far_readings_are_too_sure_of_themselves(slope):
    rng = np.random.default_rng(4)
    chances = rng.beta(0.6, 0.6, 6000)
    readings = [
        Counted(float(one), bool(rng.random() < calibrated(float(one), slope=slope))) for one in chances
    ]
    assert fit(readings) == pytest.approx(slope, abs=0.12)


def test_counting_is_the_same_for_the_same_seed():
    readings = count(7, seed=3)
    assert readings == count(7, seed=3)
    assert sum(one.right for one in readings) >= 3
