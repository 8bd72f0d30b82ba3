"""Pixels to candidates: groups of text lines that look like an MRZ, whatever their direction.

A small network marks, at a quarter of the picture's resolution, the pixels that belong to MRZ lines, which
way each line reads and how high its letters are. Marks are gathered into lines, lines into blocks.
"""

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.imaging.levels import spread
from docverify.networks import shipped_network
from docverify.reading import thresholds
from docverify.reading.candidate import Candidate
from docverify.reading.lines import TextLine

STRIDE = 4
UNIT_HEIGHT = 8.0
"""The network's fourth map is the natural logarithm of a capital's height in this unit, px."""
_SIDE_MULTIPLE = 16


class _Marks(NamedTuple):
    """What marks make a piece of a line.

    Attributes:
        sure: probability that at least one of them has,
        possible: and as far as marks have this one, it reaches.
    """

    sure: float
    possible: float


@dataclass(frozen=True, slots=True)
class Maps:
    """What the network says of a picture, at a quarter of its size.

    Attributes:
        odds: (h, w) float32 log-odds that the pixel belongs to an MRZ line.
        text: (h, w) float32, the same as probability.
        along: (2, h, w) float32, the reading direction, about a unit vector.
        height: (h, w) float32, height of a capital in px of the network's input.
    """

    odds: NDArray[np.float32]
    text: NDArray[np.float32]
    along: NDArray[np.float32]
    height: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Survey:
    """What was seen of a picture at one size.

    Attributes:
        grey: (H, W) uint8, the picture.
        candidates: in its px, the most promising first.
        maps: what the network said.
        scale: size of what it saw, of the picture's.
    """

    grey: NDArray[np.uint8]
    candidates: list[Candidate]
    maps: Maps
    scale: float

    @property
    def strongest(self) -> float:
        """Probability of the strongest mark, in [0, 1]: whether there was any sign of an MRZ at all."""
        return float(self.maps.text.max())


def survey(grey: NDArray[np.uint8], *, longer_side: int, threads: int = 1) -> Survey:
    """Find the blocks of lines that look like an MRZ.

    Args:
        grey: (H, W) uint8 picture.
        longer_side: size to which the picture is scaled for the network, px; letters should come out at
            4–24 px.
        threads: processor threads.

    """
    scale = longer_side / max(grey.shape)
    maps = see(scaled(grey, scale), threads=threads)
    usual = _Marks(thresholds.SURE_MARK, thresholds.POSSIBLE_MARK)
    lines = [line.scaled(1 / scale) for line in _lines(maps, usual)]
    return Survey(grey, sorted(_blocks(lines), key=lambda one: -one.weight), maps, scale)


def locate(grey: NDArray[np.uint8], *, longer_side: int, threads: int = 1) -> list[Candidate]:
    """The candidates of `survey`, the most promising first."""
    return survey(grey, longer_side=longer_side, threads=threads).candidates


def traces(seen: Survey) -> list[TextLine]:
    """What looks a little like lines of an MRZ, or like parts of them, as print in other typefaces does.

    Args:
        seen: of the picture.

    Returns:
        Lines in px of the picture, the longest first.
    """
    faint = _Marks(thresholds.FAINT_SURE_MARK, thresholds.FAINT_POSSIBLE_MARK)
    lines = [line.scaled(1 / seen.scale) for line in _lines(seen.maps, faint)]
    return sorted(lines, key=lambda line: -line.length / line.mean_height)


