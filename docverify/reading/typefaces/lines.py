"""Grows the lines of an MRZ from a trace of one: the locator sees little more of other typefaces than OCR-B.

A trace tells which way print runs and how high it is. Along it the line goes on as far as there are strokes;
above and below it are its neighbours, where rows of strokes are.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from docverify.reading.lines import TextLine
from docverify.reading.straighten import straighten, strokes

_PER_CAPITAL = 10
"""Rows and columns of `strokes`."""
_FURTHER = 10.0
"""Capitals by which a line is tried beyond its ends at a time."""
_LONGEST = 60.0
_SHORTEST = 13.0
"""Of an MRZ's lines in any typeface, capitals."""
_GAP = 3.0
"""Capitals without strokes that end a line."""
_FAINT = 0.35
"""Of the density of strokes in a trace, what is still print: fillers and narrow type have less."""
_MOST_GROWTH = 0.4
_SEEN = 1.6
"""Capitals above and below a line among which the height of its letters is looked for."""
_FARTHEST = 65
"""Percentile of the windows that shows whole letters, not fillers, and nothing of the ground."""
_MOST_WRONG = (0.8, 1.45)
"""By how much the height of letters may be corrected."""
_FROM, _TO = 1.2, 4.0
"""Where a neighbouring line is looked for, capitals from middle to middle."""
_MOST_EACH_WAY = 3
_ALIKE = 0.62
"""Lines of a block are of about one length: the shorter against the longer."""


def grown(grey: NDArray[np.uint8], trace: TextLine) -> tuple[tuple[TextLine, ...], float]:
    """Grow a trace to its whole line, and add the lines that stand above and below it.

    Args:
        grey: (H, W) uint8 picture.
        trace: a part of a line, in the picture's px.

    Returns:
        The lines from the top one to the bottom one, none where the trace's own line is too short for an MRZ;
        and the length of that line, capitals.
    """
    height = np.array([trace.mean_height, 0.0])
    trace = straighten(grey, replace(trace, bend=_straight(trace), height=height))
    usual = _density(grey, trace)
    whole = _lengthened(grey, trace, usual)
    if whole.length < _SHORTEST * whole.mean_height:
        return (), 0.0
    above, below = (_neighbours(grey, whole, usual, sign) for sign in (-1, 1))
    lines = _as_high_as_seen(grey, (*above[::-1], whole, *below))
    return _in_perspective(lines), whole.length / whole.mean_height


def _straight(line: TextLine) -> NDArray[np.float64]:
    """The tangent to a line in its middle, in place of its bend: a faint trace says little about that."""
    middle = (line.first + line.last) / 2
    slope = line.bend[1] + 2 * line.bend[2] * middle
    here = line.bend[0] + middle * (line.bend[1] + middle * line.bend[2])
    return np.array([here - slope * middle, slope, 0.0])


