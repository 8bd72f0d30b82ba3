"""How far a confidence may be believed: counted on captures, and set right by what was counted.

The product of the cells' probabilities is nearly that of the whole text, and not quite: neighbouring cells
are hidden, blurred and lit together. So its log-odds are stretched about those of `SURE`, by as much as made
what was counted likeliest; above it nothing is changed, since hardly a wrong reading was counted there.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from typing import Final

from docverify.errors import EngineFailed
from docverify.evidence.reading import SURE
from docverify.shipped import shipped_bytes

FOLDER: Final = "calibrations"
FILE: Final = "reader.json"
_LEAST: Final = 1e-12


@dataclass(frozen=True, slots=True)
class ReaderCalibration:
    """What was counted, and what follows.

    Attributes:
        slope: of the log-odds below `SURE`; 1 changes nothing.
        reliability: for each confidence, how many readings were at least that sure, and how many were right.
        networks: sha256 of each network that read.
        provenance: pictures, counts, seed and code, as plain JSON values.
    """

    slope: float
    reliability: tuple[tuple[float, int, int], ...]
    networks: dict[str, str]
    provenance: dict[str, object]


@cache
def reader_calibration() -> ReaderCalibration:
    """The calibration that ships.

    Raises:
        EngineFailed: it is missing or is not the one that shipped.
    """
    content = json.loads(shipped_bytes("reading", FOLDER, FILE))
    try:
        return ReaderCalibration(
            float(content["slope"]),
            tuple((float(p), int(count), int(right)) for p, count, right in content["reliability"]),
            dict(content["networks"]),
            dict(content["provenance"]),
        )
    except (KeyError, TypeError, ValueError):
        raise EngineFailed(f"{FILE} is no calibration of the reader: install docverify again") from None


def calibrated(chance: float, *, slope: float | None = None) -> float:
    """The share of readings of so high a product of probabilities that is right.

    Args:
        chance: in [0, 1].
        slope: another one than the shipped calibration's; its inverse undoes it.
    """
    if chance >= SURE or chance <= _LEAST:
        return chance
    anchor = math.log(SURE / (1 - SURE))
    stretched = anchor + (reader_calibration().slope if slope is None else slope) * (
        math.log(chance / (1 - chance)) - anchor
    )
    return 1 / (1 + math.exp(-stretched))
