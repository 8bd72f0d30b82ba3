"""Made-up people whose templates lie as those of one population do: near one direction, not each other."""

from datetime import date

import numpy as np

import docverify as dv
from docverify.evidence import Template
from docverify.faces import engine_named

ENGINE = engine_named()
ENCODER = ENGINE.encoder.id
DAY = date(2026, 11, 28)


def directions(count, *, alike=0.5, seed=1, pole=0):
    """(count, 128) of length 1, each at a cosine of about `alike` to one direction."""
    rng = np.random.default_rng(seed)
    rows = rng.normal(size=(count, 128))
    rows[:, pole] = 0
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    near = np.clip(rng.normal(alike, 0.06, (count, 1)), 0.05, 0.95)
    rows *= np.sqrt(1 - near**2)
    rows[:, pole] = near[:, 0]
    return rows.astype(np.float32)


def templates(rows, encoder=ENCODER):
    return [Template(encoder=encoder, values=row) for row in rows]


def population(count=80, **options):
    return dv.make_population(templates(directions(count, **options)), name="made up", at=DAY)
