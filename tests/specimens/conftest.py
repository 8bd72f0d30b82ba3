"""A holder, and a reader that knows nothing but where the truth says the lines are."""

from datetime import date

import cv2
import numpy as np
import pytest

from docverify.imaging.geometry import cut_out
from docverify.mrz import MrzFormat
from docverify.specimens import Holder, ocrb


def pytest_generate_tests(metafunc):
    if "fmt" in metafunc.fixturenames:
        metafunc.parametrize("fmt", [MrzFormat[name] for name in ("TD1", "TD2", "TD3", "MRVA", "MRVB")])


@pytest.fixture(scope="session")
def anna():
    return Holder(
        "ERIKSSON",
        "ANNA MARIA",
        "L898902C3",
        date_of_birth=date(1974, 8, 12),
        sex="F",
        date_of_expiry=date(2034, 4, 15),
    )


@pytest.fixture(scope="session")
def read_by_templates():
    return _read_by_templates


def _read_by_templates(image, quads, length):
    """Read lines by comparing each cell with the 37 glyphs: nothing but the truth's place helps."""
    pitch = 24
    height = ocrb.BASELINE - ocrb.CAP_TOP
    templates = ocrb.glyphs(pitch)[:, round(ocrb.CAP_TOP * pitch) : round(ocrb.BASELINE * pitch)]
    templates = templates.reshape(37, -1).astype(float)
    templates -= templates.mean(1, keepdims=True)
    templates /= np.linalg.norm(templates, axis=1, keepdims=True)
    lines = []
    for quad in quads:
        strip = cut_out(image, quad, width=pitch * length, height=round(height * pitch))
        ink = 255.0 - cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY)
        cells = ink.reshape(ink.shape[0], length, pitch).transpose(1, 0, 2).reshape(length, -1)
        cells = cells - cells.mean(1, keepdims=True)
        lines.append("".join(ocrb.ALPHABET[best] for best in (cells @ templates.T).argmax(1)))
    return tuple(lines)
