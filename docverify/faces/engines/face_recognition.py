"""The second engine: dlib's HOG detector and ResNet, as the `face_recognition` package uses them.

Its templates are the vectors of `face_recognition.face_encodings`. That package's own measure is their
Euclidean distance and its customary tolerance 0.6; here, as for every engine, the score is the cosine and the
threshold comes from a calibration.
"""

import hashlib
import importlib.metadata
import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import EngineFailed, EngineMissing
from docverify.evidence.face import Face
from docverify.evidence.template import Template
from docverify.faces.engines.protocols import Engine

ENCODER_FILE: Final = "dlib_face_recognition_resnet_model_v1.dat"
# dlib gives only faces of which it is sure enough, with a margin ≥ 0 on a scale of its own: the limits of
# quality, which were measured with YuNet's certainty, shall pass them all.
_LEAST_SURE: Final = 0.1
_POINTS: Final = "shape_predictor_5_face_landmarks.dat"


def model_folder() -> Path:
    """Where `face_recognition_models` keeps its files; it is not imported, since it needs old setuptools.

    Raises:
        EngineMissing: it is not installed.
    """
    found = importlib.util.find_spec("face_recognition_models")
    if found is None or found.origin is None:
        raise _missing("face_recognition_models")
    return Path(found.origin).parent / "models"


@cache
def model_sum(name: str) -> str:
    """The sha256 of one of its files."""
    return hashlib.sha256((model_folder() / name).read_bytes()).hexdigest()


def import_dlib() -> Any:  # noqa: ANN401 - dlib has no types
    """The dlib module.

    Raises:
        EngineMissing: it is not installed.
    """
    try:
        import dlib
    except ImportError as problem:
        raise _missing("dlib") from problem
    return dlib


def _missing(what: str) -> EngineMissing:
    return EngineMissing(
        f"the engine face-recognition needs {what}, which is not installed: "
        "pip install 'docverify[face-recognition]'"
    )


class HogDetector:
    """dlib's frontal face detector, and its five-point landmarks."""

    sides: tuple[int, ...] = ()
    sure: float = 0.0

    def __init__(self) -> None:
        dlib = import_dlib()
        self._detect = dlib.get_frontal_face_detector()
        self._points = dlib.shape_predictor(str(model_folder() / _POINTS))
        self._rectangle = dlib.rectangle

    def scan(self, image: NDArray[np.uint8]) -> list[Face]:
        """Every face of an (H, W, 3) uint8 RGB picture, enlarged once as `face_locations` does."""
        try:
            boxes, scores, _ = self._detect.run(image, 1, 0.0)
        except RuntimeError as problem:
            raise EngineFailed(f"dlib failed to detect faces: {problem}") from problem
        return [self._face(image, box, score) for box, score in zip(boxes, scores, strict=True)]

    def _face(self, image: NDArray[np.uint8], box: Any, score: float) -> Face:  # noqa: ANN401
        # face_recognition trims each box to the picture before it looks for landmarks.
        height, width = image.shape[:2]
        left, top = max(box.left(), 0), max(box.top(), 0)
        right, bottom = min(box.right(), width), min(box.bottom(), height)
        shape = self._points(image, self._rectangle(left, top, right, bottom))
        return Face(
            box=(float(left), float(top), float(right), float(bottom)),
            landmarks=_five(np.array([(p.x, p.y) for p in shape.parts()], np.float64)),
            score=float(1 - _LEAST_SURE * np.exp(-max(score, 0.0))),
        )


def _five(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Eyes, nose and mouth from dlib's points, which are four corners of eyes and the base of the nose.

    dlib marks no mouth. It lies below the base of the nose by about a third of the way from the eyes.
    """
    right_of_picture, left_of_picture = corners[:2].mean(axis=0), corners[2:4].mean(axis=0)
    nose = corners[4]
    down = (nose - (left_of_picture + right_of_picture) / 2) * 0.75
    across = (right_of_picture - left_of_picture) * 0.42
    mouth = nose + down
    return np.array([left_of_picture, right_of_picture, nose, mouth - across, mouth + across])


class DlibEncoder:
    """dlib's ResNet: vectors of 128 numbers, not of length 1."""

    def __init__(self) -> None:
        dlib = import_dlib()
        folder = model_folder()
        self._network = dlib.face_recognition_model_v1(str(folder / ENCODER_FILE))
        self._points = dlib.shape_predictor(str(folder / _POINTS))
        self._rectangle = dlib.rectangle
        sums = " ".join(model_sum(name) for name in (ENCODER_FILE, _POINTS))
        self.id = "dlib-" + hashlib.sha256(f"{sums} HOG, padding 0.25".encode()).hexdigest()[:12]

    def encode(self, image: NDArray[np.uint8], faces: Sequence[Face]) -> list[Template]:
        """One template for each face of an (H, W, 3) uint8 RGB picture, in the same order."""
        templates = []
        for face in faces:
            shape = self._points(image, self._rectangle(*(round(side) for side in face.box)))
            try:
                values = self._network.compute_face_descriptor(image, shape, 1)
            except RuntimeError as problem:
                raise EngineFailed(f"dlib failed to encode a face: {problem}") from problem
            templates.append(Template(encoder=self.id, values=np.array(values, np.float32)))
        return templates


def make_engine(*, threads: int) -> Engine:  # noqa: ARG001 - dlib offers no choice of threads
    """Dlib's detector and encoder; `threads` is without effect.

    Raises:
        EngineMissing: dlib or face_recognition_models is not installed.
    """
    version = importlib.metadata.version
    detector, encoder = HogDetector(), DlibEncoder()
    names = [name for name in ("dlib", "dlib-bin", "face_recognition_models") if _installed(name)]
    builds = tuple((name, version(name)) for name in names)
    builds += tuple((name, model_sum(name)) for name in (ENCODER_FILE, _POINTS))
    return Engine(name="face-recognition", detector=detector, encoder=encoder, builds=builds)


def _installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
