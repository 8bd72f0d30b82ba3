"""The table of thresholds: each is explained, used, and can be halved and doubled by the benchmark."""

from pathlib import Path

import pytest

from benchmarks.mrz_thresholds import scaled_names, times, what_they_decide
from docverify import reading
from docverify.reading import thresholds

NAMES = [name for name in vars(thresholds) if name.isupper()]
SOURCES = [
    path.read_text(encoding="utf-8")
    for path in Path(reading.__file__).parent.glob("*.py")
    if path.stem != "thresholds"
]


@pytest.mark.parametrize("name", NAMES)
def test_a_threshold_says_what_it_decides_and_decides_it(name):
    assert len(what_they_decide()[name]) > 5
    assert any(f"thresholds.{name}" in source for source in SOURCES)


def test_thresholds_are_halved_and_doubled():
    assert {"LEAST_SENSE", "SEARCHES", "MARGIN"} <= set(scaled_names())
    assert times(0.85, 0.5) == 0.425
    assert times(3, 0.5) == 2
    assert times(1, 0.5) == 1
    assert times(((704, "grey"), (1408, "grey")), 2.0) == ((1408, "grey"), (2816, "grey"))
