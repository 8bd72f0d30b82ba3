"""The examples in the docstrings run, and the room's list of names holds what it says."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

from docverify import evaluation

MODULES = [module.name for module in pkgutil.iter_modules(evaluation.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    module = importlib.import_module(f"docverify.evaluation.{name}")
    assert doctest.testmod(module, optionflags=doctest.ELLIPSIS).failed == 0


def test_public_names_exist_and_are_documented():
    assert len(set(evaluation.__all__)) == len(evaluation.__all__)
    for name in evaluation.__all__:
        value = getattr(evaluation, name)
        assert inspect.getdoc(value)
        if inspect.isfunction(value) and value.__annotations__.keys() & {"mated", "non_mated", "scores"}:
            assert "Raises" in value.__doc__ or "raises" in value.__doc__, name
