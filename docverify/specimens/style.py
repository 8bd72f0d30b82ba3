"""How a document looks: everything about it but what it says."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from docverify.arguments import expect, expect_number
from docverify.errors import InputError
from docverify.specimens.designs import COMMON, NAMES
from docverify.specimens.ocrb import VARIANTS

Ink = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """The look of one specimen; shares are 0–1, inks RGB.

    Attributes:
        stock: how pale the paper is at least.
        guilloche: how dark the security pattern may be against the stock.
        mrz_ink: colour of the MRZ.
        mrz_opacity: how well it covers.
        mrz_fading: how unevenly, at worst.
        mrz_variant: of the typeface.
        mrz_weight: added to its strokes, share of the pitch.
        mrz_stretch: width and height of the type against the nominal.
        mrz_shift: of the whole MRZ, mm right and up.
        mrz_band: how much the paper is lightened beneath the MRZ.
        line_pitch: of the MRZ against the nominal.
        text_ink: colour of the visual zone's values.
        label_ink: colour of its labels.
        text_face: lettering of the values.
        label_face: lettering of the labels.
        portrait_right: whether the portrait stands on the right; of a TD1 card only.
        portrait_grey: whether it is engraved rather than printed in colour.
        ghost: strength of a second, small portrait.
        overprint: strength of a coloured seal or word printed across the page.
        facing_page: share of the booklet's other page that is in sight above (TD3).
        mrz_font: file of a typeface that the MRZ is set in instead of OCR-B; none ships but OCR-B.
        text_font: file of a typeface for the values, instead of `text_face`.
        label_font: file of a typeface for the labels, instead of `label_face`.
        design: how the page is laid out and its values are written: a name of `designs.NAMES`.

    Raises:
        InputError: a measure out of its range, or a name that is none.
    """

    stock: float = 0.9
    guilloche: float = 0.25
    mrz_ink: Ink = (25, 25, 28)
    mrz_opacity: float = 1.0
    mrz_fading: float = 0.0
    mrz_variant: str = "regular"
    mrz_weight: float = 0.01
    mrz_stretch: tuple[float, float] = (1.0, 1.0)
    mrz_shift: tuple[float, float] = (0.0, 0.0)
    mrz_band: float = 0.5
    line_pitch: float = 1.0
    text_ink: Ink = (20, 20, 30)
    label_ink: Ink = (60, 70, 110)
    text_face: str = "sans"
    label_face: str = "sans"
    portrait_right: bool = False
    portrait_grey: bool = False
    ghost: float = 0.0
    overprint: float = 0.0
    facing_page: float = 0.0
    mrz_font: Path | None = None
    text_font: Path | None = None
    label_font: Path | None = None
    design: str = COMMON

    def __post_init__(self) -> None:
        for name, (low, high) in _RANGES.items():
            expect_number(name, getattr(self, name), low=low, high=high)
        for name in ("mrz_font", "text_font", "label_font"):
            expect(name, getattr(self, name), (Path, type(None)), "the path of a font file, or None")
        for name, names in _NAMES.items():
            if getattr(self, name) not in names:
                raise InputError(f"{name} must be one of {', '.join(names)}")
        for name, (count, low, high, whole) in _TUPLES.items():
            given = getattr(self, name)
            expect(name, given, tuple, f"a tuple of {count} numbers")
            if len(given) != count:
                raise InputError(f"{name} has {len(given)} numbers: pass {count}")
            for one in given:
                expect_number(name, one, low=low, high=high, whole=whole)

    @property
    def text_in(self) -> str | Path:
        """What the values are lettered in."""
        return self.text_font or self.text_face

    @property
    def label_in(self) -> str | Path:
        """What the labels are lettered in."""
        return self.label_font or self.label_face


_SHARE: Final = (0.0, 1.0)
_RANGES: Final = {
    **dict.fromkeys(("stock", "guilloche", "mrz_opacity", "mrz_fading", "mrz_band"), _SHARE),
    **dict.fromkeys(("ghost", "overprint", "facing_page"), _SHARE),
    "mrz_weight": (-0.2, 0.2),
    "line_pitch": (0.5, 2.0),
}
"""From where to where each measure can be drawn."""
_FACES: Final = ("sans", "ocrb", "plain", "roman")
_NAMES: Final = {
    "mrz_variant": tuple(VARIANTS),
    "text_face": _FACES,
    "label_face": _FACES,
    "design": NAMES,
}
_TUPLES: Final = {
    **dict.fromkeys(("mrz_ink", "text_ink", "label_ink"), (3, 0, 255, True)),
    "mrz_stretch": (2, 0.2, 5.0, False),
    "mrz_shift": (2, -20.0, 20.0, False),
}
"""How many numbers, from where to where, and whether whole ones."""


def random_style(rng: np.random.Generator) -> Style:
    """Draw a look: as varied as documents are, so that a reader trained on them expects no one template."""
    expect("rng", rng, np.random.Generator, "numpy.random.default_rng(seed)")

    def perhaps(share: float, low: float, high: float) -> float:
        return float(rng.uniform(low, high)) if rng.random() < share else 0.0

    def ink(low: int, high: int) -> Ink:
        red, green, blue = (int(part) for part in rng.integers(low, high, 3))
        return red, green, blue

    engraved = int(rng.integers(0, 90))
    weights = (0.0, 0.01, 0.02, 0.035, 0.05)  # few, so that rendered glyphs are used again
    return Style(
        stock=float(rng.uniform(0.2, 1)),
        guilloche=float(rng.uniform(0, 0.6)),
        mrz_ink=(engraved,) * 3 if rng.random() < 0.8 else ink(0, 90),
        mrz_opacity=float(rng.uniform(0.75, 1)),
        mrz_fading=perhaps(0.3, 0.05, 0.4),
        mrz_variant=str(rng.choice(list(VARIANTS), p=[0.7, 0.2, 0.1])),
        mrz_weight=float(rng.choice(weights)),
        mrz_stretch=(float(rng.uniform(0.95, 1.02)), float(rng.uniform(0.93, 1.08))),
        mrz_shift=(float(rng.uniform(-1, 1)), float(rng.uniform(-1.5, 2.5))),
        mrz_band=perhaps(0.5, 0.2, 1.0),
        line_pitch=float(rng.uniform(0.82, 1.12)),
        text_ink=ink(0, 90),
        label_ink=ink(0, 160),
        text_face=str(rng.choice(["sans", "sans", "ocrb", "plain", "roman"])),
        label_face=str(rng.choice(["sans", "sans", "plain"])),
        portrait_right=bool(rng.random() < 0.2),
        portrait_grey=bool(rng.random() < 0.4),
        ghost=perhaps(0.4, 0.1, 0.5),
        overprint=perhaps(0.3, 0.1, 0.6),
        facing_page=perhaps(0.3, 0.1, 0.7),
    )
