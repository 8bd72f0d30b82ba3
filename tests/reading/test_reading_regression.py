"""A small fixed part of the reader's benchmark, with generous limits: it guards against getting worse."""

import numpy as np
import pytest

from docverify.mrz import MrzFormat
from docverify.reading import read_mrz
from docverify.specimens import capture, draw_specimen, hard, moderate, random_holder

FORMATS = (MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3, MrzFormat.MRVA, MrzFormat.MRVB)


@pytest.mark.parametrize(("kind", "least"), [(moderate, 18), (hard, 12)])
def test_simulated_captures_are_read(kind, least):
    exact = 0
    for number in range(20):
        rng = np.random.default_rng([4711, number])
        layout = FORMATS[number % len(FORMATS)]
        conditions = kind(rng)
        holder = random_holder(layout, rng=rng)
        specimen = draw_specimen(layout, holder=holder, rng=rng, px_per_mm=conditions.px_per_mm)
        taken = capture(specimen, conditions, rng=rng)
        reading = read_mrz(taken.image)
        same = reading.mrz is not None and reading.lines == taken.lines
        exact += same
        assert same or not reading.sure
    assert exact >= least
