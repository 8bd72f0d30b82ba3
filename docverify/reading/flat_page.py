"""The page of a document from frames of video: upright and flat, from the frame that shows it best."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.page import Page, page_of
from docverify.evidence.reading import Reading
from docverify.imaging.geometry import viewed

_PX_PER_MM: Final = 12.0
"""At most: a passport's page is then 1500 × 1056 px, and its portrait has 120 px between the eyes."""


def placed(read: Reading) -> Page | None:
    """Where the page lies that bears what was read; None where that is not told."""
    if read.mrz is None or read.cells is None:
        return None
    widths = tuple(len(line) for line in read.mrz.lines)
    shape = len(widths), max(widths), 4, 2
    return page_of(read.mrz.format, read.cells.quads) if read.cells.quads.shape == shape else None


def flat(frame: NDArray[np.uint8], page: Page) -> NDArray[np.uint8]:
    """Show the page straight on, no larger than the frame shows it.

    Args:
        frame: (H, W, 3) uint8 RGB.
        page: where it lies in the frame.

    Returns:
        (h, w, 3) uint8 RGB; grey where the page runs out of the frame.
    """
    scale = page.px_per_mm(page.outline.mean(axis=0))
    scale = min(scale, _PX_PER_MM) if np.isfinite(scale) else _PX_PER_MM
    width, height = round(page.sheet.width * scale), round(page.sheet.height * scale)
    # The middle of px u is (u + ½) / scale mm from the page's edge.
    to_mm = np.array([[1 / scale, 0, 0.5 / scale], [0, 1 / scale, 0.5 / scale], [0, 0, 1.0]])
    return viewed(frame, page.matrix @ to_mm, width=max(width, 1), height=max(height, 1))
