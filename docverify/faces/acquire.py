"""From a picture to the one face that is compared: find, choose, assess, encode; or say why not."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_all, expect_picture
from docverify.errors import InputError
from docverify.evidence.face import Face
from docverify.evidence.sample import AcquisitionFailure, FaceSample, Role
from docverify.evidence.template import Template
from docverify.faces.advice import failure_of
from docverify.faces.align import chip
from docverify.faces.choose import choose
from docverify.faces.detect import ALL_ANGLES, HEAD_ANGLES, find
from docverify.faces.engines import Engine, template_of
from docverify.faces.exposure import Light, brightened, light_of, mended, ranged, why_unseen, without_grain
from docverify.faces.limits import DOCUMENT_LIMITS, first_failure
from docverify.faces.one_person import frame_merit, of_one_person
from docverify.faces.quality import assess
from docverify.faces.refine import refine

_FUSED: Final = 5  # frames; more bring little (see the benchmark)


def acquire(image: NDArray[np.uint8], *, role: Role, engine: Engine) -> FaceSample:
    """Find the face that counts and encode it, if its picture is good enough.

    Where the document's MRZ was read, `portrait.acquire_portrait` knows better where its portrait is.

    Args:
        image: (H, W, 3) uint8 RGB.
        role: DOCUMENT or LIVE.
        engine: see `engine_named`.

    Raises:
        InputError: another kind of array, or no role or engine.
        EngineFailed: a network broke.
    """
    expect_picture("a picture", image)
    expect("role", role, Role, "Role.DOCUMENT or Role.LIVE")
    expect("engine", engine, Engine, "what engine_named gave")
    start = time.perf_counter()
    light = light_of(image) if role is Role.LIVE else None
    shown, faces = (image, _borne(image, engine)) if light is None else _seen(image, light, engine)
    face, failure = choose(faces, role, shape=image.shape)
    if face is not None:
        face = refine(shown, face, engine.detector, slants=True)
    elif failure is AcquisitionFailure.NO_FACE and light is not None:
        failure = why_unseen(light)
    detected = ("detect", time.perf_counter() - start)
    before = (detected,)
    return sampled(image, face, failure, faces=faces, role=role, engine=engine, light=light, before=before)


def _borne(image: NDArray[np.uint8], engine: Engine) -> tuple[Face, ...]:
    """The faces of a document that may lie in the picture anyhow."""
    sides, longer = engine.detector.sides, max(image.shape[:2])
    # A face that is seen only in a view less than twice as fine as the one before is too small to compare.
    worth = [side for number, side in enumerate(sides) if not number or longer >= 2 * sides[number - 1]]
    return find(image, engine.detector, turns=ALL_ANGLES, sides=worth)


def _seen(
    image: NDArray[np.uint8], light: Light, engine: Engine
) -> tuple[NDArray[np.uint8], tuple[Face, ...]]:
    """The live picture in the light in which its faces are seen, and these faces.

    Coarse and at all angles, then finer; faces seen only in the finest view are too small to compare.
    """
    shown = mended(image, light)
    coarse, finer = engine.detector.sides[:1], engine.detector.sides[1:2]
    if faces := find(shown, engine.detector, turns=HEAD_ANGLES, sides=coarse):
        return shown, faces
    plain = None if shown is image else image
    for other, sides in ((shown, finer), (plain, coarse), (brightened(image, light), coarse)):
        if other is not None and (faces := find(other, engine.detector, turns=HEAD_ANGLES[:1], sides=sides)):
            return other, faces
    return shown, faces


def sampled(
    image: NDArray[np.uint8],
    face: Face | None,
    failure: AcquisitionFailure | None = None,
    *,
    faces: tuple[Face, ...],
    role: Role,
    engine: Engine,
    light: Light | None = None,
    before: tuple[tuple[str, float], ...] = (),
) -> FaceSample:
    """Assess a face and encode it, unless something is wrong with it.

    Args:
        image: (H, W, 3) uint8 RGB.
        face: the one that counts; None when there is none.
        failure: why it does not count after all.
        faces: every face found.
        role: what the picture was taken for.
        engine: see `engine_named`.
        light: of a live picture, where it was measured already.
        before: seconds by stage, of what was done already.

    Raises:
        EngineFailed: a network broke.
    """
    found = time.perf_counter()
    quality = template = None
    aligned = None if face is None else chip(image, face.landmarks)
    if face is not None and aligned is not None:
        quality = assess(image, face, aligned=aligned)
        failure = failure or (
            failure_of(quality) if role is Role.LIVE else first_failure(quality, DOCUMENT_LIMITS)
        )
    assessed = time.perf_counter()
    if face is not None and failure is None:
        lit = image
        if role is Role.LIVE:
            smooth = without_grain(image, light or light_of(image), eye_distance=face.eye_distance)
            lit = ranged(smooth, aligned)
        again = aligned if lit is image else None  # a face is aligned once, unless its light was mended
        template = template_of(engine.encoder, lit, face, aligned=again)
    encoded = time.perf_counter()
    return FaceSample(
        role=role,
        faces=faces,
        face=face,
        quality=quality,
        template=template,
        failure=failure,
        timings=(*before, ("assess", assessed - found), ("encode", encoded - assessed)),
    )


def acquire_frames(frames: Sequence[NDArray[np.uint8]], *, engine: Engine) -> FaceSample:
    """Acquire every frame of one live person, and fuse them: see `fuse_frames`.

    Raises:
        InputError: no frames, or another kind of array.
        EngineFailed: a network broke.
    """
    return fuse_frames(acquire_each(frames, engine=engine), engine=engine)


def acquire_each(frames: Sequence[NDArray[np.uint8]], *, engine: Engine) -> list[FaceSample]:
    """What every frame gave, in their order.

    Raises:
        InputError: no frames, or another kind of array.
        EngineFailed: a network broke.
    """
    expect("frames", frames, (list, tuple), "a list of (H, W, 3) uint8 RGB arrays")
    if not frames:
        raise InputError("there are no live frames: pass at least one")
    return [
        replace(acquire(frame, role=Role.LIVE, engine=engine), picture=number)
        for number, frame in enumerate(frames)
    ]


def fuse_frames(samples: Sequence[FaceSample], *, engine: Engine) -> FaceSample:
    """Fuse frames of one live person: the mean template of the best ones that are good enough.

    Args:
        samples: of frames of one person, at least one.
        engine: that acquired them.

    Returns:
        Face, quality and faces are those of the best frame; when no frame is good enough, of the best one
        that was refused, with its failure. Frames that do not show one person are SEVERAL_FACES: every usable
        frame must match the best one, not only those that are fused. One that is too poor to tell is left
        out: see `of_one_person`.

    Raises:
        InputError: no samples, or no engine.
    """
    expect_all("samples", samples, FaceSample, "what acquire gave")
    if not samples:
        raise InputError("there are no samples: pass those of one live frame at least")
    expect("engine", engine, Engine, "what engine_named gave")
    acquired = sorted(samples, key=frame_merit, reverse=True)
    best = acquired[0]
    person = of_one_person(acquired, engine.calibration)
    templates = [one.template for one in person or () if one.template is not None]
    totals: dict[str, float] = {}
    for stage, seconds in (timing for a in acquired for timing in a.timings):
        totals[stage] = totals.get(stage, 0.0) + seconds
    return replace(
        best,
        template=fuse(templates[:_FUSED]) if templates else None,
        failure=best.failure if person is not None else AcquisitionFailure.SEVERAL_FACES,
        timings=tuple(totals.items()),
    )


def fuse(templates: Sequence[Template]) -> Template:
    """The mean direction of several templates of one person.

    Raises:
        InputError: none, of different encoder builds, or opposite ones that cancel out.
    """
    expect_all("templates", templates, Template, "Template")
    if not templates or len({template.encoder for template in templates}) != 1:
        raise InputError("templates fuse when there is at least one and all are of one encoder build")
    mean = np.mean([template.direction for template in templates], axis=0)
    return Template(encoder=templates[0].encoder, values=mean)
