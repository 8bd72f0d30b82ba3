"""Pictures of the kiosk's page for the README: `python -m tests.service.browser.screenshots FOLDER`."""

import argparse
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.service.browser import scenes, walk
from tests.service.browser.clips import write_clip
from tests.service.browser.conftest import Browser, serving

SIZE = (1280, 720)
WIDTH = 960
"""Of the pictures that are kept."""
SHOWN = (
    ("document", {"hint": "four_corners"}),
    ("turn", {"hint": "turn_over"}),
    ("challenge", {"hint": "turn_left"}),
    ("checking", {}),
    ("officer", {}),
    ("try_again", {"hint": "hold_still", "triesLeft": 2}),
    ("camera", {"why": "refused"}),
    ("trouble", {}),
    ("forgotten", {}),
)
"""Screens that are shown by the page's own rendering, after the way that was walked."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--size", default=f"{SIZE[0]}x{SIZE[1]}")
    told = parser.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    size = tuple(int(part) for part in told.size.split("x"))
    with tempfile.TemporaryDirectory() as made, serving(Path(made)) as service, sync_playwright() as started:
        clip = write_clip(
            Path(made) / "way.mjpeg",
            [
                (5.0, scenes.shown(scenes.passport(), (0.31, 0.47, 0.5))),
                (6.0, scenes.shown(scenes.passport())),
                (2.0, scenes.table()),
                (16.0, scenes.standing()),
            ],
        )
        browser = Browser(started)
        page = browser.page(f"{service.base}/kiosk", clip, size=size)

        def kept(name: str) -> None:
            page.wait_for_timeout(400)
            picture = told.folder / f"kiosk-{name}.png"
            page.screenshot(path=picture)
            _shrunk(picture)

        page.wait_for_selector('[data-screen="attract"]')
        kept("attract")
        page.click("#start")
        kept("language")
        page.click(f'#languages button[lang="{told.language}"]')
        kept("notice")
        page.click("#agree")
        walk.wait_for(page, "document")
        page.wait_for_timeout(1_800)
        kept("document")
        walk.wait_for(page, "face")
        walk.wait_until(page, "document.getElementById('progress').value > 0")
        kept("face")
        walk.wait_for(page, "welcome", "officer", "try_again")
        kept("welcome")
        for screen, more in SHOWN:
            page.evaluate(
                "async (shown) => (await import('/kiosk/view.js')).show(shown)", {"screen": screen, **more}
            )
            kept(f"{screen}-{more.get('hint') or more.get('why') or 'shown'}")
        for one in browser.opened:
            one.close()


def _shrunk(path: Path) -> None:
    """As wide as a README shows it, in 256 colours."""
    picture = Image.open(path).convert("RGB")
    height = round(picture.height * WIDTH / picture.width)
    small = picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
    small.quantize(256, dither=Image.Dither.FLOYDSTEINBERG).save(path, optimize=True)


if __name__ == "__main__":
    main()
