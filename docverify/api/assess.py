"""Guiding a person before a camera: is this picture of the face good, and what is to be done about it."""

from docverify import faces as room
from docverify.api.opened import opened_one
from docverify.evidence.assessment import FaceAssessment
from docverify.faces import Engine
from docverify.faces.engines.choose import DEFAULT
from docverify.imaging import ImageSource, Limits


def assess_face(
    frame: ImageSource, *, engine: str | Engine = DEFAULT, limits: Limits | None = None, threads: int = 1
) -> FaceAssessment:
    """Say whether a live picture of a face will do, and what to tell the person.

    Args:
        frame: a picture as `load_image` takes it; arrays are (H, W, 3) uint8 RGB.
        engine: name of a face engine, or an `Engine`.
        limits: how large the picture may be; `Limits()` unless given.
        threads: processor threads that the networks may use.

    Returns:
        `ok` when there is nothing to put right; else `advice`: causes, each with its measure, value, the
        range that is good, a sentence, and whether the face is refused for it. `acquired` says whether
        `verify` and `compare_faces` would compare it as it is.

    Raises:
        InputError: the picture cannot be used.
        ConfigurationError: no engine has that name.
        EngineMissing: the engine is not installed.
        EngineFailed: a network broke.
    """
    return room.assess_face(opened_one(frame, limits=limits), engine=engine, threads=threads)