def _as_high_as_seen(grey: NDArray[np.uint8], lines: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    """Correct the height of letters by how far strokes reach up and down, of those that reach farthest."""
    reaches = np.concatenate([_reaches(strokes(grey, line, above=_SEEN)) for line in lines])
    reaches = reaches[reaches < _MOST_WRONG[1]]
    if len(reaches) == 0:
        return lines
    ratio = float(np.clip(np.percentile(reaches, _FARTHEST), *_MOST_WRONG))
    return tuple(straighten(grey, replace(line, height=line.height * ratio)) for line in lines)


def _reaches(density: NDArray[np.float32]) -> NDArray[np.float64]:
    """Heights of what is densest in each window along a line, in the capitals that were supposed."""
    width, (height, columns) = 3 * _PER_CAPITAL, density.shape
    starts = np.arange(0, columns - width + 1, width // 2)
    if len(starts) == 0:
        return np.empty(0)
    sums = np.pad(density.cumsum(1, dtype=np.float64), ((0, 0), (1, 0)))
    raw = np.pad((sums[:, starts + width] - sums[:, starts]) / width, ((1, 1), (0, 0)))
    rows = (raw[:-2] + raw[1:-1] + raw[2:]) / 3  # (height, windows)
    middle = height // 2
    low, high = np.percentile(rows, 10, axis=0), np.median(rows[middle - 2 : middle + 3], axis=0)
    faint = rows < low + 0.5 * (high - low)
    above, below = faint[:middle][::-1], faint[middle + 1 :]
    within = (high > low) & above.any(0) & below.any(0)
    heights = (above.argmax(0) + below.argmax(0) + 1) / _PER_CAPITAL
    return np.asarray(heights[within], np.float64)


def _in_perspective(lines: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    """Let letters grow along their lines as the lines draw apart; all have one origin and direction."""
    if len(lines) < 2:
        return lines
    upper, lower = lines[0], lines[-1]
    ends = np.array([upper.first, upper.last])
    apart = (lower.points(ends) - upper.points(ends)) @ upper.down
    growth = float(np.clip(np.log(max(apart[1], 1.0) / max(apart[0], 1.0)), -_MOST_GROWTH, _MOST_GROWTH))
    middle, slope = float(ends.mean()), growth / float(np.ptp(ends))
    return tuple(
        replace(line, height=line.mean_height * np.array([1 - slope * middle, slope])) for line in lines
    )


def _inner(density: NDArray[np.float32]) -> NDArray[np.float64]:
    """How dense strokes are in each column of a line's own rows, over a capital and a half."""
    middle, half = density.shape[0] // 2, _PER_CAPITAL // 2
    columns = density[middle - half : middle + half + 1].mean(0)
    width = int(1.5 * _PER_CAPITAL)
    return np.convolve(columns, np.ones(width) / width, "same").astype(np.float64)


def _density(grey: NDArray[np.uint8], line: TextLine) -> float:
    return float(np.median(_inner(strokes(grey, line))))


def _lengthened(grey: NDArray[np.uint8], line: TextLine, usual: float) -> TextLine:
    """Follow a line to both of its ends."""
    for _ in range(8):
        further = _FURTHER * line.mean_height
        tried = replace(line, first=line.first - further, last=line.last + further)
        print_ = _inner(strokes(grey, tried)) > _FAINT * usual
        first, last = _run(print_, round(_FURTHER * _PER_CAPITAL), int(_GAP * _PER_CAPITAL))
        scale = tried.length / len(print_)
        found = replace(tried, first=tried.first + first * scale, last=tried.first + last * scale)
        found = straighten(grey, found)
        grew = found.length - line.length
        line = found
        if grew < line.mean_height or line.length > _LONGEST * line.mean_height:
            break
    return line


def _run(printed: NDArray[np.bool_], inset: int, gap: int) -> tuple[int, int]:
    """First and last column of the print that holds together with the middle of a line."""
    columns = np.flatnonzero(printed)
    columns = columns[(columns >= 0) & (columns < len(printed))]
    inside = columns[(columns >= inset) & (columns < len(printed) - inset)]
    if len(inside) == 0:
        return inset, len(printed) - inset
    first, last = int(inside[0]), int(inside[-1])
    for column in columns[columns < first][::-1]:
        if first - column > gap:
            break
        first = int(column)
    for column in columns[columns > last]:
        if column - last > gap:
            break
        last = int(column)
    return first, last + 1


def _neighbours(grey: NDArray[np.uint8], line: TextLine, usual: float, sign: int) -> list[TextLine]:
    """Lines to one side of a line, the nearest first: below it, or above it with `sign` −1."""
    found: list[TextLine] = []
    while len(found) < _MOST_EACH_WAY:
        last = found[-1] if found else line
        rows = strokes(grey, last, above=_TO + 0.6).mean(1)
        smooth = np.convolve(rows, np.ones(_PER_CAPITAL) / _PER_CAPITAL, "same")
        middle = len(rows) // 2
        offsets = np.arange(int(_FROM * _PER_CAPITAL), int(_TO * _PER_CAPITAL) + 1)
        at = smooth[middle + sign * offsets]
        tops = [
            k
            for k in range(1, len(at) - 1)
            if at[k] >= at[k - 1] and at[k] > at[k + 1] and at[k] > _FAINT * smooth[middle]
        ]
        if not tops:
            break
        shift = sign * float(offsets[tops[0]]) / _PER_CAPITAL * last.mean_height
        moved = straighten(grey, replace(last, bend=last.bend + np.array([shift, 0.0, 0.0])))
        near = _lengthened(grey, moved, usual)
        if min(near.length, line.length) < _ALIKE * max(near.length, line.length):
            break
        found.append(near)
    return found
