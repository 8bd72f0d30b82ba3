"""Where the camera is: the projective map from a specimen's pixels to the picture's."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docverify.imaging.geometry import projected, rectangle
from docverify.specimens.conditions import CAPITAL_MM, Conditions
from docverify.specimens.draw import Specimen

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """`matrix` (3, 3) takes points of the specimen to points of a picture of `size` (width, height) px."""

    matrix: Matrix
    size: tuple[int, int]


def pose(specimen: Specimen, conditions: Conditions, rng: np.random.Generator) -> Pose:
    """Hold the camera as `conditions` say, and frame the document with its margin."""
    height, width = specimen.image.shape[:2]
    seen = _camera(conditions, width, height)
    seen = _scaled(conditions.character_height / _character_height(specimen, seen)) @ seen
    frame = rectangle(width, height) if specimen.frame is None else specimen.frame
    corners = projected(frame, seen)
    margin = conditions.margin * float(np.ptp(corners, axis=0).max())
    # A hand never centres a document: what is seen on each side varies.
    low = corners.min(axis=0) - margin * rng.uniform(0.3, 1.7, 2) + 0.5
    high = corners.max(axis=0) + margin * rng.uniform(0.3, 1.7, 2) + 0.5
    size = np.maximum(1, np.round(high - low)).astype(int)
    return Pose(_moved(-low) @ seen, (int(size[0]), int(size[1])))


def _camera(conditions: Conditions, width: int, height: int) -> Matrix:
    """A pinhole at a distance, above the document's centre, tilted and rolled; scale 1 at the centre."""
    tilt, axis = np.radians(conditions.tilt), np.radians(conditions.tilt_direction)
    cosine, sine = np.cos(axis), np.sin(axis)
    # Rodrigues' rotation about (cosine, sine, 0); the document's plane needs its first two columns only.
    bend = 1 - np.cos(tilt)
    distance = conditions.distance * float(np.hypot(width, height))
    plane = np.array(
        [
            [np.cos(tilt) + cosine * cosine * bend, cosine * sine * bend, 0],
            [cosine * sine * bend, np.cos(tilt) + sine * sine * bend, 0],
            [-sine * np.sin(tilt) / distance, cosine * np.sin(tilt) / distance, 1],
        ]
    )
    turn = np.radians(conditions.rotation)
    roll = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    centre = np.array([width - 1, height - 1]) / 2
    return np.asarray(roll @ plane @ _moved(-centre), np.float64)


def _character_height(specimen: Specimen, seen: Matrix) -> float:
    """Height of a capital in the middle of the MRZ, or where it would be printed, as seen."""
    quads = specimen.line_quads
    if len(quads):
        middle = quads.reshape(-1, 2).mean(axis=0)
        tall = float((quads[:, 3] - quads[:, 0])[:, 1].mean())
    else:
        middle = (np.array(specimen.image.shape[1::-1]) - 1) / 2
        tall = CAPITAL_MM * specimen.px_per_mm
    ends = middle + np.array([(0, -tall / 2), (0, tall / 2)])
    return float(np.hypot(*np.diff(projected(ends, seen), axis=0)[0]))


def _scaled(factor: float) -> Matrix:
    return np.diag([factor, factor, 1.0])


def _moved(by: NDArray[np.float64]) -> Matrix:
    return np.array([[1, 0, by[0]], [0, 1, by[1]], [0, 0, 1]], np.float64)
