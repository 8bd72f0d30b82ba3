"""Walks through the kiosk's page as a traveller does, and waits for what it shows."""

from typing import Any

RESULTS = ("welcome", "officer", "try_again", "forgotten", "trouble")


def begin(page: Any, language: str = "en") -> None:
    """From the first screen to the camera."""
    page.wait_for_selector('[data-screen="attract"]')
    page.click("#start")
    page.click(f'#languages button[lang="{language}"]')
    page.wait_for_selector('[data-screen="notice"]')
    page.click("#agree")


def wait_for(page: Any, *screens: str, seconds: float = 60) -> str:
    """Wait until one of the screens is shown; which."""
    wanted = ", ".join(f'[data-screen="{one}"]' for one in screens)
    page.wait_for_selector(wanted, timeout=1000 * seconds)
    return page.get_attribute("body", "data-screen")


def wait_until(page: Any, expression: str, seconds: float = 60) -> None:
    """Wait until an expression is true; asked again and again, as the page's policy lets no watcher in."""
    for _ in range(round(20 * seconds)):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


def watch_hints(page: Any) -> None:
    """Note every hint that is shown from now on, with the time for which it stays."""
    page.evaluate(
        """() => {
          window.hints = [];
          const place = document.getElementById("hint");
          const screen = () => document.body.dataset.screen;
          const note = () => window.hints.push([place.dataset.hint, performance.now(), screen()]);
          note();
          new MutationObserver(note).observe(place, { attributes: true, attributeFilter: ["data-hint"] });
        }"""
    )


def hints(page: Any) -> list[tuple[str, float, str]]:
    """The hints that were noted: code, millisecond, screen."""
    return [tuple(one) for one in page.evaluate("() => window.hints")]


def wait_for_hints(page: Any, wanted: set[str], seconds: float) -> None:
    """Wait until every hint was shown; the failure names those that were not."""
    for _ in range(round(2 * seconds)):
        missing = wanted - {hint for hint, _, _ in hints(page)}
        if not missing:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"not shown: {sorted(missing)}; shown: {[hint for hint, _, _ in hints(page)]}")
