"""Whole ways through the kiosk: a real browser, a camera that plays a drawn clip, and real verification."""

import time
from collections.abc import Callable
from pathlib import Path

import httpx

from docverify.specimens import Side
from tests.service.browser import scenes, walk
from tests.service.browser.clips import Scene
from tests.service.browser.conftest import Browser, Service

Clips = Callable[[str, list[Scene]], Path]


def way(document: list[Scene], face: list[Scene]) -> list[Scene]:
    """A table, a document, a table, a face for long: the clip begins again if the way takes longer."""
    return [(0.5, scenes.table()), *document, (0.8, scenes.table()), *face]


def welcome_clip(clip: Clips) -> Path:
    return clip("mated", way([(2.5, scenes.shown(scenes.passport()))], [(14.0, scenes.standing())]))


def test_a_bearer_is_welcomed_and_the_time_is_told(browser: Browser, service: Service, clip: Clips) -> None:
    page = browser.page(f"{service.base}/kiosk", welcome_clip(clip))
    walk.begin(page)
    walk.wait_for(page, "document")
    began = time.monotonic()
    assert walk.wait_for(page, "welcome", "officer", "try_again", "trouble") == "welcome"
    print(f"fake camera to verdict: {time.monotonic() - began:.1f} s")  # noqa: T201 - a figure, not a bar
    # The camera is off before anybody reads the answer, and nothing of the picture is left in the page.
    assert page.evaluate("() => document.getElementById('video').srcObject === null")
    page.click("#done")
    assert walk.wait_for(page, "forgotten") == "forgotten"
    assert walk.wait_for(page, "attract") == "attract"


def test_another_person_is_sent_to_the_desk_and_told_nothing_else(
    browser: Browser, service: Service, clip: Clips
) -> None:
    scenes_of = way([(4.0, scenes.shown(scenes.passport("grace_hopper.jpg")))], [(14.0, scenes.standing())])
    page = browser.page(f"{service.base}/kiosk", clip("other", scenes_of))
    walk.begin(page)
    assert walk.wait_for(page, "welcome", "officer", "trouble", seconds=90) == "officer"
    shown = page.inner_text("body").lower()
    for word in ("fail", "match", "score", "%", "attack", "threshold"):
        assert word not in shown


def test_a_card_is_turned_over(browser: Browser, service: Service, clip: Clips) -> None:
    back, front = scenes.card(Side.MRZ), scenes.card(Side.FRONT)
    document = [(4.0, scenes.shown(back)), (5.0, scenes.shown(front))]
    page = browser.page(f"{service.base}/kiosk", clip("card", way(document, [(14.0, scenes.standing())])))
    walk.begin(page)
    assert walk.wait_for(page, "turn") == "turn"
    assert "<<<" not in page.inner_text("#hint")
    assert walk.wait_for(page, "welcome", "officer", "try_again", "trouble", seconds=90) == "welcome"


def test_who_leaves_is_forgotten(browser: Browser, service: Service, clip: Clips) -> None:
    left = way(
        [(4.0, scenes.shown(scenes.passport()))], [(2.0, scenes.unfocused(14)), (12.0, scenes.table())]
    )
    page = browser.page(f"{service.base}/kiosk", clip("left", left))
    made: list[str] = []
    page.on(
        "response",
        lambda answer: made.append(answer.json()["id"]) if answer.url.endswith("/v1/sessions") else None,
    )
    walk.begin(page)
    assert walk.wait_for(page, "forgotten", "welcome", "officer", seconds=90) == "forgotten"
    assert httpx.get(f"{service.base}/v1/sessions/{made[0]}").status_code == 404
    assert walk.wait_for(page, "attract") == "attract"


def test_cancelling_forgets_at_once(browser: Browser, service: Service, clip: Clips) -> None:
    page = browser.page(f"{service.base}/kiosk", clip("table", [(2.0, scenes.table())]))
    made: list[str] = []
    page.on(
        "response",
        lambda answer: made.append(answer.json()["id"]) if answer.url.endswith("/v1/sessions") else None,
    )
    walk.begin(page)
    walk.wait_for(page, "document")
    page.click("#end")
    assert walk.wait_for(page, "forgotten") == "forgotten"
    page.wait_for_timeout(500)
    assert httpx.get(f"{service.base}/v1/sessions/{made[0]}").status_code == 404


def test_closing_the_page_forgets(browser: Browser, service: Service, clip: Clips) -> None:
    page = browser.page(f"{service.base}/kiosk", clip("table", [(2.0, scenes.table())]))
    made: list[str] = []
    page.on(
        "response",
        lambda answer: made.append(answer.json()["id"]) if answer.url.endswith("/v1/sessions") else None,
    )
    walk.begin(page)
    walk.wait_for(page, "document")
    page.close()
    until = time.monotonic() + 20
    while httpx.get(f"{service.base}/v1/sessions/{made[0]}").status_code != 404:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_the_desk_can_be_reached_from_every_screen(browser: Browser, service: Service, clip: Clips) -> None:
    page = browser.page(f"{service.base}/kiosk", clip("table", [(2.0, scenes.table())]))
    for steps in (0, 1, 2, 3):
        page.reload()
        page.wait_for_selector('[data-screen="attract"]')
        for act in ("#start", '#languages button[lang="en"]', "#agree")[:steps]:
            page.click(act)
        if steps == 3:
            walk.wait_for(page, "document")
        page.click("#desk")
        assert walk.wait_for(page, "officer") == "officer"


def test_a_session_of_a_back_end_is_opened_by_its_fragment_once(
    browser: Browser, service: Service, clip: Clips
) -> None:
    made = httpx.post(f"{service.base}/v1/sessions", json={"policy": "kiosk", "language": "fr"}).json()
    page = browser.page(f"{service.base}{made['page']}", welcome_clip(clip))
    page.wait_for_selector('[data-screen="attract"]')
    assert page.evaluate("() => location.hash") == ""  # neither a glance nor the history tells the token
    walk.begin(page, "fr")
    assert walk.wait_for(page, "welcome", "officer", "try_again", "trouble", seconds=90) == "welcome"
    found = httpx.get(f"{service.base}/v1/sessions/{made['id']}/report", params={"identity": True})
    assert found.json()["outcome"] == "PASSED"
    assert found.json()["mrz"]["fields"]["primary_identifier"]["value"] == "ERIKSSON"
    page.click("#done")
    assert walk.wait_for(page, "closed") == "closed"
