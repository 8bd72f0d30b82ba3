"""axe-core over every screen of the kiosk, in a language of each direction, wide and tall."""

from typing import Any

import pytest

from docverify.service.sessions.words import State
from tests.service.browser.axe import serious
from tests.service.browser.conftest import Browser, Service

SCREENS: list[dict[str, Any]] = [
    {"screen": state.value} for state in State if state.value not in ("document", "turn", "face", "challenge")
]
SCREENS += [
    {"screen": "document", "hint": "show_document", "progress": 0.5, "triesLeft": 2},
    {"screen": "document", "hint": "take_picture", "manual": True},
    {"screen": "turn", "hint": "turn_over"},
    {"screen": "face", "hint": "good", "progress": 0.7},
    {"screen": "challenge", "hint": "turn_left"},
    {"screen": "try_again", "hint": "hold_still", "part": "face"},
    {"screen": "camera", "why": "refused"},
    {"screen": "camera", "why": "missing"},
    {"screen": "camera", "why": "busy"},
    {"screen": "trouble"},
    {"screen": "closed"},
]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(1366, 768), (1080, 1920), (390, 844)])
def test_no_screen_has_a_serious_fault(
    browser: Browser, service: Service, language: str, size: tuple[int, int]
) -> None:
    page = browser.page(f"{service.base}/kiosk", size=size, reduced_motion="reduce")
    page.wait_for_selector('[data-screen="attract"]')
    found = {}
    for shown in SCREENS:
        page.evaluate(
            """async ([language, shown]) => {
              (await import("/kiosk/texts.js")).speak(language);
              (await import("/kiosk/view.js")).show(shown);
            }""",
            [language, shown],
        )
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        faults = serious(page)
        if faults or wide > 0:
            found[str(shown)] = (faults, wide)
    assert found == {}


@pytest.mark.parametrize("dialog", ["tool-language", "tool-help", "tool-camera"])
def test_no_dialog_has_a_serious_fault(browser: Browser, service: Service, dialog: str) -> None:
    page = browser.page(f"{service.base}/kiosk", reduced_motion="reduce")
    page.wait_for_selector('[data-screen="attract"]')
    page.click("#start")
    page.click('#languages button[lang="en"]')
    page.click(f"#{dialog}")
    page.wait_for_selector("dialog[open]")
    assert serious(page) == []


def test_targets_are_large_enough_for_a_thumb(browser: Browser, service: Service) -> None:
    page = browser.page(f"{service.base}/kiosk")
    page.wait_for_selector('[data-screen="attract"]')
    for shown in SCREENS:
        small = page.evaluate(
            """async (shown) => {
              (await import("/kiosk/view.js")).show(shown);
              return [...document.querySelectorAll("button")].filter((one) => one.offsetParent).map((one) => {
                const { width, height } = one.getBoundingClientRect();
                return [one.id, width, height];
              }).filter(([, width, height]) => Math.min(width, height) < 44);
            }""",
            shown,
        )
        assert small == []
