"""How a page was pictured, from its MRZ alone: a camera and a printer fitted to the cells, and how surely.

A strip of two lines tells little of what lies far above it. What is known beforehand helps: cameras are
pinholes that look at about the page's middle from a few diagonals away, pixels are square, and printers vary
by a few per cent. Each such quantity is a parameter with a prior; the fit is the most probable set of them
(Gauss-Newton), and their covariance says how far any point of the page may be from where it is thought.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.page_sheets import CAPITAL, PITCH, Sheet

Points = NDArray[np.float64]
Batch = NDArray[np.float64]
"""Sets of parameters, or of what follows from them: (sets, n)."""

_PARAMETERS: Final = (
    # name, what it is expected to be, and by how much it varies (one sigma)
    ("across", 0.0, 1e3),  # of the page's middle, mm from where a first fit puts it: free
    ("down", 0.0, 1e3),
    ("scale", 0.0, 10.0),  # logarithm of px per mm against the first fit's: free
    ("roll", 0.0, 10.0),  # radians from the first fit's: free
    ("tilt_x", 0.0, 0.3),  # how much deeper a point lies for a mm further right, and further down;
    ("tilt_y", 0.0, 0.3),  # kept divided by the distance, which is what perspective shows
    ("distance", 0.9, 0.45),  # logarithm, in diagonals of the page: 2.5 diagonals, 1.5 to 4 are common
    ("aside_x", 0.0, 0.1),  # of the page's middle from the camera's axis, tangents of angles
    ("aside_y", 0.0, 0.1),
    ("squashed", 0.0, 0.015),  # pixels that are not square, and paper that is not flat
    ("skewed", 0.0, 0.015),
    ("pitch", -0.01, 0.02),  # logarithms against the nominal pitch, line pitch and height of capitals:
    ("line_pitch", -0.02, 0.08),  # 0.82 to 1.12 is seen on real prints
    ("capital", 0.0, 0.07),
    ("left", 0.0, 1.0),  # mm by which the printed MRZ is further right and further up than nominal
    ("up", 0.5, 1.2),
)
_MEANS: Final = np.array([mean for _, mean, _ in _PARAMETERS])
_SIGMAS: Final = np.array([sigma for _, _, sigma in _PARAMETERS])
_SQUASHED: Final = [index for index, row in enumerate(_PARAMETERS) if row[0] in ("squashed", "skewed")]
_ANY_SQUASH: Final = 0.4
"""The sigma of both where the height of what is printed shows that the picture was squashed."""
_MOST_FORESHORTENED: Final = 0.3
"""Logarithm; 30° of tilt and the least line pitch give 0.25 at most, in means of line pitch and capitals."""
_ALONG: Final = 0.1
_ACROSS: Final = 0.08
_TALL: Final = 0.3
"""One sigma of the mean place of a few cells, along the line and across it, and of their height, in mm. In
240 captures the reader's cells strayed by 0.06 mm each and whole lines by 0.1 mm: errors of neighbours are
alike, so these are larger than what is left after the fit."""
_NEAR: Final = 0.1  # mm
_ROUNDS: Final = 20
_LITTLE: Final = 1e-4  # of the sum of squares: what a further round would bring is less than cells stray by
_DAMPING: Final = 1e-2
_STEP: Final = 1e-5
_LEAST_CELLS: Final = 8
_TOGETHER: Final = 6  # cells of a line whose means are fitted
_LEAST_SCALE: Final = 0.2  # px per mm
_STEEPEST: Final = 0.8  # square of the tilt's sine


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fit:
    """A fitted camera.

    Attributes:
        seen: (n, 2) where the points asked for are seen, px.
        spread: (n, 2) how far they may be from there, across and down the page, mm, one sigma.
        misfit: root mean square of what the cells leave unexplained, in sigmas.
    """

    seen: Points
    spread: Points
    misfit: float


def fit(sheet: Sheet, quads: NDArray[np.float64], points: Points) -> Fit | None:
    """Fit the camera to the MRZ's cells.

    Args:
        sheet: what the page is like.
        quads: (lines, width, 4, 2) px, see `page_of`.
        points: (n, 2) on the page, mm, of which is asked where they are.

    Returns:
        None where too few cells are told, they have no extent, or some point lies behind the camera.
    """
    cells = _cells(quads)
    start = None if cells is None else _start(cells, sheet)
    if cells is None or start is None:
        return None
    sigmas = _SIGMAS.copy()
    if abs(_foreshortening(cells, start, sheet)) > _MOST_FORESHORTENED:
        sigmas[_SQUASHED] = _ANY_SQUASH
    parameters, jacobian, misfit = _settled(cells, sheet, start, sigmas)
    beside = np.concatenate([points + np.array(step) for step in ((0, 0), (_NEAR, 0), (0, _NEAR))])

    def seen(sets: Batch) -> Batch:
        return _split(_project(sets, sheet, start, beside[None])).reshape(len(sets), -1)

    here = seen(parameters[None])[0]
    where = here.reshape(3, -1, 2)
    there = _jacobian(seen, parameters, here)[: points.size].reshape(-1, 2, len(parameters))
    local = np.stack([where[1] - where[0], where[2] - where[0]], axis=-1) / _NEAR  # px per mm
    if not np.isfinite(where).all() or not (np.linalg.det(local) > 0).all():
        return None
    per_parameter = np.linalg.solve(local, there)
    # Paper that bends, or cells that are told badly, leave more unexplained than the sigmas say.
    covariance = np.linalg.inv(jacobian.T @ jacobian) * max(1.0, misfit) ** 2
    variance = np.einsum("pik,kl,pil->pi", per_parameter, covariance, per_parameter)
    return Fit(seen=where[0], spread=np.sqrt(variance), misfit=misfit)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Cells:
    """Groups of neighbouring cells.

    Attributes:
        column: in the line, from 0.
        up: lines up from the last one.
        middle: (n, 2) px.
        upward: (n, 2) unit vectors towards the line above, as seen.
        height: of capitals, px.
    """

    column: NDArray[np.float64]
    up: NDArray[np.float64]
    middle: Points
    upward: Points
    height: NDArray[np.float64]


def _cells(quads: NDArray[np.float64]) -> _Cells | None:
    full = np.isfinite(quads).all(axis=(2, 3))
    # A line that is shorter than the others may begin anywhere.
    told = full & (full.sum(axis=1, keepdims=True) * 2 > quads.shape[1])
    if told.sum() < _LEAST_CELLS:
        return None
    line, column = np.nonzero(told)
    groups = line * quads.shape[1] + column // _TOGETHER
    found, columns, lines = (_means(values, groups) for values in (quads[told], column, line))
    along = found[:, 1] - found[:, 0] + found[:, 2] - found[:, 3]
    normal = np.stack([along[:, 1], -along[:, 0]], axis=1)
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    if not (length > 0).all():
        return None
    normal = normal / length
    tall = (found[:, 0] + found[:, 1] - found[:, 2] - found[:, 3]) / 2
    return _Cells(
        column=columns,
        up=quads.shape[0] - 1 - lines,
        middle=found.mean(axis=1),
        upward=normal,
        height=np.abs((tall * normal).sum(axis=1)),
    )


def _means(values: NDArray[Any], groups: NDArray[np.intp]) -> NDArray[np.float64]:
    """The mean of the values of each group, in the groups' order."""
    _, first, counts = np.unique(groups, return_index=True, return_counts=True)
    sums = np.add.reduceat(values.astype(np.float64), first, axis=0)
    return np.asarray(sums / counts.reshape(-1, *[1] * (values.ndim - 1)), np.float64)


