"""A desk at a real service, and pictures to show there."""

import pytest

from tests.service.operate.desk import blurred, desk_of


@pytest.fixture(scope="package")
def service():
    """Open to this machine."""
    with desk_of() as desk:
        yield desk


@pytest.fixture(scope="package")
def misread_page(samples):
    """The sound passport with two letters blurred, which are read wrongly: EHAKSSON."""
    return blurred(samples, 6, 8, sigma=5.5)


@pytest.fixture
def live(samples):
    return (samples / "mated/live.jpg").read_bytes()


@pytest.fixture
def wrong_digit(service, samples, live):
    """A session whose document's number has a misprinted check digit."""
    return service.session((samples / "wrong_check_digit/document.jpg").read_bytes(), live=live)


@pytest.fixture(scope="package")
def wrong_digit_session(service, samples):
    """The same, for tests that leave it as it is."""
    live = (samples / "mated/live.jpg").read_bytes()
    return service.session((samples / "wrong_check_digit/document.jpg").read_bytes(), live=live)


@pytest.fixture
def misread(service, misread_page, live):
    """A session in which the machine could not tell: EHAKSSON is read for ERIKSSON, with doubt."""
    return service.session(misread_page, live=live)


@pytest.fixture(scope="package")
def misread_session(service, misread_page, samples):
    """The same, for tests that leave it as it is."""
    return service.session(misread_page, live=(samples / "mated/live.jpg").read_bytes())
