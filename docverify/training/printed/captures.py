"""Strips cut out of captured pages: print as a camera sees it, with every character's place known.

The pages have the designs that are for training (`specimens.designs.TRAINING`), in the specimens' own
typefaces and in those of `fonts`.
"""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.mrz import MrzFormat
from docverify.printed.alphabet import CHARACTERS, readable
from docverify.printed.cut import cut
from docverify.printed.strips import CAP_HEIGHT, HEIGHT
from docverify.specimens import Capture, Side, capture, draw_specimen, kiosk, moderate, random_style
from docverify.specimens.designs import TRAINING
from docverify.specimens.foreign import foreign_holder
from docverify.specimens.lettering import fitting
from docverify.specimens.printed_truth import PrintedTruth
from docverify.specimens.style import Style
from docverify.training.printed.fonts import Face
from docverify.training.printed.lines import MOST, WIDTH, LineStrips

_FORMATS = (MrzFormat.TD3, MrzFormat.TD2, MrzFormat.TD1, MrzFormat.MRVA, MrzFormat.MRVB)
_CARDS = (MrzFormat.TD1, MrzFormat.TD2)
_NAMES = ("surname", "given_names", "name")
_OWN_FACE = 0.5
"""Share of pages in the specimens' own typefaces."""
_LEAST = 5.0
"""px: height of capitals of the smallest print that is taught."""
_MEASURED = 100.0
"""px: height of capitals at which characters are measured."""


def captured(seed: int, count: int, fonts: tuple[Face, ...], *, cards: bool = False) -> LineStrips:
    """Draw `count` strips of captured pages, the same for the same `seed`.

    Args:
        seed: of everything.
        count: of strips.
        fonts: to set half of the pages in.
        cards: whether only fronts of cards are drawn, and names kept more often than the rest: their print is
            the smallest of what is asked for, and has the most marks.
    """
    cv2.setNumThreads(1)
    rng = np.random.default_rng([20266, seed])
    images = np.zeros((count, HEIGHT, WIDTH), np.uint8)
    edges = np.full((count, MOST, 2), np.nan, np.float32)
    labels = np.full((count, MOST), -1, np.int16)
    row = 0
    while row < count:
        for image, places, classes in _page(rng, fonts, cards=cards):
            if row == count:
                break
            images[row], edges[row, : len(places)], labels[row, : len(classes)] = image, places, classes
            row += 1
    return LineStrips(images, edges, labels)


_Strip = tuple[NDArray[np.uint8], NDArray[np.float32], list[int]]


def taken_page(
    rng: np.random.Generator, fonts: tuple[Face, ...], *, cards: bool = False
) -> tuple[Capture, Style]:
    """Draw a page of a design for training and capture it: the capture, and the page's style.

    Args:
        rng: of everything.
        fonts: to set half of the pages in.
        cards: whether only fronts of cards are drawn.
    """
    formats = _CARDS if cards else _FORMATS
    layout = formats[int(rng.integers(len(formats)))]
    conditions = (kiosk if rng.random() < 0.5 else moderate)(rng)
    style = replace(random_style(rng), design=TRAINING[int(rng.integers(len(TRAINING)))])
    if rng.random() > _OWN_FACE:
        value, label = (fonts[int(rng.integers(len(fonts)))].path for _ in range(2))
        style = replace(style, text_font=value, label_font=label)
    specimen = draw_specimen(
        layout,
        holder=foreign_holder(layout, rng=rng),
        rng=rng,
        style=style,
        px_per_mm=conditions.px_per_mm,
        side=Side.FRONT if cards or rng.random() < 0.5 else Side.MRZ,
    )
    return capture(specimen, conditions, rng=rng), style


def _page(rng: np.random.Generator, fonts: tuple[Face, ...], *, cards: bool) -> list[_Strip]:
    taken, style = taken_page(rng, fonts, cards=cards)
    grey = np.asarray(cv2.cvtColor(taken.image, cv2.COLOR_RGB2GRAY), np.uint8)
    lines = [line for line in taken.printed if line.kind != "perforation"]
    if cards:
        lines = [line for line in lines if rng.random() < _kept_of_card(line)]
    strips = (_strip(rng, grey, line, style) for line in lines)
    return [one for one in strips if one is not None]


def _kept_of_card(line: PrintedTruth) -> float:
    """Share of such lines that is kept."""
    if line.kind != "value":
        return 0.25
    return 1.0 if line.field in _NAMES else 0.5


def _strip(
    rng: np.random.Generator, grey: NDArray[np.uint8], line: PrintedTruth, style: Style
) -> _Strip | None:
    quad = line.quad
    up = (quad[0] + quad[1] - quad[2] - quad[3]) / 2
    across = (quad[1] + quad[2] - quad[0] - quad[3]) / 2
    capital, length = float(np.hypot(*up)), float(np.hypot(*across))
    text = line.text
    if (
        capital < _LEAST
        or any(one not in CHARACTERS for one in readable(text))
        or len(readable(text)) != len(text)
    ):
        return None
    face: str | Path = style.text_in if line.kind == "value" else style.label_in
    ends = [fitting(text[: n + 1], cap=_MEASURED, face=face) if n >= 0 else 0.0 for n in range(-1, len(text))]
    if ends[-1] <= 0:
        return None
    borders = np.array(ends) / ends[-1] * length
    # Errors of placement: height, position, tilt.
    half = capital / 2 * HEIGHT / CAP_HEIGHT * np.exp(rng.normal(0, 0.09))
    stretch = np.exp(rng.normal(0, 0.08))
    reach = WIDTH / HEIGHT * 2 * half / stretch
    begin = -capital * rng.uniform(0.2, 1.1)
    if borders[-1] > reach and rng.random() < 0.6:
        begin += rng.uniform(0, borders[-1] - reach + capital)
    unit, rise = across / length, up / capital
    low, high = rng.normal(0, 0.06, 2) * capital
    middle = (quad[0] + quad[3]) / 2
    left, right = middle + unit * begin + rise * low, middle + unit * (begin + reach) + rise * high
    corners = np.stack([left + rise * half, right + rise * half, right - rise * half, left - rise * half])
    scale = WIDTH / reach
    seen = (borders - begin) * scale - 0.5
    inside = [n for n in range(len(text)) if seen[n] > -8 and seen[n + 1] < WIDTH + 8][:MOST]
    places = np.array([(seen[n], seen[n + 1]) for n in inside], np.float32).reshape(-1, 2)
    said = readable(text)
    image = cut(grey, corners, width=WIDTH, height=HEIGHT)
    end = int(seen[-1] + CAP_HEIGHT * rng.uniform(0.3, 1))  # the reader's strips end soon after the line
    if 0 < end < WIDTH:
        image[:, end:] = round(float(image[:, :end].mean()))
    return image, places, [1 + CHARACTERS.index(said[n]) for n in inside]
