"""Two faces to a score, and the score to an outcome."""

import time

import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError
from docverify.faces.acquire import Acquisition, Role, acquire
from docverify.faces.comparison import Comparison, ComparisonOutcome, Side
from docverify.faces.detect import find
from docverify.faces.engines import Engine, engine_named
from docverify.faces.engines.choose import DEFAULT
from docverify.faces.face import Face
from docverify.faces.template import Template
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


def similarity_of(reference: Template, probe: Template) -> float:
    """The comparison score: the cosine of the angle between two templates, in [−1, 1].

    Raises:
        InputError: the templates are of different encoder builds, so their numbers mean different things.
    """
    if reference.encoder != probe.encoder or reference.values.shape != probe.values.shape:
        raise InputError(
            f"templates of {reference.encoder} and {probe.encoder} do not compare: use one engine for both"
        )
    cosine = float(reference.direction.astype(np.float64) @ probe.direction.astype(np.float64))
    return max(-1.0, min(1.0, cosine))


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
    calibration = calibration_of(encoder)
    if calibration is not None:
        calibration.at(fmr)
    if reference.template is None:
        return _not_acquired(reference, Side.REFERENCE, encoder)
    if probe.template is None:
        return _not_acquired(probe, Side.PROBE, encoder)
    return compare_templates(reference.template, probe.template, fmr=fmr)


def compare_faces(
    *,
    reference: NDArray[np.uint8],
    probe: NDArray[np.uint8],
    fmr: float = 1e-3,
    engine: str | Engine = DEFAULT,
    threads: int = 1,
) -> Comparison:
    """Compare the portrait of a document with a live face.

    Args:
        reference: (H, W, 3) uint8 RGB: a document or a portrait; its largest face counts.
        probe: (H, W, 3) uint8 RGB: a live picture of one person.
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
    second = acquire(probe, role=Role.LIVE, engine=chosen)
    start = time.perf_counter()
    comparison = compare_acquired(first, second, encoder=chosen.encoder.id, fmr=fmr)
    return comparison.timed(
        *((f"reference.{stage}", seconds) for stage, seconds in first.timings),
        *((f"probe.{stage}", seconds) for stage, seconds in second.timings),
        ("compare", time.perf_counter() - start),
    )


def _not_acquired(acquisition: Acquisition, side: Side, encoder: str) -> Comparison:
    return Comparison(
        outcome=ComparisonOutcome.NOT_ACQUIRED, encoder=encoder, reason=acquisition.failure, side=side
    )
