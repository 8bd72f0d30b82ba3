"""One running service for all tests that only ask it, and pictures to ask with."""

import pytest

from tests.service.running import running


@pytest.fixture(scope="session")
def service():
    with running(workers=2) as one:
        yield one


@pytest.fixture(scope="session")
def mated(samples):
    """A document and its bearer."""
    return (samples / "mated/document.png").read_bytes(), (samples / "mated/live.jpg").read_bytes()