def _plane(cells: _Cells, sheet: Sheet, parameters: Batch) -> tuple[Points, NDArray[np.float64]]:
    """Middles (sets, cells, 2) on the page as the parameters say, and the height (sets,) of capitals; mm."""
    pitch, line_pitch, capital = (np.exp(parameters[:, 11:14]) * (PITCH, sheet.line_pitch, CAPITAL)).T
    left, foot = sheet.left + parameters[:, 14], sheet.height - sheet.bottom - parameters[:, 15] - capital / 2
    x = left[:, None] + (cells.column + 0.5) * pitch[:, None]
    y = foot[:, None] - cells.up * line_pitch[:, None]
    return np.stack([x, y], axis=-1), capital


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Start:
    """A first fit that knows no perspective.

    Attributes:
        anchor: the MRZ's middle on the page, mm.
        seen: where it is seen, x + iy px.
        scale: px per mm.
        roll: radians.
    """

    anchor: NDArray[np.float64]
    seen: complex
    scale: float
    roll: float


def _start(cells: _Cells, sheet: Sheet) -> _Start | None:
    plane = _plane(cells, sheet, _MEANS[None])[0][0]
    flat, seen = (points[:, 0] + 1j * points[:, 1] for points in (plane, cells.middle))
    centred = flat - flat.mean()
    factor = (centred.conj() @ (seen - seen.mean())) / (centred.conj() @ centred)
    if not np.isfinite(factor) or abs(factor) < _LEAST_SCALE:
        return None
    return _Start(
        anchor=plane.mean(axis=0),
        seen=complex(seen.mean()),
        scale=float(abs(factor)),
        roll=float(np.angle(factor)),
    )


