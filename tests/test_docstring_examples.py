"""The examples in docstrings, run."""

import doctest
import importlib
import pkgutil

import pytest

import docverify

NEEDS_AN_EXTRA = (
    "docverify.training.reader",
    "docverify.faces.models.build",
    "docverify.faces.models.sface",
)
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(docverify.__path__, "docverify.", onerror=lambda _: None)
    if not module.name.startswith(NEEDS_AN_EXTRA) and not module.name.endswith("__main__")
)


def test_there_are_modules_with_examples():
    assert "docverify.mrz.parse" in MODULES


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    try:
        module = importlib.import_module(name)
    except ImportError as problem:
        pytest.skip(f"{problem.name} is not installed")
    found = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    assert found.failed == 0
