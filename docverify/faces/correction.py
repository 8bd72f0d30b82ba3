"""What a population's kind of correction does to an encoder, measured on the strangers of its calibration."""

from typing import Final

import numpy as np

from docverify.evaluation import threshold_at_fmr
from docverify.evidence.population_point import MOST_LOST
from docverify.faces.cohort import k_fold_pairs
from docverify.faces.encoded import Encoded

_MOST: Final = 5000
"""Pictures whose corrected scores are compared: twelve million pairs."""


def note_corrected(
    points: list[dict[str, float | int]], encoded: Encoded, *, rng: np.random.Generator
) -> None:
    """Note in the rows of a calibration which thresholds corrected scores need, and what that loses.

    `lost` is the share of a person's mated pairs that match, and no longer match once corrected, in the mean
    over people. Where an encoder's templates all lie close to one direction, what they have in common with it
    varies among pictures as much as what tells people apart: at FMR 0.1 % dlib's network loses a third, SFace
    none.
    `corrected`, the thresholds, are noted only where no rate loses more than `MOST_LOST`; without them nobody
    can make a population for the encoder.

    Args:
        points: rows with `fmr` and `threshold`, which are added to.
        encoded: the strangers.
        rng: of the folds.
    """
    some = encoded if len(encoded.rows) <= _MOST else encoded.at_most(_MOST, each=2, rng=rng)
    pairs = k_fold_pairs(some, rng=rng)
    mated = pairs.mated
    ordered = np.sort(pairs.corrected[~mated])
    thresholds = [threshold_at_fmr(ordered, point["fmr"]) for point in points]
    of_whom = pairs.people[mated, 0]
    of_each = np.bincount(of_whom, minlength=some.count)
    for point, threshold in zip(points, thresholds, strict=True):
        gone = (pairs.score[mated] >= point["threshold"]) & (pairs.corrected[mated] < threshold)
        of_each_gone = np.bincount(of_whom, weights=gone, minlength=some.count)
        if mated.any():
            point["lost"] = float((of_each_gone[of_each > 0] / of_each[of_each > 0]).mean())
    if all(point.get("lost", 0.0) <= MOST_LOST for point in points):
        for point, threshold in zip(points, thresholds, strict=True):
            point["corrected"] = threshold
