"""The page that bears an MRZ: where it lies in the picture, as its cells and ICAO's measures say."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_numbers, member
from docverify.errors import InputError
from docverify.evidence.page_camera import fit
from docverify.evidence.page_sheets import SHEETS, Sheet
from docverify.mrz import LAYOUTS, MrzFormat

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """Where the page lies. Lengths on it are in mm, x to the right and y down from its top-left corner.

    Attributes:
        format: of its MRZ, which says how large the page is.
        outline: (4, 2) float64 corners in px of the picture, reading order of its text; may lie outside it.
        spread: (4,) how far each corner may be from there, mm, one sigma: little at the MRZ, more above it.
        zone_spread: (2,) the same across and down the page, in the middle of where the portrait belongs.
    """

    format: MrzFormat
    outline: Points
    spread: NDArray[np.float64]
    zone_spread: NDArray[np.float64]

    def __post_init__(self) -> None:
        """Refuse what is no outline."""
        expect("the format of a page", self.format, MrzFormat, "a MrzFormat")
        shapes: dict[str, tuple[int, ...]] = {"outline": (4, 2), "spread": (4,), "zone_spread": (2,)}
        for name, shape in shapes.items():
            expect_numbers(f"the {name} of a page", getattr(self, name), shape)

    @property
    def sheet(self) -> Sheet:
        """The page's size, and where its portrait belongs."""
        return SHEETS[self.format]

    @property
    def matrix(self) -> NDArray[np.float64]:
        """The (3, 3) projective map from mm on the page to px of the picture."""
        return _homography(self.sheet.outline, self.outline)

    def millimetres(self, points: Points) -> Points:
        """Where `points` (..., 2) of the picture, px, lie on the page's plane, mm; NaN beyond its horizon."""
        corners = self.matrix[2] @ np.vstack([self.sheet.outline.T, np.ones(4)])
        lifted = _lifted(points) @ np.linalg.inv(self.matrix).T
        # The depth of what is seen, as the page's own corners have it, is positive before the camera.
        before = lifted[..., 2:] * np.sign(corners[0]) > 0
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(before, lifted[..., :2] / lifted[..., 2:], np.nan)

    def pixels(self, points: Points) -> Points:
        """Where `points` (..., 2) of the page, mm, are seen, px."""
        lifted = _lifted(points) @ self.matrix.T
        return np.asarray(lifted[..., :2] / lifted[..., 2:], np.float64)

    def px_per_mm(self, at: Points) -> float:
        """How large the page is pictured at a point (2,) of the picture, px; NaN beyond its horizon."""
        x, y = self.millimetres(at + np.array([(0, 0), (0.5, 0), (0, 0.5)]))[1:] - self.millimetres(at)
        area = abs(x[0] * y[1] - x[1] * y[0]) * 4
        return float(1 / np.sqrt(area)) if area > 0 else float("nan")

    def to_dict(self) -> dict[str, Any]:
        """The page as plain values for JSON; px and mm."""
        return {
            "format": self.format.value,
            "outline": self.outline.tolist(),
            "spread": self.spread.tolist(),
            "zone_spread": self.zone_spread.tolist(),
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Page":
        """The page that `to_dict` wrote.

        Raises:
            InputError: these are no such values.
        """
        try:
            arrays = {
                name: np.array(values[name], np.float64) for name in ("outline", "spread", "zone_spread")
            }
            layout = MrzFormat(values["format"])
        except (KeyError, TypeError, ValueError) as problem:
            raise InputError(f"values is no page, as to_dict writes it: {type(problem).__name__}") from None
        return cls(format=layout, **arrays)


def page_of(format: MrzFormat, quads: NDArray[np.float64]) -> Page | None:  # noqa: A002 - the word of the house
    """Tell from its MRZ where a page lies.

    Of 237 captured specimens as the reader saw them, at any rotation and up to 30° of perspective, half of
    the corners were right to 1.7–2.5 mm, by conditions, and the worst was 9.5 mm off.

    Args:
        format: the MRZ's layout.
        quads: (lines, width, 4, 2) float64 corners of every cell of the MRZ, px, reading order: cell width ×
            height of capitals; NaN for cells that are not told.

    Returns:
        None where too few cells are told, or what they say is no page.

    Raises:
        InputError: an array of another shape, or no layout.
    """
    format = member("format", format, MrzFormat)  # noqa: A001 - the word of the house
    expect("quads", quads, np.ndarray, "an array of corners")
    widths = LAYOUTS[format].widths
    shape = (len(widths), max(widths), 4, 2)
    if quads.shape != shape or quads.dtype.kind not in "fiu":
        raise InputError(
            f"quads: cells of {format.value} are an array of shape {shape}, not {quads.shape} {quads.dtype}"
        )
    sheet = SHEETS[format]
    zones = sheet.portrait or sheet.other_side
    middles = [((zone.left + zone.right) / 2, (zone.top + zone.bottom) / 2) for zone in zones]
    fitted = fit(sheet, quads, np.concatenate([sheet.outline, np.array(middles)]))
    if fitted is None:
        return None
    return Page(
        format=format,
        outline=fitted.seen[:4],
        spread=fitted.spread[:4].max(axis=1),
        zone_spread=fitted.spread[4:].max(axis=0),
    )


def _lifted(points: Points) -> Points:
    points = np.asarray(points, np.float64)
    return np.concatenate([points, np.ones((*points.shape[:-1], 1))], axis=-1)


def _homography(source: Points, target: Points) -> NDArray[np.float64]:
    """The projective map that takes four points to four others, [2, 2] = 1."""
    rows, values = [], []
    for (x, y), (u, v) in zip(source.tolist(), target.tolist(), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return np.append(np.linalg.solve(np.array(rows), np.array(values)), 1.0).reshape(3, 3)