def scaled(grey: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """Scale a picture: by a whole number with areas averaged, which is quick, and linearly for the rest.

    A few pixels at the right and lower edge may be left out.
    """
    factor = max(1, int(1 / scale))
    if factor > 1 and min(grey.shape) >= factor:
        height, width = grey.shape[0] // factor, grey.shape[1] // factor
        whole = grey[: height * factor, : width * factor]
        grey = np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
        scale *= factor
    size = max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def see(grey: NDArray[np.uint8], *, threads: int = 1) -> Maps:
    """Run the network over a picture, (H, W) uint8."""
    height, width = grey.shape
    padded = np.zeros([-(-side // _SIDE_MULTIPLE) * _SIDE_MULTIPLE for side in grey.shape], np.float32)
    padded[:height, :width] = spread(grey)
    (maps,) = shipped_network("reading", "locator.onnx", threads=threads).run(padded[None, None])
    seen = maps[0, :, : -(-height // STRIDE), : -(-width // STRIDE)]
    odds = np.clip(seen[0], -12, 12)
    return Maps(odds, 1 / (1 + np.exp(-odds)), seen[1:3], UNIT_HEIGHT * np.exp(np.clip(seen[3], -3, 3)))


def _lines(maps: Maps, marks: _Marks) -> list[TextLine]:
    """Gather marks into pieces, and pieces into lines, in px of the network's input."""
    mask = _closed(maps, _ridges(maps, marks.possible))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    largest = np.argsort(-boxes[1:, cv2.CC_STAT_AREA])[: thresholds.MOST_PIECES] + 1
    pieces = []
    for label in largest:
        left, top, width, height, area = boxes[label]
        if area < thresholds.LEAST_MARKS:
            continue
        rows, columns = np.nonzero(labels[top : top + height, left : left + width] == label)
        rows, columns = rows + top, columns + left
        if maps.text[rows, columns].max() < marks.sure:
            continue
        piece = _fit(maps, rows, columns)
        if piece is not None:
            pieces.append(piece)
    long = [p for p in _joined(maps, pieces) if p.line.length >= thresholds.LEAST_LINE * p.line.mean_height]
    return _agreed(long)


def _ridges(maps: Maps, possible: float) -> NDArray[np.uint8]:
    """Marks that are more like text than what is half a letter above and below: one ridge for each line.

    Lines set so close that their marks touch are still told apart.
    """
    mask = maps.text > possible
    rows, columns = np.nonzero(mask)
    if len(rows) == 0:
        return mask.astype(np.uint8)
    x, y = maps.along[:, rows, columns]
    step = thresholds.BESIDE_RIDGE * maps.height[rows, columns] / STRIDE / np.maximum(np.hypot(x, y), 1e-3)
    smooth = cv2.GaussianBlur(maps.odds, (3, 3), 0)
    own = smooth[rows, columns]
    for sign in (-1, 1):
        if len(rows) == 0:
            break
        across = (columns - sign * y * step).astype(np.float32)[None]
        down = (rows + sign * x * step).astype(np.float32)[None]
        beside = cv2.remap(smooth, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)[0]
        keep = own >= beside
        rows, columns, own, x, y, step = (part[keep] for part in (rows, columns, own, x, y, step))
    ridges = np.zeros(mask.shape, np.uint8)
    ridges[rows, columns] = 1
    return ridges


def _closed(maps: Maps, mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Close the gaps between letters along the direction in which most of the text reads."""
    inside = mask > 0
    if not inside.any():
        return mask
    x, y = maps.along[0][inside], maps.along[1][inside]
    turn = np.arctan2(float((2 * x * y).sum()), float((x * x - y * y).sum())) / 2
    reach = max(1.0, 0.6 * float(np.median(maps.height[inside])) / STRIDE)
    size = int(np.ceil(reach))
    kernel = np.zeros((2 * size + 1, 2 * size + 1), np.uint8)
    aside = reach * np.array([np.cos(turn), np.sin(turn)])
    start, end = np.round(size - aside).astype(int), np.round(size + aside).astype(int)
    cv2.line(kernel, (int(start[0]), int(start[1])), (int(end[0]), int(end[1])), 1)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel), np.uint8)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Marks and the line through them; `reading` is (2,), the sum of the marks' reading directions."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    reading: NDArray[np.float64]
    line: TextLine


def _fit(maps: Maps, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> _Piece | None:
    """Fit a parabola to marked pixels; None where they are no line."""
    weight = maps.text[rows, columns].astype(np.float64)
    points = np.stack([columns, rows], 1) * float(STRIDE) + (STRIDE - 1) / 2
    reading = (maps.along[:, rows, columns] * weight).sum(1).astype(np.float64)
    heights = maps.height[rows, columns].astype(np.float64)
    middle = np.average(points, axis=0, weights=weight)
    spread = points - middle
    axis = np.linalg.eigh((spread * weight[:, None]).T @ spread)[1][:, 1]
    agreed = float(np.hypot(*reading))
    short = np.ptp(spread @ axis) < 8 * np.average(heights, weights=weight)
    if short or (agreed > thresholds.LEAST_AGREED * weight.sum() and abs(axis @ reading) < 0.7 * agreed):
        # The shape of a few letters says little: the network knows their direction better. Where its marks
        # read opposite ways, what is left of their sum is no direction.
        axis = reading / max(agreed, 1e-9)
    along = axis * (1 if axis @ reading >= 0 else -1)
    u = spread @ along
    v = spread @ np.array([-along[1], along[0]])
    height = float(np.average(heights, weights=weight))
    length = float(np.ptp(u)) + STRIDE
    if length < 0.8 * height:
        return None
    degree = 2 if length > 12 * height else 1 if length > 3 * height else 0
    bend = np.zeros(3)
    bend[: degree + 1] = np.polynomial.polynomial.polyfit(u, v, degree, w=weight)
    slope = 0.0
    if length > 12 * height:
        slope = float(np.polynomial.polynomial.polyfit(u, heights, 1, w=weight)[1])
        slope = float(np.clip(slope, -0.6 * height / length, 0.6 * height / length))
    line = TextLine(
        middle,
        along,
        float(u.min()) - STRIDE / 2,
        float(u.max()) + STRIDE / 2,
        bend,
        np.array([height - slope * float(np.average(u, weights=weight)), slope]),
        float(weight.mean()),
    )
    return _Piece(rows, columns, reading, line)


def _joined(maps: Maps, pieces: list[_Piece]) -> list[_Piece]:
    """Join pieces that glare, folds or fingers have parted, the nearest first."""
    while len(pieces) > 1:
        gaps = _gaps([piece.line for piece in pieces])
        i, j = (int(part) for part in np.unravel_index(int(gaps.argmin()), gaps.shape))
        if not np.isfinite(gaps[i, j]):
            break
        one, other = pieces[i], pieces[j]
        whole = _fit(
            maps, np.concatenate([one.rows, other.rows]), np.concatenate([one.columns, other.columns])
        )
        pieces = [piece for k, piece in enumerate(pieces) if k not in (i, j)]
        if whole is not None:
            pieces.append(whole)
    return pieces


def _agreed(pieces: list[_Piece]) -> list[TextLine]:
    """Turn lines that lie together the way most of their marks read: a run of fillers alone may mislead."""
    lines = []
    for piece in pieces:
        votes = 0.0
        for other in pieces:
            parallel = abs(float(piece.line.along @ other.line.along)) > _cosine(thresholds.PARALLEL)
            away = float(np.linalg.norm(piece.line.origin - other.line.origin))
            if parallel and away < 0.5 * (piece.line.length + other.line.length):
                votes += float(other.reading @ piece.line.along)
        lines.append(piece.line if votes >= 0 else piece.line.reversed())
    return lines


def _cosine(degrees: float) -> float:
    return float(np.cos(np.radians(degrees)))


def _gaps(lines: list[TextLine]) -> NDArray[np.float64]:
    """Gap in px from the end of line i to the start of line j where j continues i, else infinity."""
    ends = np.array([line.points(line.last) for line in lines])
    starts = np.array([line.points(line.first) for line in lines])
    ways = np.array([line.direction_at(line.last) for line in lines])
    arrivals = np.array([line.direction_at(line.first) for line in lines])
    heights = np.array([line.mean_height for line in lines])
    lengths = np.array([line.length for line in lines])
    step = starts[None] - ends[:, None]
    gap = (step * ways[:, None]).sum(2)
    aside = np.abs(step[..., 1] * ways[:, None, 0] - step[..., 0] * ways[:, None, 1])
    height = (heights[:, None] + heights[None]) / 2
    shorter = np.minimum(lengths[:, None], lengths[None])
    fits = (
        (ways @ arrivals.T > _cosine(thresholds.STRAIGHT))
        & (np.abs(np.log(heights[:, None] / heights[None])) < np.log(1.6))
        & (gap > -1.5 * height)
        & (gap < np.minimum(2 * height + shorter, thresholds.WIDEST_GAP * height))
        & (aside < 0.5 * height + 0.05 * np.maximum(gap, 0))
    )
    np.fill_diagonal(fits, val=False)
    return np.where(fits, gap, np.inf)


def _below(upper: TextLine, lower: TextLine) -> float | None:
    """Distance from `upper` down to `lower` in capitals where they are neighbours in a block, else None."""
    parallel = upper.along @ lower.along > _cosine(thresholds.PARALLEL)
    if not parallel or not 0.62 < upper.mean_height / lower.mean_height < 1.6:
        return None
    middle = lower.points((lower.first + lower.last) / 2) - upper.origin
    u = float(middle @ upper.along)
    overlap = min(upper.last, u + lower.length / 2) - max(upper.first, u - lower.length / 2)
    if overlap < 0.45 * min(upper.length, lower.length):
        return None
    away = float((middle - (upper.points(u) - upper.origin)) @ upper.down)
    distance = away / ((upper.mean_height + lower.mean_height) / 2)
    return distance if thresholds.SPACING[0] < distance < thresholds.SPACING[1] else None


def _blocks(lines: list[TextLine]) -> list[Candidate]:
    """Chain each line with the nearest one below it; blocks have one to four lines."""
    following: dict[int, int] = {}
    for i, upper in enumerate(lines):
        gaps = [
            (gap, j) for j, lower in enumerate(lines) if i != j and (gap := _below(upper, lower)) is not None
        ]
        if gaps:
            following[i] = min(gaps)[1]
    starts = set(range(len(lines))) - set(following.values())
    blocks = []
    for start in starts:
        chain = [start]
        while chain[-1] in following and following[chain[-1]] not in chain:
            chain.append(following[chain[-1]])
        blocks.append(Candidate(_in_perspective([lines[i] for i in chain])))
    return blocks


def _in_perspective(lines: list[TextLine]) -> tuple[TextLine, ...]:
    """Give the lines of a block one extent, one curve, and letters that grow as the lines draw apart.

    What was seen of one line helps the others: ends of dark fillers are easily missed, and the distance
    between lines tells how letters grow along them far more exactly than the letters do.
    """
    if len(lines) < 2:
        return tuple(lines)
    guide = max(lines, key=lambda line: line.length)
    extents, offsets = [], []
    for line in lines:
        points = line.points(np.linspace(line.first, line.last, 9)) - guide.origin
        u = points @ guide.along
        curve = guide.bend[0] + u * (guide.bend[1] + u * guide.bend[2])
        offsets.append(np.polynomial.polynomial.polyfit(u, points @ guide.down - curve, 1))
        extents.append((u[0], u[-1]))
    first, last = min(extent[0] for extent in extents), max(extent[1] for extent in extents)
    middle = (first + last) / 2
    spread = offsets[-1] - offsets[0]
    slope = float(spread[1] / max(spread[0] + spread[1] * middle, 1.0))
    slope = float(np.clip(slope, -0.7 / (last - first), 0.7 / (last - first)))
    height = float(np.median([line.mean_height for line in lines]))
    return tuple(
        TextLine(
            guide.origin,
            guide.along,
            float(first),
            float(last),
            guide.bend + np.array([offset[0], offset[1], 0]),
            np.array([height * (1 - slope * middle), height * slope]),
            line.sureness,
        )
        for line, offset in zip(lines, offsets, strict=True)
    )
