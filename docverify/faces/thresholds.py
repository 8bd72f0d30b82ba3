"""The calibrations that ship with docverify, by encoder build."""

from functools import cache

from docverify.arguments import expect
from docverify.errors import ConfigurationError, EngineFailed
from docverify.evidence.calibration import CalibratedPoint, Calibration, read_calibration
from docverify.shipped import shipped_bytes, shipped_sums


def calibration_of(encoder: str) -> Calibration | None:
    """The calibration that ships for an encoder build; None when nobody has measured that build.

    A damaged file harms nobody whose calibration stands in another.

    Raises:
        InputError: `encoder` is no string.
        EngineFailed: there is none, and a file is missing or is not the one that shipped.
    """
    expect("encoder", encoder, str, "the id of an encoder build")
    found, problem = _shipped()
    if encoder not in found and problem is not None:
        raise problem
    return found.get(encoder)


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
def _shipped() -> tuple[dict[str, Calibration], EngineFailed | None]:
    """The calibrations by encoder, and what is wrong with the last of those that were not opened."""
    found, problem = {}, None
    for name in shipped_sums("faces", "calibrations"):
        try:
            calibration = read_calibration(shipped_bytes("faces", "calibrations", name).decode())
        except EngineFailed as damage:
            problem = damage
        else:
            found[calibration.encoder] = calibration
    return found, problem
