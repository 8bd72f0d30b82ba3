"""A journal of a test's own."""

import pytest

from docverify.operation.journal import Journal
from tests.operation.journal.made import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def journal(tmp_path, clock):
    with Journal.create(tmp_path / "desk.journal", origin="example.org/desk-3", clock=clock) as made:
        yield made
