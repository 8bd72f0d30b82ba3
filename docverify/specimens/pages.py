"""The pages of a document, all but the MRZ: paper, security print, portrait, visual zone."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from docverify.specimens import backgrounds, visual_zone, writing
from docverify.specimens.designs import COMMON, DESIGNS
from docverify.specimens.holder import Holder
from docverify.specimens.layout import Printer, print_heading, print_rows
from docverify.specimens.perforation import perforate
from docverify.specimens.portrait import fitted, printed, stand_in
from docverify.specimens.printed_truth import PrintedTruth, moved
from docverify.specimens.sheets import BACK_ROWS, Sheet
from docverify.specimens.style import Style

Picture = NDArray[np.uint8]
_MARGIN = 4.0  # mm
_TITLE = 6.0  # mm: height of the title's line
_HOLES = 6.0  # mm: width of the strip that bears a perforated number
_CARD = 90.0  # mm: narrower documents are cards, with fewer fields in a row


@dataclass(frozen=True, slots=True)
class Order:
    """What a page is drawn from.

    `holder` is whom the print is made out to, `issued` the day of issue; `scale` in px per mm, `mrz_lines` as
    many as the page will bear.
    """

    sheet: Sheet
    holder: Holder
    issued: date
    style: Style
    scale: float
    rng: np.random.Generator
    mrz_lines: int

    def px(self, length: float) -> int:
        """A length in mm as whole px."""
        return round(length * self.scale)

    def box(self, left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
        """A box in mm as whole px."""
        return self.px(left), self.px(top), self.px(right), self.px(bottom)

    @property
    def foot(self) -> float:
        """Where the visual zone ends, mm from the top: above the MRZ, or at the margin."""
        sheet = self.sheet
        if not self.mrz_lines:
            return sheet.height - _MARGIN
        return sheet.height - sheet.bottom - 3.5 - (self.mrz_lines - 1) * sheet.line_pitch * 1.1 - 3

    @property
    def portrait(self) -> tuple[float, float, float, float]:
        """Where the portrait stands, mm."""
        wide, high = self.sheet.portrait
        left = self.sheet.width - _MARGIN - wide if self.style.portrait_right else _MARGIN
        return left, _MARGIN + _TITLE, left + wide, _MARGIN + _TITLE + high

    @property
    def aside(self) -> tuple[float, float, float, float]:
        """The box beside the portrait, mm."""
        left, top, right, _ = self.portrait
        if self.style.portrait_right:
            return _MARGIN, top, left - 2, self.foot
        return right + 2, top, self.sheet.width - _MARGIN, self.foot


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A drawn page: (H, W, 3) uint8, the portrait's quad, (4, 2) px, and the lines printed on it."""

    image: Picture
    portrait: NDArray[np.float64] | None
    printed: tuple[PrintedTruth, ...]


def stock(order: Order, *, height: float | None = None) -> Picture:
    """Plain paper with the security pattern; `height` in mm, the sheet's own unless given."""
    rows = order.px(order.sheet.height if height is None else height)
    columns = order.px(order.sheet.width)
    plain = backgrounds.paper(order.rng, rows, columns, light=order.style.stock)
    return backgrounds.guilloche(order.rng, plain, strength=order.style.guilloche, scale=order.scale)


def front(order: Order, portrait: Picture | None) -> Page:
    """Draw the page with the portrait."""
    page = stock(order)
    said = visual_zone.values(order.holder, order.rng, issued=order.issued)
    drawn = _common_front if order.style.design == COMMON else _designed_front
    return drawn(order, page, said, portrait)


def _common_front(order: Order, page: Picture, said: dict[str, str], portrait: Picture | None) -> Page:
    sheet, style, rng = order.sheet, order.style, order.rng
    title = " / ".join(sheet.titles) if rng.random() < 0.5 else str(rng.choice(sheet.titles))
    state = "UTOPIA" if order.holder.issuing_state == "UTO" else f"STATE OF {order.holder.issuing_state}"
    box = order.box(_MARGIN, _MARGIN / 2, sheet.width - _MARGIN, _MARGIN / 2 + _TITLE)
    printed = visual_zone.print_titles(page, state, title, box=box, style=style, rng=rng)
    quad, under = _place(order, page, portrait)
    if under[1] + 2 < order.foot:
        visual_zone.sign(page, box=order.box(*under[:3], order.foot), ink=style.text_ink, rng=rng)
    printed += visual_zone.print_fields(
        page, sheet.rows, said, box=order.box(*order.aside), style=style, scale=order.scale, rng=rng
    )
    return Page(page, quad, tuple(printed))


