"""What a face engine must do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from docverify.faces.face import Face
from docverify.faces.template import Template


class Detector(Protocol):
    """Finds faces in one picture at one size.

    `sides` says how the picture is best shown to it: scaled so that its longer side has these lengths in px,
    in turn, until a face is found. Empty: as it is. From the score `sure` on, a face is one, and is upright.
    """

    sides: tuple[int, ...]
    sure: float

    def scan(self, image: NDArray[np.uint8]) -> list[Face]:
        """Every face of an (H, W, 3) uint8 RGB picture, in its px; several boxes on one face are merged."""
        ...


class Encoder(Protocol):
    """Turns faces into templates. `id` names the build: network, alignment and their versions."""

    id: str

    def encode(self, image: NDArray[np.uint8], faces: Sequence[Face]) -> list[Template]:
        """One template for each face of an (H, W, 3) uint8 RGB picture, in the same order."""
        ...


@dataclass(frozen=True, slots=True)
class Engine:
    """A detector and the encoder that reads what it finds.

    `builds` names what they are made of (file or package, and its sha256 or version), for calibrations.
    """

    name: str
    detector: Detector
    encoder: Encoder
    builds: tuple[tuple[str, str], ...] = ()
