"""One live picture, assessed for the person in it."""

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect
from docverify.evidence.assessment import FaceAssessment
from docverify.evidence.sample import FaceSample, Role
from docverify.faces.acquire import acquire
from docverify.faces.advice import advice_for
from docverify.faces.engines import Engine, engine_named
from docverify.faces.engines.choose import DEFAULT


def assess_face(
    frame: NDArray[np.uint8], *, engine: str | Engine = DEFAULT, threads: int = 1
) -> FaceAssessment:
    """Assess an (H, W, 3) uint8 RGB picture: see `docverify.api.assess_face`."""
    return assessment_of(acquire(frame, role=Role.LIVE, engine=engine_named(engine, threads=threads)))


def assessment_of(sample: FaceSample) -> FaceAssessment:
    """What a live picture's sample says to the person.

    Raises:
        InputError: it is no sample.
    """
    expect("sample", sample, FaceSample, "what acquire gave")
    return FaceAssessment(
        acquired=sample.template is not None,
        advice=advice_for(sample),
        measures=sample.quality,
        face=sample.face,
        faces=len(sample.faces),
    )
