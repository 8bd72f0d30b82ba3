"""Passive presentation attack detection by a network of the caller's: it may refuse, and never approve."""

import math
from collections.abc import Sequence
from numbers import Real
from statistics import median
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from docverify.errors import ConfigurationError, EngineFailed
from docverify.evaluation import AttackRates
from docverify.evidence.engine_faults import engine_at_work
from docverify.evidence.face import Face
from docverify.liveness import limits


class PassiveDetector(Protocol):
    """Scores how bona fide a face in a picture looks.

    Whatever it raises becomes `EngineFailed`, as does what is no number. A score that is not finite refuses.
    How long it takes is the caller's to bound: what hangs in a process ends with the process alone.

    Attributes:
        id: of the build: network, preparation and their versions.
        rates: threshold, APCER by species and BPCER, as `evaluation.attack_rates` counts them: a detector
            that nobody has measured is none.
    """

    id: str
    rates: AttackRates

    def score(self, image: NDArray[np.uint8], face: Face) -> float:
        """The higher, the more bona fide: of a face in an (H, W, 3) uint8 RGB picture."""
        ...


class Scores:
    """What detectors made of the frames that look ahead."""

    def __init__(self, detectors: Sequence[PassiveDetector]) -> None:
        """Take detectors that know their error rates.

        Raises:
            ConfigurationError: one is no detector, or states no rates.
        """
        for one in detectors:
            if not callable(getattr(one, "score", None)) or not isinstance(getattr(one, "id", None), str):
                raise ConfigurationError("a passive detector needs a method `score(image, face)` and an `id`")
            if not isinstance(getattr(one, "rates", None), AttackRates):
                raise ConfigurationError(
                    "a passive detector states its error rates: what evaluation.attack_rates gave, as `rates`"
                )
        self._detectors = tuple(detectors)
        self._scores: list[list[float]] = [[] for _ in detectors]

    def add(self, image: NDArray[np.uint8], face: Face) -> None:
        """Score a frame, unless there are enough.

        Raises:
            EngineFailed: a detector broke, or what it gave is no number.
        """
        for detector, scores in zip(self._detectors, self._scores, strict=True):
            if len(scores) < limits.SCORED:
                with engine_at_work(f"the passive detector {detector.id}"):
                    score: object = detector.score(image, face)
                if not isinstance(score, Real):
                    raise EngineFailed(f"the passive detector {detector.id} must give a number")
                scores.append(float(score))

    @property
    def complete(self) -> bool:
        """Whether every detector saw something."""
        return all(self._scores)

    @property
    def refused(self) -> bool:
        """Whether some detector takes it for an attack: its median is too low, or a score not finite.

        NaN has no place in an order, so that a median of it could be anything.
        """
        return any(
            bool(scores)
            and not (all(map(math.isfinite, scores)) and median(scores) >= detector.rates.threshold)
            for detector, scores in zip(self._detectors, self._scores, strict=True)
        )

    @property
    def measures(self) -> dict[str, float]:
        """The median score of each detector by its id, with its threshold and its worst species' APCER.

        Without the median, where one of the scores is not finite.
        """
        told: dict[str, float] = {}
        for detector, scores in zip(self._detectors, self._scores, strict=True):
            if scores:
                rates = detector.rates
                if all(map(math.isfinite, scores)):
                    told[f"{detector.id}.score"] = median(scores)
                told[f"{detector.id}.threshold"] = rates.threshold
                told[f"{detector.id}.apcer"] = rates.apcer.value
                told[f"{detector.id}.bpcer"] = rates.bpcer.value
        return told
