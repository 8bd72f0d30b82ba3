"""What every test may ask for."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
# So that tests find `tests.hostile`; last, so that they find docverify where it is installed.
sys.path.append(str(ROOT))
# Nothing here asserts an absolute time, and an example on a busy machine is no fault.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser):
    parser.addoption(
        "--data",
        default=os.environ.get("DOCVERIFY_DATA", str(ROOT.parent / "shared" / "data")),
        help="folder of the real pictures and reference cases, which are not part of the project",
    )


@pytest.fixture(scope="session")
def data(request):
    """The folder of real pictures and reference cases; skips, and says so, when it is missing."""
    folder = Path(request.config.getoption("--data"))
    if not folder.is_dir():
        pytest.skip(f"no data folder at {folder}: pass --data or set DOCVERIFY_DATA")
    return folder


@pytest.fixture(scope="session")
def samples():
    """The project's own sample pictures."""
    return ROOT / "samples"
