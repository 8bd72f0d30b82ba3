"""The pages of a document, all but the MRZ: paper, security print, portrait, visual zone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docverify.specimens import backgrounds, visual_zone
from docverify.specimens.holder import Holder
from docverify.specimens.portrait import fitted, printed, stand_in
from docverify.specimens.sheets import BACK_ROWS, Sheet
from docverify.specimens.style import Style

Picture = NDArray[np.uint8]
_MARGIN = 4.0  # mm
_TITLE = 6.0  # mm: height of the title's line


@dataclass(frozen=True, slots=True)
class Order:
    """What a page is drawn from; `scale` in px per mm, `mrz_lines` as many as the page will bear."""

    sheet: Sheet
    holder: Holder
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


def stock(order: Order, *, height: float | None = None) -> Picture:
    """Plain paper with the security pattern; `height` in mm, the sheet's own unless given."""
    rows = order.px(order.sheet.height if height is None else height)
    columns = order.px(order.sheet.width)
    plain = backgrounds.paper(order.rng, rows, columns, light=order.style.stock)
    return backgrounds.guilloche(order.rng, plain, strength=order.style.guilloche, scale=order.scale)


def front(order: Order, portrait: Picture | None) -> tuple[Picture, NDArray[np.float64]]:
    """Draw the page with the portrait; returns it and the portrait's quad."""
    page = stock(order)
    sheet, style, rng = order.sheet, order.style, order.rng
    said = visual_zone.values(order.holder, rng)
    title = " / ".join(sheet.titles) if rng.random() < 0.5 else str(rng.choice(sheet.titles))
    state = "UTOPIA" if order.holder.issuing_state == "UTO" else f"STATE OF {order.holder.issuing_state}"
    box = order.box(_MARGIN, _MARGIN / 2, sheet.width - _MARGIN, _MARGIN / 2 + _TITLE)
    visual_zone.print_titles(page, state, title, box=box, style=style, rng=rng)

    wide, high = sheet.portrait
    near = sheet.width - _MARGIN - wide if style.portrait_right else _MARGIN
    over = _MARGIN + _TITLE
    quad = _place_portrait(page, portrait, box=order.box(near, over, near + wide, over + high), order=order)
    if over + high + 3 < order.foot:
        visual_zone.sign(
            page, box=order.box(near, over + high + 1, near + wide, order.foot), ink=style.text_ink, rng=rng
        )
    aside = (_MARGIN, near - 2) if style.portrait_right else (near + wide + 2, sheet.width - _MARGIN)
    visual_zone.print_fields(
        page,
        sheet.rows,
        said,
        box=order.box(aside[0], over, aside[1], order.foot),
        style=style,
        scale=order.scale,
        rng=rng,
    )
    return page, quad


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


def back(order: Order) -> Picture:
    """Draw the back of a card: a few fields above where the MRZ will stand."""
    page = stock(order)
    said = visual_zone.values(order.holder, order.rng)
    box = order.box(_MARGIN, _MARGIN, order.sheet.width - _MARGIN, order.foot)
    visual_zone.print_fields(
        page, BACK_ROWS, said, box=box, style=order.style, scale=order.scale, rng=order.rng
    )
    return page


def facing(order: Order) -> Picture:
    """Draw the part of a booklet's other page that is in sight above the data page, and the fold."""
    page = stock(order, height=order.sheet.height * order.style.facing_page)
    fold = max(1, order.px(1.5))
    shade = np.linspace(1, order.rng.uniform(0.5, 0.9), fold)[:, None, None]
    page[-fold:] = (page[-fold:] * shade).astype(np.uint8)
    return page
