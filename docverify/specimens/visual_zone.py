"""The zone for eyes: titles, labels and values, signature, seals (ICAO Doc 9303-3 §3)."""

from datetime import date

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.specimens.holder import Holder, issued_before
from docverify.specimens.lettering import blend, write
from docverify.specimens.printed_truth import PrintedTruth, found
from docverify.specimens.sheets import LABELS
from docverify.specimens.style import Style

Picture = NDArray[np.uint8]
Box = tuple[float, float, float, float]
"""left, top, right, bottom."""

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_PLACES = ("ZENITH", "NADIR", "AMAUROT", "MERIDIAN", "EQUINOX", "SOLSTICE", "NEW ZENITH")
_UNKNOWN = "XX"


def day_of_issue(holder: Holder) -> date:
    """Ten years before the document expires."""
    expiry = holder.date_of_expiry
    return issued_before(expiry) if isinstance(expiry, date) else date(2020, 1, 1)


def values(holder: Holder, rng: np.random.Generator, *, issued: date) -> dict[str, str]:
    """What the visual zone says; what a holder does not tell is drawn from `rng`."""
    number = int(rng.integers(0, 10**6))
    return {
        "type": holder.document_code or "",
        "state": holder.issuing_state,
        "number": holder.document_number,
        "surname": holder.surname,
        "given_names": holder.given_names,
        "nationality": "UTOPIAN" if holder.nationality == "UTO" else holder.nationality,
        "birth": _written(_day(holder.date_of_birth)),
        "sex": holder.sex or "X",
        "place": str(rng.choice(_PLACES)),
        "issue": _written(issued),
        "authority": f"{rng.choice(('PASSPORT OFFICE', 'REGISTRY', 'CONSULATE'))} {rng.choice(_PLACES)}",
        "expiry": _written(_day(holder.date_of_expiry)),
        "optional": holder.optional_data,
        "entries": str(rng.choice(["1", "2", "MULTIPLE"])),
        "address": f"{number % 90 + 1} {rng.choice(_PLACES)} STREET, {rng.choice(_PLACES)}",
        "height": f"{number % 60 + 150} cm",
        "eyes": str(rng.choice(["BROWN", "BLUE", "GREEN", "GREY"])),
    }


def _day(value: date | str | None) -> date | str:
    """A date, or what is known of one: six characters `YYMMDD` become `DD MM YY`."""
    if isinstance(value, date):
        return value
    if value is None or len(value) != 6:
        return f"{_UNKNOWN} {_UNKNOWN} {_UNKNOWN}"
    return " ".join(value[start : start + 2].replace("<<", _UNKNOWN) for start in (4, 2, 0))


def _written(day: date | str) -> str:
    return day if isinstance(day, str) else f"{day.day:02} {_MONTHS[day.month - 1]} {day.year}"


def print_titles(
    page: Picture, state: str, title: str, *, box: Box, style: Style, rng: np.random.Generator
) -> list[PrintedTruth]:
    """Print the issuing State and the kind of document along the top; `box` in px."""
    left, top, right, bottom = box
    cap = (bottom - top) * 0.6
    face = style.text_in if style.text_in != "ocrb" else "sans"
    middle = left + (right - left) * rng.uniform(0.3, 0.6)
    written = []
    for field, text, start, end in (("state", state, left, middle), ("title", title, middle, right)):
        line = write(
            page, text, at=(start, bottom), cap=cap, face=face, ink=style.label_ink, width=end - start - cap
        )
        written += found(field, "title", line)
    return written


def print_fields(
    page: Picture,
    rows: tuple[tuple[str, ...], ...],
    said: dict[str, str],
    *,
    box: Box,
    style: Style,
    scale: float,
    rng: np.random.Generator,
) -> list[PrintedTruth]:
    """Print labels and values row by row into `box`, px, in place; `scale` is in px per mm."""
    left, top, right, bottom = box
    step = (bottom - top) / len(rows)
    label_cap = min(step * 0.22, scale * rng.uniform(0.9, 1.4))
    value_cap = min(step * 0.42, scale * rng.uniform(1.8, 2.7))
    written = []
    for number, row in enumerate(rows):
        baseline = top + step * (number + 0.95)
        starts = left + (right - left) * np.linspace(0, 1, len(row) + 1)
        for name, start, end in zip(row, starts, starts[1:], strict=False):
            place, width = float(start), float(end - start) - scale
            label = str(rng.choice(LABELS[name]))
            line = write(
                page,
                label,
                at=(place, baseline - value_cap * 1.25),
                cap=label_cap,
                face=style.label_in,
                ink=style.label_ink,
                width=width,
            )
            written += found(name, "label", line)
            line = write(
                page,
                said[name],
                at=(place, baseline),
                cap=value_cap,
                face=style.text_in,
                ink=style.text_ink,
                width=width,
            )
            written += found(name, "value", line)
    return written


def sign(page: Picture, *, box: Box, ink: tuple[int, int, int], rng: np.random.Generator) -> None:
    """Scribble something like a signature into `box`, px, in place."""
    left, top, right, bottom = box
    along = np.linspace(0, 1, 160)
    waves = [
        rng.uniform(0.1, 0.5) * np.sin(along * rng.uniform(10, 60) + rng.uniform(0, 6.3)) for _ in range(3)
    ]
    x = left + (right - left) * np.clip(along + 0.5 * waves[0] * rng.uniform(0, 0.2), 0, 1)
    y = (top + bottom) / 2 + (bottom - top) / 2 * np.clip(waves[1] + waves[2], -1, 1)
    points = (np.stack([x, y], 1) * 8).astype(np.int32)
    cv2.polylines(page, [points], False, ink, max(1, round((bottom - top) / 25)), cv2.LINE_AA, 3)


def overprint(page: Picture, *, strength: float, rng: np.random.Generator) -> None:
    """Print a seal or a word in a clear colour anywhere across the page, MRZ included, in place."""
    height, width = page.shape[:2]
    strong, weak = int(rng.integers(140, 256)), int(rng.integers(0, 140))
    ink = tuple(int(part) for part in rng.permutation([strong, int(rng.integers(weak, strong + 1)), weak]))
    mask = np.zeros((height, width), np.uint8)
    centre = int(rng.uniform(0, width)), int(rng.uniform(0, height))
    size = float(rng.uniform(0.1, 0.35)) * height
    shade = int(255 * strength)
    if rng.random() < 0.5:
        for ring in (1.0, 0.85, 0.4):
            cv2.circle(mask, centre, int(size * ring), shade, max(1, int(size * 0.04)), cv2.LINE_AA)
    else:
        scale = size / 40
        cv2.putText(mask, "SPECIMEN", (0, centre[1]), 2, scale, shade, max(1, int(scale * 2)), cv2.LINE_AA)
        turn = cv2.getRotationMatrix2D((width / 2, centre[1]), float(rng.uniform(-40, 40)), 1)
        mask = np.asarray(cv2.warpAffine(mask, turn, (width, height)), np.uint8)
    blend(page, mask, left=0, top=0, ink=(ink[0], ink[1], ink[2]))
