"""Whether the eyes and the mouth of an aligned face are open, shut or covered.

Each is judged by what a person would look at: how dark and how structured the place is, and how its colour
differs from the face's skin. A softmax over these measures and their squares weighs them. Its coefficients
were fitted to pictures of lfw-dev on which lids, open mouths, sunglasses, masks and hands were drawn
(`python -m benchmarks.face_parts`); they hold no picture and nothing of a person.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.faces.shades import percentiles
from docverify.shipped import shipped_bytes

Pixels = NDArray[np.floating[Any]]
_EYES: Final = (38, 73)  # columns of the eyes in the aligned face
_FOREHEAD: Final = (slice(26, 36), slice(40, 72))
_NOSE: Final = (slice(62, 70), slice(50, 62))
_CHEEKS: Final = ((slice(64, 74), slice(30, 42)), (slice(64, 74), slice(70, 82)))
_BRIDGE: Final = (slice(54, 62), slice(51, 61))
_BELOW_EYES: Final = ((slice(58, 63), slice(34, 44)), (slice(58, 63), slice(68, 78)))
_BESIDE_MOUTH: Final = ((slice(80, 106), slice(28, 36)), (slice(80, 106), slice(76, 84)))
_LIP: Final = (slice(78, 84), slice(48, 64))
_LEAST_SKIN: Final = 8.0  # luminance of 255: darker skin would make grain look like structure
_FARTHEST: Final = 4.0  # standard deviations: a measure beyond says no more
_FILE: Final = "parts.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """How probable it is, in [0, 1], that the eyes and the mouth are shut, open or covered."""

    eyes_closed: float
    eyes_covered: float
    mouth_open: float
    mouth_covered: float


def parts_of(aligned: NDArray[np.uint8]) -> Parts:
    """Judge the eyes and the mouth.

    Args:
        aligned: (112, 112, 3) uint8 RGB, as `align.chip` makes it.

    Raises:
        EngineFailed: the coefficients are missing or are not those that shipped.
    """
    eyes, mouth = (
        _probabilities(measured(aligned), table)
        for measured, table in ((eye_measures, _tables()["eyes"]), (mouth_measures, _tables()["mouth"]))
    )
    return Parts(
        eyes_closed=float(eyes[1]),
        eyes_covered=float(eyes[2]),
        mouth_open=float(mouth[1]),
        mouth_covered=float(mouth[2]),
    )


def expanded(measures: Pixels, mean: Pixels, spread: Pixels) -> Pixels:
    """(n, 2 m + 1) what the softmax weighs: (n, m) measures in standard deviations, their squares, and 1."""
    z = np.clip((measures - mean) / spread, -_FARTHEST, _FARTHEST)
    return np.column_stack([z, z**2, np.ones(len(z))]).astype(np.float32)


def eye_measures(aligned: NDArray[np.uint8]) -> Pixels:
    """(20,) float32: what tells open, closed and covered eyes apart, of both eyes together."""
    pixels = _colours(aligned)
    forehead, nose, cheeks = (_median(pixels, *places) for places in ((_FOREHEAD,), (_NOSE,), _CHEEKS))
    skin = _middle(forehead, nose, cheeks)
    light = max(float(skin[0]), _LEAST_SKIN)
    left, right = (slice(column - 10, column + 11) for column in _EYES)
    eyes = np.stack([pixels[33:62, left], pixels[33:62, right][:, ::-1]])
    brows, eyes = eyes[:, :8], eyes[:, 9:]
    y = eyes[..., 0] / light
    rows = y[:, :, 3:18].mean(axis=2)
    iris = y[:, 6:14, 7:14].mean(axis=(1, 2))
    white = (y[:, 7:13, 1:6].mean(axis=(1, 2)) + y[:, 7:13, 15:20].mean(axis=(1, 2))) / 2
    both = [
        y.mean(axis=(1, 2)),
        *percentiles(y.reshape(2, -1), 5, 95).T,
        y.std(axis=(1, 2)),
        iris,
        white - iris,
        np.abs(y[:, :, 1:] - y[:, :, :-1]).mean(axis=(1, 2)),
        np.abs(y[:, 1:] - y[:, :-1]).mean(axis=(1, 2)),
        brows[..., 0].mean(axis=(1, 2)) / light,
        _colour_apart(eyes[:, 4:16].mean(axis=(1, 2)), skin, light),
        rows[:, 4:12].min(axis=1),
        rows[:, 10:16].min(axis=1),  # the lashes of a closed lid
        y[:, :4].mean(axis=(1, 2)),
        y[:, 16:].mean(axis=(1, 2)),
        *percentiles(y[:, 6:14].reshape(2, -1), 90).T,
    ]
    between = pixels[44:60, 50:62, 0] / light
    rest = [part[0] / light for part in (forehead, nose, cheeks)]
    rest += [np.abs(between[:, 1:] - between[:, :-1]).mean(), pixels[46:58, 51:61, 0].mean() / light]
    return np.array([*np.array(both).mean(axis=1), *rest], np.float32)


def mouth_measures(aligned: NDArray[np.uint8]) -> Pixels:
    """(20,) float32: what tells an open and a covered mouth from a shut one."""
    pixels = _colours(aligned)
    places = ((_FOREHEAD,), (_BRIDGE,), _BELOW_EYES)
    skin = _middle(*(_median(pixels, *place) for place in places))
    light = max(float(skin[0]), _LEAST_SKIN)
    y = pixels[:, :, 0] / light
    mouth, hollow = y[82:106, 40:72], y[90:102, 50:62]
    beside, lip = _median(pixels, *_BESIDE_MOUTH), _median(pixels, _LIP)
    rows = y[82:108, 48:64].mean(axis=1)
    apart = _colour_apart(np.array([beside, lip, pixels[86:104, 44:68].mean(axis=(0, 1))]), skin, light)
    edge, upper = y[60:82, 44:68], y[60:80, 48:64]
    return np.array(
        [
            mouth.mean(),
            *percentiles(mouth.ravel(), 5, 95),
            mouth.std(),
            hollow.mean(),
            *percentiles(hollow.ravel(), 20),
            np.abs(mouth[:, 1:] - mouth[:, :-1]).mean(),
            np.abs(mouth[1:] - mouth[:-1]).mean(),
            beside[0] / light,
            lip[0] / light,
            *apart[:2],
            (pixels[88:100, 48:64, 1].mean() - beside[1]) / light,  # how red the lips are
            apart[2],
            rows.min(),
            rows.max() - rows.min(),
            np.abs(edge[1:] - edge[:-1]).mean(),  # the upper edge of a mask
            np.abs(upper[:, 1:] - upper[:, :-1]).mean(),
            y[68:76, 48:64].min(),  # nostrils
            (rows < 0.55).mean(),
        ],
        np.float32,
    )


def _colours(aligned: NDArray[np.uint8]) -> Pixels:
    """Luma, and the differences of red and of blue from it."""
    return np.asarray(cv2.cvtColor(aligned, cv2.COLOR_RGB2YCrCb), np.float32)


def _median(pixels: Pixels, *places: tuple[slice, slice]) -> Pixels:
    return _middle(*(pixels[at].reshape(-1, 3) for at in places))


def _middle(*colours: Pixels) -> Pixels:
    """(3,) the median of each channel of (n, 3) colours, or of single ones."""
    return percentiles(np.vstack(colours).T, 50)[:, 0]


def _colour_apart(colours: NDArray[np.floating], skin: Pixels, light: float) -> Pixels:
    """(n,) how far (n, 3) colours lie from the skin's."""
    return np.asarray(2 * np.hypot(*(colours[:, 1:] - skin[1:]).T) / light)


def _probabilities(measures: Pixels, table: dict[str, Pixels]) -> Pixels:
    row = expanded(measures[None], table["mean"], table["spread"])[0] @ table["weights"]
    odds = np.exp(row - row.max())
    return np.asarray(odds / odds.sum())


@cache
def _tables() -> dict[str, dict[str, Pixels]]:
    """Mean and spread of the measures, and (2 m + 1, 3) weights, for the eyes and for the mouth."""
    raw = json.loads(shipped_bytes("faces", "weights", _FILE))
    return {
        part: {name: np.array(raw[part][name], np.float32) for name in ("mean", "spread", "weights")}
        for part in ("eyes", "mouth")
    }
