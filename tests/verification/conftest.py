"""Evidence made by hand: verification is pure, so its tests need no pictures."""

from datetime import date

import numpy as np
import pytest

from docverify.faces import (
    Acquisition,
    AcquisitionFailure,
    Face,
    Role,
    Template,
    compare_acquired,
    engine_named,
    threshold_for,
)
from docverify.faces.thresholds import calibration_of
from docverify.mrz import ALPHABET, MrzFormat, compose_mrz, parse_mrz
from docverify.reading import Cells, Reading
from docverify.verification import CaseEvidence, Policy, judge

AT = date(2026, 11, 23)
ENCODER = engine_named().encoder.id


def text_of(fmt=MrzFormat.TD3, **changes):
    fields = {
        "surname": "ERIKSSON",
        "given_names": "ANNA MARIA",
        "document_number": "L898902C3",
        "issuing_state": "UTO",
        "date_of_birth": "740812",
        "sex": "F",
        "date_of_expiry": "320415",
    }
    return compose_mrz(fmt, **(fields | changes))


def acquired(role, failure=None, *, angle=0.0):
    """A face whose template lies at an angle (radians) to that of angle 0, or a failure."""
    face = Face(
        box=(10, 10, 90, 90),
        landmarks=np.array([(30, 40), (70, 40), (50, 60), (35, 75), (65, 75)], float),
        score=0.9,
    )
    template = None
    if failure is None:
        template = Template(encoder=ENCODER, values=np.array([np.cos(angle), np.sin(angle)], np.float32))
    found = () if failure is AcquisitionFailure.NO_FACE else (face,)
    return Acquisition(
        role=role, faces=found, face=face if found else None, template=template, failure=failure
    )


def cells_of(mrz, pixels):
    width = max(map(len, mrz.lines))
    probabilities = np.zeros((len(mrz.lines), width, len(ALPHABET)))
    for line, text in enumerate(mrz.lines):
        for column, character in enumerate(text):
            if character in ALPHABET:
                probabilities[line, column, ALPHABET.index(character)] = pixels.get((line, column), 0.9999)
    return Cells(np.zeros((len(mrz.lines), width, 4, 2)), probabilities)


def evidence_of(
    text=None,
    *,
    failure=None,
    confidence=0.99,
    corrections=(),
    portrait=None,
    live=None,
    score=0.9,
    fmr=1e-3,
    fmt=None,
    pixels=None,
):
    """Evidence; `pixels` are probabilities of single cells, 0.9999 for all others, before any check digit."""
    mrz = None
    if failure is None:
        mrz = parse_mrz(text_of() if text is None else text, format=fmt)
    reading = Reading(
        mrz,
        failure,
        () if mrz is None else mrz.lines,
        confidence=confidence,
        corrections=tuple(corrections),
        cells=None if pixels is None else cells_of(mrz, pixels),
        engine="by hand",
    )
    reference = acquired(Role.DOCUMENT, portrait)
    probe = acquired(Role.LIVE, live, angle=np.arccos(score))
    comparison = compare_acquired(reference, probe, encoder=ENCODER, fmr=fmr)
    return CaseEvidence(
        reading=reading,
        portrait=reference,
        live=probe,
        comparison=comparison,
        calibration=calibration_of(ENCODER),
    )


@pytest.fixture(scope="session")
def make_text():
    return text_of


@pytest.fixture(scope="session")
def make_evidence():
    return evidence_of


@pytest.fixture(scope="session")
def judged():
    """Judge evidence made by hand: `judged(text, confidence=…, …, policy=…, at=…)`."""

    def run(text=None, *, policy=None, at=AT, **changes):
        policy = Policy() if policy is None else policy
        return judge(evidence_of(text, fmr=policy.fmr, **changes), policy, at=at)

    return run


@pytest.fixture(scope="session")
def threshold():
    return threshold_for(ENCODER, 1e-3).threshold