def _designed_front(order: Order, page: Picture, said: dict[str, str], portrait: Picture | None) -> Page:
    """As its design lays it out: heading, portrait, holes, fields below the portrait and beside it."""
    design, sheet = DESIGNS[order.style.design], order.sheet
    lines = writing.values(said, order.holder, design, issued=order.issued)
    printer = Printer(page, order.style, order.scale)
    across = _MARGIN, sheet.width - _MARGIN
    heading = {
        "state": writing.written_state(order.holder.issuing_state, "name"),
        "title": writing.title(order.holder.document_code or "", design),
        "number": lines["number"][0],
    }
    texts = [(field, heading[field]) for field in design.heading]
    print_heading(
        printer, texts, box=order.box(across[0], 1, across[1], _MARGIN - 1 + _TITLE), band=design.band
    )
    quad, under = _place(order, page, portrait)
    left, top, right, foot = order.aside
    if design.perforated:
        right -= _HOLES
        box = order.box(right + 1, top + 1, right + _HOLES, foot)
        text, holes = perforate(page, order.holder.document_number, box=box, scale=order.scale)
        printer.printed.append(PrintedTruth("number", "perforation", text, holes))
    beside = design.card if sheet.width < _CARD else design.rows
    count = sum(map(len, beside))
    if design.foot:
        foot = under[1]
        box = order.box(across[0], foot, across[1], order.foot)
        print_rows(printer, (design.foot,), lines, box=box, design=design, first=count + 1, rng=order.rng)
    elif under[1] + 2 < order.foot:
        visual_zone.sign(page, box=order.box(*under[:3], order.foot), ink=order.style.text_ink, rng=order.rng)
    print_rows(printer, beside, lines, box=order.box(left, top, right, foot), design=design, rng=order.rng)
    return Page(page, quad, tuple(printer.printed))


def _place(
    order: Order, page: Picture, portrait: Picture | None
) -> tuple[NDArray[np.float64], tuple[float, float, float, float]]:
    """Print the portrait; returns its quad, and the box below it, mm."""
    left, top, right, bottom = order.portrait
    quad = _place_portrait(page, portrait, box=order.box(left, top, right, bottom), order=order)
    return quad, (left, bottom + 1, right, order.foot)


def _place_portrait(
    page: Picture, portrait: Picture | None, *, box: tuple[int, ...], order: Order
) -> NDArray[np.float64]:
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    face = (
        stand_in(order.rng, width=width, height=height)
        if portrait is None
        else fitted(portrait, width=width, height=height)
    )
    style = order.style
    opacity = float(order.rng.uniform(0.88, 1))
    under = page[top:bottom, left:right]
    page[top:bottom, left:right] = printed(face, under, grey=style.portrait_grey, opacity=opacity)
    if style.ghost:
        small = fitted(face, width=width // 3, height=height // 3)
        x = page.shape[1] - right if style.portrait_right else page.shape[1] - width // 3 - left
        y = bottom - height // 3
        under = page[y : y + small.shape[0], x : x + small.shape[1]]
        page[y : y + small.shape[0], x : x + small.shape[1]] = printed(
            small[: under.shape[0], : under.shape[1]], under, grey=True, opacity=style.ghost
        )
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64) - 0.5


def back(order: Order) -> Page:
    """Draw the back of a card: a few fields above where the MRZ will stand."""
    page = stock(order)
    said = visual_zone.values(order.holder, order.rng, issued=order.issued)
    box = order.box(_MARGIN, _MARGIN, order.sheet.width - _MARGIN, order.foot)
    if order.style.design == COMMON:
        printed = visual_zone.print_fields(
            page, BACK_ROWS, said, box=box, style=order.style, scale=order.scale, rng=order.rng
        )
        return Page(page, None, tuple(printed))
    design = DESIGNS[order.style.design]
    printer = Printer(page, order.style, order.scale)
    lines = writing.values(said, order.holder, design, issued=order.issued)
    print_rows(
        printer,
        design.back,
        lines,
        box=box,
        design=design,
        first=sum(map(len, design.card)) + 1,
        rng=order.rng,
    )
    return Page(page, None, tuple(printer.printed))


def facing(order: Order) -> Picture:
    """Draw the part of a booklet's other page that is in sight above the data page, and the fold."""
    page = stock(order, height=order.sheet.height * order.style.facing_page)
    fold = max(1, order.px(1.5))
    shade = np.linspace(1, order.rng.uniform(0.5, 0.9), fold)[:, None, None]
    page[-fold:] = (page[-fold:] * shade).astype(np.uint8)
    return page


def below(upper: Page, lower: Page) -> Page:
    """One page above another of the same width; the portrait is the one that there is."""
    shift = np.array((0, upper.image.shape[0]))
    portrait = upper.portrait
    if portrait is None and lower.portrait is not None:
        portrait = lower.portrait + shift
    return Page(
        np.concatenate([upper.image, lower.image]),
        portrait,
        upper.printed + moved(lower.printed, lambda quad: quad + shift),
    )
