"""What a face engine must do."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from numbers import Real
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from docverify.errors import ConfigurationError
from docverify.evidence.calibration import CalibratedPoint, Calibration
from docverify.evidence.face import Face
from docverify.evidence.population import Population
from docverify.evidence.template import Template
from docverify.faces.thresholds import calibration_of


class Detector(Protocol):
    """Finds faces in one picture at one size.

    `sides` says how the picture is best shown to it: scaled so that its longer side has these lengths in px,
    in turn, until a face is found. Empty: as it is. From the score `sure` on, a face is one, and is upright.

    Whatever it raises becomes `EngineFailed`, as does what is no list of faces. How long it takes is the
    caller's to bound: what hangs in a process ends with the process alone, as in the service's pool.
    """

    sides: tuple[int, ...]
    sure: float

    def scan(self, image: NDArray[np.uint8]) -> list[Face]:
        """Every face of an (H, W, 3) uint8 RGB picture, in its px; several boxes on one face are merged."""
        ...


@runtime_checkable
class HintingDetector(Detector, Protocol):
    """A detector that also tells where it saw a little of a face, so that others need not be looked for."""

    def scan_hinting(self, image: NDArray[np.uint8]) -> tuple[list[Face], float]:
        """What `scan` gives, and the greatest certainty anywhere in the picture, however little it is."""
        ...


class Encoder(Protocol):
    """Turns faces into templates. `id` names the build: network, alignment and their versions.

    Errors and time as of a `Detector`; templates of another id than the encoder's are refused.
    """

    id: str

    def encode(self, image: NDArray[np.uint8], faces: Sequence[Face]) -> list[Template]:
        """One template for each face of an (H, W, 3) uint8 RGB picture, in the same order."""
        ...


@runtime_checkable
class ChipEncoder(Encoder, Protocol):
    """An encoder that reads faces as `align.chip` aligns them, so that what is aligned already serves it."""

    def encode_chips(self, chips: Sequence[NDArray[np.uint8]]) -> list[Template]:
        """One template for each aligned (112, 112, 3) uint8 RGB face, in the same order."""
        ...


def _shown(detector: object) -> bool:
    """Whether a detector says how pictures are shown to it, and when it is sure."""
    sides, sure = getattr(detector, "sides", None), getattr(detector, "sure", None)
    whole = isinstance(sides, tuple) and all(type(side) is int and side >= 1 for side in sides)
    return whole and isinstance(sure, Real) and not math.isnan(sure)


@dataclass(frozen=True, slots=True)
class Engine:
    """A detector and the encoder that reads what it finds.

    Attributes:
        name: as reports show it.
        detector: finds faces.
        encoder: makes templates of them.
        builds: what they are made of: (file or package, its sha256 or version), for calibrations and reports.
        calibration: of this encoder build; the one that ships with docverify unless given, None when nobody
            has measured it: its comparisons then have a score and no threshold.

    Raises:
        ConfigurationError: no name, detector or encoder, or a calibration of another encoder build.
    """

    name: str
    detector: Detector
    encoder: Encoder
    builds: tuple[tuple[str, str], ...] = ()
    calibration: Calibration | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.name, str):
            raise ConfigurationError(f"an engine's name is a {type(self.name).__name__}: pass a string")
        if not callable(getattr(self.detector, "scan", None)) or not _shown(self.detector):
            raise ConfigurationError(
                "the detector is none: it needs a method `scan(image)`, `sides`, a tuple of whole numbers "
                "from 1, and `sure`, a number"
            )
        if not callable(getattr(self.encoder, "encode", None)) or not isinstance(
            getattr(self.encoder, "id", None), str
        ):
            raise ConfigurationError(
                "the encoder is none: it needs a method `encode(image, faces)` and an `id`"
            )
        if not isinstance(self.calibration, (Calibration, type(None))):
            raise ConfigurationError("the calibration is none: pass what read_calibration gave, or None")
        if self.calibration is None:
            object.__setattr__(self, "calibration", calibration_of(self.encoder.id))
        elif self.calibration.encoder != self.encoder.id:
            raise ConfigurationError(
                f"the calibration is of {self.calibration.encoder}, the encoder is {self.encoder.id}: "
                "a threshold holds for the build on which it was measured"
            )

    def calibrated(self, calibration: Calibration) -> "Engine":
        """The same engine with another calibration of its encoder build.

        Raises:
            ConfigurationError: no calibration, or one of another encoder build.
        """
        if not isinstance(calibration, Calibration):
            raise ConfigurationError("the calibration is none: pass what read_calibration gave")
        return replace(self, calibration=calibration)

    def point(self, fmr: float, *, population: Population | None = None) -> CalibratedPoint | None:
        """The operating point at a false match rate; None when the engine has no calibration.

        A population's own point stands in for it where scores are compared (`Population.corrected`); here one
        is refused that cannot.

        Raises:
            ConfigurationError: `fmr` is no rate, or below what the calibration supports; the population is
                none, or of another encoder build or calibration.
        """
        point = None if self.calibration is None else self.calibration.at(fmr)
        if population is None:
            return point
        if not isinstance(population, Population):
            raise ConfigurationError("the population is none: pass what Population.read gave, or None")
        population.check(self.encoder.id)
        if point is None:
            raise ConfigurationError(
                f"the engine {self.name} has no calibration, without which a population says nothing"
            )
        population.at(point)
        return point
