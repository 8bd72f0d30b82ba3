"""Where a document or a face lies in a frame, and whether it should lie elsewhere; the library does not ask.

Points and boxes are px of the frame as the camera gives it, not mirrored.
"""

import math
from collections.abc import Sequence
from typing import Final

from docverify.service.sessions.hints import Hint

Quad = Sequence[Sequence[float]]
Size = tuple[int, int]

PAGE_LEAST: Final = 0.34
"""Length of the page's longer side, in widths of the frame: at 1280 px its MRZ's capitals are 9 px high."""
PAGE_FAR: Final = 0.45
"""The same: on a smaller page without an MRZ one may just not be seen, before another side is asked for."""
PAGE_MOST: Final = 0.97
"""Of the frame's width, or of its height: from here on the page does not fit with its corners in view."""
PORTRAIT_MOST: Final = 0.33
"""Height of a face on a page, in lengths of the page's longer side: 0.15 on the specimens, and 0.27 where the
portrait is as large as a card allows. A portrait alone, of a page that is too near, has 0.4 at least."""
PAGE_STILL: Final = 0.03
"""How far a corner may go between two frames, in widths of the frame, while the document is held still."""
FACE_LEAST: Final = 0.22
"""Height of the face's box, in heights of the frame. At 720 px the eyes are about 60 px apart."""
FACE_MOST: Final = 0.68
"""BSI TR-03121-3, table 4.3, has heads of 0.6 to 0.9 of a picture that is upright; the box is the face's."""
FACE_ASIDE: Final = 0.16
"""How far the middle of the face may lie from the frame's, in widths of it."""
FACE_HIGHEST: Final = 0.26
FACE_LOWEST: Final = 0.68
"""Where the middle of the face may lie, in heights of the frame from its top."""


def page_hint(page: Quad, size: Size, *, cut: bool) -> Hint | None:
    """Whether the page should be nearer, farther, or wholly in view.

    Args:
        page: corners of the page, in reading order; may lie outside the frame.
        size: width and height of the frame.
        cut: whether the frame ends before the page, or the MRZ, does.
    """
    if cut:
        fills = max(_reach([one[axis] for one in page]) / size[axis] for axis in (0, 1))
        return Hint.FARTHER if fills > PAGE_MOST else Hint.FOUR_CORNERS
    return Hint.CLOSER if _longer_side(page) / size[0] < PAGE_LEAST else None


def far(page: Quad, size: Size) -> bool:
    """Whether the page is so small that its MRZ may not be seen."""
    return _longer_side(page) / size[0] < PAGE_FAR


def is_portrait(page: Quad, face: float, size: Size) -> bool:
    """Whether what was taken for a page is the portrait of one that is much nearer.

    Args:
        page: its corners.
        face: height of the face on it, in heights of the frame; 0 without one.
        size: width and height of the frame.
    """
    return face * size[1] > PORTRAIT_MOST * _longer_side(page)


def moved(page: Quad, before: Quad, size: Size) -> bool:
    """Whether a corner of the page went farther than a hand that holds still lets it."""
    most = PAGE_STILL * size[0]
    return any(
        abs(now[0] - then[0]) > most or abs(now[1] - then[1]) > most
        for now, then in zip(page, before, strict=True)
    )


def face_hint(box: Sequence[float], size: Size) -> Hint | None:
    """Whether the face should be nearer, farther, or more in the middle.

    A person who faces the camera has their left where the frame has its right.

    Args:
        box: x_min, y_min, x_max, y_max of the face.
        size: width and height of the frame.
    """
    width, height = size
    share = (box[3] - box[1]) / height
    across = (box[0] + box[2]) / 2 / width
    down = (box[1] + box[3]) / 2 / height
    told = (
        (share > FACE_MOST, Hint.FACE_FARTHER),
        (share < FACE_LEAST, Hint.FACE_CLOSER),
        (across < 0.5 - FACE_ASIDE, Hint.MOVE_LEFT),
        (across > 0.5 + FACE_ASIDE, Hint.MOVE_RIGHT),
        (down < FACE_HIGHEST, Hint.MOVE_DOWN),
        (down > FACE_LOWEST, Hint.MOVE_UP),
    )
    return next((hint for wrong, hint in told if wrong), None)


def in_shares(page: Quad, size: Size) -> tuple[tuple[float, float], ...]:
    """The corners in widths and heights of the frame, so that the page can be drawn at any size."""
    return tuple((round(x / size[0], 4), round(y / size[1], 4)) for x, y in page)


def _reach(along: Sequence[float]) -> float:
    return max(along) - min(along)


def _longer_side(page: Quad) -> float:
    pairs = zip(page, (*page[1:], page[0]), strict=True)
    return max(math.dist(a, b) for a, b in pairs)
