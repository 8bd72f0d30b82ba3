"""The face as it looks ahead: what all later frames are compared with."""

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.face import Face
from docverify.evidence.template import Template
from docverify.faces.acquire import fuse
from docverify.liveness import limits
from docverify.liveness.geometry import facing, levelled

Points = NDArray[np.float64]


class Ahead:
    """Gathers the first frames in a row that show the face from the front, and takes their mean.

    Attributes:
        points: (5, 2) the mean landmarks, eyes level and 1 apart; None before.
        template: the mean template; None before.
        picture: (H, W, 3) uint8 RGB, a copy of the frame that the detector was surest of; None before.
        small: whether faces were too small to be taken.
    """

    def __init__(self) -> None:
        self.points: Points | None = None
        self.template: Template | None = None
        self.picture: NDArray[np.uint8] | None = None
        self.small = False
        self._row: list[tuple[float, Points, Template]] = []
        self._surest = 0.0

    def add(self, frame: NDArray[np.uint8], face: Face, template: Template, *, at: float) -> bool:
        """Take in the frame of a second; whether it was the last that was needed."""
        self.small = face.eye_distance < limits.EYES
        points = levelled(face.landmarks)
        if self.small or points is None or not _looks_ahead(points):
            self._row.clear()
            return False
        spread, seconds = limits.STEADY
        while self._row and abs(facing(self._row[0][1]) - facing(points)) > spread:
            self._row.pop(0)
        if not self._row or face.score > self._surest:
            self.picture, self._surest = frame.copy(), face.score
        self._row.append((at, points, template))
        if len(self._row) < limits.FIRST or at - self._row[0][0] < seconds:
            return False
        self.points = np.mean([points for _, points, _ in self._row], axis=0)
        self.template = fuse([template for *_, template in self._row])
        return True


def _looks_ahead(points: Points) -> bool:
    """Whether the nose is in the middle, and the face as high as a face is."""
    low, high = limits.PROPORTION
    return abs(facing(points)) <= limits.AHEAD and low <= float(points[3:, 1].mean()) <= high