def _project(parameters: Batch, sheet: Sheet, start: _Start, points: Points) -> NDArray[np.complex128]:
    """Where `points` (sets or 1, n, 2) of the page, mm, are seen by each set of parameters, x + iy px.

    Place, scale and roll are those of the MRZ's middle, not of the page's: it is there that they are known.
    """
    across, down, scale, roll, *_ = parameters.T[:, :, None]
    beside = start.anchor + np.array([(0, 0), (-1, 0), (1, 0)])
    anchors = np.broadcast_to(beside, (points.shape[0], 3, 2))
    flat = _flat(parameters, sheet, np.concatenate([points, anchors], axis=1))
    along = (flat[:, -1:] - flat[:, -2:-1]) / 2
    turn = start.scale * np.exp(scale + 1j * (start.roll + roll)) / along
    moved = start.seen + start.scale * (across + 1j * down)
    return np.asarray((flat[:, :-3] - flat[:, -3:-2]) * turn + moved, np.complex128)


def _flat(parameters: Batch, sheet: Sheet, points: Points) -> NDArray[np.complex128]:
    """The same on a sensor whose place, scale and roll are left open."""
    offset = points - (sheet.width / 2, sheet.height / 2)
    distance = np.exp(parameters[:, 6])[:, None, None]  # in diagonals
    tilt = parameters[:, None, 4:6] * distance
    steep = np.minimum((tilt * tilt).sum(axis=-1, keepdims=True), _STEEPEST)
    depth = (offset * tilt).sum(axis=-1, keepdims=True)
    # A rotation's first two rows, given how the depth changes along the page.
    turned = offset - depth * tilt / (1 + np.sqrt(1 - steep))
    nearness = depth / (distance * np.hypot(sheet.width, sheet.height))
    x, y = np.moveaxis((turned - depth * parameters[:, None, 7:9]) / (1 + nearness), -1, 0)
    squashed, skewed = parameters.T[9:11, :, None]
    return np.asarray(np.exp(squashed) * x + skewed * y + 1j * (skewed * x + np.exp(-squashed) * y))


def _split(numbers: NDArray[np.complex128]) -> Points:
    return np.stack([numbers.real, numbers.imag], axis=-1)


def _foreshortening(cells: _Cells, start: _Start, sheet: Sheet) -> float:
    """Logarithm of how much lower the MRZ is than it should be for its length."""
    turn = np.exp(-1j * start.roll) / start.scale
    level = (cells.middle[:, 0] + 1j * cells.middle[:, 1]) * turn
    heights = [np.log(np.median(cells.height) / start.scale / CAPITAL)]
    if cells.up.any():
        design = np.stack([cells.column, cells.up, np.ones_like(cells.up)], axis=1)
        apart = np.linalg.lstsq(design, level.imag, rcond=None)[0][1]
        heights.append(np.log(max(-apart, 1e-3) / sheet.line_pitch))
    return float(np.mean(heights))


def _settled(
    cells: _Cells, sheet: Sheet, start: _Start, sigmas: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """The most probable parameters, the Jacobian of all residuals there, and the cells' misfit."""
    normal = cells.upward
    along = np.stack([-normal[:, 1], normal[:, 0]], axis=1)

    def residuals(sets: Batch) -> Batch:
        plane, capital = _plane(cells, sheet, sets)
        head = plane - np.stack([np.zeros_like(capital), capital / 2], axis=-1)[:, None]
        both = _split(_project(sets, sheet, start, np.concatenate([plane, head], axis=1)))
        seen, top = np.split(both, 2, axis=1)
        tall = 2 * ((top - seen) * normal).sum(axis=-1)
        away = seen - cells.middle
        parts = (
            (away * along).sum(axis=-1) / _ALONG,
            (away * normal).sum(axis=-1) / _ACROSS,
            (tall - cells.height) / _TALL,
        )
        expected = sets.copy()
        expected[:, 4:6] *= np.exp(sets[:, 6:7])
        return np.concatenate([*(part / start.scale for part in parts), (expected - _MEANS) / sigmas], axis=1)

    values = _MEANS.copy()
    rest = residuals(values[None])[0]
    damping = _DAMPING
    for _ in range(_ROUNDS):
        jacobian = _jacobian(residuals, values, rest)
        square = jacobian.T @ jacobian
        step = np.linalg.solve(square + damping * np.diag(np.diag(square)), -jacobian.T @ rest)
        tried = residuals((values + step)[None])[0]
        if tried @ tried <= rest @ rest:
            gain = rest @ rest - tried @ tried
            values, rest, damping = values + step, tried, damping / 10
            if gain < _LITTLE * (1 + rest @ rest):
                break
        else:
            damping *= 10
    of_cells = rest[: -len(_MEANS)]
    return values, _jacobian(residuals, values, rest), float(np.sqrt(np.mean(of_cells**2)))


def _jacobian(
    function: Callable[[Batch], Batch], at: NDArray[np.float64], value: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Differences of a function, all parameters at once, against its value there."""
    steps = np.eye(len(at)) * _STEP
    return np.asarray((function(at + steps) - value).T / _STEP, np.float64)
