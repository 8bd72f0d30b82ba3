"""Thresholds of searches: by the false positive identification rate, for the gallery's size.

A search of n entries for somebody who is not enrolled finds one at most n times as often as a comparison with
one entry matches (G. Boole), however the scores depend on each other. So a search keeps FPIR f at the
threshold of FMR f / n, which the calibration must support: beyond it nothing was measured, and is refused.
"""

from typing import Final

from docverify.arguments import expect, expect_number
from docverify.errors import ConfigurationError
from docverify.evidence.calibration import CalibratedPoint, Calibration

_LEAST: Final = 1e-12


def point_of_search(calibration: Calibration, *, fpir: float, size: int) -> CalibratedPoint:
    """The operating point at which a search of `size` entries keeps a rate.

    Raises:
        InputError: an argument is none.
        ConfigurationError: the calibration does not support it; the message says how many entries it does.
    """
    expect_number("size", size, low=1, whole=True)
    most = most_entries(calibration, fpir=fpir)
    needed = fpir / size
    if needed < calibration.points[-1].fmr * (1 - 1e-9):
        raise ConfigurationError(
            f"FPIR {fpir:g} among {size:,} entries takes FMR {needed:.2g}, and the calibration of "
            f"{calibration.encoder} supports {calibration.points[-1].fmr:g}: at this FPIR "
            f"{most:,} entries. Split the purpose, ask for a larger FPIR, or "
            "calibrate on more people"
        )
    return calibration.at(needed)


def most_entries(calibration: Calibration, *, fpir: float) -> int:
    """How many entries a search may compare at a rate, by what the calibration supports.

    Raises:
        InputError: an argument is none.
    """
    expect("calibration", calibration, Calibration, "a Calibration")
    expect_number("fpir", fpir, low=_LEAST, high=1)
    return int(fpir / calibration.points[-1].fmr * (1 + 1e-9))
