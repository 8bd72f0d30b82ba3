"""Makes populations: the mean of many people's templates, and the thresholds that go with it.

Thresholds come from the people's own non-mated pairs, each corrected by the mean of others of them (k-fold
over people), down to the last rate at which thirty false matches were seen. Below that the calibration's
strangers, corrected likewise, tell how much higher the threshold lies than there; and where three false
matches or more would have been seen, the own pairs may raise it further, never lower it.

What else was measured (SFace, thresholds from 1,467 strangers under the same correction; false match rate
over what was asked at 0.1 % / 0.01 %, k-fold over 539 people of a parliament and 102 of London):

| correction | parliament | London | London's mated pairs of 102 |
|---|---|---|---|
| none | 3.4 / 3.5 | 4.4 / 12.6 | 102, 102 |
| **mean direction** | 0.4 / 0.2 | 0.8 / 0.0 | 102, 102 |
| nearest of 8 directions of 20 people and more | 0.5 / 0.5 | 1.9 / 0.0 | 102, 102 |
| nearest of 32 directions of 8 people and more | 0.7 / 1.0 | 4.3 / 3.8 | 102, 102 |
| centred cosine | 1.2 / 1.5 | 2.6 / 5.8 | 102, 102 |
| centred, without the first 8 principal directions | 1.3 / 1.2 | 2.4 / 7.8 | 102, 102 |
| s-norm by mean and covariance | 1.0 / 1.0 | 1.7 / 3.9 | 102, 102 |
| s-norm with the 50 nearest of a cohort | 2.4 / 1.7 | 6.0 / 3.9 | 102, 102 |

So there is one direction, of all the people. It is no cure for every encoder: see `faces.correction`. Without
a floor each of these harms whoever is not of the population: strangers corrected by the mean of London
matched 11 / 15 times as often as was asked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import day_of, expect
from docverify.errors import ConfigurationError, InputError
from docverify.evaluation import Rate, bootstrap_rates, rule_of_thirty, threshold_at_fmr
from docverify.evidence.calibration import CalibratedPoint, Calibration
from docverify.evidence.population import Population
from docverify.evidence.population_point import PopulationPoint
from docverify.faces.cohort import (
    FOLDS,
    Pairs,
    folds_of,
    joined,
    k_fold_pairs,
    mean_direction,
    tested_pairs,
)
from docverify.faces.encoded import Encoded
from docverify.faces.engines import Engine
from docverify.faces.same_people import different_people

SEED: Final = 2382
MOST_MEASURED: Final = 1000
"""People whose pairs are compared: half a million pairs; the mean is of all."""
_EACH: Final = 2
"""Pictures of each of them that are compared: one pair tells whether a person still matches himself."""
_REPLICATES: Final = 100
_RULE_OF_THREE: Final = 3


def population_of(
    encoded: Encoded,
    engine: Engine,
    *,
    name: str,
    made: date,
    describe: str = "",
    seed: int = SEED,
    measured: Callable[[], None] = lambda: None,
) -> Population:
    """Make the population of the people in some pictures.

    Args:
        encoded: their templates, by this engine.
        engine: whose calibration it stands beside.
        name: of the place and the kind of picture, as reports show it.
        made: the day, for the record.
        describe: what the pictures are, for the record.
        seed: of the folds and the bootstrap.
        measured: called after each of the rates of its calibration.

    Raises:
        InputError: an argument is not what is said above.
        ConfigurationError: the engine has no calibration, or one from before populations; fewer than 50
            different people; one person many times.
    """
    expect("encoded", encoded, Encoded, "what encode_pictures gave")
    expect("engine", engine, Engine, "what engine_named gave")
    calibration = _calibration(engine)
    people = different_people(encoded, calibration)
    rng = np.random.default_rng(seed)
    some = people.at_most(MOST_MEASURED, each=_EACH, rng=rng)
    thresholds = own_thresholds(some, calibration, rng=rng)
    tested = _tested(some, calibration, rng=rng)
    points = []
    for at, point in enumerate(calibration.points):
        points.append(_point(point, float(thresholds[at]), tested, at, rng))
        measured()
    return Population(
        name=name,
        encoder=engine.encoder.id,
        direction=mean_direction(people).astype(np.float32),
        people=people.count,
        points=tuple(points),
        provenance={
            "made": day_of(made, name="made").isoformat(),
            "description": describe,
            "sha256": encoded.digest,
            "pictures": encoded.pictures,
            "templates": len(encoded.rows),
            "people_named": encoded.count,
            "failures_to_acquire": encoded.failed(),
            "engine": engine.name,
            "builds": dict(engine.builds),
            "measured": {"people": some.count, "folds": FOLDS, "seed": seed, "replicates": _REPLICATES},
            "software": f"docverify {metadata.version('docverify')}",
        },
    )


def own_thresholds(
    people: Encoded, calibration: Calibration, *, rng: np.random.Generator
) -> NDArray[np.float64]:
    """The threshold of corrected scores at each of a calibration's rates; see above."""
    pairs = k_fold_pairs(people, rng=rng)
    scores = np.sort(pairs.corrected[~pairs.mated])
    found: list[float] = []
    last = 0
    for at, point in enumerate(calibration.points):
        own = threshold_at_fmr(scores, point.fmr)
        expected = point.fmr * scores.size
        if rule_of_thirty(int(expected)) or at == 0:
            last = at
            threshold = own
        else:
            threshold = found[last] + _corrected(point) - _corrected(calibration.points[last])
            threshold = max(threshold, own) if expected >= _RULE_OF_THREE else threshold
        found.append(max(threshold, found[-1]) if found else threshold)
    return np.array(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Tested:
    """Held-out pairs, and (n, points) whether each matches at each of a calibration's points."""

    pairs: Pairs
    matches: NDArray[np.bool_]


def _tested(people: Encoded, calibration: Calibration, *, rng: np.random.Generator) -> _Tested:
    """Every fold tested with mean and thresholds of the others: (n, points) matches."""
    folds = folds_of(people, rng=rng)
    found, matches = [], []
    for first in range(FOLDS):
        for second in range(first, FOLDS):
            others = people.chosen((folds != first) & (folds != second))
            thresholds = own_thresholds(others, calibration, rng=rng)
            pairs = tested_pairs(people, mean_direction(others), folds == first, folds == second)
            found.append(pairs)
            matches.append(
                np.column_stack(
                    [
                        (pairs.corrected >= threshold) & (pairs.score >= point.threshold)
                        for point, threshold in zip(calibration.points, thresholds, strict=True)
                    ]
                )
            )
    return _Tested(joined(found), np.concatenate(matches))


def _point(
    point: CalibratedPoint, threshold: float, tested: _Tested, at: int, rng: np.random.Generator
) -> PopulationPoint:
    pairs, wrong = tested.pairs, tested.matches[:, at]
    mated, raw = pairs.mated, pairs.score >= point.threshold
    count = int((~mated).sum())
    same = int(mated.sum())
    return PopulationPoint(
        fmr=point.fmr,
        threshold=threshold,
        uncorrected=point.threshold,
        counted=Rate(int(wrong[~mated].sum()), count),
        without=Rate(int(raw[~mated].sum()), count),
        interval=bootstrap_rates(wrong[~mated], pairs.people[~mated], rng=rng, replicates=_REPLICATES),
        missed=Rate(int((~wrong[mated]).sum()), same) if same else None,
        missed_without=Rate(int((~raw[mated]).sum()), same) if same else None,
    )


def _calibration(engine: Engine) -> Calibration:
    calibration = engine.calibration
    if calibration is None:
        raise ConfigurationError(
            f"the engine {engine.name} has no calibration, from which a population departs: make one with "
            "`docverify calibrate`"
        )
    if any(point.corrected is None for point in calibration.points):
        raise ConfigurationError(
            f"the calibration of {calibration.encoder} has no corrected thresholds: nobody has measured them "
            "(`docverify calibrate` does), or a population loses too many mated pairs of this encoder"
        )
    return calibration


def _corrected(point: CalibratedPoint) -> float:
    if point.corrected is None:
        raise InputError("the calibration has no corrected thresholds")  # `_calibration` saw that it has
    return point.corrected
