"""Whether a live face is the very picture that the document bears, shown again."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.face import Face
from docverify.faces.align import SIZE, TEMPLATE, chip

SAME_PICTURE: Final = 0.986
"""From this likeness on two faces are one picture. London on specimens of all five layouts, 69 captures at
kiosks and 70 moderate ones: of 139 smiling pictures, taken minutes after the printed one, none reaches it (at
most 0.984); of the printed photographs themselves 66 of 69 and 64 of 70 do, and so do all 69 portraits cut
out of the kiosk captures, enlarged, brightened, blurred and compressed again. In drawn scenes it told 29 of
40 printed photographs and 25 of 40 cut-outs: it is no liveness check."""

_SIDE: Final = 96  # px of the aligned views: eyes 30 px apart, no more than a portrait has in a poor picture
_ALIGNED_IN: Final = (1.5, 6.0)  # px: the band of sizes in which the views are brought together, …
_COMPARED_IN: Final = (1.5, 3.75)  # … and the one in which they are compared: finer is noise and print
_INSIDE: Final = (slice(18, 87), slice(18, 78))  # brows to chin: without hair, ears and what is behind
_CONTRAST: Final = 50.0  # grey levels: the spread of a view, however dark it is
_FLOOR: Final = 10.0  # squared grey levels: what has no more edges than this is plain skin
_STEPS: Final = 20
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
    mirrored = np.ascontiguousarray(second[:, ::-1])
    if _correlation(first, mirrored, _STRAIGHT) > _correlation(first, second, _STRAIGHT):
        second = mirrored
    return _likeness(first, second)


def _view(image: NDArray[np.uint8], face: Face) -> Grey:
    """The aligned face, (_SIDE, _SIDE) grey, of one spread."""
    scale = _SIDE / SIZE
    aligned = chip(image, face.landmarks, template=(TEMPLATE + 0.5) * scale - 0.5, size=_SIDE)
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
    """The correlation after bringing the second face onto the first."""
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, _STEPS, _ENOUGH)
    mask = np.zeros(first.shape, np.uint8)
    mask[_INSIDE] = 255
    views = _edges(first, *_ALIGNED_IN), _edges(second, *_ALIGNED_IN)
    try:
        _, warp = cv2.findTransformECC(*views, _STRAIGHT.copy(), cv2.MOTION_HOMOGRAPHY, stop, mask, 5)
    except cv2.error:  # it does not converge: the pictures have nothing in common
        warp = _STRAIGHT
    return _correlation(first, second, np.asarray(warp, np.float32))


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
