"""The batch of the tests as one process makes it."""

import pytest

from docverify.trials.batch import verify_pairs
from tests.trials.runs import PAIRS, SETTING, untold


@pytest.fixture(scope="session")
def table(tmp_path_factory, samples):
    folder = tmp_path_factory.mktemp("pairs")
    path = folder / "samples.csv"
    path.write_text("path_a,path_b,same\n" + "".join(f"{a},{b},{s}\n" for a, b, s in PAIRS))
    return path


@pytest.fixture(scope="session")
def alone(table, samples, tmp_path_factory):
    """The rows as one process makes them."""
    out = tmp_path_factory.mktemp("alone") / "out.jsonl"
    counts = verify_pairs(table, samples, out, setting=SETTING, told=untold)
    assert dict(counts.outcomes) == {"FAILED": 2, "INCONCLUSIVE": 1, "PASSED": 1}
    assert dict(counts.errors) == {"UnreadableImage": 1}
    return out
