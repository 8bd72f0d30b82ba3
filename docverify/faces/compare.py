"""Two faces to a score, and the score to an outcome."""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_number, expect_picture
from docverify.errors import InputError
from docverify.evidence.calibration import CalibratedPoint
from docverify.evidence.comparison import ComparedSide, Comparison, ComparisonOutcome
from docverify.evidence.face import Face
from docverify.evidence.population import Population
from docverify.evidence.sample import FaceSample, Role
from docverify.evidence.template import Template, similarity_of
from docverify.faces.acquire import acquire, acquire_frames
from docverify.faces.detect import find
from docverify.faces.engines import Engine, encoded_faces, engine_named
from docverify.faces.engines.choose import DEFAULT
from docverify.faces.quality import visible
from docverify.faces.refutable import too_poor_to_refute
from docverify.faces.thresholds import calibration_of


def find_faces(
    image: NDArray[np.uint8], *, engine: str | Engine = DEFAULT, threads: int = 1
) -> tuple[Face, ...]:
    """Every face of an (H, W, 3) uint8 RGB picture: see `docverify.api.find_faces`."""
    return find(image, engine_named(engine, threads=threads).detector)


def encode_face(
    image: NDArray[np.uint8],
    *,
    face: Face | None = None,
    engine: str | Engine = DEFAULT,
    threads: int = 1,
) -> Template:
    """The template of one face of an (H, W, 3) uint8 RGB picture: see `docverify.api.encode_face`."""
    chosen = engine_named(engine, threads=threads)
    if face is not None:
        expect_picture("image", image)
        expect("face", face, Face, "one that find_faces gave, or None")
        if visible(face, image.shape) == 0:
            raise InputError("face lies outside the picture: pass one that find_faces found in it")
        return encoded_faces(chosen.encoder, image, [face])[0]
    sample = acquire(image, role=Role.DOCUMENT, engine=chosen)
    if sample.template is None:
        reason = sample.failure
        raise InputError(f"no template: {reason}. {reason.instruction if reason else ''}".strip())
    return sample.template


def compare_faces(
    *,
    reference: NDArray[np.uint8],
    probe: NDArray[np.uint8] | Sequence[NDArray[np.uint8]],
    fmr: float = 1e-3,
    engine: str | Engine = DEFAULT,
    population: Population | None = None,
    threads: int = 1,
) -> Comparison:
    """Compare (H, W, 3) uint8 RGB pictures: see `docverify.api.compare_faces`."""
    chosen = engine_named(engine, threads=threads)
    point = chosen.point(fmr, population=population)  # what cannot be kept is refused before any work
    first = acquire(reference, role=Role.DOCUMENT, engine=chosen)
    second = acquire_frames([probe] if isinstance(probe, np.ndarray) else probe, engine=chosen)
    return compare_samples(
        first, second, encoder=chosen.encoder.id, point=point, fmr=fmr, population=population
    )


def compare_templates(
    reference: Template, probe: Template, *, fmr: float = 1e-3, population: Population | None = None
) -> Comparison:
    """Compare two templates of an encoder whose calibration ships, at a false match rate.

    Args:
        reference: of the document.
        probe: of the live picture, by the same encoder build.
        fmr: the false match rate to keep, above 0; the calibration must support it.
        population: what takes its part of the score, and has the threshold.

    Returns:
        MATCH or NON_MATCH; NOT_CALIBRATED, with the score, when this encoder build has no calibration.

    Raises:
        InputError: templates of different encoder builds, or no templates.
        ConfigurationError: an FMR that the calibration cannot support; a population of another encoder build,
            or made with another calibration.
    """
    expect("reference", reference, Template, "a Template")
    calibration = calibration_of(reference.encoder)
    point = None if calibration is None else calibration.at(fmr)
    return compare_at(reference, probe, point=point, fmr=fmr, population=population)


