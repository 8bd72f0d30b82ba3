"""What an officer looks at, made in a worker: the portrait, the face, and the MRZ letter by letter.

Bytes in, bytes and plain values out; nothing is kept and nothing is written to a disk.
"""

from collections.abc import Sequence
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.api import acquire_document
from docverify.evidence.reading import Cells
from docverify.imaging import Limits, load_image
from docverify.imaging.geometry import cut_out
from docverify.service.operate.characters import letters_of

Picture = NDArray[np.uint8]

_SIDE: Final = 480
"""px: the longer side of a face that was cut out."""
_AROUND: Final = 0.35
"""Of the face's box, on every side: hair, chin and shoulders help an officer more than the box alone."""
CELL: Final = (28, 44)
"""px of a cell of the MRZ as it is shown: width, height."""
_ABOVE, _BESIDE = 0.35, 0.08
"""Of a capital, and of a cell's width, that is shown about it."""
_JPEG: Final = 88


def for_operator(
    document: Sequence[bytes],
    live: bytes | None,
    *,
    lines: Sequence[str],
    portrait: tuple[int, Sequence[float]] | None,
    face: Sequence[float] | None,
    limits: Limits,
) -> dict[str, Any]:
    """Cut out and look up what is shown beside a report.

    Args:
        document: the pictures that were verified.
        live: the live picture that counted.
        lines: the text of the report; letters of another reading are left out.
        portrait: which picture bears it, and its box in px, as the finding `portrait_found` has them.
        face: its box in the live picture, as `live_face_found` has it.
        limits: how large each picture may be.

    Returns:
        `letters`: line by line, as `Letter.to_dict`; empty where the report's text was read otherwise.
        `zone`: a JPEG of the MRZ, `CELL` px a letter; `portrait` and `face`: JPEGs. None for what is missing.
    """
    seen: dict[str, Any] = {"letters": [], "zone": None, "portrait": None, "face": None}
    if lines and document:
        seen |= _zone_of(document, tuple(lines), limits)
    if portrait is not None and portrait[0] < len(document):
        seen["portrait"] = _around(load_image(document[portrait[0]], limits=limits), portrait[1])
    if face is not None and live is not None:
        seen["face"] = _around(load_image(live, limits=limits), face)
    return seen


def _zone_of(document: Sequence[bytes], lines: tuple[str, ...], limits: Limits) -> dict[str, Any]:
    shown = acquire_document(list(document), face_engine=None, limits=limits)
    reading = shown.reading
    if reading.mrz is None or reading.mrz.lines != lines:
        return {}
    letters = [[one.to_dict() for one in row] for row in letters_of(reading)]
    if reading.cells is None or shown.mrz_picture is None:
        return {"letters": letters}
    zone = np.vstack(
        [
            _line(shown.pictures[shown.mrz_picture], reading.cells, number, len(text))
            for number, text in enumerate(lines)
        ]
    )
    return {"letters": letters, "zone": _jpeg(zone)}


def _line(picture: Picture, cells: Cells, line: int, length: int) -> Picture:
    """The letters of a line side by side, each cut out by itself: no page is quite flat."""
    width, height = CELL
    drawn = []
    for column in range(length):
        top_left, top_right, bottom_right, bottom_left = cells.quads[line, column]
        down = (bottom_left + bottom_right - top_left - top_right) / 2 * _ABOVE
        across = (top_right + bottom_right - top_left - bottom_left) / 2 * _BESIDE
        quad = np.array(
            [
                top_left - down - across,
                top_right - down + across,
                bottom_right + down + across,
                bottom_left + down - across,
            ]
        )
        drawn.append(cut_out(picture, quad, width=width, height=height))
    return np.hstack(drawn)


def _around(picture: Picture, box: Sequence[float]) -> bytes | None:
    """A face with some room about it, as a JPEG; None where the box lies outside the picture."""
    height, width = picture.shape[:2]
    x0, y0, x1, y1 = (float(edge) for edge in box)
    across, down = (x1 - x0) * _AROUND, (y1 - y0) * _AROUND
    left, right = max(0, round(x0 - across)), min(width, round(x1 + across))
    top, bottom = max(0, round(y0 - down)), min(height, round(y1 + down))
    if right - left < 2 or bottom - top < 2:
        return None
    part = picture[top:bottom, left:right]
    factor = _SIDE / max(part.shape[:2])
    size = max(1, round(part.shape[1] * factor)), max(1, round(part.shape[0] * factor))
    kind = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return _jpeg(np.asarray(cv2.resize(part, size, interpolation=kind), np.uint8))


def _jpeg(picture: Picture) -> bytes:
    done, data = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, _JPEG])
    assert done  # noqa: S101 - pixels of a picture can always be coded
    return bytes(data)
