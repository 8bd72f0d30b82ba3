"""A face encoder of your own: scores at once, decisions once its threshold was measured.

    python examples/own_encoder.py mine.onnx:mean=0,scale=1 samples/mated/document.png samples/mated/live.jpg
    docverify calibrate STRANGERS --engine mine.onnx:mean=0,scale=1 --describe "who they are" -o mine.cal.json
    python examples/own_encoder.py mine.onnx:mean=0,scale=1 … --calibration mine.cal.json

A network that takes (N, 3, 112, 112) aligned faces, as ArcFace and SFace do, is named by its file. Anything
else is a class with an `id` and `encode(image, faces)`: `Mirrored` takes the mean of a face and of its mirror
image. Without a calibration the outcome is NOT_CALIBRATED: a score that nobody has measured never is a match.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import docverify as dv
from docverify.faces import engine_named


class Mirrored:
    """An encoder on another one. Its templates are other numbers, so that it has an id of its own."""

    def __init__(self, encoder: dv.Engine) -> None:
        self.inner, self.id = encoder.encoder, f"mirrored-{encoder.encoder.id}"

    def encode(self, image: NDArray[np.uint8], faces: Sequence[dv.Face]) -> list[dv.Template]:
        """One template for each face of an (H, W, 3) uint8 RGB picture, in the same order."""
        templates = []
        for face in faces:
            turned = face.landmarks[[1, 0, 2, 4, 3]]  # the left eye is the right one of the mirror image
            turned[:, 0] = image.shape[1] - 1 - turned[:, 0]
            other = dv.Face(box=face.box, landmarks=turned, score=face.score)
            one = self.inner.encode(image, [face])[0].direction
            two = self.inner.encode(np.ascontiguousarray(image[:, ::-1]), [other])[0].direction
            templates.append(dv.Template(encoder=self.id, values=one + two))
        return templates


def main() -> int:
    """Compare two pictures; 0 is a match, 1 is none, 3 is undecided."""
    asked = argparse.ArgumentParser(description="Compare by an encoder of one's own.")
    asked.add_argument("network", help="a file, with how it takes its pixels; or an engine's name")
    asked.add_argument("reference")
    asked.add_argument("probe")
    asked.add_argument("--calibration", type=Path)
    asked.add_argument("--mirrored", action="store_true", help="the class of one's own on top of it")
    given = asked.parse_args()
    engine = engine_named(given.network)
    if given.mirrored:
        engine = dv.Engine(name="mirrored", detector=engine.detector, encoder=Mirrored(engine))
    if given.calibration is not None:
        engine = engine.calibrated(dv.read_calibration(given.calibration.read_text(encoding="utf-8")))
    comparison = dv.compare_faces(reference=given.reference, probe=given.probe, engine=engine)
    print(f"{engine.encoder.id}: {comparison.outcome.value}, score {comparison.score}")
    return {"match": 0, "non_match": 1}.get(comparison.outcome.value, 3)


if __name__ == "__main__":
    sys.exit(main())
