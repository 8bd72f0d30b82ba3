"""Calibrations of face encoders: which threshold keeps which false match rate, measured on what."""

import hashlib
import json
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from docverify.arguments import expect, expect_all, expect_number
from docverify.errors import ConfigurationError, InputError
from docverify.evaluation import Interval, Rate, rule_of_thirty


@dataclass(frozen=True, slots=True)
class CalibratedPoint:
    """One row of a calibration: all that a comparison must carry to be understood later.

    Attributes:
        fmr: the target, which the counted rate does not exceed.
        threshold: match when score ≥ threshold.
        counted: false matches of the non-mated comparisons. Its Wilson interval takes comparisons as
            independent, which they are not.
        interval: 95 % bootstrap interval over people.
        data: what it was measured on, in words.
        data_sha256: of the list of the pictures.
        file_sha256: of the calibration's file: a changed one is told from that which was measured.
        corrected: threshold that keeps the rate on the same strangers once each score is corrected by the
            mean of others among them (k-fold over people): the shape of a population's scores where its own
            people are too few to tell. None where nobody has measured it.
    """

    fmr: float
    threshold: float
    counted: Rate
    interval: Interval
    data: str = ""
    data_sha256: str = ""
    file_sha256: str = ""
    corrected: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Error rates of one encoder build, as `docverify calibrate` measured them.

    Attributes:
        encoder: id of the encoder build.
        points: largest FMR first.
        provenance: data, counts, models and code, as plain JSON values.
        spread: standard deviation of the non-mated scores, by which engines made of several encoders weigh
            them; None where nobody has measured it.

    Raises:
        InputError: no id of an encoder, no points, or a spread that is none.
    """

    encoder: str
    points: tuple[CalibratedPoint, ...]
    provenance: dict[str, object]
    spread: float | None = None

    def __post_init__(self) -> None:
        expect("encoder", self.encoder, str, "the id of the encoder build")
        expect_all("points", self.points, CalibratedPoint, "CalibratedPoint")
        if not self.points:
            raise InputError("points is empty: a calibration has at least one")
        if self.spread is not None:
            expect_number("spread", self.spread, low=_LEAST_SPREAD, high=1.0)

    def at(self, fmr: float) -> CalibratedPoint:
        """The point with the largest tabulated FMR that is at most `fmr`: never looser than asked for.

        Raises:
            ConfigurationError: `fmr` is no rate in (0, 1], or below what the data support.
        """
        if not isinstance(fmr, (int, float)) or not 0 < fmr <= 1:  # type: ignore[redundant-expr]
            raise ConfigurationError(f"fmr is {fmr}: pass a rate above 0 and at most 1, such as 1e-3")
        for point in self.points:
            if point.fmr <= fmr * (1 + 1e-9):
                return point
        least = self.points[-1]
        raise ConfigurationError(
            f"FMR {fmr:g} is smaller than the calibration of {self.encoder} supports: its "
            f"{least.counted.trials:,} non-mated comparisons support {least.fmr:g} and above "
            "(rule of 30: thirty false matches must have been seen). Ask for that or calibrate on more."
        )


def read_calibration(text: str) -> Calibration:
    """Read a calibration from JSON, as `docverify calibrate` writes it.

    Raises:
        InputError: not such a file, or one that makes no sense: rates must fall from point to point and
            thresholds may not, scores lie in [−1, 1], and the counts must support each rate (rule of 30).
    """
    try:
        content = json.loads(text)
        of = content.get("data", {})
        own = hashlib.sha256(text.encode()).hexdigest()
        told = str(of.get("description", "")), str(of.get("sha256", "")), own
        points = tuple(_point(row, *told) for row in content.pop("points"))
        encoder = content.pop("encoder")
        spread = content.get("spread")
        sensible = all(map(_sensible, points)) and all(
            a.fmr > b.fmr and _rises(a, b) and _rising(a.corrected, b.corrected) for a, b in pairwise(points)
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as problem:
        raise InputError(f"this is no face calibration: {type(problem).__name__}") from None
    if not isinstance(encoder, str) or not encoder or not points:
        raise InputError("this is no face calibration: it names no encoder, or has no points")
    if not sensible:
        raise InputError(
            "this is no face calibration: its rates must fall, its thresholds rise within [-1, 1], and its "
            "counts support its rates"
        )
    return Calibration(encoder=encoder, points=points, provenance=content, spread=spread)


_MOST_COMPARISONS: Final = 10**15
"""More than anybody makes; the interval of a count that no float holds is none."""


_MOST_CORRECTED: Final = 2.0
"""A cosine less the mean of two others."""
_LEAST_SPREAD: Final = 1e-6


def _sensible(point: CalibratedPoint) -> bool:
    """Whether a point can have been measured."""
    counted = point.counted
    return (
        0 < point.fmr <= 1
        and counted.trials <= _MOST_COMPARISONS
        and -1 < point.threshold <= 1
        and rule_of_thirty(counted.errors)
        and counted.errors <= point.fmr * counted.trials * (1 + 1e-9)
        and 0 <= point.interval.low <= point.interval.high <= 1
        and (point.corrected is None or -_MOST_CORRECTED <= point.corrected <= _MOST_CORRECTED)
    )


def _rises(first: CalibratedPoint, second: CalibratedPoint) -> bool:
    """Whether the second lets fewer pairs match by a higher threshold, or as many by the same one."""
    fewer = second.counted.value < first.counted.value
    return first.threshold < second.threshold if fewer else first.threshold <= second.threshold


def _rising(first: float | None, second: float | None) -> bool:
    """Whether corrected thresholds do not fall; all points have one, or none has."""
    if first is None or second is None:
        return first is second
    return first <= second


def _point(row: dict[str, float], data: str, data_sha256: str, file_sha256: str) -> CalibratedPoint:
    return CalibratedPoint(
        fmr=float(row["fmr"]),
        threshold=float(row["threshold"]),
        counted=Rate(int(row["false_matches"]), int(row["comparisons"])),
        interval=Interval(float(row["people_low"]), float(row["people_high"]), method="bootstrap"),
        data=data,
        data_sha256=data_sha256,
        file_sha256=file_sha256,
        corrected=None if row.get("corrected") is None else float(row["corrected"]),
    )
