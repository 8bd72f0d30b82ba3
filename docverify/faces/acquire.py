"""From a picture to the one face that is compared: find, choose, encode; or say why not."""

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.faces.comparison import AcquisitionFailure
from docverify.faces.detect import find
from docverify.faces.engines import Engine
from docverify.faces.face import Face
from docverify.faces.template import Template

_RIVAL_AREA: Final = 0.35  # of the largest face's: another person as near to the camera as the traveller
_LEAST_EYE_DISTANCE: Final = 10.0  # px


class Role(StrEnum):
    """What a picture shows, which decides whose face counts."""

    DOCUMENT = "document"
    """A document or a portrait: the largest face; smaller ones are ghost images or background."""
    LIVE = "live"
    """A person before a camera: the largest face, and no other nearly as large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquisition:
    """What a picture gave.

    Attributes:
        role: what the picture was taken for.
        faces: every face found, largest first, in px of the picture.
        face: the one that counts; None when none does.
        template: of that face; None exactly when `failure` is set.
        failure: why there is no template.
        timings: seconds by stage: detect, encode.
    """

    role: Role
    faces: tuple[Face, ...]
    face: Face | None = None
    template: Template | None = None
    failure: AcquisitionFailure | None = None
    timings: tuple[tuple[str, float], ...] = ()


def acquire(image: NDArray[np.uint8], *, role: Role, engine: Engine) -> Acquisition:
    """Find the face that counts and encode it.

    Args:
        image: (H, W, 3) uint8 RGB.
        role: DOCUMENT or LIVE.
        engine: see `engine_named`.

    Raises:
        InputError: another kind of array.
        EngineFailed: a network broke.
    """
    start = time.perf_counter()
    faces = find(image, engine.detector)
    detected = time.perf_counter()
    face, failure = choose(faces, role)
    template = None
    if face is not None and failure is None:
        template = engine.encoder.encode(image, [face])[0]
    timings = (("detect", detected - start), ("encode", time.perf_counter() - detected))
    return Acquisition(role=role, faces=faces, face=face, template=template, failure=failure, timings=timings)


def choose(faces: tuple[Face, ...], role: Role) -> tuple[Face | None, AcquisitionFailure | None]:
    """The face that counts among those found, largest first, and what is wrong with it."""
    if not faces:
        return None, AcquisitionFailure.NO_FACE
    face = faces[0]
    if role is Role.LIVE and len(faces) > 1 and faces[1].area > _RIVAL_AREA * face.area:
        return None, AcquisitionFailure.SEVERAL_FACES
    if face.eye_distance < _LEAST_EYE_DISTANCE:
        return face, AcquisitionFailure.FACE_TOO_SMALL
    return face, None
