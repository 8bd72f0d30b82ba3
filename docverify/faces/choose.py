"""Which of the faces in a picture counts."""

import math
from typing import Final

from docverify.evidence.face import Face
from docverify.evidence.sample import AcquisitionFailure, Role

_RIVAL: Final = (
    0.35  # of the best face's merit: another person about as near to the camera, and to its middle
)
_OFF_CENTRE: Final = 0.5
"""Of half the shorter side: where a face's merit has fallen to 1 / e. The middle of lfw-dev's pictures shows
who is meant: in 6 of 1,549 the largest face is another one, in none is the best so. A rival is seen in 2; by
area alone it was in 153."""
_SAME_HEAD: Final = 0.2  # intersection over union
_LESS_CERTAIN: Final = 0.15  # below the surest face of the picture: likelier a pattern than a face


def choose(
    faces: tuple[Face, ...], role: Role, *, shape: tuple[int, ...] | None = None
) -> tuple[Face | None, AcquisitionFailure | None]:
    """The face that counts, or why there is none.

    Args:
        faces: largest first.
        role: what the picture shows.
        shape: of the picture, so that of live faces the central one counts; the largest without it.
    """
    if not faces:
        return None, AcquisitionFailure.NO_FACE
    plausible = plausible_of(faces)
    if role is Role.DOCUMENT:
        return plausible[0], None
    ranked = sorted(plausible, key=lambda face: merit(face, shape), reverse=True)
    rivals = [face for face in ranked[1:] if _apart(face, ranked[0])]
    if rivals and merit(rivals[0], shape) > _RIVAL * merit(ranked[0], shape):
        return None, AcquisitionFailure.SEVERAL_FACES
    return ranked[0], None


def merit(face: Face, shape: tuple[int, ...] | None) -> float:
    """How much a live face is the one that is meant: its area, less the farther it lies from the middle."""
    if shape is None:
        return face.area
    height, width = shape[:2]
    across, down = (face.box[0] + face.box[2] - width + 1) / 2, (face.box[1] + face.box[3] - height + 1) / 2
    away = math.hypot(across, down) / (min(height, width) / 2)
    return face.area * math.exp(-((away / _OFF_CENTRE) ** 2))


def another(faces: tuple[Face, ...], chosen: Face) -> bool:
    """Whether another face of about the size of the chosen one is in the picture, wherever it stands."""
    others = (face for face in plausible_of(faces) if _apart(face, chosen))
    return any(face.area > _RIVAL * chosen.area for face in others)


def _apart(face: Face, other: Face) -> bool:
    """Whether two boxes are of two heads: a detector now and then draws two about one."""
    x, y = (face.box[0] + face.box[2]) / 2, (face.box[1] + face.box[3]) / 2
    x0, y0, x1, y1 = other.box
    return not (x0 <= x <= x1 and y0 <= y <= y1) and face.overlap(other) < _SAME_HEAD


def plausible_of(faces: tuple[Face, ...]) -> list[Face]:
    """The faces that are not much less sure than the surest one: patterns are taken for faces, unsurely."""
    least = max((face.score for face in faces), default=0.0) - _LESS_CERTAIN
    return [face for face in faces if face.score >= least]
