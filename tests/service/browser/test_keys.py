"""A service that keeps keys: the kiosk's key comes behind the #, and without one the page is closed."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.service.browser import scenes, walk
from tests.service.browser.clips import Scene
from tests.service.browser.conftest import Browser, serving
from tests.service.keyfile import keys_in

Clips = Callable[[str, list[Scene]], Path]


@dataclass
class Keyed:
    """Where the page is, and the keys by their scopes."""

    page: str
    keys: dict[str, str]


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keyed]:
    folder = tmp_path_factory.mktemp("keyed")
    path, shown = keys_in(folder)
    with serving(folder, "--keys", str(path)) as service:
        yield Keyed(f"{service.base}/kiosk", shown)


def test_a_key_in_the_fragment_opens_sessions_again_and_again_and_is_kept_nowhere(
    browser: Browser, keyed: Keyed, clip: Clips
) -> None:
    shown: list[str] = []
    page = browser.page("about:blank", clip("table", [(2.0, scenes.table())]))
    page.on("request", lambda request: shown.append(request.url))
    page.goto(f"{keyed.page}#key={keyed.keys['verify']}&policy=kiosk")
    for _ in range(2):  # a kiosk's page stays open from one traveller to the next
        walk.begin(page)
        walk.wait_for(page, "document")
        page.click("#end")
        walk.wait_for(page, "forgotten")
        walk.wait_for(page, "attract")
    assert page.evaluate("location.hash") == ""
    key = keyed.keys["verify"]
    assert not any(key in url for url in shown)
    assert key not in page.content()
    assert key not in _kept(page)


def test_without_a_key_the_page_is_closed_and_asks_for_no_camera(browser: Browser, keyed: Keyed) -> None:
    page = browser.page(keyed.page)
    assert walk.wait_for(page, "closed", "attract") == "closed"
    assert page.inner_text("#title") == "This page begins at the desk"
    assert not page.locator("#start").is_visible()
    assert page.evaluate("document.getElementById('video').srcObject") is None


@pytest.mark.parametrize("scope", ["operate", "none"])
def test_a_key_that_opens_no_session_is_told_kindly(
    browser: Browser, keyed: Keyed, clip: Clips, scope: str
) -> None:
    address = f"{keyed.page}#key={keyed.keys.get(scope, 'dv_unknown')}"
    page = browser.page(address, clip("table", [(2.0, scenes.table())]))
    walk.begin(page)
    assert walk.wait_for(page, "trouble", "document") == "trouble"
    assert "not your fault" in page.inner_text("#text")
    assert page.evaluate("document.getElementById('video').srcObject") is None, "the camera is off"
    assert len(browser.faults) == 1, "the browser notes the refusal, and nothing else"
    browser.faults.clear()


def _kept(page: Any) -> str:
    return json.dumps(page.evaluate("() => [{ ...localStorage }, { ...sessionStorage }, document.cookie]"))
