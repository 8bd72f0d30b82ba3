"""Evidence made by hand: verification is pure, so its tests need no pictures."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from docverify.evidence import (
    AcquisitionFailure,
    Agreement,
    Cells,
    Evidence,
    Face,
    FacePlace,
    FaceSample,
    FieldAnswer,
    Inventory,
    LiveScene,
    Obstacle,
    PrintedField,
    PrintedLine,
    PrintedZone,
    Quality,
    Reading,
    Role,
    SeenFace,
    SeenZone,
    Template,
    page_of,
)
from docverify.faces import compare_samples, engine_named, threshold_for
from docverify.mrz import ALPHABET, MrzFormat, compose_mrz, parse_mrz
from docverify.verification import Policy, judge

AT = date(2026, 11, 23)
ENCODER = engine_named().encoder.id
SURE = 0.9999
GOOD = Quality(
    eye_distance=60.0,
    certainty=0.93,
    visible=1.0,
    sharpness=0.2,
    brightness=0.5,
    contrast=0.6,
    clipped=0.0,
    yaw=0.0,
    pitch=0.0,
    roll=0.0,
    background=0.1,
)
UNSEEN = {AcquisitionFailure.NO_FACE, AcquisitionFailure.FACE_ELSEWHERE}


def text_of(fmt=MrzFormat.TD3, **changes):
    fields = {
        "surname": "ERIKSSON",
        "given_names": "ANNA MARIA",
        "document_number": "L898902C3",
        "issuing_state": "UTO",
        "nationality": "UTO",
        "date_of_birth": "740812",
        "sex": "F",
        "date_of_expiry": "320415",
    }
    return compose_mrz(fmt, **(fields | changes))


def face_at(x=10.0, y=10.0, side=80.0, score=0.9):
    points = np.array([(0.25, 0.375), (0.75, 0.375), (0.5, 0.625), (0.31, 0.81), (0.69, 0.81)])
    return Face(box=(x, y, x + side, y + side), landmarks=points * side + (x, y), score=score)


def sample_of(role, failure=None, *, angle=0.0, quality=GOOD):
    """A face whose template lies at an angle (radians) to that of angle 0, or a failure."""
    template = None
    if failure is None:
        template = Template(encoder=ENCODER, values=np.array([np.cos(angle), np.sin(angle)], np.float32))
    found = () if failure in UNSEEN else (face_at(),)
    return FaceSample(
        role=role,
        faces=found,
        face=found[0] if found else None,
        quality=quality if found else None,
        template=template,
        failure=failure,
    )


def cells_of(mrz, pixels):
    width = max(map(len, mrz.lines))
    probabilities = np.zeros((len(mrz.lines), width, len(ALPHABET)))
    quads = np.full((len(mrz.lines), width, 4, 2), np.nan)
    for line, text in enumerate(mrz.lines):
        for column, character in enumerate(text):
            left, top = 100 + 25.4 * column, 800 + 63.5 * line
            quads[line, column] = [(left, top), (left + 25.4, top), (left + 25.4, top + 25), (left, top + 25)]
            if character in ALPHABET:
                sure = pixels.get((line, column), 0.99999)
                probabilities[line, column] = (1 - sure) / 36
                probabilities[line, column, ALPHABET.index(character)] = sure
    return Cells(quads, probabilities)


def seen_face(place, *, counts=False, size=80.0, likeness=None, differs=False, picture=0):
    return SeenFace(
        picture=picture,
        face=face_at(side=size),
        place=place,
        counts=counts,
        quality=GOOD,
        likeness=likeness,
        differs=differs,
    )


def answer_of(field, agreement=Agreement.AGREES, obstacle=None):
    if agreement is Agreement.NOT_COMPARABLE and obstacle is None:
        obstacle = Obstacle.NOT_ALIKE
    quad = np.array([(120.0, 60.0), (200, 60), (200, 72), (120, 72)])
    quads = (quad,) if agreement in (Agreement.AGREES, Agreement.DIFFERS) else ()
    return FieldAnswer(field, agreement, "Because it was made by hand.", quads, obstacle=obstacle)


def printed_of(sides=None, text="", **said):
    """A printed zone that agrees, but for the fields that are named: `printed_of(number=Agreement.DIFFERS)`.

    An `Obstacle` in place of an agreement is why the field cannot be compared; `text` stands on its line.
    """
    answers = []
    for field in PrintedField:
        one = said.get(field.value, Agreement.AGREES)
        blocked = isinstance(one, Obstacle)
        answers.append(answer_of(field, Agreement.NOT_COMPARABLE, one) if blocked else answer_of(field, one))
    box, quad = (5.0, 5.0, 40.0, 7.0), np.array([(0.0, 0.0), (9, 0), (9, 2), (0, 2)])
    lines = (PrintedLine(text, (0.99,) * len(text), box, quad),) if text else ()
    return PrintedZone(answers=tuple(answers), lines=lines, sides=sides)


def evidence_of(
    text=None,
    *,
    failure=None,
    confidence=SURE,
    corrections=(),
    portrait=None,
    live=None,
    score=0.9,
    fmr=1e-3,
    fmt=None,
    pixels=None,
    faces=None,
    **items,
):
    """Evidence; `pixels` are chances of single cells, 0.99999 for all others, before any check digit."""
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
    reference = sample_of(Role.DOCUMENT, portrait)
    probe = sample_of(Role.LIVE, live, angle=np.arccos(score))
    calibration = engine_named().calibration
    comparison = compare_samples(reference, probe, encoder=ENCODER, point=calibration.at(fmr), fmr=fmr)
    zones = (SeenZone(picture=0, format=mrz.format, quad=None, counts=True, same_text=True),) if mrz else ()
    if faces is None:
        faces = () if portrait in UNSEEN else (seen_face(FacePlace.PORTRAIT, counts=True),)
    page = None
    if mrz is not None:
        shape = cells_of(mrz, {}).quads
        page = page_of(mrz.format, shape)
    made = Evidence(
        reading=reading,
        page=page,
        printed=None if mrz is None else printed_of(),
        inventory=Inventory(pictures=1, repeated=False, framed=False, zones=zones, faces=tuple(faces)),
        portrait=reference,
        live=probe,
        live_scene=LiveScene(frames=1, documents=0, copies=0, likeness=0.1, most_likeness=0.9),
        comparison=comparison,
    )
    return replace(made, **items)


@pytest.fixture(scope="session")
def make_text():
    return text_of


@pytest.fixture(scope="session")
def make_evidence():
    return evidence_of


@pytest.fixture(scope="session")
def make_face():
    return seen_face


@pytest.fixture(scope="session")
def make_printed():
    return printed_of


@pytest.fixture(scope="session")
def make_answer():
    return answer_of


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
