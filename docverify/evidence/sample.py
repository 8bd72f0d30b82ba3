"""What a picture gave of a face: the one that counts, how good it is, its template, or why there is none."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from docverify.evidence.face import Face
from docverify.evidence.quality import Quality
from docverify.evidence.template import Template


class Role(StrEnum):
    """What a picture shows, which decides whose face counts and how bad it may be."""

    DOCUMENT = "document"
    """A document or a portrait: the largest face; smaller ones are ghost images or background."""
    LIVE = "live"
    """A person before a camera: the large and central face, and no other that is nearly as much so."""


class AcquisitionFailure(StrEnum):
    """Why a picture gave no face to compare, or what would make its face better to compare."""

    NO_FACE = "no_face"
    FACE_ELSEWHERE = "face_elsewhere"
    SEVERAL_FACES = "several_faces"
    FACE_DOUBTFUL = "face_doubtful"
    FACE_TOO_SMALL = "face_too_small"
    FACE_CUT_OFF = "face_cut_off"
    HEAD_TURNED = "head_turned"
    HEAD_RAISED_OR_LOWERED = "head_raised_or_lowered"
    HEAD_TILTED = "head_tilted"
    EYES_COVERED = "eyes_covered"
    EYES_CLOSED = "eyes_closed"
    MOUTH_COVERED = "mouth_covered"
    MOUTH_OPEN = "mouth_open"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    TOO_LITTLE_CONTRAST = "too_little_contrast"
    TOO_BLURRED = "too_blurred"
    MOTION_BLURRED = "motion_blurred"
    TOO_NOISY = "too_noisy"

    @property
    def instruction(self) -> str:
        """What to tell the person."""
        return _INSTRUCTIONS[self]


_INSTRUCTIONS: Final = {
    AcquisitionFailure.NO_FACE: "No face was found: show the whole face, from the front, in even light.",
    AcquisitionFailure.FACE_ELSEWHERE: (
        "A face was found, but not where a portrait belongs: show the document alone, its portrait uncovered."
    ),
    AcquisitionFailure.SEVERAL_FACES: "Several faces were found: only one person may be in the picture.",
    AcquisitionFailure.FACE_DOUBTFUL: "The face is hard to see: uncover it, look ahead, and hold still.",
    AcquisitionFailure.FACE_TOO_SMALL: "The face is too small: come closer.",
    AcquisitionFailure.FACE_CUT_OFF: "The face is cut off: move so that all of it is in the picture.",
    AcquisitionFailure.HEAD_TURNED: "The head is turned: look straight ahead.",
    AcquisitionFailure.HEAD_RAISED_OR_LOWERED: "The head is raised or lowered: look straight ahead.",
    AcquisitionFailure.HEAD_TILTED: "The head is tilted: hold it upright.",
    AcquisitionFailure.EYES_COVERED: "The eyes are covered: take off sunglasses, and what else hides them.",
    AcquisitionFailure.EYES_CLOSED: "The eyes are closed: open them.",
    AcquisitionFailure.MOUTH_COVERED: "The mouth is covered: take off the mask, or what else hides it.",
    AcquisitionFailure.MOUTH_OPEN: "The mouth is open: close it.",
    AcquisitionFailure.TOO_DARK: "It is too dark: face the light, or use more of it.",
    AcquisitionFailure.TOO_BRIGHT: "The face is too bright: turn away from the strong light.",
    AcquisitionFailure.TOO_LITTLE_CONTRAST: "The face is washed out: avoid fog, glare and light from behind.",
    AcquisitionFailure.TOO_BLURRED: "The face is blurred: hold still, and clean the lens or let it focus.",
    AcquisitionFailure.MOTION_BLURRED: "The face is blurred by movement: hold still.",
    AcquisitionFailure.TOO_NOISY: "The picture is grainy: use more light.",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FaceSample:
    """What a picture, or several of one person, gave.

    Attributes:
        role: what the picture was taken for.
        faces: every face found, largest first, in px of the picture.
        face: the one that counts; None when none does.
        quality: of that face; None when there is none.
        template: of that face; None exactly when `failure` is set.
        failure: why there is no template; its `instruction` tells the person what to do.
        picture: which of several pictures the face is from, counted from 0.
        timings: seconds by stage: detect, assess, encode.
    """

    role: Role
    faces: tuple[Face, ...]
    face: Face | None = None
    quality: Quality | None = None
    template: Template | None = None
    failure: AcquisitionFailure | None = None
    picture: int = 0
    timings: tuple[tuple[str, float], ...] = ()
