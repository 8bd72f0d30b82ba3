"""Which of the faces in a picture counts."""

from typing import Final

from docverify.evidence.face import Face
from docverify.evidence.sample import AcquisitionFailure, Role

_RIVAL_AREA: Final = 0.35  # of the largest face's: another person about as near to the camera
_LESS_CERTAIN: Final = 0.15  # below the surest face of the picture: likelier a pattern than a face


def choose(faces: tuple[Face, ...], role: Role) -> tuple[Face | None, AcquisitionFailure | None]:
    """The face that counts, or why there is none.

    Args:
        faces: largest first.
        role: what the picture shows.
    """
    if not faces:
        return None, AcquisitionFailure.NO_FACE
    plausible = plausible_of(faces)
    rivals = len(plausible) > 1 and plausible[1].area > _RIVAL_AREA * plausible[0].area
    if role is Role.LIVE and rivals:
        return None, AcquisitionFailure.SEVERAL_FACES
    return plausible[0], None


def plausible_of(faces: tuple[Face, ...]) -> list[Face]:
    """The faces that are not much less sure than the surest one: patterns are taken for faces, unsurely."""
    least = max((face.score for face in faces), default=0.0) - _LESS_CERTAIN
    return [face for face in faces if face.score >= least]
