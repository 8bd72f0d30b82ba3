"""How a document is pictured: pose, optics, light, sensor, file; named distributions to draw them from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from docverify.arguments import LARGEST, expect, expect_number
from docverify.errors import InputError
from docverify.specimens import ocrb

CAPITAL_MM = ocrb.PITCH_MM * (ocrb.BASELINE - ocrb.CAP_TOP)
"""Height of a capital of the MRZ, about 2.5 mm (ISO 1073-2, size I)."""


_ANY: Final = (-LARGEST, LARGEST)
_SHARE: Final = (0.0, 1.0)
_RANGES: Final = {
    "character_height": (1.0, 500.0),
    "rotation": _ANY,
    "tilt": (0.0, 80.0),  # beyond it the document's far edge is a line
    "tilt_direction": _ANY,
    "distance": (0.6, 1e6),  # nearer the camera stands in the document
    "margin": (0.0, 10.0),
    "blur": (0.0, 100.0),
    "motion": (0.0, 500.0),
    "motion_direction": _ANY,
    "light_loss": _SHARE,
    "light_direction": _ANY,
    "shadow": _SHARE,
    "glare": _SHARE,
    "glare_strength": _SHARE,
    "creases": (0, 100),
    "fingers": (0, 20),
    "noise": (0.0, 255.0),
}
"""From where to where each measure can be simulated."""
_COUNTS: Final = ("creases", "fingers")
_SURROUNDINGS: Final = ("table", "paper", "white")


@dataclass(frozen=True, slots=True)
class Conditions:
    """One way of picturing a document; the defaults do nothing to it.

    Attributes:
        character_height: of the MRZ's capitals at the middle of the MRZ, px of the picture.
        rotation: of the document in the picture, degrees, clockwise as seen.
        tilt: between the camera's axis and the document's normal, degrees.
        tilt_direction: the axis it is tilted about, degrees.
        distance: from camera to document, in diagonals of the document.
        margin: what is seen around the document, share of its longer side in the picture.
        surroundings: "table", "paper" (a scanner's lid) or "white".
        blur: sigma of the defocus, px.
        motion: length of the camera's shake, px.
        motion_direction: degrees.
        light_loss: share of the light lost from one end of the picture to the other.
        light_direction: towards the dark end, degrees.
        shadow: share of the light that the document takes from what it lies on.
        glare: share of the MRZ's area on which light is reflected.
        glare_strength: how white it is there, 0–1.
        creases: folds across the document.
        fingers: that hold it at an edge, never on the MRZ.
        noise: sigma of the sensor's noise, grey levels.
        jpeg: quality, or None for no compression.

    Raises:
        InputError: a measure out of its range, or surroundings that cannot be drawn.
    """

    character_height: float = 24.0
    rotation: float = 0.0
    tilt: float = 0.0
    tilt_direction: float = 0.0
    distance: float = 2.5
    margin: float = 0.0
    surroundings: str = "white"
    blur: float = 0.0
    motion: float = 0.0
    motion_direction: float = 0.0
    light_loss: float = 0.0
    light_direction: float = 0.0
    shadow: float = 0.0
    glare: float = 0.0
    glare_strength: float = 0.0
    creases: int = 0
    fingers: int = 0
    noise: float = 0.0
    jpeg: int | None = None

    def __post_init__(self) -> None:
        for name, (low, high) in _RANGES.items():
            expect_number(name, getattr(self, name), low=low, high=high, whole=name in _COUNTS)
        if self.jpeg is not None:
            expect_number("jpeg", self.jpeg, low=1, high=100, whole=True)
        if self.surroundings not in _SURROUNDINGS:
            raise InputError(f"surroundings must be one of {', '.join(_SURROUNDINGS)}")

    @property
    def px_per_mm(self) -> float:
        """The scale to draw a specimen at for this capture: no larger than it needs."""
        return self.character_height / CAPITAL_MM * 1.1


def clean(rng: np.random.Generator | None = None) -> Conditions:  # noqa: ARG001 - called like the others
    """Nothing goes wrong: the drawing itself, without a margin."""
    return Conditions()


def kiosk(rng: np.random.Generator) -> Conditions:
    """A document laid on a reader under even light: nearly upright, sharp, lightly compressed."""
    expect("rng", rng, np.random.Generator, "numpy.random.default_rng(seed)")
    return Conditions(
        character_height=float(rng.uniform(20, 28)),
        rotation=float(rng.uniform(-3, 3)),
        tilt=float(rng.uniform(0, 3)),
        tilt_direction=float(rng.uniform(0, 360)),
        margin=float(rng.uniform(0.02, 0.08)),
        surroundings="table",
        blur=float(rng.uniform(0.3, 0.7)),
        light_loss=float(rng.uniform(0, 0.1)),
        light_direction=float(rng.uniform(0, 360)),
        shadow=float(rng.uniform(0, 0.3)),
        noise=float(rng.uniform(1, 3)),
        jpeg=int(rng.integers(88, 97)),
    )


def moderate(rng: np.random.Generator) -> Conditions:
    """A careful photograph by hand.

    Any rotation, characters 14–28 px high, perspective up to 10°, blur of sigma 0.5–1.2 px, JPEG 60–95, noise
    of sigma up to 8, light falling off by up to 40 %, on a table or a page; all uniform.
    """
    expect("rng", rng, np.random.Generator, "numpy.random.default_rng(seed)")
    return Conditions(
        character_height=float(rng.uniform(14, 28)),
        rotation=float(rng.uniform(0, 360)),
        tilt=float(rng.uniform(0, 10)),
        tilt_direction=float(rng.uniform(0, 360)),
        distance=float(rng.uniform(1.5, 4)),
        margin=float(rng.uniform(0.02, 0.25)),
        surroundings=str(rng.choice(["table", "table", "table", "paper"])),
        blur=float(rng.uniform(0.5, 1.2)),
        light_loss=float(rng.uniform(0, 0.4)),
        light_direction=float(rng.uniform(0, 360)),
        shadow=float(rng.uniform(0, 0.5)),
        noise=float(rng.uniform(0, 8)),
        jpeg=int(rng.integers(60, 96)),
    )


def hard(rng: np.random.Generator) -> Conditions:
    """A poor photograph, in which nothing but the MRZ's presence is sure.

    Any rotation, characters 8–14 px high, perspective up to 30°, JPEG 30–60, noise of sigma up to 8, light
    falling off by up to 40 %, creases, fingers at the edge, and glare on up to a tenth of the MRZ that leaves
    a trace of the ink; either blur of sigma up to 2 px or motion of up to 6 px; all uniform.
    """
    expect("rng", rng, np.random.Generator, "numpy.random.default_rng(seed)")
    shaken = bool(rng.random() < 0.5)
    return Conditions(
        character_height=float(rng.uniform(8, 14)),
        rotation=float(rng.uniform(0, 360)),
        tilt=float(rng.uniform(0, 30)),
        tilt_direction=float(rng.uniform(0, 360)),
        distance=float(rng.uniform(1.5, 4)),
        margin=float(rng.uniform(0.02, 0.4)),
        surroundings=str(rng.choice(["table", "table", "table", "paper"])),
        blur=0.4 if shaken else float(rng.uniform(0.4, 2)),
        motion=float(rng.uniform(0, 6)) if shaken else 0.0,
        motion_direction=float(rng.uniform(0, 360)),
        light_loss=float(rng.uniform(0, 0.4)),
        light_direction=float(rng.uniform(0, 360)),
        shadow=float(rng.uniform(0, 0.6)),
        glare=float(rng.uniform(0, 0.1)),
        glare_strength=float(rng.uniform(0.4, 0.9)),
        creases=int(rng.integers(1, 4)),
        fingers=int(rng.integers(1, 3)),
        noise=float(rng.uniform(0, 8)),
        jpeg=int(rng.integers(30, 61)),
    )


CONDITIONS: dict[str, Callable[[np.random.Generator], Conditions]] = {
    "clean": clean,
    "kiosk": kiosk,
    "moderate": moderate,
    "hard": hard,
}
"""The distributions by name."""
