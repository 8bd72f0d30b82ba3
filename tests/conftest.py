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


def needs_data(item):
    """Whether a test asks for the folder of real pictures; some have a parameter of that name."""
    own = item.callspec.params if hasattr(item, "callspec") else ()
    return "data" in getattr(item, "fixturenames", ()) and "data" not in own


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their markers
def pytest_collection_modifyitems(config, items):
    """Mark who needs the folder; where it is missing, one of each room stands for all and says how many."""
    for item in filter(needs_data, items):
        item.add_marker(pytest.mark.data)
    folder = Path(config.getoption("--data"))
    if folder.is_dir():
        return
    waiting = {}
    for item in filter(needs_data, items):
        waiting.setdefault(item.path.relative_to(ROOT / "tests").parts[0], []).append(item)
    left_out = {id(item) for found in waiting.values() for item in found[1:]}
    for found in waiting.values():
        count = f"{len(found)} tests of this room need" if len(found) > 1 else "a test of this room needs"
        told = f"no data folder at {folder}: {count} it; pass --data or set DOCVERIFY_DATA"
        found[0].add_marker(pytest.mark.skip(reason=told))
    if left_out:
        config.hook.pytest_deselected(items=[item for item in items if id(item) in left_out])
        items[:] = [item for item in items if id(item) not in left_out]


@pytest.fixture(scope="session")
def data(request):
    """The folder of real pictures and reference cases; who asks for it is marked `data`."""
    return Path(request.config.getoption("--data"))


@pytest.fixture(scope="session")
def samples():
    """The project's own sample pictures."""
    return ROOT / "samples"
