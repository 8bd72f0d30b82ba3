"""At which edges of the picture an MRZ runs out of it: at an end of its lines, or with a line of its own."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.failure import Edge
from docverify.reading.lines import TextLine

_ENDS_WITHIN = 0.45
"""Capitals: text that ends so near the edge of the picture goes on beyond it. On 32 that cut an MRZ it was
0 at most where ends were lost; on 89 whole ones, real ones and tight crops among them, 0.86 at least."""
_NO_ROOM = 0.42
"""Capitals beyond the last cell that was read: where there is more room, ink of the next mostly shows."""
_LEAST_BELOW = 1.9
"""Capitals from the middle of an MRZ's outer line to the picture's edge, at least: a nearer one is not whole,
or the next one is lost. On the same pictures cut MRZs have 1.7 at most, whole ones 2.07 at least."""
_BETWEEN = np.linspace(0.1, 0.9, 9)
"""Where on a line the way to the picture's edge is measured: its ends may lie outside."""
_EDGES = ((Edge.LEFT, Edge.RIGHT), (Edge.TOP, Edge.BOTTOM))


def edges_cut(lines: Sequence[TextLine], shape: tuple[int, int]) -> tuple[Edge, ...]:
    """Say at which edges of the picture the lines of a block run out of it.

    Args:
        lines: as the locator saw them, from the top one to the bottom one.
        shape: (H, W) of the picture.

    Returns:
        Each edge once: where ends of lines are lost first, then where whole lines are.
    """
    cut = ends_cut(lines, shape)
    if cut:
        return cut  # beside lost ends, the way down to the edge says nothing
    outer = ((lines[0], -1.0), (lines[-1], 1.0))
    return tuple(
        dict.fromkeys(
            edge for line, way in outer for away, edge in (_aside(line, way, shape),) if away < _LEAST_BELOW
        )
    )


def ends_cut(lines: Sequence[TextLine], shape: tuple[int, int]) -> tuple[Edge, ...]:
    """Say at which edges of the picture ends of the lines are lost; arguments as for `edges_cut`."""
    ways = (way for line in lines for way in _beyond_ends(line, shape))
    return tuple(dict.fromkeys(edge for away, edge in ways if away < _ENDS_WITHIN))


def cells_cut(quads: Sequence[NDArray[np.float64]], shape: tuple[int, int]) -> bool:
    """Whether the cells of a line reach so near to the picture's edge that the next one may be lost beyond.

    Args:
        quads: for each line, (N, 4, 2) px, its cells.
        shape: (H, W) of the picture.
    """
    for cells in quads:
        for end, corners in ((cells[0], (0, 3)), (cells[-1], (1, 2))):
            outer = end[list(corners)].mean(0)
            way = outer - end.mean(0)
            height = float(np.linalg.norm(end[3] - end[0]))
            if _way_out(outer, way / np.linalg.norm(way), shape)[0] < _NO_ROOM * height:
                return True
    return False


def _beyond_ends(line: TextLine, shape: tuple[int, int]) -> Iterable[tuple[float, Edge]]:
    """How far it is from each end of a line on to the picture's edge, capitals, and to which edge."""
    for u, way in ((line.first, -1.0), (line.last, 1.0)):
        away, edge = _way_out(line.points(u), way * line.direction_at(u), shape)
        yield away / float(line.height_at(u)), edge


def _aside(line: TextLine, way: float, shape: tuple[int, int]) -> tuple[float, Edge]:
    """How far it is from a line's middle up (-1) or down (1) to the picture's edge, capitals."""
    places = line.first + (line.last - line.first) * _BETWEEN
    away, edge = min(_way_out(line.points(float(u)), way * line.down, shape) for u in places)
    return away / line.mean_height, edge


def _way_out(
    point: NDArray[np.float64], way: NDArray[np.float64], shape: tuple[int, int]
) -> tuple[float, Edge]:
    """How far it is from a point to the edge of the picture, px, and to which; below 0 outside."""
    ways = []
    for axis, size in enumerate(shape[::-1]):
        if abs(way[axis]) > 1e-6:
            limit = size - 1.0 if way[axis] > 0 else 0.0
            ways.append((float((limit - point[axis]) / way[axis]), _EDGES[axis][int(way[axis] > 0)]))
    return min(ways)
