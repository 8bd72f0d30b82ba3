"""Whether a live face is the very picture that the document bears, shown again."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.face import Face
from docverify.faces.align import SIZE, TEMPLATE, chip

SAME_PICTURE: Final = 0.985
"""From this likeness on two faces are one picture. London on specimens of all five layouts, 102 captures at
kiosks and 100 moderate ones: of the smiling pictures, taken minutes after the printed one, none reaches it
(at most 0.984), whether or not turned, lit and blurred as a live camera does; of the printed photographs
themselves 101 of 102 and 96 of 100 do when treated so, 99 and 94 as they are. It is no liveness check: what
hides part of the face, or makes the portrait grainy, hides the likeness."""

_SIDE: Final = 96  # px of the aligned views: eyes 30 px apart, no more than a portrait has in a poor picture
_FINER: Final = 2  # views are sampled so much finer and then averaged: grain would alias
_ALIGNED_IN: Final = (1.5, 6.0)  # px: the band of sizes in which the views are brought together, …
_COMPARED_IN: Final = (1.5, 3.75)  # … and the one in which they are compared: finer is noise and print
_INSIDE: Final = (slice(18, 87), slice(18, 78))  # brows to chin: without hair, ears and what is behind
_CONTRAST: Final = 50.0  # grey levels: the spread of a view, however dark it is
_FLOOR: Final = 10.0  # squared grey levels: what has no more edges than this is plain skin
_SOFTER: Final = 0.7  # px: what the document's picture loses of a photograph that is shown again as it is
_GLANCE: Final = 3  # steps of a rough alignment, by which the way round is chosen
_PROMISING: Final = 0.95  # after that glance: one picture has 0.965 and more, most pairs less than this
_STEPS: Final = 20  # steps of the alignment proper
_ENOUGH: Final = 5e-4
_STRAIGHT: Final = np.eye(3, dtype=np.float32)

Grey = NDArray[np.float32]


def likeness_of_pictures(
    document: NDArray[np.uint8], portrait: Face, live: NDArray[np.uint8], face: Face
) -> float:
    """How far the pixels of a live face are those of the portrait, up to the angle it is seen at, and light.

    Two photographs of one person differ in expression, pose and light, whose edges do not fall together; one
    photograph printed, pictured again, enlarged, lit otherwise or mirrored still has every edge in its place.

    Args:
        document: (H, W, 3) uint8 RGB.
        portrait: the document's face.
        live: (H', W', 3) uint8 RGB.
        face: the live face.

    Returns:
        Correlation of the two faces' edges after alignment, in [−1, 1]: 1 for the same picture.
    """
    first, second = _view(document, portrait), _view(live, face)
    return _likeness(first, second)


def _view(image: NDArray[np.uint8], face: Face) -> Grey:
    """The aligned face, (_SIDE, _SIDE) grey, of one spread."""
    fine = _FINER * _SIDE
    aligned = chip(image, face.landmarks, template=(TEMPLATE + 0.5) * fine / SIZE - 0.5, size=fine)
    aligned = np.asarray(cv2.resize(aligned, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    grey = np.asarray(cv2.cvtColor(aligned, cv2.COLOR_RGB2GRAY), np.float32)
    inside = grey[_INSIDE]
    return np.asarray((grey - inside.mean()) * (_CONTRAST / max(float(inside.std()), 4.0)), np.float32)


def _edges(grey: Grey, fine: float, coarse: float) -> Grey:
    """Edges of one band of sizes, each as strong as its surroundings, so that light plays no part."""
    band = cv2.GaussianBlur(grey, (0, 0), fine) - cv2.GaussianBlur(grey, (0, 0), coarse)
    around = 2 * round(3 * coarse) + 1
    energy = cv2.blur(band * band, (around, around))
    return np.asarray(band / np.sqrt(energy + _FLOOR), np.float32)


def _likeness(first: Grey, second: Grey) -> float:
    """The correlation after bringing the second face onto the first, whichever way round fits better.

    Which one does cannot be told before the two are roughly aligned: faces are nearly symmetric.
    """
    ways = []
    for shown in (second, np.ascontiguousarray(second[:, ::-1])):
        rough = np.vstack([_aligned(first, shown, _STRAIGHT[:2], _GLANCE), _STRAIGHT[2:]])
        ways.append((_correlation(first, shown, rough), shown, rough))
    likeness, shown, rough = max(ways, key=lambda one: one[0])
    if likeness < _PROMISING:
        return likeness
    warp = _aligned(first, shown, rough, _STEPS)
    softer = np.asarray(cv2.GaussianBlur(shown, (0, 0), _SOFTER), np.float32)
    return max(_correlation(first, one, warp) for one in (shown, softer))


def _aligned(first: Grey, second: Grey, start: Grey, steps: int) -> Grey:
    """The map that brings the second face onto the first, of the kind that it starts from."""
    kind = cv2.MOTION_HOMOGRAPHY if len(start) == len(_STRAIGHT) else cv2.MOTION_AFFINE
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, steps, _ENOUGH)
    mask = np.zeros(first.shape, np.uint8)
    mask[_INSIDE] = 255
    views = _edges(first, *_ALIGNED_IN), _edges(second, *_ALIGNED_IN)
    try:
        _, found = cv2.findTransformECC(*views, start.copy(), kind, stop, mask, 5)
    except cv2.error:  # it does not converge: the pictures have nothing in common
        found = start
    return np.asarray(found, np.float32)


def _correlation(first: Grey, second: Grey, warp: Grey) -> float:
    """Of the two faces' edges, the second moved by a (3, 3) map, in [−1, 1]."""
    moved = cv2.warpPerspective(
        _edges(second, *_COMPARED_IN), warp, first.shape, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    )
    one = _edges(first, *_COMPARED_IN)[_INSIDE]
    other = np.asarray(moved, np.float32)[_INSIDE]
    one, other = one - one.mean(), other - other.mean()
    norm = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float((one * other).sum()) / norm if norm > 0 else 0.0
