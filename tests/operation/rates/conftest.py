"""People who come to a site: reports as `verify` gives them, with faces drawn by hand."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import pytest

from docverify.evidence import Evidence, FaceSample, Quality, Role, Template, typed
from docverify.faces import compare_samples, engine_named
from docverify.mrz import MrzFormat, compose_mrz, parse_mrz
from docverify.verification import Policy, judge

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
POLICY = Policy(name="rates", required=["mrz_found", "face_match"], optional=[])
ENGINE = engine_named()
LENGTH = 128
GOOD = Quality(
    eye_distance=90.0,
    certainty=0.95,
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


@dataclass(frozen=True, slots=True)
class Person:
    number: int
    face: np.ndarray
    sex: str
    birth: str
    nationality: str
    issuer: str


def people_of(count, rng, *, alike=0.45):
    """People whose faces have a part in common, so that some of them match."""
    common = rng.normal(size=LENGTH)
    for number in range(count):
        yield Person(
            number=number,
            face=rng.normal(size=LENGTH) + alike * rng.normal(1, 0.4) * common,
            sex="FM"[int(rng.integers(2))],
            birth=f"{rng.integers(50, 99):02}0101",
            nationality=("UTO", "D", "FRA")[int(rng.integers(3))],
            issuer=("UTO", "D")[int(rng.integers(2))],
        )


def mrz_of(person, *, number=None):
    letters = "".join(chr(65 + int(digit)) for digit in f"{person.number:06}")
    text = compose_mrz(
        MrzFormat.TD3,
        surname=f"X{letters}",
        given_names="ANNA",
        document_number=number or f"L{person.number:07}",
        issuing_state=person.issuer,
        nationality=person.nationality,
        date_of_birth=person.birth,
        sex=person.sex,
        date_of_expiry="320415",
    )
    return parse_mrz(text, at=AT.date())


def sample_of(role, face):
    template = Template(encoder=ENGINE.encoder.id, values=np.asarray(face, np.float32))
    return FaceSample(role=role, faces=(), quality=GOOD, template=template)


def report_of(person, *, live=None, policy=POLICY, population=None, mrz=None, at=None):
    """The report of a person who is compared with a live face, the own one unless given."""
    reference = sample_of(Role.DOCUMENT, person.face)
    probe = sample_of(Role.LIVE, person.face if live is None else live)
    point = ENGINE.point(policy.fmr, population=population)
    comparison = compare_samples(
        reference,
        probe,
        encoder=ENGINE.encoder.id,
        point=point,
        fmr=policy.fmr,
        population=population,
    )
    evidence = Evidence(
        reading=typed(mrz or mrz_of(person)), portrait=reference, live=probe, comparison=comparison
    )
    return judge(evidence, policy, at=at or date(2026, 11, 23))


@pytest.fixture(scope="session")
def crowd():
    return list(people_of(160, np.random.default_rng(5)))


@pytest.fixture(scope="session")
def report():
    return report_of


@pytest.fixture(scope="session")
def mrz():
    return mrz_of


@pytest.fixture(scope="session")
def engine():
    return ENGINE
