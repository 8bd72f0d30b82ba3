"""Sizes of documents, where their MRZ stands, and where their portrait belongs: tables.

Sizes and the pitch of 2.54 mm are ICAO Doc 9303's (part 3 §4, part 4 §2, part 5 §2, part 6 §2, part 7 §3 and
§4); where the MRZ stands within them is printed with wide tolerances, which `page_camera` allows for. Sheets
of layouts that are not ICAO's have the size of the ICAO document that they are printed on.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docverify.mrz import MrzFormat

PITCH = 2.54
"""Width of an MRZ cell, mm."""

CAPITAL = 2.5
"""Height of an MRZ capital, mm (ISO 1073-2, size I)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """Where the middle of a portrait's face box belongs, in mm on the page, and how large the box is there.

    Attributes:
        left, top, right, bottom: from the page's left and upper edge.
        least, most: the box's longer side.
    """

    left: float
    top: float
    right: float
    bottom: float
    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One kind of document; lengths in mm.

    Attributes:
        width: of the page.
        height: of the page.
        left: from the page's left edge to the left edge of the first MRZ cell.
        bottom: from the page's lower edge up to the baseline of the last MRZ line.
        line_pitch: between baselines of MRZ lines.
        portrait: where the portrait belongs on this page; empty where it belongs on the other side.
        other_side: where it then lies if the other side is in the same picture, above this one or left of it.
    """

    width: float
    height: float
    left: float
    bottom: float
    line_pitch: float
    portrait: tuple[Zone, ...] = ()
    other_side: tuple[Zone, ...] = ()

    @property
    def outline(self) -> NDArray[np.float64]:
        """The corners, (4, 2) mm, from the top-left one."""
        return np.array([(0, 0), (self.width, 0), (self.width, self.height), (0, self.height)], np.float64)


def _beside_the_data(
    sheet: tuple[float, float], left: float, bottom: float, columns: int
) -> tuple[Zone, ...]:
    """The left part of the page above the MRZ.

    In widths of the MRZ, from its left end and up from its foot, the middles of 114 real portraits of
    passports, visas and TD2 cards lie at 0.09–0.19 and 0.25–0.47 (one drawn: 0.53), their boxes are
    0.15–0.29 long (one drawn: 0.36); ghost images lie at 0.48 and beyond. Specimens with portraits that show
    the shoulders had boxes from 0.119 on, official portraits printed whole would have 0.1; noise that passes
    for a face in real zones was 0.035 long.
    """
    mrz = columns * PITCH
    foot = sheet[1] - bottom
    return (
        Zone(
            left=left + 0.05 * mrz,
            right=left + 0.25 * mrz,
            top=foot - 0.58 * mrz,
            bottom=foot - 0.2 * mrz,
            least=0.08 * mrz,
            most=0.4 * mrz,
        ),
    )


def _front_elsewhere(left: float, foot: float) -> tuple[Zone, ...]:
    """Where the portrait of a card lies when its front is pictured above its back, or to the left of it.

    Measured on 17 real pictures with the front above, as before: 0.15–0.21 or 0.84–0.88 along, 0.83–1.38 up,
    0.19–0.36 long; of specimens 0.133 at least. One real picture has the front at the left, its portrait 1.08
    before the MRZ and 0.16 up.
    """
    mrz = 30 * PITCH
    return tuple(
        Zone(
            left=left + first * mrz,
            right=left + last * mrz,
            top=foot - upper * mrz,
            bottom=foot - lower * mrz,
            least=0.09 * mrz,
            most=0.45 * mrz,
        )
        for first, last, upper, lower in (
            (0.08, 0.3, 1.42, 0.82),
            (0.75, 0.95, 1.42, 0.82),
            (-1.2, -0.85, 0.45, 0.1),
        )
    )


_TD3 = (125.0, 88.0)
_TD2 = (105.0, 74.0)
_MRVA = (120.0, 80.0)
_ID1 = (85.6, 53.98)


def _page(
    size: tuple[float, float], *, left: float, bottom: float, columns: int, line_pitch: float = 6.35
) -> Sheet:
    return Sheet(
        width=size[0],
        height=size[1],
        left=left,
        bottom=bottom,
        line_pitch=line_pitch,
        portrait=_beside_the_data(size, left, bottom, columns),
    )


_CARD_BACK = Sheet(
    width=_ID1[0],
    height=_ID1[1],
    left=4.7,
    bottom=6.2,
    line_pitch=5.6,
    other_side=_front_elsewhere(4.7, _ID1[1] - 6.2),
)

SHEETS: dict[MrzFormat, Sheet] = {
    MrzFormat.TD1: _CARD_BACK,
    MrzFormat.TD2: _page(_TD2, left=6.0, bottom=7.0, columns=36),
    MrzFormat.TD3: _page(_TD3, left=6.5, bottom=7.4, columns=44),
    MrzFormat.MRVA: _page(_MRVA, left=4.0, bottom=7.0, columns=44),
    MrzFormat.MRVB: _page(_TD2, left=6.0, bottom=7.0, columns=36),
    MrzFormat.FRA_ID: _page(_TD2, left=6.0, bottom=7.0, columns=36),
    MrzFormat.SVK_34: _page(_TD2, left=6.0, bottom=7.0, columns=34),
    MrzFormat.FRA_DL: _CARD_BACK,
    MrzFormat.NLD_DL: _CARD_BACK,
    MrzFormat.CHE_DL: _CARD_BACK,
}
"""The page of every layout."""
