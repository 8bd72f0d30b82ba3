"""From a picture to the one face that is compared: find, choose, assess, encode; or say why not."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError
from docverify.faces.choose import Role, angle_of, choose, ghost_of
from docverify.faces.comparison import AcquisitionFailure
from docverify.faces.detect import ALL_ANGLES, RIGHT_ANGLES, find
from docverify.faces.engines import Engine
from docverify.faces.face import Face, turned_apart
from docverify.faces.limits import DOCUMENT_LIMITS, LIVE_LIMITS, first_failure
from docverify.faces.quality import Quality, assess
from docverify.faces.refine import refine
from docverify.faces.template import Template, similarity_of
from docverify.faces.thresholds import calibration_of

_FUSED: Final = 5  # frames; more bring little (see the benchmark) and an attacker more chances to slip one in
_SAME_PERSON_FMR: Final = 1e-3
_SAME_WAY: Final = 60.0  # degrees: landmarks of a slanting face are inexact, but not by more than this
_LIMITS: Final = {Role.DOCUMENT: DOCUMENT_LIMITS, Role.LIVE: LIVE_LIMITS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquisition:
    """What a picture gave.

    Attributes:
        role: what the picture was taken for.
        faces: every face found, largest first, in px of the picture.
        face: the one that counts; None when none does.
        quality: of that face; None when there is none.
        template: of that face; None exactly when `failure` is set.
        failure: why there is no template; its `instruction` tells the person what to do.
        timings: seconds by stage: detect, assess, encode.
    """

    role: Role
    faces: tuple[Face, ...]
    face: Face | None = None
    quality: Quality | None = None
    template: Template | None = None
    failure: AcquisitionFailure | None = None
    timings: tuple[tuple[str, float], ...] = ()


def acquire(
    image: NDArray[np.uint8],
    *,
    role: Role,
    engine: Engine,
    mrz_quad: NDArray[np.float64] | None = None,
) -> Acquisition:
    """Find the face that counts and encode it, if its picture is good enough.

    Args:
        image: (H, W, 3) uint8 RGB.
        role: DOCUMENT or LIVE.
        engine: see `engine_named`.
        mrz_quad: (4, 2) px, where the document's MRZ was read, in reading order of its text: says which way
            is up and which page the portrait is on.

    Raises:
        InputError: another kind of array.
        EngineFailed: a network broke.
    """
    start = time.perf_counter()
    turns = RIGHT_ANGLES if role is Role.LIVE else ALL_ANGLES  # people, unlike papers, do not lie aslant
    faces: tuple[Face, ...] = ()
    if mrz_quad is not None:
        faces = find(image, engine.detector, turns=(angle_of(mrz_quad),))
    if not faces:  # with an MRZ, too: the portrait may be on another page, lying otherwise
        faces = find(image, engine.detector, turns=turns)
    chosen = choose(faces, role, mrz_quad=mrz_quad)
    angle = None if mrz_quad is None or chosen[0] is None else _angle(chosen[0], mrz_quad)
    return _acquired(image, faces, chosen, role=role, engine=engine, start=start, angle=angle)


def acquire_ghost(image: NDArray[np.uint8], portrait: Acquisition, *, engine: Engine) -> Acquisition:
    """Find the ghost image, a second and smaller print of the portrait, on the document of an acquisition.

    Args:
        image: (H, W, 3) uint8 RGB, the picture that `portrait` came from.
        portrait: with a face.
        engine: the one that acquired it.

    Raises:
        InputError: the acquisition has no face.
        EngineFailed: a network broke.
    """
    if portrait.face is None:
        raise InputError("a ghost image is looked for beside a portrait; this acquisition has no face")
    start = time.perf_counter()
    faces = find(image, engine.detector, turns=(portrait.face.angle,), thorough=True)
    elsewhere = tuple(face for face in faces if not _same_place(face, portrait.face))
    ghost = ghost_of(portrait.face, elsewhere)
    chosen = (ghost, AcquisitionFailure.NO_GHOST_IMAGE if ghost is None else None)
    return _acquired(image, faces, chosen, role=Role.DOCUMENT, engine=engine, start=start)


def acquire_frames(frames: Sequence[NDArray[np.uint8]], *, engine: Engine) -> Acquisition:
    """Fuse frames of one live person: the mean template of the best ones that are good enough.

    Args:
        frames: (H, W, 3) uint8 RGB each, of one person.
        engine: see `engine_named`.

    Returns:
        Face, quality and faces are those of the best frame; when no frame is good enough, of the best one
        that was refused, with its failure. Frames that do not show one person are SEVERAL_FACES.

    Raises:
        InputError: no frames, or another kind of array.
        EngineFailed: a network broke.
    """
    if not frames:
        raise InputError("there are no live frames: pass at least one")
    acquired = [acquire(frame, role=Role.LIVE, engine=engine) for frame in frames]
    acquired.sort(key=_merit, reverse=True)
    best = acquired[0]
    templates = [a.template for a in acquired[:_FUSED] if a.template is not None]
    agree = _one_person(templates)
    totals: dict[str, float] = {}
    for stage, seconds in (timing for a in acquired for timing in a.timings):
        totals[stage] = totals.get(stage, 0.0) + seconds
    return Acquisition(
        role=best.role,
        faces=best.faces,
        face=best.face,
        quality=best.quality,
        template=fuse(templates) if templates and agree else None,
        failure=best.failure if agree else AcquisitionFailure.SEVERAL_FACES,
        timings=tuple(totals.items()),
    )


def fuse(templates: Sequence[Template]) -> Template:
    """The mean direction of several templates of one person.

    Raises:
        InputError: none, of different encoder builds, or opposite ones that cancel out.
    """
    if not templates or len({template.encoder for template in templates}) != 1:
        raise InputError("templates fuse when there is at least one and all are of one encoder build")
    mean = np.mean([template.direction for template in templates], axis=0)
    return Template(encoder=templates[0].encoder, values=mean)


def _acquired(
    image: NDArray[np.uint8],
    faces: tuple[Face, ...],
    chosen: tuple[Face | None, AcquisitionFailure | None],
    *,
    role: Role,
    engine: Engine,
    start: float,
    angle: float | None = None,
) -> Acquisition:
    face, failure = chosen
    if face is not None:
        slants = role is Role.DOCUMENT
        face = refine(image, face, engine.detector, slants=slants, angle=angle)
    detected = time.perf_counter()
    quality = template = None
    if face is not None:
        quality = assess(image, face)
        failure = failure or first_failure(quality, _LIMITS[role])
    assessed = time.perf_counter()
    if face is not None and failure is None:
        template = engine.encoder.encode(image, [face])[0]
    encoded = time.perf_counter()
    return Acquisition(
        role=role,
        faces=faces,
        face=face,
        quality=quality,
        template=template,
        failure=failure,
        timings=(
            ("detect", detected - start),
            ("assess", assessed - detected),
            ("encode", encoded - assessed),
        ),
    )


def _angle(face: Face, mrz_quad: NDArray[np.float64]) -> float | None:
    """The document's angle, unless the face lies otherwise: then it is of another page."""
    angle = angle_of(mrz_quad)
    return angle if abs(turned_apart(angle, face.angle)) < _SAME_WAY else None


def _one_person(templates: Sequence[Template]) -> bool:
    """Whether all match the first at FMR 0.1 %: the mean of two people could match them both.

    An encoder without a calibration cannot tell, so its frames count as one person only when alone.
    """
    if len(templates) < 2:
        return True
    calibration = calibration_of(templates[0].encoder)
    if calibration is None:
        return False
    threshold = calibration.at(_SAME_PERSON_FMR).threshold
    return all(similarity_of(templates[0], other) >= threshold for other in templates[1:])


def _same_place(face: Face, other: Face) -> bool:
    """Whether the centre of one box lies in the other."""
    x, y = (face.box[0] + face.box[2]) / 2, (face.box[1] + face.box[3]) / 2
    return other.box[0] <= x <= other.box[2] and other.box[1] <= y <= other.box[3]


def _merit(acquisition: Acquisition) -> tuple[bool, float]:
    """Usable frames first, then those of whose face the detector is surest, which foretells errors best."""
    certainty = acquisition.quality.certainty if acquisition.quality else 0.0
    return acquisition.template is not None, certainty
