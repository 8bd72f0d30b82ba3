"""Draws what a verification saw: page, MRZ, portrait, every other face, and what was refused and why."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from docverify.api.opened import MOST_FRAMES, MOST_SIDES, Pictures, opened
from docverify.arguments import expect
from docverify.errors import InputError
from docverify.evidence import Evidence, Face, FacePlace, SeenFace
from docverify.evidence.page_places import portrait_zones
from docverify.evidence.printed import Agreement, PrintedField
from docverify.imaging import Limits
from docverify.verification import Outcome, Report

Picture = NDArray[np.uint8]
Ink = tuple[int, int, int]

_HEIGHT: Final = 900  # px of each picture on the sheet
_MOST_WIDTH: Final = 1400
_GAP: Final = 16
_PAPER: Final = (24, 26, 30)
_WORDS: Final = (235, 235, 235)
_PAGE: Final = (0, 150, 255)
_ZONE: Final = (120, 200, 255)
_COUNTS: Final = (0, 190, 90)
_DOUBTFUL: Final = (245, 150, 0)
_REFUSED: Final = (235, 40, 70)
_BY_OUTCOME: Final = {
    Outcome.PASSED: _COUNTS,
    Outcome.FAILED: _REFUSED,
    Outcome.INCONCLUSIVE: _DOUBTFUL,
}


_BY_AGREEMENT: Final = {Agreement.AGREES: _COUNTS, Agreement.DIFFERS: _REFUSED}
_IN_MRZ: Final = {
    PrintedField.NUMBER: ("document_number",),
    PrintedField.NAME: ("primary_identifier", "secondary_identifier"),
    PrintedField.BIRTH: ("date_of_birth",),
    PrintedField.EXPIRY: ("date_of_expiry",),
    PrintedField.SEX: ("sex",),
    PrintedField.STATE: ("issuing_state", "nationality"),
}
"""Where the MRZ says what a printed field says."""


@dataclass(frozen=True, slots=True, eq=False)
class _Mark:
    """A polygon (n, 2) in px of its picture, and what is written beside it."""

    points: NDArray[np.float64]
    ink: Ink
    words: str = ""


def explain_verification(
    report: Report, *, document: Pictures, live: Pictures | None = None, limits: Limits | None = None
) -> Picture:
    """Draw what a verification saw; the result shows the document and the person.

    Args:
        report: as `verify` gave it in this process.
        document: the pictures that were verified.
        live: the live pictures that were verified; the one that counted is drawn.
        limits: how large each picture may be; `Limits()` unless given.

    Returns:
        (H, W, 3) uint8 RGB: the document's pictures beside the live face. The page's outline and the MRZ are
        blue, where the portrait belongs light blue, what counts green, other faces on the document orange,
        and what was refused red; outcome and reasons stand below. Print that agrees with the MRZ is green;
        where it differs, it is red in both places.

    Raises:
        InputError: the report comes from elsewhere, so that nothing is known of what was seen; or a picture
            cannot be used.
    """
    expect("report", report, Report, "what verify gave")
    seen = report.evidence
    if seen is None:
        raise InputError("this report was read back: only the process that judged knows what was seen")
    sides = opened(document, "document", limits=limits, most=MOST_SIDES)
    drawn = [_drawn(side, list(_on_document(seen, number))) for number, side in enumerate(sides)]
    if live is not None and seen.live is not None:
        frames = opened(live, "live", limits=limits, most=MOST_FRAMES)
        if seen.live.picture >= len(frames):
            raise InputError(f"live has {len(frames)} pictures: pass those that were verified")
        drawn.append(_drawn(frames[seen.live.picture], list(_on_live(seen))))
    width = sum(one.width for one in drawn) + _GAP * (len(drawn) + 1)
    below = _verdict(report, max(width, 700))
    sheet = Image.new("RGB", (max(width, 700), _HEIGHT + 2 * _GAP + below.height), _PAPER)
    left = _GAP
    for one in drawn:
        sheet.paste(one, (left, _GAP))
        left += one.width + _GAP
    sheet.paste(below, (0, _HEIGHT + 2 * _GAP))
    return np.asarray(sheet, np.uint8)


def _on_document(seen: Evidence, number: int) -> Iterator[_Mark]:
    inventory = seen.inventory
    if inventory is None:
        return
    bears = next((zone.picture for zone in inventory.zones if zone.counts), None)
    if seen.page is not None and bears == number:
        yield _Mark(seen.page.outline, _PAGE, "page")
        for zone in portrait_zones(seen.page):
            yield _Mark(zone, _ZONE, "the portrait's place")
    for mrz in inventory.zones:
        if mrz.picture == number and mrz.quad is not None:
            yield _Mark(mrz.quad, _PAGE if mrz.counts else _REFUSED, "" if mrz.counts else "another MRZ")
    for face in inventory.faces:
        if face.picture == number:
            yield _face_mark(face, seen)
    yield from _print_marks(seen, number, in_mrz=bears == number)


def _print_marks(seen: Evidence, number: int, *, in_mrz: bool) -> Iterator[_Mark]:
    """What is printed of each field; where it differs, the MRZ's cells as well."""
    for answer in () if seen.printed is None else seen.printed.answers:
        ink = _BY_AGREEMENT.get(answer.agreement)
        if ink is None:
            continue
        differs = answer.agreement is Agreement.DIFFERS
        words = f"{answer.field.value} differs" if differs else ""
        if answer.picture == number:
            yield from (_Mark(quad, ink, words) for quad in answer.quads)
        if differs and in_mrz:
            yield from (_Mark(quad, ink) for quad in _cells_of(seen, answer.field))


