"""Time: a warning before it runs out, more of it for whoever asks, tries, a still by hand, then the desk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.service.browser import scenes, walk
from tests.service.browser.clips import Scene
from tests.service.browser.conftest import Browser, Service, serving

Clips = Callable[[str, list[Scene]], Path]


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that waits six seconds for a document."""
    with serving(tmp_path_factory.mktemp("hasty"), state_seconds=12) as started:
        yield started


def test_three_tries_then_one_by_hand_then_the_desk(browser: Browser, hasty: Service, clip: Clips) -> None:
    page = browser.page(f"{hasty.base}/kiosk", clip("table", [(2.0, scenes.table())]))
    walk.begin(page)
    for left in ("2", "1", ""):
        assert walk.wait_for(page, "try_again") == "try_again"
        assert page.inner_text("#tries").endswith(left)
        page.click("#again")
        walk.wait_for(page, "document")
    assert page.get_attribute("body", "data-manual") == "true"
    page.click("#still")
    assert walk.wait_for(page, "officer") == "officer"


def test_a_picture_by_hand_leads_on(browser: Browser, hasty: Service, clip: Clips) -> None:
    # Too far to be taken by itself, near enough to be read.
    far = scenes.shown(scenes.passport(), (0.31, 0.5, 0.5))
    page = browser.page(f"{hasty.base}/kiosk", clip("far", [(3.0, far)]))
    walk.begin(page)
    for _ in range(3):
        walk.wait_for(page, "try_again")
        page.click("#again")
        walk.wait_for(page, "document")
    page.click("#still")
    assert walk.wait_for(page, "remove", "face", "officer") in ("remove", "face")


def test_a_warning_comes_before_the_time_is_over_and_more_can_be_had(
    browser: Browser, hasty: Service, clip: Clips
) -> None:
    page = browser.page(f"{hasty.base}/kiosk", clip("table", [(2.0, scenes.table())]))
    walk.begin(page)
    walk.wait_for(page, "document")
    for _ in range(3):
        page.wait_for_selector("#warning:not([hidden])")
        assert "more time" in page.inner_text("#warning")
        page.click("#more-time")
        page.wait_for_selector("#warning", state="hidden")
    assert page.get_attribute("body", "data-screen") == "document"
    assert page.get_attribute("#warning", "role") == "alert"


def test_a_notice_that_nobody_reads_goes_back_to_the_first_screen(browser: Browser, hasty: Service) -> None:
    page = browser.page(f"{hasty.base}/kiosk")
    page.wait_for_selector('[data-screen="attract"]')
    page.click("#start")
    page.click('#languages button[lang="de"]')
    walk.wait_for(page, "notice")
    assert walk.wait_for(page, "attract", seconds=40) == "attract"
    assert page.get_attribute("html", "lang") == "en"


def test_a_service_that_goes_away_is_told_kindly(browser: Browser, clip: Clips, tmp_path: Path) -> None:
    with serving(tmp_path) as gone:
        page = browser.page(f"{gone.base}/kiosk", clip("table", [(2.0, scenes.table())]))
        walk.begin(page)
        walk.wait_for(page, "document")
    assert walk.wait_for(page, "trouble", "officer", "forgotten") == "trouble"
    assert "not your fault" in page.inner_text("#text")
    browser.faults.clear()  # the browser notes that nobody answers any more
