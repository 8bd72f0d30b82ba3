"""Galleries of directions drawn at random, which a calibration that ships takes for faces."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

import docverify as dv
from docverify.evidence import GalleryKind, Template
from docverify.faces import engine_named

KEY = bytes(range(32))
AT = datetime(2026, 11, 29, 6, tzinfo=UTC)
YEAR = timedelta(days=365)
ENCODER = engine_named().encoder.id
TRUSTED = dv.Purpose(name="trusted", kind=GalleryKind.TRUSTED, fpir=0.01, longest=YEAR)
WANTED = dv.Purpose(
    name="wanted", kind=GalleryKind.WATCHLIST, fpir=0.003, longest=YEAR, stale_after=timedelta(days=1)
)


def template(values, encoder=ENCODER):
    return Template(encoder=encoder, values=np.asarray(values, np.float32))


def people(count, seed=1, length=128):
    """(count, length) directions; two of them are never alike."""
    rows = np.random.default_rng(seed).normal(size=(count, length))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def near(row, share=0.9, seed=2):
    """A template whose cosine with a row is `share`."""
    other = np.random.default_rng(seed).normal(size=row.size)
    other -= (other @ row) * row
    return template(share * row + (1 - share**2) ** 0.5 * other / np.linalg.norm(other))


def entered(rows, *, purpose="trusted", first=0, expires=AT + timedelta(days=30)):
    """Enrolments of rows as "p0", "p1", ….: see `first`."""
    return [
        dv.Enrolment(template=template(row), id=f"p{first + at}", purpose=purpose, expires=expires)
        for at, row in enumerate(rows)
    ]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "desk.gallery"


@pytest.fixture
def gallery(path):
    with dv.Gallery.create(path, key=KEY, encoder=ENCODER, purposes=[TRUSTED, WANTED], at=AT) as made:
        yield made


def all_bytes(path):
    """What lies in every file of a gallery, by name."""
    return {one.name: one.read_bytes() for one in path.parent.iterdir() if one.name.startswith(path.name)}
