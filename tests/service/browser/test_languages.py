"""Languages, direction of writing, keyboard and what a screen reader is told."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.service.browser import scenes, walk
from tests.service.browser.clips import Scene
from tests.service.browser.conftest import Browser, Service

Clips = Callable[[str, list[Scene]], Path]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar"])
def test_the_page_speaks_the_chosen_language(
    browser: Browser, service: Service, clip: Clips, language: str
) -> None:
    texts = httpx.get(f"{service.base}/texts/{language}.json").json()
    page = browser.page(f"{service.base}/kiosk", clip("table", [(2.0, scenes.table())]))
    page.wait_for_selector('[data-screen="attract"]')
    page.click("#start")
    page.click(f'#languages button[lang="{language}"]')
    assert page.inner_text("#title") == texts["state.notice.title"]
    assert page.inner_text("#agree") == texts["button.agree"]
    assert page.get_attribute("html", "lang") == language
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
    page.click("#agree")
    walk.wait_for(page, "document")
    assert page.inner_text("#hint") == texts["hint.show_document"]


def test_arabic_is_written_from_the_right(browser: Browser, service: Service) -> None:
    page = browser.page(f"{service.base}/kiosk")
    page.wait_for_selector('[data-screen="attract"]')
    page.click("#start")
    page.click('#languages button[lang="ar"]')
    desk, end = page.locator("#desk").bounding_box(), page.locator("#end").bounding_box()
    title = page.locator("#title").bounding_box()
    assert desk["x"] < end["x"]
    assert title["x"] + title["width"] > page.viewport_size["width"] / 2
    # Words and numbers of the Latin script keep their own order: <<< is not turned into >>>.
    assert "\u2066<<<\u2069" in httpx.get(f"{service.base}/texts/ar.json").json()["hint.wrong_side"]


def test_the_language_can_be_changed_on_the_way(browser: Browser, service: Service, clip: Clips) -> None:
    page = browser.page(f"{service.base}/kiosk", clip("table", [(2.0, scenes.table())]))
    walk.begin(page)
    walk.wait_for(page, "document")
    page.click("#tool-language")
    page.click('#language-choices button[lang="de"]')
    assert page.inner_text("#hint") == "Zeigen Sie Ihren Ausweis"
    assert page.get_attribute("body", "data-screen") == "document"


def test_the_whole_way_by_keyboard_alone(browser: Browser, service: Service, clip: Clips) -> None:
    scenes_of = [
        (0.5, scenes.table()),
        (4.0, scenes.shown(scenes.passport())),
        (2.0, scenes.table()),
        (14.0, scenes.standing()),
    ]
    page = browser.page(f"{service.base}/kiosk", clip("by_keyboard", scenes_of))
    page.wait_for_selector('[data-screen="attract"]')
    assert _focused(page) == "start"
    page.keyboard.press("Enter")
    walk.wait_for(page, "language")
    _tab_to(
        page, "document.activeElement.lang === 'en' && document.activeElement.closest('#languages') !== null"
    )
    page.keyboard.press("Space")
    walk.wait_for(page, "notice")
    _tab_to(page, "document.activeElement.id === 'agree'")
    page.keyboard.press("Enter")
    walk.wait_for(page, "document")
    assert _focused(page) == "title"  # what a screen reader reads first
    assert walk.wait_for(page, "welcome", "officer", "try_again", "trouble", seconds=90) == "welcome"
    assert _focused(page) == "done"
    page.keyboard.press("Enter")
    assert walk.wait_for(page, "forgotten") == "forgotten"


def test_help_opens_and_closes_by_keyboard_and_tells_the_desk(
    browser: Browser, service: Service, clip: Clips
) -> None:
    page = browser.page(f"{service.base}/kiosk", clip("table", [(2.0, scenes.table())]))
    walk.begin(page)
    walk.wait_for(page, "document")
    page.focus("#tool-help")
    page.keyboard.press("Enter")
    assert page.locator("#help-dialog").is_visible()
    page.keyboard.press("Enter")  # the first button: ask somebody to come
    walk.wait_until(page, "document.getElementById('help-called').textContent !== ''")
    page.keyboard.press("Escape")
    assert not page.locator("#help-dialog").is_visible()
    assert _focused(page) == "tool-help"  # where the focus came from


def test_hints_are_told_by_a_live_region_and_the_video_has_a_name(
    browser: Browser, service: Service, clip: Clips
) -> None:
    page = browser.page(f"{service.base}/kiosk", clip("table", [(2.0, scenes.table())]))
    walk.begin(page)
    walk.wait_for(page, "document")
    hint = page.locator("#hint")
    assert hint.get_attribute("role") == "status"
    assert hint.get_attribute("aria-live") == "polite"
    assert page.get_attribute("#video", "aria-label")
    assert page.get_attribute('#steps [aria-current="step"]', "data-step") == "document"


def test_sound_can_be_switched_off(browser: Browser, service: Service) -> None:
    page = browser.page(f"{service.base}/kiosk")
    page.wait_for_selector('[data-screen="attract"]')
    page.click("#tool-sound")
    assert page.get_attribute("#tool-sound", "aria-pressed") == "false"


def test_nothing_moves_for_who_asked_for_less_motion(browser: Browser, service: Service) -> None:
    page = browser.page(f"{service.base}/kiosk", reduced_motion="reduce")
    page.wait_for_selector('[data-screen="attract"]')
    page.evaluate("async () => (await import('/kiosk/view.js')).show({ screen: 'checking' })")
    assert page.evaluate("getComputedStyle(document.getElementById('sign')).animationName") == "none"


def _focused(page: object) -> str:
    return str(page.evaluate("document.activeElement.id"))  # type: ignore[attr-defined]


def _tab_to(page: object, condition: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")  # type: ignore[attr-defined]
        if page.evaluate(condition):  # type: ignore[attr-defined]
            return
    raise AssertionError(condition)