def _cells_of(seen: Evidence, field: PrintedField) -> Iterator[NDArray[np.float64]]:
    """Where the MRZ says a field: the quad about its cells, px."""
    reading = seen.reading
    if reading is None or reading.mrz is None or reading.cells is None:
        return
    for name in _IN_MRZ[field]:
        span = None if name not in reading.mrz.fields else reading.mrz.fields[name].span
        if span is not None and span.first <= span.last:
            first, last = (reading.cells.quads[span.line, column] for column in (span.first, span.last))
            yield np.stack([first[0], last[1], last[2], first[3]])


def _face_mark(one: SeenFace, seen: Evidence) -> _Mark:
    if one.counts:
        failure = None if seen.portrait is None else seen.portrait.failure
        words = "portrait" if failure is None else f"portrait: {failure.value.replace('_', ' ')}"
        return _Mark(_corners(one.face), _COUNTS if failure is None else _DOUBTFUL, words)
    if one.place in (FacePlace.OUTSIDE, None):
        return _Mark(_corners(one.face), _REFUSED, "not this document's")
    told = "" if one.likeness is None else f", likeness {one.likeness:.2f}"
    words = "differs from the portrait" if one.differs else "second face"
    return _Mark(_corners(one.face), _REFUSED if one.differs else _DOUBTFUL, words + told)


def _on_live(seen: Evidence) -> Iterator[_Mark]:
    sample = seen.live
    if sample is None:
        return
    for face in sample.faces:
        if sample.face is None or face.overlap(sample.face) < 0.5:
            yield _Mark(_corners(face), _REFUSED, "not compared")
    if sample.face is not None:
        words = (
            "live face" if sample.failure is None else f"live face: {sample.failure.value.replace('_', ' ')}"
        )
        score = None if seen.comparison is None else seen.comparison.score
        words += "" if score is None else f", score {score:.2f}"
        yield _Mark(_corners(sample.face), _COUNTS if sample.failure is None else _DOUBTFUL, words)


def _corners(face: Face) -> NDArray[np.float64]:
    x0, y0, x1, y1 = face.box
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])


def _drawn(picture: Picture, marks: list[_Mark]) -> Image.Image:
    """The picture at the sheet's height, with its marks."""
    height, width = picture.shape[:2]
    scale = min(_HEIGHT / height, _MOST_WIDTH / width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    canvas = Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS)
    pen, font = ImageDraw.Draw(canvas), ImageFont.load_default(18)
    for one in marks:
        points = [((x + 0.5) * scale, (y + 0.5) * scale) for x, y in one.points.tolist()]
        pen.line([*points, points[0]], fill=one.ink, width=3, joint="curve")
        if one.words:
            x, y = min(points, key=lambda point: point[0] + point[1])
            box = pen.textbbox((max(0.0, x), max(0.0, y - 24)), one.words, font=font)
            pen.rectangle((box[0] - 3, box[1] - 2, box[2] + 3, box[3] + 2), fill=one.ink)
            pen.text((max(0.0, x), max(0.0, y - 24)), one.words, fill=(255, 255, 255), font=font)
    return canvas


def _verdict(report: Report, width: int) -> Image.Image:
    """The outcome in its colour, and every sentence that kept the report from passing."""
    large, small = ImageFont.load_default(30), ImageFont.load_default(19)
    sentences = list(dict.fromkeys(one.sentence for one in report.decisive)) or ["Every check passed."]
    lines = [line for one in sentences for line in textwrap.wrap(one, max(30, width // 10))]
    strip = Image.new("RGB", (width, 56 + 27 * len(lines) + _GAP), _PAPER)
    pen = ImageDraw.Draw(strip)
    pen.text((_GAP, 8), report.outcome.value, fill=_BY_OUTCOME[report.outcome], font=large)
    for number, line in enumerate(lines):
        pen.text((_GAP, 52 + 27 * number), line, fill=_WORDS, font=small)
    return strip
