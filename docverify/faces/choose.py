"""Which of the faces in a picture counts."""

from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.faces.comparison import AcquisitionFailure
from docverify.faces.face import Face, turned_apart

_RIVAL_AREA: Final = 0.35  # of the largest face's: another person about as near to the camera
_LESS_CERTAIN: Final = 0.15  # below the surest face of the picture: likelier a pattern than a face
_SAME_WAY: Final = 45.0  # degrees
_GHOST_AREA: Final = 0.6  # of the portrait's at most: a ghost image is printed smaller
# Where a document's portrait lies, in widths of its MRZ from the MRZ's top left corner: within the width of
# the page, and no higher than the page of a TD2 or TD3 reaches.
_PAGE_ACROSS: Final = (-0.15, 1.15)
_PAGE_DOWN: Final = (-0.95, 0.25)


class Role(StrEnum):
    """What a picture shows, which decides whose face counts and how bad it may be."""

    DOCUMENT = "document"
    """A document or a portrait: the largest face; smaller ones are ghost images or background."""
    LIVE = "live"
    """A person before a camera: the largest face, and no other nearly as large."""


def choose(
    faces: tuple[Face, ...], role: Role, *, mrz_quad: NDArray[np.float64] | None = None
) -> tuple[Face | None, AcquisitionFailure | None]:
    """The face that counts, or why there is none.

    Args:
        faces: largest first.
        role: what the picture shows.
        mrz_quad: (4, 2) corners of the MRZ in reading order of the text, in px. Faces on its page come first,
            so that somebody holding the document is not taken for its portrait.
    """
    if not faces:
        return None, AcquisitionFailure.NO_FACE
    least = max(face.score for face in faces) - _LESS_CERTAIN
    plausible = [face for face in faces if face.score >= least]
    if role is Role.DOCUMENT:
        if mrz_quad is not None:
            plausible = [face for face in plausible if _on_page(face, mrz_quad)] or plausible
        return plausible[0], None
    if len(plausible) > 1 and plausible[1].area > _RIVAL_AREA * plausible[0].area:
        return None, AcquisitionFailure.SEVERAL_FACES
    return plausible[0], None


def ghost_of(portrait: Face, faces: tuple[Face, ...]) -> Face | None:
    """The largest face that may be the portrait's ghost image: another one, smaller, turned the same way."""
    others = (
        face
        for face in faces
        if face is not portrait
        and face.area <= _GHOST_AREA * portrait.area
        and abs(turned_apart(face.angle, portrait.angle)) < _SAME_WAY
    )
    return next(others, None)


def angle_of(mrz_quad: NDArray[np.float64]) -> float:
    """Degrees clockwise, in (−180, 180], by which the MRZ's text is turned from level."""
    across = np.asarray(mrz_quad, np.float64)[1] - mrz_quad[0]
    return float(np.degrees(np.arctan2(across[1], across[0])))


def _on_page(face: Face, quad: NDArray[np.float64]) -> bool:
    origin, across, down = quad[0], quad[1] - quad[0], quad[3] - quad[0]
    width = max(float(np.linalg.norm(across)), 1e-9)
    x0, y0, x1, y1 = face.box
    offset = np.array([(x0 + x1) / 2, (y0 + y1) / 2]) - origin
    along = float(offset @ across) / width**2
    below = float(offset @ down) / max(float(np.linalg.norm(down)), 1e-9) / width
    return _PAGE_ACROSS[0] <= along <= _PAGE_ACROSS[1] and _PAGE_DOWN[0] <= below <= _PAGE_DOWN[1]
