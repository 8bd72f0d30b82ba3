"""Lays flat things one upon another, in millimetres, and makes of them one specimen to `capture`.

Millimetres count from the top left corner of the page that lies at the origin, x to the right, y down.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.imaging.geometry import Points, homography, projected, rectangle
from docverify.mrz import MrzFormat
from docverify.specimens.camera import rounded
from docverify.specimens.draw import Specimen
from docverify.specimens.printed_truth import moved

Picture = NDArray[np.uint8]

_BORDER = 30.0  # mm beyond what must be seen: what reaches there shows in the picture's margin


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """One flat thing.

    Attributes:
        image: (H, W, 3) uint8 RGB.
        mask: (H, W) uint8, 255 where it is opaque.
        quad: (4, 2) mm, where the corners of `image` lie.
        framed: whether all of it must be in view; a hand may reach out of the picture.
        specimen: the document that it shows, if the MRZ's height in the picture shall be that of its MRZ.
    """

    image: Picture
    mask: Picture
    quad: Points
    framed: bool = True
    specimen: Specimen | None = field(default=None, repr=False)


def oblong(
    centre: tuple[float, float], width: float, height: float, *, turn: float = 0.0
) -> NDArray[np.float64]:
    """The quad of a rectangle about `centre`, turned by `turn` degrees clockwise as seen."""
    angle = np.radians(turn)
    spin = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (width / 2, height / 2)
    return np.asarray(corners @ spin + centre, np.float64)


def opaque(image: Picture, quad: Points, *, radius: float = 0.0) -> Piece:
    """A thing without holes; its corners are rounded by `radius` px of `image`."""
    height, width = image.shape[:2]
    mask = np.full((height, width), 255, np.uint8)
    if radius:
        outline = np.round(rounded(width, height, radius) * 16).astype(np.int32)
        mask = np.asarray(cv2.fillPoly(np.zeros_like(mask), [outline], 255, cv2.LINE_AA, 4), np.uint8)
    return Piece(image=image, mask=mask, quad=quad)


def page_piece(
    page: Specimen, *, centre: tuple[float, float] | None = None, turn: float = 0.0, leads: bool = False
) -> Piece:
    """A drawn document, its corner at the origin or its middle at `centre`, mm; one page leads."""
    height, width = (length / page.px_per_mm for length in page.image.shape[:2])
    quad = oblong((width / 2, height / 2) if centre is None else centre, width, height, turn=turn)
    piece = opaque(page.image, quad, radius=page.radius)
    return Piece(image=piece.image, mask=piece.mask, quad=quad, specimen=page if leads else None)


def flatten(pieces: Sequence[Piece], *, scale: float, format: MrzFormat) -> Specimen:  # noqa: A002 - the word of the house
    """One picture of all pieces, the later above the earlier, at `scale` px per mm.

    The MRZ, the print and the portrait of the result are those of the piece that has a specimen.
    """
    seen = np.concatenate([piece.quad for piece in pieces if piece.framed])
    origin = np.floor((seen.min(axis=0) - _BORDER) * scale)
    size = np.ceil((seen.max(axis=0) + _BORDER) * scale - origin).astype(int)
    image = np.zeros((int(size[1]), int(size[0]), 3), np.uint8)
    mask = np.zeros(image.shape[:2], np.uint8)
    leading: Specimen | None = None
    matrix = np.eye(3)
    outline: Points | None = None
    for piece in pieces:
        quad = piece.quad * scale - origin - 0.5
        _lay(image, mask, piece, quad)
        if piece.specimen is not None:
            leading, outline = piece.specimen, quad
            matrix = homography(rectangle(*piece.image.shape[1::-1]), quad)
    low, high = seen.min(axis=0) * scale - origin - 0.5, seen.max(axis=0) * scale - origin - 0.5
    frame = np.array([low, (high[0], low[1]), high, (low[0], high[1])])
    portrait = None if leading is None else leading.portrait_quad
    return Specimen(
        image,
        format,
        () if leading is None else leading.lines,
        np.empty((0, 4, 2)) if leading is None else projected(leading.line_quads, matrix),
        None if portrait is None else projected(portrait, matrix),
        scale,
        0.0,
        mask=mask,
        document_quad=frame if outline is None else outline,
        frame=frame,
        printed=() if leading is None else moved(leading.printed, lambda quad: projected(quad, matrix)),
    )


def _lay(image: Picture, mask: Picture, piece: Piece, quad: Points) -> None:
    """Lay a piece over what lies there, in place."""
    thing, cover = _shrunk(piece, quad)
    low = np.maximum(np.floor(quad.min(axis=0)).astype(int) - 1, 0)
    high = np.minimum(np.ceil(quad.max(axis=0)).astype(int) + 2, image.shape[1::-1])
    size = int(high[0] - low[0]), int(high[1] - low[1])
    if min(size) <= 0:
        return
    matrix = homography(rectangle(*thing.shape[1::-1]), quad - low)
    laid = cv2.warpPerspective(thing, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    share = cv2.warpPerspective(cover, matrix, size)[..., None].astype(np.float32) / 255
    window = image[low[1] : high[1], low[0] : high[0]]
    below = mask[low[1] : high[1], low[0] : high[0]]
    under = below[..., None].astype(np.float32) / 255 * (1 - share)
    both = share + under
    # Where nothing is yet, the colour of what is laid: a camera that looks between pixels meets no dark rim.
    mixed = np.where(both > 0, (laid * share + window * under) / np.maximum(both, 1e-6), laid)
    window[:] = np.where((below[..., None] > 0) | (share > 0), mixed, laid).round().astype(np.uint8)
    below[:] = (both[..., 0] * 255).round().astype(np.uint8)


def _shrunk(piece: Piece, quad: Points) -> tuple[Picture, Picture]:
    """The piece at about the size that it is shown at, its areas averaged."""
    height, width = piece.image.shape[:2]
    across, down = np.hypot(*(quad[1] - quad[0])), np.hypot(*(quad[3] - quad[0]))
    if max(across / width, down / height) > 0.8:
        return piece.image, piece.mask
    size = max(2, round(float(across))), max(2, round(float(down)))
    small = cv2.resize(piece.image, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), np.asarray(
        cv2.resize(piece.mask, size, interpolation=cv2.INTER_AREA), np.uint8
    )
