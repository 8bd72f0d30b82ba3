"""YuNet: face boxes and five landmarks.

W. Wu, H. Peng, S. Yu, "YuNet: A Tiny Millisecond-level Face Detector", Machine Intelligence Research, 2023.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.face import Face
from docverify.networks import shipped_network

_STRIDES: Final = (8, 16, 32)
_LEAST_SCORE: Final = 0.6
_MOST_OVERLAP: Final = 0.3  # intersection over union above which two boxes are one face
_MOST_FACES: Final = 500  # boxes kept before merging


class YuNet:
    """A detector of faces of about 10 to 300 px; the picture's sides are filled up to multiples of 32."""

    sides: tuple[int, ...] = (320, 640, 1280)
    # 94 % of the upright faces of lfw-dev and all of London score above it; London turned by 60 to 300
    # degrees stays at 0.91 and less, upside down and aslant included.
    sure: float = 0.912

    def __init__(self, *, threads: int) -> None:
        self._network = shipped_network("faces", "yunet.onnx", threads=threads)

    def scan(self, image: NDArray[np.uint8]) -> list[Face]:
        """Every face of an (H, W, 3) uint8 RGB picture, in its px, best first."""
        return self.scan_hinting(image)[0]

    def scan_hinting(self, image: NDArray[np.uint8]) -> tuple[list[Face], float]:
        """The same, and the greatest certainty anywhere."""
        height, width = image.shape[:2]
        filled_h, filled_w = -(-height // 32) * 32, -(-width // 32) * 32
        tensor = np.zeros((1, 3, filled_h, filled_w), np.float32)
        for plane, channel in zip(tensor[0], cv2.split(image), strict=True):
            plane[:height, :width] = channel
        maps = [output[0] for output in self._network.run(tensor)]
        scores = [_certainty(*maps[level : level + 4 : 3]) for level in range(len(_STRIDES))]
        rows = np.concatenate(
            [
                _decoded(scores[level], maps[level + 6 :: 3], filled_w // stride, stride)
                for level, stride in enumerate(_STRIDES)
            ]
        )
        rows = rows[np.argsort(-rows[:, 0], kind="stable")[:_MOST_FACES]]
        return [_face(row) for row in _merged(rows)], max(float(score.max()) for score in scores)


def _certainty(cls: NDArray[np.float32], obj: NDArray[np.float32]) -> NDArray[np.float64]:
    """The score of each cell."""
    return np.sqrt(np.clip(cls[:, 0], 0, 1) * np.clip(obj[:, 0], 0, 1)).astype(np.float64)


def _decoded(
    scores: NDArray[np.float64], maps: list[NDArray[np.float32]], columns: int, stride: int
) -> NDArray[np.float64]:
    """Rows of score, x_min, y_min, x_max, y_max and ten landmark coordinates, of one stride's cells."""
    boxes, points = maps
    cells = np.flatnonzero(scores >= _LEAST_SCORE)
    corner = np.stack([cells % columns, cells // columns], axis=1).astype(np.float64)
    centre = (corner + boxes[cells, :2]) * stride
    half = np.exp(boxes[cells, 2:].astype(np.float64)) * stride / 2
    landmarks = (points[cells].reshape(-1, 5, 2) + corner[:, None]) * stride
    found = [scores[cells, None], centre - half, centre + half, landmarks.reshape(-1, 10)]
    return np.concatenate(found, axis=1)


def _merged(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The best box of each face; rows come best first."""
    if not len(rows):
        return rows
    corners = rows[:, 1:5]
    boxes = np.concatenate([corners[:, :2], corners[:, 2:] - corners[:, :2]], axis=1)
    kept = cv2.dnn.NMSBoxes(boxes.tolist(), rows[:, 0].tolist(), 0.0, _MOST_OVERLAP)
    return rows[np.asarray(kept, dtype=np.intp).ravel()]


def _face(row: NDArray[np.float64]) -> Face:
    x0, y0, x1, y1 = row[1:5].tolist()
    return Face(box=(x0, y0, x1, y1), landmarks=row[5:].reshape(5, 2).copy(), score=float(row[0]))
