"""Draws a document of Utopia, seen straight on: paper, security print, portrait, visual zone, MRZ."""

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_all, expect_number, expect_picture
from docverify.errors import InputError
from docverify.mrz import LAYOUTS, MrzFormat
from docverify.specimens import pages, visual_zone
from docverify.specimens.holder import Holder
from docverify.specimens.mrz_print import print_mrz
from docverify.specimens.pages import Order
from docverify.specimens.printed_truth import PrintedTruth
from docverify.specimens.sheets import SHEETS, drawable
from docverify.specimens.style import Style, random_style

Picture = NDArray[np.uint8]
Quads = NDArray[np.float64]


class Side(Enum):
    """What is drawn of a document; only TD1 has its MRZ and its portrait on different sides."""

    MRZ = "the side with the MRZ"
    FRONT = "the side with the portrait"
    BOTH = "front and back, one above the other"


@dataclass(frozen=True, slots=True, eq=False)
class Specimen:
    """A drawn document.

    Attributes:
        image: (H, W, 3) uint8 RGB.
        format: its MRZ format.
        lines: the MRZ that is printed on `image`; none on the front of a TD1 card.
        line_quads: (len(lines), 4, 2) px, in reading order: left edge of the first cell to right edge of the
            last, capital height to baseline.
        portrait_quad: (4, 2) px, or None where no portrait is.
        px_per_mm: scale of `image`.
        radius: of the corners, px.
        mask: (H, W) uint8, 255 where something is drawn and 0 where what lies beneath is seen; None: the
            whole picture but its rounded corners.
        document_quad: (4, 2) px, the document within a larger picture; None: the whole picture.
        frame: (4, 2) px, what a camera must have in view; None: the whole picture.
        printed: the lines of the visual zone, labels and titles too, where they stand in `image`.
    """

    image: Picture
    format: MrzFormat
    lines: tuple[str, ...]
    line_quads: Quads
    portrait_quad: NDArray[np.float64] | None
    px_per_mm: float
    radius: float
    mask: Picture | None = None
    document_quad: Quads | None = None
    frame: Quads | None = None
    printed: tuple[PrintedTruth, ...] = ()

    def __repr__(self) -> str:
        """Show no identity data."""
        height, width = self.image.shape[:2]
        return f"Specimen({self.format.value}, {width} × {height} px)"


def draw_specimen(
    format: MrzFormat,  # noqa: A002 - the word of the house
    *,
    holder: Holder,
    rng: np.random.Generator,
    portrait: Picture | None = None,
    px_per_mm: float = 12.0,
    side: Side = Side.MRZ,
    style: Style | None = None,
    lines: tuple[str, ...] | None = None,
    printed: Holder | None = None,
) -> Specimen:
    """Draw a document of one of the five formats of ICAO Doc 9303.

    Args:
        format: TD1, TD2, TD3, MRVA or MRVB.
        holder: whom it is made out to.
        rng: source of everything that is not given.
        portrait: (H, W, 3) uint8 RGB of any size; a stand-in is drawn if there is none.
        px_per_mm: scale, from 2 to 100; a capital of the MRZ is 2.5 mm high.
        side: of a TD1 card; the other formats have one.
        style: the look; drawn at random unless given.
        lines: an MRZ to print instead of the holder's own: wrong check digits, say.
        printed: whom the visual zone is made out to, if it shall say something else than the MRZ.

    Raises:
        UnsupportedFormat: `format` is none of the five.
        InputError: a field of the holder does not fit the format, or another argument is not what is said
            above.
    """
    format = drawable(format)  # noqa: A001 - the word of the house
    _check(holder=holder, rng=rng, portrait=portrait, px_per_mm=px_per_mm, side=side, style=style)
    expect("printed", printed, (Holder, type(None)), "a Holder, or None")
    text = holder.lines(format) if lines is None else _checked_lines(format, lines)
    shown = holder if printed is None else printed
    if shown.document_code is None:
        shown = replace(shown, document_code=LAYOUTS[format].code)
    look = random_style(rng) if style is None else style
    two_sided = format is MrzFormat.TD1
    if not two_sided:  # among 150 real pictures, no passport, TD2 or visa had its portrait at the right
        look = replace(look, portrait_right=False)
    bears_mrz = not two_sided or side is Side.MRZ
    issued = visual_zone.day_of_issue(holder)
    order = Order(SHEETS[format], shown, issued, look, px_per_mm, rng, len(text) if bears_mrz else 0)
    drawn = pages.back(order) if two_sided and side is Side.MRZ else pages.front(order, portrait)
    if two_sided and side is Side.BOTH:
        gap = np.full((order.px(float(rng.uniform(2, 10))), drawn.image.shape[1], 3), 250, np.uint8)
        drawn = pages.below(
            pages.below(drawn, pages.Page(gap, None, ())), pages.back(replace(order, mrz_lines=len(text)))
        )
    if format is MrzFormat.TD3 and look.facing_page:
        drawn = pages.below(pages.Page(pages.facing(order), None, ()), drawn)
    page = drawn.image
    if two_sided and side is Side.FRONT:
        text, line_quads = (), np.empty((0, 4, 2))
    else:
        line_quads = print_mrz(page, text, sheet=order.sheet, style=look, scale=px_per_mm, rng=rng)
    if look.overprint:
        visual_zone.overprint(page, strength=look.overprint, rng=rng)
    return Specimen(
        page,
        format,
        text,
        line_quads,
        drawn.portrait,
        px_per_mm,
        order.sheet.radius * px_per_mm,
        printed=drawn.printed,
    )


def _check(
    *, holder: object, rng: object, portrait: object, px_per_mm: float, side: object, style: object
) -> None:
    """Refuse arguments of another kind."""
    expect("holder", holder, Holder, "a Holder")
    expect("rng", rng, np.random.Generator, "numpy.random.default_rng(seed)")
    if portrait is not None:
        expect_picture("portrait", portrait)
    expect_number("px_per_mm", px_per_mm, low=2.0, high=100.0)
    expect("side", side, Side, "a Side")
    expect("style", style, (Style, type(None)), "a Style, or None")


def _checked_lines(layout: MrzFormat, lines: tuple[str, ...]) -> tuple[str, ...]:
    """An MRZ of a layout's shape, which may be wrong in any other way."""
    expect_all("lines", lines, str, "strings")
    widths = LAYOUTS[layout].widths
    if tuple(map(len, lines)) != widths:
        raise InputError(f"lines of {layout.value} are {len(widths)} of {widths[0]} characters: pass such")
    return lines
