"""Fits the softmax that judges eyes and mouths: `docverify.faces.parts`.

`python -m benchmarks.face_parts --data DIR --out docverify/faces/weights` draws on every third person of
lfw-dev, fits, and writes `parts.json` with its sum. Pictures that are spoiled otherwise, blurred, dark or
turned, stand among those whose eyes and mouths are as usual.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import Settings
from benchmarks.spoiled_faces import DRAWERS, defocused, lit
from docverify.evidence import Face
from docverify.faces import engine_named
from docverify.faces.align import chip
from docverify.faces.parts import expanded, eye_measures, mouth_measures
from docverify.imaging import load_image
from docverify.shipped import write_sums

Picture = NDArray[np.uint8]
Floats = NDArray[np.float32]
OTHERWISE: Final = ("too_blurred", "motion_blurred", "head_turned", "too_bright", "head_tilted")
SHOWN: Final = (
    "usual",
    "usual",
    "eyes_closed",
    "eyes_covered",
    "mouth_open",
    "mouth_covered",
    "eyes_covered",
    "mouth_covered",
)
EYES: Final = {"eyes_closed": 1, "eyes_covered": 2}
MOUTH: Final = {"mouth_open": 1, "mouth_covered": 2}
WEIGHT_DECAY: Final = 1e-3
STEPS: Final = 3000


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.face_parts", description=__doc__)
    parser.add_argument("--data", type=Path, default=Settings().data)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    causes, aligned = zip(*_drawn(given.data / "face" / "lfw-dev", given.seed), strict=True)
    tables = {
        "eyes": _fitted(causes, aligned, eye_measures, EYES),
        "mouth": _fitted(causes, aligned, mouth_measures, MOUTH),
    }
    told = {"note": "fitted by benchmarks.face_parts", "seed": given.seed, "pictures": len(causes), **tables}
    (given.out / "parts.json").write_text(json.dumps(told) + "\n", encoding="utf-8")
    write_sums(given.out, ".json")


def _drawn(folder: Path, seed: int) -> Iterator[tuple[str, Picture]]:
    """Causes, and aligned faces that were spoiled by them, light and focus varied."""
    detector = engine_named().detector
    for number, path in enumerate(sorted(folder.glob("*/*_0001.jpg"))[::3]):
        image = load_image(path)
        face = _central(detector.scan(image), image)
        if face is None or face.score < 0.9:
            continue
        rng = np.random.default_rng([seed, number])
        for shown in (*SHOWN, str(rng.choice(OTHERWISE))):
            spoilt = image if shown == "usual" else DRAWERS[shown](image, face, rng)
            if rng.random() < 0.5:
                spoilt = lit(spoilt, float(np.exp(rng.uniform(np.log(0.15), 0))), rng)
            if rng.random() < 0.3:
                spoilt = defocused(spoilt, float(rng.uniform(0.02, 0.06)) * face.eye_distance)
            again = _central(detector.scan(spoilt), spoilt)
            if again is not None:
                yield shown, chip(spoilt, again.landmarks)


def _central(faces: Sequence[Face], image: Picture) -> Face | None:
    """The face nearest to the middle, if it is near enough."""
    middle = np.array(image.shape[1::-1]) / 2

    def away(face: Face) -> float:
        return float(np.linalg.norm(face.landmarks.mean(axis=0) - middle)) / image.shape[1]

    best = min(faces, key=away, default=None)
    return best if best is not None and away(best) < 0.25 else None


def _fitted(
    causes: Sequence[str],
    aligned: Sequence[Picture],
    measured: Callable[[Picture], Floats],
    classes: dict[str, int],
) -> dict[str, object]:
    """Softmax regression, every class weighing as much."""
    raw = np.array([measured(one) for one in aligned])
    mean, spread = raw.mean(axis=0), raw.std(axis=0)
    rows = expanded(raw, mean, spread).astype(np.float64)
    kinds = np.array([classes.get(cause, 0) for cause in causes])
    weighed = (1 / np.bincount(kinds, minlength=3))[kinds][:, None] / 3
    wanted = np.eye(3)[kinds]
    weights, pace = np.zeros((rows.shape[1], 3)), np.zeros((rows.shape[1], 3))
    for _ in range(STEPS):
        odds = np.exp((row := rows @ weights) - row.max(axis=1, keepdims=True))
        slope = rows.T @ ((odds / odds.sum(axis=1, keepdims=True) - wanted) * weighed)
        pace = 0.9 * pace - 0.5 * (slope + WEIGHT_DECAY * weights)
        weights += pace
    return {
        name: np.round(value, 4).tolist()
        for name, value in (("mean", mean), ("spread", spread), ("weights", weights))
    }


if __name__ == "__main__":
    main()
