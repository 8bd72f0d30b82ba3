"""Every hint, provoked before the camera by a clip; and every text as the page shows it in every language."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import httpx
import pytest

from docverify.service.sessions.hints import Hint
from docverify.specimens import Side
from tests.service.browser import scenes, walk
from tests.service.browser.clips import Scene, jpeg
from tests.service.browser.conftest import Browser, Service

Clips = Callable[[str, list[Scene]], Path]

OF_DOCUMENT = {
    Hint.SHOW_DOCUMENT: scenes.table,
    Hint.CLOSER: lambda: scenes.shown(scenes.passport(), (0.29, 0.5, 0.5)),
    Hint.FARTHER: lambda: scenes.shown(scenes.passport(), (1.05, 0.5, 0.4)),
    Hint.FOUR_CORNERS: lambda: scenes.shown(scenes.passport(), (0.62, 0.12, 0.5)),
    Hint.STRAIGHTEN: lambda: scenes.shown(scenes.passport(), squash=0.45),
    Hint.GLARE: lambda: scenes.glare(scenes.shown(scenes.passport()), (0.49, 0.752), 0.12),
    Hint.HOLD_STILL: lambda: scenes.blurred(scenes.shown(scenes.passport()), 3.2),
    Hint.WRONG_SIDE: lambda: scenes.shown(scenes.card(Side.FRONT)),
}
OF_FACE = {
    Hint.SHOW_FACE: scenes.table,
    Hint.ONE_PERSON: scenes.two_people,
    Hint.FACE_CLOSER: lambda: scenes.standing(None, (0.2, 0.5, 0.5)),
    Hint.FACE_FARTHER: lambda: scenes.standing(None, (1.1, 0.5, 1.0)),
    Hint.MOVE_LEFT: lambda: scenes.standing(None, (0.42, 0.22, 0.62)),
    Hint.MOVE_RIGHT: lambda: scenes.standing(None, (0.42, 0.78, 0.62)),
    Hint.MOVE_DOWN: lambda: scenes.standing(None, (0.42, 0.5, 0.3)),
    Hint.MOVE_UP: lambda: scenes.standing(None, (0.42, 0.5, 1.05)),
    Hint.HEAD_UPRIGHT: lambda: scenes.leaning(35),
    Hint.LOOK_STRAIGHT: lambda: scenes.looking_aside(35),
    Hint.OPEN_EYES: lambda: scenes.spoiled("eyes_closed"),
    Hint.CLOSE_MOUTH: lambda: scenes.spoiled("mouth_open"),
    Hint.UNCOVER_FACE: lambda: scenes.spoiled("eyes_covered"),
    Hint.MORE_LIGHT: lambda: scenes.spoiled("too_dark"),
    Hint.LESS_LIGHT: lambda: scenes.spoiled("too_little_contrast"),
    Hint.FACE_STILL: lambda: scenes.unfocused(14),
    Hint.WHOLE_FACE: scenes.half_covered_by_the_frame,
}
SECONDS = 2.2
"""That a scene is seen: a hint stays a second before the next one may come."""


def test_every_hint_about_the_document_is_given(
    browser: Browser, patient_service: Service, clip: Clips
) -> None:
    shown = [(SECONDS, draw()) for draw in OF_DOCUMENT.values()]
    page = browser.page(f"{patient_service.base}/kiosk", clip("document_hints", shown))
    page.wait_for_selector('[data-screen="attract"]')
    walk.watch_hints(page)
    walk.begin(page)
    walk.wait_for_hints(page, {one.value for one in OF_DOCUMENT}, seconds=150)
    _each_stays(walk.hints(page))
    assert page.get_attribute("body", "data-screen") == "document"


def test_every_hint_about_the_face_is_given(browser: Browser, patient_service: Service, clip: Clips) -> None:
    made = _with_document(patient_service)
    shown = [(SECONDS, draw()) for draw in OF_FACE.values()]
    # Nobody may be away for as long as who has left: the table comes once, and briefly.
    page = browser.page(f"{patient_service.base}{made['page']}", clip("face_hints", shown))
    page.wait_for_selector('[data-screen="attract"]')
    walk.watch_hints(page)
    walk.begin(page)
    walk.wait_for_hints(page, {one.value for one in OF_FACE}, seconds=240)
    _each_stays(walk.hints(page))
    assert page.get_attribute("body", "data-screen") == "face"


def test_a_thumb_on_the_lines_is_asked_to_be_taken_away(
    browser: Browser, patient_service: Service, clip: Clips
) -> None:
    """The frame looks good, and only reading it shows what is hidden."""
    covered = scenes.covered(scenes.shown(scenes.passport()))
    page = browser.page(f"{patient_service.base}/kiosk", clip("covered", [(3.0, covered)]))
    page.wait_for_selector('[data-screen="attract"]')
    walk.watch_hints(page)
    walk.begin(page)
    walk.wait_for_hints(page, {Hint.UNCOVER_DOCUMENT.value}, seconds=90)
    page.wait_for_timeout(3_000)
    _each_stays(walk.hints(page))
    # Nobody is told "good" of what cannot be read; on a busy machine a frame may come late, and look moved.
    told = [hint for hint, _, _ in walk.hints(page)]
    told = told[told.index(Hint.UNCOVER_DOCUMENT.value) :]
    assert Hint.GOOD.value not in told
    assert set(told) <= {Hint.UNCOVER_DOCUMENT.value, Hint.HOLD_STILL.value}
    assert page.get_attribute("body", "data-screen") == "document"


def test_a_card_that_is_not_turned_over_is_asked_to_be(
    browser: Browser, patient_service: Service, clip: Clips
) -> None:
    page = browser.page(
        f"{patient_service.base}/kiosk", clip("card_back", [(3.0, scenes.shown(scenes.card(Side.MRZ)))])
    )
    walk.begin(page)
    walk.wait_for(page, "turn")
    page.wait_for_timeout(3_000)
    assert page.get_attribute("#hint", "data-hint") == "turn_over"


def test_a_document_that_is_not_taken_away_is_asked_to_be(
    browser: Browser, patient_service: Service, clip: Clips
) -> None:
    page = browser.page(
        f"{patient_service.base}/kiosk", clip("passport", [(3.0, scenes.shown(scenes.passport()))])
    )
    walk.begin(page)
    walk.wait_for(page, "remove")
    page.wait_for_timeout(2_000)
    assert page.get_attribute("#hint", "data-hint") == "take_away"


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar"])
def test_the_page_shows_every_hint_in_every_language(
    browser: Browser, service: Service, language: str
) -> None:
    page = browser.page(f"{service.base}/kiosk")
    page.wait_for_selector('[data-screen="attract"]')
    texts = httpx.get(f"{service.base}/texts/{language}.json").json()
    shown = page.evaluate(
        """async ([language, hints]) => {
          const texts = await import("/kiosk/texts.js");
          const view = await import("/kiosk/view.js");
          texts.speak(language);
          return hints.map((hint) => {
            view.show({ screen: "face", hint, progress: 0 });
            const place = document.getElementById("hint");
            const box = place.getBoundingClientRect();
            return [hint, place.innerText.trim(), box.left >= 0 && box.right <= innerWidth && box.height > 0,
                    document.getElementById("hint-use").getAttribute("href")];
          });
        }""",
        [language, [one.value for one in Hint]],
    )
    assert [text for _, text, _, _ in shown] == [texts[f"hint.{one.value}"] for one in Hint]
    assert all(inside for *_, inside, _ in shown)
    signs = httpx.get(f"{service.base}/kiosk/icons.svg").text
    assert all(f'id="{sign.partition("#")[2]}"' in signs for *_, sign in shown)


def _each_stays(noted: list[tuple[str, float, str]]) -> None:
    """A hint stays for a second at least, unless the screen changes with it."""
    for (hint, since, screen), (_, until, then) in pairwise(noted):
        if hint and screen == then:
            assert until - since >= 850, hint  # the answers come by the network, not by the page's clock


def _with_document(service: Service) -> dict[str, Any]:
    """A session whose document was handed in by a back end."""
    made = httpx.post(f"{service.base}/v1/sessions", json={"policy": "kiosk"}).json()
    picture = jpeg(cv2.resize(scenes.shown(scenes.passport()), scenes.SIZE), 92)
    answer = httpx.put(
        f"{service.base}/v1/sessions/{made['id']}/document",
        files={"picture": ("document.jpg", picture)},
        headers={"Authorization": f"Bearer {made['token']}"},
    )
    assert answer.json()["state"] == "remove", answer.text
    return dict(made)
