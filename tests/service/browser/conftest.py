"""A real service, a real Chromium, clips for its camera; without Chromium tests are skipped, saying so."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.service.browser.clips import Scene, write_clip

_START_SECONDS = 120
_CHROMIUM = os.environ.get("DOCVERIFY_CHROMIUM", "/usr/bin/chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Service:
    """A running `docverify serve`."""

    base: str
    process: subprocess.Popen[str]
    log: Path
    options: tuple[str, ...] = ()


@contextmanager
def serving(folder: Path, *options: str, state_seconds: float | None = None) -> Iterator[Service]:
    """`docverify serve` on a free port, ready."""
    httpx = pytest.importorskip("httpx", reason="httpx asks whether the service is ready")
    log = folder / "serve.log"
    command = [sys.executable, "-m", "tests.service.browser.serving", *options]
    if state_seconds is not None:
        command += ["--state-seconds", str(state_seconds)]
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=Path(__file__).parents[3]
        )
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found is not None, log.read_text(encoding="utf-8")
        base, until = found[0], time.monotonic() + _START_SECONDS
        while True:
            try:
                if httpx.get(f"{base}/readyz").status_code == 200:
                    break
            except httpx.HTTPError:
                pass
            assert time.monotonic() < until, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        yield Service(base, process, log, options)
    finally:
        process.terminate()
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service as most tests want it."""
    with serving(tmp_path_factory.mktemp("service")) as started:
        yield started


@pytest.fixture(scope="session")
def patient_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One whose states wait for long, so that a clip can show one fault after the other."""
    with serving(tmp_path_factory.mktemp("patient"), state_seconds=600) as started:
        yield started


@pytest.fixture(scope="module")  # while it is open, its event loop runs: later tests have loops of their own
def playwright() -> Iterator[Any]:
    api = pytest.importorskip(
        "playwright.sync_api", reason="playwright drives the browser: pip install playwright"
    )
    if shutil.which(_CHROMIUM) is None:
        pytest.skip(f"there is no Chromium at {_CHROMIUM}: install it, or name one by DOCVERIFY_CHROMIUM")
    with api.sync_playwright() as started:
        yield started


@dataclass
class Browser:
    """Opens pages, each in a browser of its own: a fake camera plays one clip."""

    playwright: Any
    faults: list[str] = field(default_factory=list)
    opened: list[Any] = field(default_factory=list)

    def page(
        self,
        address: str,
        clip: Path | None = None,
        *,
        camera: bool = True,
        size: tuple[int, int] = (1366, 768),
        devices: int = 1,
        arguments: tuple[str, ...] = (),
        **context: Any,
    ) -> Any:
        options = ["--no-sandbox", *arguments]
        if devices:
            options.append(f"--use-fake-device-for-media-stream=device-count={devices}")
        if camera:
            options.append("--use-fake-ui-for-media-stream")
        else:
            options.append("--deny-permission-prompts")
        if clip is not None:
            options.append(f"--use-file-for-fake-video-capture={clip}")
        browser = self.playwright.chromium.launch(executable_path=_CHROMIUM, args=options)
        self.opened.append(browser)
        page = browser.new_context(viewport={"width": size[0], "height": size[1]}, **context).new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        page.goto(address)
        return page


@pytest.fixture
def browser(playwright: Any) -> Iterator[Browser]:
    """What opens pages; a script that breaks, or that is blocked by the page's own policy, fails the test."""
    opened = Browser(playwright)
    yield opened
    for one in opened.opened:
        one.close()
    assert opened.faults == []


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, list[Scene]], Path]:
    """Draws a clip once."""
    folder, drawn = tmp_path_factory.mktemp("clips"), {}

    def draw(name: str, scenes: list[Scene]) -> Path:
        if name not in drawn:
            drawn[name] = write_clip(folder / f"{name}.mjpeg", scenes)
        return drawn[name]

    return draw
