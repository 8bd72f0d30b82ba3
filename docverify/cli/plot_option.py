"""Where a drawing is written: checked before the work whose figures it shows, written after it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docverify.errors import InputError, UnsupportedFormat
from docverify.evaluation.plots import require_matplotlib

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DRAWN: Final = (".png", ".svg", ".pdf")
_PAGES: Final = (".html", ".htm")


def expect_plot(path: Path | None) -> None:
    """Refuse a file that no drawing can be written to.

    Raises:
        UnsupportedFormat: its name ends in nothing that is drawn.
        EngineMissing: what draws is not installed.
    """
    if path is None:
        return
    if path.suffix.lower() not in _DRAWN + _PAGES:
        raise UnsupportedFormat(f"{path}: plots are written as {', '.join(_DRAWN + _PAGES)}")
    require_matplotlib()


def expect_page(path: Path | None) -> None:
    """Refuse a file that is no page, or that no drawing can be made for.

    Raises:
        UnsupportedFormat: its name ends in nothing that is a page.
        EngineMissing: what draws is not installed.
    """
    if path is not None and path.suffix.lower() not in _PAGES:
        raise UnsupportedFormat(f"{path}: pages are written as {', '.join(_PAGES)}")
    expect_plot(path)


def write_plot(path: Path, figure: "Figure", page: Callable[[], str]) -> None:
    """Write a drawing, or the page that holds it.

    Raises:
        InputError: the file cannot be written.
    """
    if path.suffix.lower() in _PAGES:
        written(path, page())
        return
    try:
        figure.savefig(path, dpi=150)
    except OSError as problem:
        raise InputError(f"{path} cannot be written: {problem.strerror or 'unknown reason'}") from None


def written(path: Path, text: str) -> None:
    """Write a text, or say that it cannot be written.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise InputError(f"{path} cannot be written: {problem.strerror or 'unknown reason'}") from None
