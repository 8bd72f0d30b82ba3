"""An officer at the operator's page: sees a session driven with pictures, corrects a letter, decides."""

import pytest

from tests.service.browser import walk
from tests.service.browser.axe import serious
from tests.service.keyfile import keys_in
from tests.service.operate.desk import blurred, desk_of

SIZE = (1440, 900)
SPOKEN = "document.getElementById('spoken').textContent"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A service with keys."""
    path, shown = keys_in(tmp_path_factory.mktemp("keys"))
    with desk_of(keys=path, kiosk=shown["verify"], officer=shown["operate"]) as opened:
        opened.key = shown["operate"]
        yield opened


@pytest.fixture
def page(browser, desk):
    return browser.page(f"{desk.address}/operate", camera=False, devices=0, size=SIZE)


def audited(page, what):
    """Ask axe-core, in both colour schemes; nothing serious may be found."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert serious(page) == [], f"{what}, {scheme}"
    page.emulate_media(color_scheme="light")


def sign_in(page, key):
    page.get_by_label("Key").fill(key)
    page.get_by_role("button", name="Sign in").click()
    page.locator("#desk").wait_for()


def row(page, identity):
    return page.locator(f'[data-session="{identity}"]')


@pytest.fixture
def misread(desk, samples):
    live = (samples / "mated/live.jpg").read_bytes()
    return desk.session(blurred(samples, 6, 8, sigma=5.5), live=live)


def test_an_officer_corrects_a_letter_and_decides(page, desk, misread):
    audited(page, "sign in")
    sign_in(page, desk.key)
    row(page, misread).wait_for()
    audited(page, "list")
    row(page, misread).click()
    page.locator("#session-title").wait_for()
    page.locator(".shown.portrait img[src^='blob:']").wait_for()
    page.locator(".shown.face img[src^='blob:']").wait_for()
    assert page.locator(".verdict .word").inner_text().lower() == "could not tell"
    assert "surname" in page.locator(".check.yellow").first.inner_text().lower()
    assert page.locator(".letter.doubtful").all_inner_texts() == ["H", "A"]
    audited(page, "session")

    page.get_by_role("button", name="Correct letters").click()
    audited(page, "letters")
    # The first doubtful letter has the focus; what is typed goes on to the next.
    page.keyboard.type("ri")
    page.locator(".trial .light.green").first.wait_for()
    page.get_by_role("button", name="Keep corrections").click()
    page.locator(".by-hand.panel").wait_for()
    assert page.locator(".letter.by-hand").all_inner_texts() == ["R", "I"]
    assert page.locator(".verdict .word").inner_text().lower() == "could not tell", "the machine's stays"
    assert "H → R" in page.locator(".journal").inner_text()
    audited(page, "corrected")

    page.get_by_role("button", name="Accept").click()
    page.locator("dialog.ask button.primary").click()
    assert page.locator("dialog.ask .problem").inner_text() != "", "a reason is asked for"
    audited(page, "reason")
    page.get_by_label("Letters corrected by hand").check()
    page.locator("dialog.ask button.primary").click()
    page.locator(".decision.done").wait_for()
    assert "otherwise than the machine" in page.locator(".decision.done").inner_text()
    audited(page, "decided")
    session = desk.app.state.sessions.get(misread)
    assert session.decision.reason.startswith("Letters corrected by hand")
    assert [(one.read, one.became) for one in session.corrections] == [("H", "R"), ("A", "I")]


def test_what_changes_is_seen_at_once_and_what_is_over_is_gone(page, desk, samples):
    sign_in(page, desk.key)
    live = (samples / "mated/live.jpg").read_bytes()
    began = desk.session((samples / "wrong_check_digit/document.jpg").read_bytes(), live=live)
    page.locator(".waiting").locator(f'[data-session="{began}"]').wait_for()
    assert page.title().startswith("("), "the title counts who waits"
    row(page, began).click()
    page.locator(".check.red").first.wait_for()
    desk.kiosk.delete(f"/v1/sessions/{began}")
    page.get_by_text("This session is over").wait_for()
    assert row(page, began).count() == 0
    assert "ERIKSSON" not in page.content()


def test_a_decision_that_is_not_taken_is_told(browser, page, desk, samples):
    sign_in(page, desk.key)
    live = (samples / "mated/live.jpg").read_bytes()
    failed = desk.session((samples / "wrong_check_digit/document.jpg").read_bytes(), live=live)
    row(page, failed).click()
    page.locator(".check.red").first.wait_for()
    refusal = {"code": "not_recorded", "side": None, "message": "It was not recorded.", "retryable": True}
    page.route("**/decision", lambda route: route.fulfill(status=503, json=refusal))
    page.get_by_role("button", name="Refuse").click()  # as the machine says: no reason is asked for
    page.locator(".decision .problem").get_by_text("It was not recorded.").wait_for()
    assert len(browser.faults) == 1, "the browser tells of the refusal, and of nothing else"
    browser.faults.clear()


def test_the_whole_desk_is_worked_by_keyboard(page, desk, misread):
    page.keyboard.type(desk.key)
    page.keyboard.press("Enter")
    row(page, misread).wait_for()
    _tab_to(page, f'[data-session="{misread}"]')
    page.keyboard.press("Enter")
    page.locator("#session-title").wait_for()
    _tab_to(page, "#correct")
    page.keyboard.press("Enter")
    for press in ("End", "Home", "ArrowDown", "ArrowRight", "ArrowUp"):
        page.keyboard.press(press)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("line 1, column 2")
    page.keyboard.press("Escape")
    page.locator("dialog.correct").wait_for(state="detached")
    _tab_to(page, '[data-choice="refuse"]')
    page.keyboard.press("Enter")
    page.locator("dialog.ask").wait_for()
    _tab_to(page, "#own-words")
    page.keyboard.type("Sent to the counter")
    _tab_to(page, "dialog.ask button.primary")
    page.keyboard.press("Enter")
    page.locator(".decision.done.refuse").wait_for()


def _tab_to(page, selector, most=80):
    for _ in range(most):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} is not reached by Tab")


def test_leaving_forgets_the_key(page, desk):
    sign_in(page, desk.key)
    kept = page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert desk.key not in kept
    assert desk.key not in page.content()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Key").wait_for()
    sign_in(page, desk.key)
    page.reload()
    page.get_by_label("Key").wait_for()
    assert page.get_by_label("Key").input_value() == ""


def test_who_signs_in_next_finds_nothing_chosen_and_is_told_who_waits(page, desk, misread):
    sign_in(page, desk.key)
    row(page, misread).click()
    page.locator("#session-title").wait_for()
    assert row(page, misread).get_attribute("aria-current") == "true"
    walk.wait_until(page, f"{SPOKEN} !== ''")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Key").wait_for()
    walk.wait_until(page, f"{SPOKEN} === ''")
    assert misread not in page.content()
    sign_in(page, desk.key)
    row(page, misread).wait_for()
    assert page.locator("[aria-current]").count() == 0, "no session is open"
    assert page.locator("#session-title").count() == 0
    walk.wait_until(page, f"{SPOKEN} !== ''")  # who waits is told to whoever has just come
    row(page, misread).click()
    page.locator("#session-title").wait_for()


def test_a_narrow_window_scrolls_one_way_only(browser, desk, misread):
    page = browser.page(f"{desk.address}/operate", camera=False, devices=0, size=(400, 800))
    sign_in(page, desk.key)
    row(page, misread).click()
    page.locator("#session-title").wait_for()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
