"""What a reading must be beyond its type, so that no check stumbles over it, or takes NaN for certainty."""

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.reading import Cells, Legibility, Reading
from docverify.mrz import Correction

_ABOVE_ONE = 1e-6
"""By which a probability may exceed one: they are sums of rounded numbers."""


def broken_promise(reading: Reading) -> str:
    """What is wrong with a reading of somebody else's reader; "" where nothing is.

    No text of the document is in it.
    """
    # What is typed may hold anything: it was made by somebody else.
    engine: object = reading.engine
    legibility: object = reading.legibility
    if not isinstance(engine, str):
        return "engine is a name"
    if reading.quad is not None and not _is_quad(reading.quad):
        return "quad is (4, 2) finite numbers, or None"
    if not isinstance(legibility, Legibility):
        return "legibility is a Legibility"
    if not _are(Correction, reading.corrections):
        return "corrections is a tuple of Correction"
    if reading.cells is not None and not _are_cells(reading, reading.cells):
        return "cells hold a chance from 0 to 1 for every cell of the lines that were read"
    if not _are(Reading, reading.others):
        return "others is a tuple of Reading"
    return next(filter(None, map(broken_promise, reading.others)), "")


def _are(kind: type, given: object) -> bool:
    return isinstance(given, tuple) and all(isinstance(one, kind) for one in given)


def _is_quad(quad: object) -> bool:
    return (
        isinstance(quad, np.ndarray)
        and quad.shape == (4, 2)
        and quad.dtype.kind in "fiu"
        and bool(np.isfinite(quad).all())
    )


def _are_cells(reading: Reading, cells: object) -> bool:
    """Whether cells are told for all the text; of what lies beyond short lines they may be NaN."""
    if not isinstance(cells, Cells):
        return False
    lines = reading.lines if reading.mrz is None else reading.mrz.lines
    chances: NDArray[np.float64] = cells.probabilities
    if chances.dtype.kind != "f" or cells.quads.dtype.kind != "f" or len(chances) < len(lines):
        return False
    if any(len(line) > chances.shape[1] for line in lines):
        return False
    told = [row[: len(line)] for row, line in zip(chances, lines, strict=False)]
    return all(bool(((row >= 0) & (row <= 1 + _ABOVE_ONE)).all()) for row in told)  # False for NaN
