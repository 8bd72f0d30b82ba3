"""What the conformance tests of `docverify.evaluation` share."""

import json

import pytest


@pytest.fixture(scope="module")
def bob(data):
    return data / "evaluation/bob.measure"


@pytest.fixture(scope="module")
def expected(bob):
    return json.loads((bob / "expected.json").read_text())
