"""What a reader answers: the MRZ, or why there is none, with the evidence for either."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from docverify.mrz import Correction, Mrz


class ReadingFailure(Enum):
    """Why a picture gave no MRZ; `.value` is the stable code."""

    NO_MRZ = "no_mrz"
    """Nothing in the picture looks like a machine-readable zone."""
    TOO_SMALL = "too_small"
    """Its characters have too few pixels."""
    CUT_OFF = "cut_off"
    """It runs out of the picture, or something hides an end of it."""
    BLURRED = "blurred"
    """It is out of focus or moved."""
    GLARE = "glare"
    """A reflection hides characters."""
    UNREADABLE = "unreadable"
    """Lines were found, and their text fits no layout or cannot be told."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the picture was like where the MRZ is, or best looked like one.

    Attributes:
        character_height: height of a capital, px of the picture; NaN where no line was found.
        sharpness: how steep the edges of the print are against a perfect print of that size, in [0, 1];
            NaN where no line was found.
        glare: share of the MRZ's area that is washed out, in [0, 1]; NaN where no line was found.
        least_certain: probability of the least certain cell, in [0, 1]; 0 where nothing was read.
    """

    character_height: float = float("nan")
    sharpness: float = float("nan")
    glare: float = float("nan")
    least_certain: float = 0.0


@dataclass(frozen=True, slots=True)
class Cells:
    """Where every cell stands and what it may be.

    Attributes:
        quads: (lines, width, 4, 2) float64 corners in the picture, px, reading order; NaN beyond short
            lines.
        probabilities: (lines, width, 37) float64 over `mrz.ALPHABET`, before grammar and check digits;
            NaN beyond short lines.
    """

    quads: NDArray[np.float64] = field(repr=False)
    probabilities: NDArray[np.float64] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """A reader's answer. Its `repr` shows no text of the document.

    Exactly one of `mrz` and `failure` is None.

    Attributes:
        mrz: the parsed MRZ; its checks may have failed, which is the document's affair or the reading's:
            `confidence` tells them apart.
        failure: why there is no MRZ.
        lines: the text as read, the best partial text where there is a failure.
        quad: (4, 2) float64 corners of the MRZ in the picture, px, reading order; None where none was found.
        confidence: calibrated probability that every character of `lines` is right, in [0, 1]; NaN where
            the engine has no calibration.
        corrections: characters that are not what the pixels alone looked like most, each with its reason.
        evidence: what the picture was like there.
        cells: where every cell stands and what it may be; None where the engine does not tell.
        engine: name of the reader.
    """

    mrz: Mrz | None
    failure: ReadingFailure | None
    lines: tuple[str, ...] = field(default=(), repr=False)
    quad: NDArray[np.float64] | None = field(default=None, repr=False)
    confidence: float = 0.0
    corrections: tuple[Correction, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    cells: Cells | None = field(default=None, repr=False)
    engine: str = "docverify"

    def __post_init__(self) -> None:
        """Hold the promise that a reading either has an MRZ or says why not."""
        if (self.mrz is None) == (self.failure is None):
            raise ValueError("a reading has either an MRZ or a failure")


class Reader(Protocol):
    """Anything that reads an MRZ from a picture; the caller may pass an object of their own."""

    @property
    def name(self) -> str:
        """Name of the engine, as reports show it."""
        ...

    def read(self, image: NDArray[np.uint8]) -> Reading:
        """Read the MRZ of one picture.

        Args:
            image: (H, W, 3) uint8 RGB.

        Raises:
            EngineMissing: the engine is not installed.
            EngineFailed: the engine broke.
        """
        ...
