"""Cameras: allowed or not, one or two, remembered, unplugged; mirrored to the eye, not to the analysis."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.service.browser import scenes, walk
from tests.service.browser.clips import Scene
from tests.service.browser.conftest import Browser, Service

Clips = Callable[[str, list[Scene]], Path]


def test_a_camera_that_is_refused_is_explained_and_the_desk_is_there(
    browser: Browser, service: Service
) -> None:
    page = browser.page(f"{service.base}/kiosk", camera=False)
    walk.begin(page)
    assert walk.wait_for(page, "camera") == "camera"
    assert "Allow the camera" in page.inner_text("#text")
    page.click("#desk")
    assert walk.wait_for(page, "officer") == "officer"


def test_a_machine_without_a_camera_says_so(browser: Browser, service: Service) -> None:
    page = browser.page(f"{service.base}/kiosk", devices=0, arguments=("--disable-features=FakeCamera",))
    page.evaluate(
        """() => {
          const none = () => Promise.reject(new DOMException("", "NotFoundError"));
          navigator.mediaDevices.getUserMedia = none;
        }"""
    )
    walk.begin(page)
    assert walk.wait_for(page, "camera") == "camera"
    assert page.inner_text("#title") == "There is no camera"


def test_an_unplugged_camera_is_told_and_can_be_tried_again(
    browser: Browser, service: Service, clip: Clips
) -> None:
    page = browser.page(f"{service.base}/kiosk", clip("table", [(2.0, scenes.table())]))
    walk.begin(page)
    walk.wait_for(page, "document")
    page.evaluate(
        """() => {
          const [track] = document.getElementById("video").srcObject.getTracks();
          track.stop();
          track.dispatchEvent(new Event("ended"));
        }"""
    )
    assert walk.wait_for(page, "camera") == "camera"
    assert page.inner_text("#title") == "The camera does not answer"
    page.click("#again")
    assert walk.wait_for(page, "document") == "document"


def test_two_cameras_are_offered_and_the_choice_is_remembered_by_its_id_alone(
    browser: Browser, service: Service
) -> None:
    page = browser.page(f"{service.base}/kiosk", devices=2)  # Chromium plays a clip on one camera alone
    walk.begin(page)
    walk.wait_for(page, "document")
    page.click("#tool-camera")
    page.wait_for_selector("#camera-dialog[open]")
    assert page.locator("#camera-document option").count() == 2
    names = page.locator("#camera-document option").all_inner_texts()
    page.select_option("#camera-document", label=names[1])
    page.keyboard.press("Escape")
    kept = page.evaluate("() => ({ ...localStorage })")
    assert list(kept) == ["docverify.camera.document"]
    assert page.evaluate("() => document.cookie") == ""
    shown = "document.getElementById('video').srcObject?.getVideoTracks()[0].getSettings().deviceId"
    walk.wait_until(page, f"{shown} === {kept['docverify.camera.document']!r}")
    assert page.get_attribute("body", "data-screen") == "document"


def test_the_preview_is_a_mirror_and_what_is_sent_is_not(
    browser: Browser, service: Service, clip: Clips
) -> None:
    scene = np.full((720, 1280, 3), 40, np.uint8)
    scene[:, :640] = (230, 230, 230)  # light at the left of the camera's picture
    page = browser.page(f"{service.base}/kiosk", clip("halves", [(2.0, scene)]))
    walk.begin(page)
    walk.wait_for(page, "document")
    page.wait_for_timeout(1_000)
    sent = page.evaluate(
        """async () => {
          const { kiosk } = await import("/kiosk/main.js");
          const bitmap = await createImageBitmap(await kiosk.camera.frame("document"));
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
          const pen = canvas.getContext("2d");
          pen.drawImage(bitmap, 0, 0);
          const light = (x) => pen.getImageData(x * bitmap.width, bitmap.height / 2, 1, 1).data[0];
          return [light(0.25), light(0.75)];
        }"""
    )
    assert sent[0] > 150
    assert sent[1] < 100
    assert page.evaluate("getComputedStyle(document.getElementById('video')).transform").startswith(
        "matrix(-1"
    )
    assert page.evaluate("getComputedStyle(document.getElementById('outline')).transform").startswith(
        "matrix(-1"
    )


def test_nothing_is_fetched_from_elsewhere(browser: Browser, service: Service, clip: Clips) -> None:
    asked: list[str] = []
    page = browser.page("about:blank", clip("table", [(2.0, scenes.table())]))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{service.base}/kiosk")
    walk.begin(page)
    walk.wait_for(page, "document")
    assert asked
    assert all(url.startswith((service.base, "blob:")) for url in asked)
