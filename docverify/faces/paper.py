"""Whether a face is printed on the document's paper: whether the paper's edges run on beside it."""

from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.face import Face
from docverify.evidence.page import Page
from docverify.imaging.edges import coherence, steps_across

COHERENT: Final = 0.75
"""From here on there is paper. The page's sides have 1.0 beside the portraits of all 26 real documents that
show one, 0.93 and more on 100 kiosk and moderate specimens, 0.77 on 45 hard ones; beside a photograph that
lies above a strip with nothing but an MRZ, one of them has 0 in 7 of 10 pictures, and likewise in most
pictures of a face above the back of a card."""

_PX_PER_MM: Final = 3.0
_BESIDE: Final = 13.0  # mm to both sides of an edge's place that are looked at
_REACH: Final = 9.0  # mm: how far the edge may lie from where the MRZ says
_ALONG: Final = 14.0  # mm up and down from the face in which the edge must go on
_SLANTS: Final = (0.0, -0.03, 0.03, -0.06, 0.06, -0.09, 0.09, -0.12, 0.12)
"""Tangents of the edges' angles: perspective, and a second card. The likeliest come first."""
_FACE_PX: Final = 40  # px of a face in the view in which a card's edges are looked for
_FAR, _WIDE, _NEAR = (
    3.2,
    0.9,
    0.6,
)  # faces: what is looked over, up and down and aside; nearer is the face itself
_CARD: Final = (2.0, 3.9)  # faces between a card's upper and lower edge
_SHAPE: Final = (1.4, 1.8)  # width to height of a card is 1.59; a scan leaves a margin
_AT_THE_END: Final = 3.5  # mm: the page is placed no better, so that a cut is not told from a narrow margin


def paper_around(image: NDArray[np.uint8], page: Page, face: Face) -> float:
    """How surely the paper's edges run on beside a face, on both sides.

    Beside a portrait on the page, or on a front pictured above it, these are the page's left and right;
    beside one on a front pictured at the side, its upper and lower edge. A straight edge is dark on the one
    side and light on the other all along; what else may be there, shoulders, hair or a pattern, is not.

    Args:
        image: (H, W, 3) uint8 RGB.
        page: as its MRZ says.
        face: on it, above it or beside it.

    Returns:
        The lesser of the two edges' coherence, in [0, 1]; 1 where the picture ends at the page's edge. What
        is at least `COHERENT` is not looked at further.
    """
    middle = page.millimetres(np.array([(face.box[0] + face.box[2]) / 2, (face.box[1] + face.box[3]) / 2]))
    if not np.isfinite(middle).all():
        return 0.0
    upright = bool(0 <= middle[0] <= page.sheet.width)
    length = page.sheet.width if upright else page.sheet.height
    return min(_edge(image, page, at, float(middle[int(upright)]), upright=upright) for at in (0.0, length))


def on_a_card(image: NDArray[np.uint8], face: Face) -> bool:
    """Whether a face, in a picture without an MRZ, lies between two straight edges as far apart as a card's.

    A card is 54 mm high, the face of its portrait 14 to 27 mm (17 real cards): its upper and lower edge are 2
    to 3.9 faces apart. In a picture that was cut to the card they are the picture's own.

    Args:
        image: (H, W, 3) uint8 RGB.
        face: in it.
    """
    middle, across, down = face.frame / [[1], [_FACE_PX], [_FACE_PX]]
    # The view's columns run down the card, its rows along it.
    corner = middle - down * _FAR * _FACE_PX - across * _WIDE * _FACE_PX
    back = np.vstack([np.column_stack([down, across, corner]), (0, 0, 1)])
    width, height = round(2 * _FAR * _FACE_PX), round(2 * _WIDE * _FACE_PX)
    light = next(steps_across(image, back, width=width, height=height))
    sure = np.max([coherence(light, slant) for slant in _SLANTS], axis=0) >= COHERENT
    places = (np.arange(width) - width / 2) / _FACE_PX
    above, below = (places[sure & (sign * places > _NEAR)] for sign in (-1, 1))
    apart = below[:, None] - above[None, :]
    edges = bool(((apart >= _CARD[0]) & (apart <= _CARD[1])).any())
    return edges or _cut_to_a_card(image.shape, middle, across, down, max(face.width, face.height))


def _cut_to_a_card(
    shape: tuple[int, ...],
    middle: NDArray[np.float64],
    across: NDArray[np.float64],
    down: NDArray[np.float64],
    side: float,
) -> bool:
    """Whether the picture itself has a card's shape around a face of a portrait's size."""
    wide, high = (
        _end_of_picture(shape, middle, way / np.linalg.norm(way))
        + _end_of_picture(shape, middle, -way / np.linalg.norm(way))
        for way in (across, down)
    )
    return _CARD[0] <= high / side <= _CARD[1] and _SHAPE[0] <= wide / high <= _SHAPE[1]


def _end_of_picture(shape: tuple[int, ...], start: NDArray[np.float64], way: NDArray[np.float64]) -> float:
    """How far it is from a point to the end of the picture, px."""
    limits = [
        ((shape[1 - axis] - 1 if way[axis] > 0 else 0) - start[axis]) / way[axis]
        for axis in (0, 1)
        if abs(way[axis]) > 1e-9
    ]
    return float(min(limits))


def _edge(image: NDArray[np.uint8], page: Page, at: float, along: float, *, upright: bool) -> float:
    """Coherence of the straightest edge near a side of the page, at a height of it, mm."""
    half = np.array([page.sheet.width, page.sheet.height]) / 2
    if _ends_there(image.shape, page, (at, half[1]) if upright else (half[0], at)):
        return 1.0
    width, height = round(2 * _BESIDE * _PX_PER_MM), round(2 * _ALONG * _PX_PER_MM)
    to_mm = np.array([[1 / _PX_PER_MM, 0, at - _BESIDE], [0, 1 / _PX_PER_MM, along - _ALONG], [0, 0, 1.0]])
    if not upright:
        to_mm = np.array([[0, 1.0, 0], [1, 0, 0], [0, 0, 1]]) @ to_mm
    first, last = (round((_BESIDE + reach) * _PX_PER_MM) for reach in (-_REACH, _REACH))
    # A page may be no darker or lighter than the table. Above the page colour proves less: a card's edge must
    # be told there from all that may lie on the table.
    planes = 2 if 0 <= along <= (page.sheet.height if upright else page.sheet.width) else 1
    surest = 0.0
    for steps in islice(steps_across(image, page.matrix @ to_mm, width=width, height=height), planes):
        for slant in _SLANTS:
            surest = max(surest, float(coherence(steps, slant)[first:last].max(initial=0.0)))
            if surest >= COHERENT:
                return surest
    return surest


def _ends_there(shape: tuple[int, ...], page: Page, end: tuple[float, float]) -> bool:
    """Whether the picture ends at this side of the page, as a scan that was cut to it does."""
    x, y = page.pixels(np.array(end)).tolist()
    near = _AT_THE_END * page.px_per_mm(np.array([x, y]))
    return not (near < x < shape[1] - 1 - near and near < y < shape[0] - 1 - near)
