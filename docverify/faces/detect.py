"""Finds faces: coarse to fine, at several angles, and with a margin when a face may fill the frame."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect_picture
from docverify.evidence.face import Face
from docverify.faces.engines.at_work import scanned_hinting
from docverify.faces.engines.protocols import Detector

RIGHT_ANGLES: Final = (0.0, 90.0, 270.0, 180.0)
ALL_ANGLES: Final = (*RIGHT_ANGLES, 45.0, 315.0, 135.0, 225.0)
"""Degrees anticlockwise by which a picture is turned, the likeliest first. A detector of upright faces misses
what slants by much more than half of a step."""
HEAD_ANGLES: Final = (0.0, 315.0, 45.0, 90.0, 270.0, 180.0)
"""The same for people, whose heads are tilted before their pictures lie on a side."""
_LEAST_SIDE: Final = 10  # px: nothing smaller holds a face that a detector could know
_HINT: Final = 0.05
"""Certainty somewhere in a level view without which nothing slants in it, and nothing fills it. Of London's
faces 78, 3.5 % of a table's side and wider, turned by any angle, have 0.22 and more in one of the four; 720
that fill their frame, or lack an eighth of it at each side, 0.89; at 5 % of the light, with grain, those that
are found 0.054. Of 30 empty tables 26 have less."""
_MARGIN: Final = 0.5  # of the longer side, around a picture in which no face was found


def find(
    image: NDArray[np.uint8],
    detector: Detector,
    *,
    turns: Sequence[float] = RIGHT_ANGLES,
    thorough: bool = False,
    sides: Sequence[int] | None = None,
) -> tuple[Face, ...]:
    """Every face of the picture, largest first; empty when there is none.

    The detector is shown the picture at each of its `sides`, coarse to fine, and turned by each angle, until
    it is sure of a face; else the view with the best face counts. A detector may take a face upside down for
    an upright one, with a lower score and landmarks that are wrong, so an unsure find does not end the
    search. When no view shows a face, the picture gets a margin: detectors miss a face that fills the frame.
    Where the level views show nothing like a face, what slants and what fills the frame is not looked for.

    Args:
        image: (H, W, 3) uint8 RGB.
        detector: finds faces at one size.
        turns: degrees anticlockwise to try, in this order; one when the MRZ tells which way is up.
        sides: px, longer sides at which the picture is shown; the detector's own unless given.
        thorough: look at the finest size as well, for faces much smaller than the largest: ghost images.

    Raises:
        InputError: another kind of array.
        EngineFailed: the detector broke.
    """
    expect_picture("a picture", image)
    if min(image.shape[:2]) < _LEAST_SIDE:
        return ()
    best = _surest_view(image, detector, turns, sides)
    if not best.faces and best.hint >= _HINT:
        best = _with_margin(image, detector, turns)
    faces = best.faces
    if thorough and faces and detector.sides:
        faces = _joined(faces, _finest(image, detector, best.turn))
    return tuple(sorted(faces, key=lambda face: face.area, reverse=True))


@dataclass(frozen=True, slots=True)
class _Seen:
    """The faces of the best view, its turn, and the greatest certainty in any view of the coarsest side."""

    faces: list[Face]
    turn: float
    hint: float


def _with_margin(image: NDArray[np.uint8], detector: Detector, turns: Sequence[float]) -> _Seen:
    """The faces of the picture with a margin, seen at the coarsest side."""
    coarse = detector.sides[:1]
    factor = _factor(image, round(coarse[0] / (1 + 2 * _MARGIN))) if coarse else 1
    small = _shrunk(image, factor)  # first, since a margin around a large picture takes as long as a view
    margin = round(max(small.shape[:2]) * _MARGIN)
    framed = np.pad(small, ((margin, margin), (margin, margin), (0, 0)), constant_values=127)
    seen = _surest_view(framed, detector, _level(turns), sides=coarse)
    moved = [face.moved(1.0, -margin, -margin).moved(float(factor)) for face in seen.faces]
    return replace(seen, faces=moved)


def _surest_view(
    image: NDArray[np.uint8],
    detector: Detector,
    turns: Sequence[float],
    sides: Sequence[int] | None = None,
) -> _Seen:
    """The first view of which the detector is sure, else the view with the best face."""
    best: list[Face] = []
    best_turn, best_score, hint = 0.0, 0.0, 0.0
    shrunk: dict[int, NDArray[np.uint8]] = {}  # once for all turns
    views = list(_views(max(image.shape[:2]), detector.sides if sides is None else sides, turns))
    coarsest, gated = views[0][0], set(RIGHT_ANGLES) <= set(turns)
    while views:
        side, turn = views[0]
        if gated and turn % 90 and hint < _HINT:  # level views first, and none that slants without a hint
            views.sort(key=lambda view: (view[0], view[1] % 90 != 0))
            if views[0] == (side, turn):
                views.pop(0)
            continue
        views.pop(0)
        factor = _factor(image, side)
        if factor not in shrunk:
            shrunk = {factor: _shrunk(image, factor)}
        faces, certainty = _view(shrunk[factor], factor, detector, turn)
        hint = max(hint, certainty) if side == coarsest else hint
        score = max((face.score for face in faces), default=0.0)
        if score > best_score:
            best, best_turn, best_score = faces, turn, score
        if best_score >= detector.sure:
            break
    return _Seen(best, best_turn, hint)


def _views(longer: int, sides: Sequence[int], turns: Sequence[float]) -> Iterator[tuple[int, float]]:
    """Sides and turns, coarse to fine; larger sides than the picture's own would only enlarge it.

    What slants is looked for at the coarsest side only: at finer ones it takes twenty times as long.
    """
    for number, side in enumerate(sides or (longer,)):
        yield from ((side, turn) for turn in (_level(turns) if number else turns))
        if side >= longer:
            return


def _level(turns: Sequence[float]) -> Sequence[float]:
    """Those by right angles; all, where there are none."""
    return [turn for turn in turns if turn % 90 == 0] or turns


def _finest(image: NDArray[np.uint8], detector: Detector, turn: float) -> list[Face]:
    factor = _factor(image, detector.sides[-1])
    return _view(_shrunk(image, factor), factor, detector, turn)[0]


def _factor(image: NDArray[np.uint8], side: int) -> int:
    """By what whole number a picture is shrunk to be shown with about this longer side."""
    return max(1, round(float(max(image.shape[:2])) / side))


def _shrunk(image: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    """The picture at 1 / factor of its size; empty where nothing is left of it.

    By whole numbers, since area averaging is several times as fast then; a few pixels at the right and lower
    edge may be left out.
    """
    height, width = image.shape[0] // factor, image.shape[1] // factor
    if factor == 1 or min(height, width) < 1:
        return image[:height, :width]
    whole = np.ascontiguousarray(image[: height * factor, : width * factor])
    return np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _view(small: NDArray[np.uint8], factor: int, detector: Detector, turn: float) -> tuple[list[Face], float]:
    """Faces of a picture that was shrunk by a factor, turned, in its own px; and the hint."""
    if small.size == 0:
        return [], 0.0
    if turn % 90 == 0:
        quarters = int(turn // 90)
        turned = np.ascontiguousarray(np.rot90(small, quarters))
        found, hint = scanned_hinting(detector, turned)
        found = [face.turned(-quarters, turned.shape) for face in found]
    else:
        turned, back = _slanted(small, turn)
        found, hint = scanned_hinting(detector, turned)
        found = [face.mapped(back) for face in found]
    return [face.moved(float(factor)) for face in found] if factor > 1 else found, hint


def _slanted(image: NDArray[np.uint8], turn: float) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The picture turned on a canvas that holds all of it, and the (2, 3) matrix that leads back."""
    height, width = image.shape[:2]
    rotate = np.asarray(cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), turn, 1.0), np.float64)
    cosine, sine = abs(rotate[0, 0]), abs(rotate[0, 1])
    size = math.ceil(width * cosine + height * sine), math.ceil(width * sine + height * cosine)
    rotate[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    turned = cv2.warpAffine(image, rotate, size, flags=cv2.INTER_LINEAR, borderValue=(127, 127, 127))
    return np.asarray(turned, np.uint8), np.asarray(cv2.invertAffineTransform(rotate), np.float64)


def _joined(faces: list[Face], more: list[Face]) -> list[Face]:
    """The faces, and those of the others that lie elsewhere."""
    return faces + [new for new in more if all(new.overlap(face) < 0.1 for face in faces)]
