"""The whole way: a traveller at the kiosk's page, and the officer who sees them at once and decides."""

from tests.service.browser import scenes, walk
from tests.service.browser.test_flow import way


def test_a_traveller_is_seen_at_the_desk_and_decided_about(browser, service, clip):
    desk = browser.page(f"{service.base}/operate", camera=False, devices=0, size=(1440, 900))
    desk.locator("#desk").wait_for()
    shown = way([(4.0, scenes.shown(scenes.passport("grace_hopper.jpg")))], [(14.0, scenes.standing())])
    kiosk = browser.page(f"{service.base}/kiosk", clip("other", shown))
    walk.begin(kiosk)
    desk.locator(".running .row").first.wait_for()
    assert walk.wait_for(kiosk, "welcome", "officer", "trouble", seconds=90) == "officer"
    waiting = desk.locator(".waiting .row").first
    waiting.wait_for()
    waiting.click()
    desk.locator(".shown.portrait img[src^='blob:']").wait_for()
    assert "do not match" in desk.locator(".verdict .summary").inner_text()
    assert desk.locator(".score.red").count() == 1
    # The traveller's page lets go of the session; the officer's does not.
    kiosk.click("#done")
    walk.wait_for(kiosk, "forgotten", "attract")
    desk.locator('[data-choice="refuse"]').click()
    desk.locator(".decision.done.refuse").wait_for()
    assert "otherwise" not in desk.locator(".decision.done").inner_text(), "as the machine says"
