"""A face found in a picture."""

import math
from dataclasses import dataclass
from numbers import Real
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect_number, expect_numbers
from docverify.errors import InputError

_FARTHEST: Final = 1e9  # px: no picture is so large, and squares of it are still exact enough
_NEAREST: Final = 1e-3  # px: what lies nearer together is one point, from which no angle follows


def _is_box(box: object) -> bool:
    """Whether these are the edges of a box, in px of some picture."""
    if not isinstance(box, tuple) or len(box) != 4 or not all(isinstance(edge, Real) for edge in box):
        return False
    x0, y0, x1, y1 = box
    return bool(-_FARTHEST <= x0 <= x1 <= _FARTHEST and -_FARTHEST <= y0 <= y1 <= _FARTHEST)  # no NaN


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """Where a face is, and how sure the detector was.

    Attributes:
        box: x_min, y_min, x_max, y_max in px of the picture; may reach past its edges.
        landmarks: (5, 2) float64 (x, y) px: the eyes, the tip of the nose, the corners of the mouth; pairs
            run from left to right as the viewer of an upright picture sees it.
        score: the detector's certainty in [0, 1]; not a probability.

    Raises:
        InputError: NaN or infinite numbers, another shape, or landmarks that coincide.
    """

    box: tuple[float, float, float, float]
    landmarks: NDArray[np.float64]
    score: float

    def __post_init__(self) -> None:
        if not _is_box(self.box):
            raise InputError("the box of a face is x_min, y_min, x_max, y_max in px: four finite numbers")
        expect_numbers("the five landmarks of a face", self.landmarks, (5, 2))
        size, extent = np.abs(self.landmarks).max(), np.ptp(self.landmarks, axis=0).max()
        if size > _FARTHEST or extent < _NEAREST:
            raise InputError(
                "the landmarks of a face lie apart, in px of its picture: these coincide or are far off"
            )
        expect_number("the score of a face", self.score)

    def to_dict(self) -> dict[str, object]:
        """Box, landmarks and score as plain values for JSON, px to hundredths; they are no identity data."""
        return {
            "box": [round(edge, 2) for edge in self.box],
            "landmarks": self.landmarks.round(2).tolist(),
            "score": round(self.score, 4),
        }

    @property
    def width(self) -> float:
        """Width of the box in px."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        """Height of the box in px."""
        return self.box[3] - self.box[1]

    @property
    def area(self) -> float:
        """Area of the box in px²."""
        return self.width * self.height

    @property
    def eye_distance(self) -> float:
        """Distance between the centres of the eyes in px (ISO/IEC 29794-5: inter-eye distance)."""
        return math.dist(self.landmarks[0], self.landmarks[1])

    def moved(self, scale: float, dx: float = 0.0, dy: float = 0.0) -> "Face":
        """The face in a picture that is `scale` times as large and then shifted by (dx, dy) px.

        Pixel centres are at whole numbers, so a point x goes to (x + ½) · scale − ½ + dx.
        """
        offset = (scale - 1) / 2
        return self.mapped(np.array([[scale, 0, offset + dx], [0, scale, offset + dy]]))

    def mapped(self, matrix: NDArray[np.float64]) -> "Face":
        """The face under a (2, 3) similarity of (x, y, 1); the box keeps its sides level, scaled alike."""
        linear, shift = matrix[:, :2], matrix[:, 2]
        scale = math.hypot(linear[0, 0], linear[1, 0])
        corners = np.array(self.box).reshape(2, 2)
        x, y = linear @ corners.mean(axis=0) + shift
        half_w, half_h = self.width * scale / 2, self.height * scale / 2
        box = (float(x - half_w), float(y - half_h), float(x + half_w), float(y + half_h))
        return Face(box=box, landmarks=self.landmarks @ linear.T + shift, score=self.score)

    @property
    def angle(self) -> float:
        """Degrees clockwise, in (−180, 180], by which the line of the eyes is turned from level."""
        across = self.landmarks[1] - self.landmarks[0]
        return math.degrees(math.atan2(across[1], across[0]))

    def turned(self, turns: int, shape: tuple[int, ...]) -> "Face":
        """The face after `numpy.rot90(picture, turns)`; `shape` is that of the picture before it."""
        height, width = shape[:2]
        corners = np.array(self.box).reshape(2, 2)
        points = self.landmarks
        for _ in range(turns % 4):
            corners, points = (np.column_stack([p[:, 1], width - 1 - p[:, 0]]) for p in (corners, points))
            height, width = width, height
        x0, y0, x1, y1 = np.concatenate([corners.min(axis=0), corners.max(axis=0)]).tolist()
        return Face(box=(x0, y0, x1, y1), landmarks=points, score=self.score)

    @property
    def frame(self) -> NDArray[np.float64]:
        """(3, 2) px: the middle of the box, and the ways across and down the face, a longer side long."""
        side, turn = max(self.width, self.height), np.radians(self.angle)
        middle = (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2
        across = np.cos(turn) * side, np.sin(turn) * side
        return np.array([middle, across, (-across[1], across[0])])

    def overlap(self, other: "Face") -> float:
        """Intersection over union of the two boxes, in [0, 1]."""
        width = min(self.box[2], other.box[2]) - max(self.box[0], other.box[0])
        height = min(self.box[3], other.box[3]) - max(self.box[1], other.box[1])
        if width <= 0 or height <= 0:
            return 0.0
        return width * height / (self.area + other.area - width * height)


def turned_apart(angle: float, other: float) -> float:
    """Difference of two angles in degrees, in [−180, 180)."""
    return (angle - other + 180) % 360 - 180