def compare_at(
    reference: Template,
    probe: Template,
    *,
    point: CalibratedPoint | None,
    fmr: float,
    population: Population | None = None,
) -> Comparison:
    """Compare two templates at an operating point; NOT_CALIBRATED, with the score, without one.

    Raises:
        InputError: templates of different encoder builds, or no templates; no such point, rate or population.
        ConfigurationError: a population of another encoder build, or made with another calibration.
    """
    _check_point(point, fmr, population)
    score = similarity_of(reference, probe)
    if point is None:
        return Comparison(outcome=ComparisonOutcome.NOT_CALIBRATED, encoder=reference.encoder, score=score)
    counted = None
    if population is not None:
        taken = population.taken(reference, probe, point=point)
        counted = population.counted(point=point, taken=taken)
        score, point = score - taken, population.corrected(point)
    matches = score >= point.threshold
    return Comparison(
        outcome=ComparisonOutcome.MATCH if matches else ComparisonOutcome.NON_MATCH,
        encoder=reference.encoder,
        score=score,
        point=point,
        fmr=fmr,
        population=counted,
    )


def compare_samples(
    reference: FaceSample,
    probe: FaceSample,
    *,
    encoder: str,
    point: CalibratedPoint | None,
    fmr: float,
    population: Population | None = None,
) -> Comparison:
    """Compare what two pictures gave.

    Args:
        reference: of the document.
        probe: of the live picture.
        encoder: id of the encoder build.
        point: its operating point; None when it has no calibration.
        fmr: the false match rate asked for.
        population: what takes its part of the score, and has the threshold.

    Returns:
        NOT_ACQUIRED, with the reason and the side, when one gave no template; UNDECIDED, likewise, for faces
        that do not match and of which one is too poor to refute anything.

    Raises:
        InputError: no samples; no such point, rate or population.
        ConfigurationError: a population of another encoder build, or made with another calibration.
    """
    expect("reference", reference, FaceSample, "what acquire gave")
    expect("probe", probe, FaceSample, "what acquire gave")
    expect("encoder", encoder, str, "the id of the encoder build")
    _check_point(point, fmr, population)
    start = time.perf_counter()
    comparison = _compared(reference, probe, encoder, point, fmr, population)
    return comparison.timed(
        *((f"portrait.{stage}", seconds) for stage, seconds in reference.timings),
        *((f"live.{stage}", seconds) for stage, seconds in probe.timings),
        ("compare", time.perf_counter() - start),
    )


def _check_point(point: object, fmr: object, population: object) -> None:
    expect("point", point, (CalibratedPoint, type(None)), "what Calibration.at gave, or None")
    expect_number("fmr", fmr, low=0.0, high=1.0)
    expect("population", population, (Population, type(None)), "what Population.read gave, or None")


def _compared(  # noqa: PLR0917 - what compare_samples was given
    reference: FaceSample,
    probe: FaceSample,
    encoder: str,
    point: CalibratedPoint | None,
    fmr: float,
    population: Population | None,
) -> Comparison:
    for sample, side in ((reference, ComparedSide.REFERENCE), (probe, ComparedSide.PROBE)):
        if sample.template is None:
            return Comparison(
                outcome=ComparisonOutcome.NOT_ACQUIRED,
                encoder=encoder,
                point=point,
                fmr=None if point is None else fmr,
                reason=sample.failure,
                side=side,
            )
    assert reference.template is not None and probe.template is not None  # noqa: S101, PT018 - as just seen
    comparison = compare_at(reference.template, probe.template, point=point, fmr=fmr, population=population)
    if comparison.outcome is not ComparisonOutcome.NON_MATCH:
        return comparison
    if reference.quality is None or probe.quality is None:
        return replace(comparison, outcome=ComparisonOutcome.UNDECIDED)
    poor = too_poor_to_refute(reference.quality, probe.quality)
    if poor is None:
        return comparison
    undecided = ComparisonOutcome.UNDECIDED
    return replace(comparison, outcome=undecided, reason=poor.failure, side=poor.side)
