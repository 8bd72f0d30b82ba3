"""Thresholds by false match rate, from the calibration of the encoder build that made the templates."""

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from docverify.errors import InputError
from docverify.evaluation import Interval, Rate


@dataclass(frozen=True, slots=True)
class CalibratedPoint:
    """One row of a calibration.

    Attributes:
        fmr: the target, which the counted rate does not exceed.
        threshold: match when score ≥ threshold.
        counted: false matches of the non-mated comparisons. Its Wilson interval takes comparisons as
            independent, which they are not.
        interval: 95 % bootstrap interval over people.
    """

    fmr: float
    threshold: float
    counted: Rate
    interval: Interval


@dataclass(frozen=True, slots=True)
class Calibration:
    """Error rates of one encoder build, as `python -m docverify.faces.calibration` measured them.

    Attributes:
        encoder: id of the encoder build.
        points: largest FMR first.
        provenance: data, counts, models and code, as plain JSON values.
    """

    encoder: str
    points: tuple[CalibratedPoint, ...]
    provenance: dict[str, object]

    def at(self, fmr: float) -> CalibratedPoint:
        """The point with the largest tabulated FMR that is at most `fmr`: never looser than asked for.

        Raises:
            InputError: `fmr` is no rate in (0, 1], or below what the data support.
        """
        if not (math.isfinite(fmr) and 0 < fmr <= 1):
            raise InputError(f"fmr is {fmr}: pass a rate above 0 and at most 1, such as 1e-3")
        for point in self.points:
            if point.fmr <= fmr * (1 + 1e-9):
                return point
        least = self.points[-1]
        raise InputError(
            f"FMR {fmr:g} is more than the calibration of {self.encoder} supports: its "
            f"{least.counted.trials:,} non-mated comparisons support {least.fmr:g} and above "
            "(rule of 30: thirty false matches must have been seen). Ask for that or calibrate on more."
        )


def calibration_of(encoder: str) -> Calibration | None:
    """The calibration that ships for an encoder build; None when nobody has measured that build."""
    return _shipped().get(encoder)


def threshold_for(encoder: str, fmr: float) -> CalibratedPoint:
    """The operating point of an encoder build at a false match rate.

    Raises:
        InputError: no calibration ships for this build, or it cannot support so small a rate.
    """
    calibration = calibration_of(encoder)
    if calibration is None:
        raise InputError(f"{encoder} has no calibration: its scores have no threshold at any FMR")
    return calibration.at(fmr)


def read_calibration(text: str) -> Calibration:
    """Read a calibration from JSON, as `docverify.faces.calibration` writes it.

    Raises:
        InputError: not such a file.
    """
    try:
        content = json.loads(text)
        points = tuple(_point(row) for row in content.pop("points"))
        calibration = Calibration(encoder=content.pop("encoder"), points=points, provenance=content)
    except (KeyError, TypeError, ValueError) as problem:
        raise InputError(f"this is no face calibration: {problem!r}") from problem
    falling = all(a.fmr > b.fmr for a, b in pairwise(points))
    if not points or not falling or not all(math.isfinite(point.threshold) for point in points):
        raise InputError("this is no face calibration: its points must be finite and their FMR falling")
    return calibration


def _point(row: dict[str, float]) -> CalibratedPoint:
    return CalibratedPoint(
        fmr=float(row["fmr"]),
        threshold=float(row["threshold"]),
        counted=Rate(int(row["false_matches"]), int(row["comparisons"])),
        interval=Interval(float(row["people_low"]), float(row["people_high"]), method="bootstrap"),
    )


@cache
def _shipped() -> dict[str, Calibration]:
    folder = files("docverify.faces") / "calibrations"
    texts = [entry.read_text() for entry in folder.iterdir() if entry.name.endswith(".json")]
    return {calibration.encoder: calibration for calibration in map(read_calibration, texts)}
