"""Scenes of a sound way, and a service whose workers are warm."""

import pytest

from tests.service.browser import scenes


@pytest.fixture(scope="session")
def sound():
    """What a bearer with a sound passport shows, state by state."""
    shown = {"document": scenes.shown(scenes.passport()), "face": scenes.standing()}
    return lambda told: shown.get(told["state"], scenes.table())
