"""The calibrations that ship with docverify, by encoder build."""

from functools import cache
from importlib.resources import files

from docverify.errors import ConfigurationError
from docverify.evidence.calibration import CalibratedPoint, Calibration, read_calibration


def calibration_of(encoder: str) -> Calibration | None:
    """The calibration that ships for an encoder build; None when nobody has measured that build."""
    return _shipped().get(encoder)


def threshold_for(encoder: str, fmr: float) -> CalibratedPoint:
    """The operating point of an encoder build at a false match rate.

    Raises:
        ConfigurationError: no calibration ships for this build, or it cannot support so small a rate.
    """
    calibration = calibration_of(encoder)
    if calibration is None:
        raise ConfigurationError(f"{encoder} has no calibration: its scores have no threshold at any FMR")
    return calibration.at(fmr)


@cache
def _shipped() -> dict[str, Calibration]:
    folder = files("docverify.faces") / "calibrations"
    texts = [entry.read_text() for entry in folder.iterdir() if entry.name.endswith(".json")]
    return {calibration.encoder: calibration for calibration in map(read_calibration, texts)}
