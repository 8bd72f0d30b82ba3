"""Two faces to a score, and the score to an outcome."""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError
from docverify.faces.acquire import Acquisition, acquire, acquire_frames, acquire_ghost
from docverify.faces.choose import Role
from docverify.faces.comparison import Comparison, ComparisonOutcome, Side
from docverify.faces.detect import find
from docverify.faces.engines import Engine, engine_named
from docverify.faces.engines.choose import DEFAULT
from docverify.faces.face import Face
from docverify.faces.template import Template, similarity_of
from docverify.faces.thresholds import calibration_of


def find_faces(
    image: NDArray[np.uint8], *, engine: str | Engine = DEFAULT, threads: int = 1
) -> tuple[Face, ...]:
    """Every face of a picture, largest first; empty when there is none.

    Args:
        image: (H, W, 3) uint8 RGB.
        engine: "sface", "face-recognition", or an `Engine`.
        threads: how many the networks may use.

    Raises:
        InputError: another kind of array, or no such engine.
        EngineMissing: the engine is not installed.
        EngineFailed: a network broke.
    """
    return find(image, engine_named(engine, threads=threads).detector)


def encode_face(
    image: NDArray[np.uint8],
    *,
    face: Face | None = None,
    engine: str | Engine = DEFAULT,
    threads: int = 1,
) -> Template:
    """The template of one face: the given one, else the largest of the picture.

    Args:
        image: (H, W, 3) uint8 RGB.
        face: one that `find_faces` found in this picture.
        engine: "sface", "face-recognition", or an `Engine`.
        threads: how many the networks may use.

    Raises:
        InputError: another kind of array, no such engine, or no face that can be encoded (and why).
        EngineMissing: the engine is not installed.
        EngineFailed: a network broke.
    """
    chosen = engine_named(engine, threads=threads)
    if face is not None:
        return chosen.encoder.encode(image, [face])[0]
    acquisition = acquire(image, role=Role.DOCUMENT, engine=chosen)
    if acquisition.template is None:
        reason = acquisition.failure
        raise InputError(f"no template: {reason}. {reason.instruction if reason else ''}".strip())
    return acquisition.template


def compare_templates(reference: Template, probe: Template, *, fmr: float = 1e-3) -> Comparison:
    """Compare two templates at a false match rate.

    Args:
        reference: of the document.
        probe: of the live picture, by the same encoder build.
        fmr: the false match rate to keep, above 0; the calibration must support it.

    Returns:
        MATCH or NON_MATCH; NOT_CALIBRATED, with the score, when this encoder build has no calibration.

    Raises:
        InputError: templates of different encoder builds, or an FMR that the calibration cannot support.
    """
    score = similarity_of(reference, probe)
    calibration = calibration_of(reference.encoder)
    if calibration is None:
        return Comparison(outcome=ComparisonOutcome.NOT_CALIBRATED, encoder=reference.encoder, score=score)
    point = calibration.at(fmr)
    matches = score >= point.threshold
    return Comparison(
        outcome=ComparisonOutcome.MATCH if matches else ComparisonOutcome.NON_MATCH,
        encoder=reference.encoder,
        score=score,
        threshold=point.threshold,
        fmr=fmr,
        fmr_interval=point.interval,
    )


def compare_acquired(
    reference: Acquisition, probe: Acquisition, *, encoder: str, fmr: float = 1e-3
) -> Comparison:
    """Compare what two pictures gave; NOT_ACQUIRED, with the reason and the side, when one gave no template.

    Raises:
        InputError: see `compare_templates`; an unsupported FMR is refused even when no face was acquired.
    """
    start = time.perf_counter()
    calibration = calibration_of(encoder)
    if calibration is not None:
        calibration.at(fmr)
    if reference.template is None:
        comparison = _not_acquired(reference, Side.REFERENCE, encoder, fmr)
    elif probe.template is None:
        comparison = _not_acquired(probe, Side.PROBE, encoder, fmr)
    else:
        comparison = compare_templates(reference.template, probe.template, fmr=fmr)
    return comparison.timed(
        *((f"reference.{stage}", seconds) for stage, seconds in reference.timings),
        *((f"probe.{stage}", seconds) for stage, seconds in probe.timings),
        ("compare", time.perf_counter() - start),
    )


def compare_faces(
    *,
    reference: NDArray[np.uint8],
    probe: NDArray[np.uint8] | Sequence[NDArray[np.uint8]],
    fmr: float = 1e-3,
    engine: str | Engine = DEFAULT,
    threads: int = 1,
) -> Comparison:
    """Compare the portrait of a document with a live face.

    Args:
        reference: (H, W, 3) uint8 RGB: a document or a portrait; its largest face counts.
        probe: (H, W, 3) uint8 RGB: a live picture of one person; or several frames, whose best are fused.
        fmr: the false match rate to keep, above 0.
        engine: "sface", "face-recognition", or an `Engine`.
        threads: how many the networks may use.

    Raises:
        InputError: another kind of array, no such engine, or an FMR that the calibration cannot support.
        EngineMissing: the engine is not installed.
        EngineFailed: a network broke.
    """
    chosen = engine_named(engine, threads=threads)
    first = acquire(reference, role=Role.DOCUMENT, engine=chosen)
    if isinstance(probe, np.ndarray):
        second = acquire(probe, role=Role.LIVE, engine=chosen)
    else:
        second = acquire_frames(probe, engine=chosen)
    return compare_acquired(first, second, encoder=chosen.encoder.id, fmr=fmr)


def compare_ghost(
    document: NDArray[np.uint8],
    *,
    fmr: float = 1e-3,
    engine: str | Engine = DEFAULT,
    threads: int = 1,
) -> Comparison:
    """Compare a document's portrait (reference) with its ghost image (probe), a smaller print of it.

    Args:
        document: (H, W, 3) uint8 RGB.
        fmr: the false match rate to keep, above 0.
        engine: "sface", "face-recognition", or an `Engine`.
        threads: how many the networks may use.

    Returns:
        NOT_ACQUIRED with NO_GHOST_IMAGE when the document shows none.

    Raises:
        As `compare_faces`.
    """
    chosen = engine_named(engine, threads=threads)
    portrait = acquire(document, role=Role.DOCUMENT, engine=chosen)
    ghost = portrait
    if portrait.face is not None:
        ghost = acquire_ghost(document, portrait, engine=chosen)
    return compare_acquired(portrait, ghost, encoder=chosen.encoder.id, fmr=fmr)


def _not_acquired(acquisition: Acquisition, side: Side, encoder: str, fmr: float) -> Comparison:
    return Comparison(
        outcome=ComparisonOutcome.NOT_ACQUIRED,
        encoder=encoder,
        fmr=fmr,
        reason=acquisition.failure,
        side=side,
    )
