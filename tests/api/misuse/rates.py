"""Wrong arguments to `docverify.operation.rates`: see `test_misuse.py`."""

import math

import numpy as np

LABELLED = {
    "scores": [0.1, 0.9],
    "mated": [False, True],
    "threshold": 0.5,
    "rng": np.random.default_rng(1),
}
NO_SCORES = [None, 3, "abc", [], ["a"], [None], {}, [[0.1, 0.2]], [math.nan], [0.1, math.inf], [1j]]
NO_LABELS = [3, ["a"], [None, 1], {}, "ab"]
NO_THRESHOLD = [None, "0.5", math.nan, 1j, [0.5]]
ROWS = [
    ("operation.rates.rates_in_use", LABELLED, "scores", NO_SCORES),
    ("operation.rates.rates_in_use", LABELLED, "mated", [None, 3, [True], [None, 1], {}]),
    ("operation.rates.rates_in_use", LABELLED, "mated", [[True, True]], "non-mated"),
    ("operation.rates.rates_in_use", LABELLED, "people", NO_LABELS),
    ("operation.rates.rates_in_use", LABELLED, "groups", NO_LABELS),
    ("operation.rates.rates_in_use", LABELLED, "threshold", NO_THRESHOLD),
]
