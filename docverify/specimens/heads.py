"""Draws a photograph as a head that turns, or as a board that is turned, bent or folded, before a camera.

A head is the photograph on a parametric relief: an ellipsoid with a nose, sockets of the eyes, lips and a
chin, in eye distances. A board is the photograph itself, flat or rolled about an axis. Both are seen through
a pin-hole camera, ray by ray, so that what stands in front hides what is behind it. Units of length are the
distance between the centres of the eyes (about 63 mm); x runs to the right, y down, z towards the camera.
"""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_numbers, expect_picture
from docverify.specimens.reliefs import HALF_HEIGHT, HALF_WIDTH, STEP, Relief

Picture = NDArray[np.uint8]
_EYES_TO_MOUTH: Final = 1.06  # eye distances: the mean of London's neutral faces
_STEPS: Final = 16  # of a ray through the heights of the relief, before it is cut finer
_HALVINGS: Final = 3
_FLAT: Final = 0.01  # between the heights of a relief: rays reach it where they enter
_GRAZING: Final = 0.05  # slope of rays that hardly come nearer to the relief
_COARSE: Final = 3  # px: rays are cast so far apart, and what they hit is filled in between


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How something is held before the camera, and the camera.

    Attributes:
        yaw: degrees about its vertical axis; positive turns it to the right of the picture.
        pitch: degrees about its horizontal axis; positive raises it.
        roll: degrees clockwise in the picture.
        distance: eye distances from the camera to the axis that it turns about: 6 is about 0.4 m.
        zoom: how many times as large it is seen as at a distance of 9 with eyes 1/7 of the width apart.
        shift: (x, y) of the middle of the eyes, in widths of the picture from where it is drawn without it.
        size: (width, height) px of the picture.
    """

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    distance: float = 9.0
    zoom: float = 1.0
    shift: tuple[float, float] = (0.0, 0.0)
    size: tuple[int, int] = (640, 480)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A photograph on a relief, ready to be seen from anywhere.

    Attributes:
        photograph: (H, W, 3) uint8 RGB, of an upright face.
        landmarks: (5, 2) px: the eyes, the tip of the nose, the corners of the mouth, left to right.
        relief: what it lies on.
        around: (3,) grey levels of what is behind.

    Raises:
        InputError: an argument is something else.
    """

    photograph: Picture
    landmarks: NDArray[np.float64]
    relief: Relief
    around: tuple[int, int, int] = (120, 124, 128)

    def __post_init__(self) -> None:
        expect_picture("photograph", self.photograph)
        expect_numbers("landmarks", self.landmarks, (5, 2))
        expect("relief", self.relief, Relief, "head(), board() or another relief")

    def __repr__(self) -> str:
        """Show nobody."""
        return f"Shown({self.photograph.shape[1]} × {self.photograph.shape[0]} px)"

    def seen(self, view: View) -> Picture:
        """The picture that a camera takes: (height, width, 3) uint8 RGB."""
        expect("view", view, View, "View(…)")
        width, height = view.size
        hit = _hits(self.relief, view)
        across, origin = _frame(self.landmarks)
        texture = origin + hit @ np.stack([across, (-across[1], across[0])])
        maps = np.asarray(cv2.resize(texture.astype(np.float32), (width, height)), np.float32)
        seen_px = _focal(view) / view.distance  # of one eye distance
        source = _shrunk_to(self.photograph, maps, int(np.hypot(*across) / seen_px))
        edge = {"borderMode": cv2.BORDER_CONSTANT, "borderValue": self.around}
        if self.relief.endless:
            edge = {"borderMode": cv2.BORDER_REPLICATE}
        return np.asarray(cv2.remap(source[0], source[1], None, cv2.INTER_LINEAR, **edge), np.uint8)  # type: ignore[call-overload]


def _frame(landmarks: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """One eye distance across, and the middle of the eyes, in px of the photograph."""
    eyes = landmarks[:2]
    across = eyes[1] - eyes[0]
    mouth = landmarks[3:].mean(axis=0) - eyes.mean(axis=0)
    down = np.array([-across[1], across[0]]) / np.hypot(*across)
    # Between width and height of the face, so that neither long nor broad faces leave the relief.
    unit = (np.hypot(*across) + float(mouth @ down) / _EYES_TO_MOUTH) / 2
    return across / np.hypot(*across) * unit, eyes.mean(axis=0)


def _shrunk_to(
    photograph: Picture, maps: NDArray[np.float32], factor: int
) -> tuple[Picture, NDArray[np.float32]]:
    """The photograph at about the size at which it is seen: sampling a large one directly would alias."""
    if factor <= 1:
        return photograph, maps
    height, width = photograph.shape[0] // factor, photograph.shape[1] // factor
    whole = np.ascontiguousarray(photograph[: height * factor, : width * factor])
    small = np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    return small, np.asarray((maps + 0.5) / factor - 0.5, np.float32)


def _focal(view: View) -> float:
    """Px: the camera's focal length."""
    return view.zoom * view.size[0] / 7 * 9


def _hits(relief: Relief, view: View) -> NDArray[np.float64]:
    """(h, w, 2) places on the photograph, in eye distances from the middle of the eyes, that rays reach."""
    width, height = view.size
    focal = _focal(view)
    columns = (np.arange(0, width, _COARSE) + (_COARSE - 1) / 2 - (width - 1) / 2) / focal
    rows = (np.arange(0, height, _COARSE) + (_COARSE - 1) / 2 - (height - 1) / 2) / focal
    x, y = np.meshgrid(columns - view.shift[0] * width / focal, rows - view.shift[1] * width / focal)
    rays = np.stack([x, y, -np.ones_like(x)], axis=-1)
    turn = rotation(view)
    # In the relief's own frame, whose axis is that of its turn; faces are centred half-way from the eyes to
    # the mouth.
    origin = (np.array([0, 0, view.distance]) @ turn + (0, _EYES_TO_MOUTH / 2, 0)).astype(np.float32)
    rays = (rays @ turn).astype(np.float32)
    return _marched(relief, origin, rays, view.distance)


def _marched(
    relief: Relief, origin: NDArray[np.float32], rays: NDArray[np.float32], distance: float
) -> NDArray[np.float64]:
    """Step along all rays at once until each is below the surface, then halve its last step."""
    at, end = _between(relief, origin, rays, distance)
    if relief.highest - relief.lowest < _FLAT:
        return relief.placed(origin + at[..., None] * rays)
    step = np.asarray((end - at) / _STEPS, np.float32)
    going = np.ones(at.shape, bool)
    for _ in range(_STEPS):
        going &= relief.above(origin + at[..., None] * rays)
        at += np.where(going, step, np.float32(0))
    for _ in range(_HALVINGS):
        step /= 2
        at -= np.where(relief.above(origin + (at - step)[..., None] * rays), np.float32(0), step)
    return relief.placed(origin + at[..., None] * rays)


def _between(
    relief: Relief, origin: NDArray[np.float32], rays: NDArray[np.float32], distance: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(h, w) each: where rays enter the heights that the surface has, and where they leave them."""
    near, far = distance - relief.reach, distance + relief.reach
    steep = -rays[..., 2]
    grazes = steep < _GRAZING
    safe = np.where(grazes, np.float32(1), steep)
    start = np.clip((origin[2] - relief.highest) / safe, near, far)
    end = np.clip((origin[2] - relief.lowest) / safe, near, far)
    return (
        np.where(grazes, near, start).astype(np.float32),
        np.where(grazes, far, end).astype(np.float32),
    )


def rotation(view: View) -> NDArray[np.float64]:
    """(3, 3) from the relief's frame to the camera's: pitch, then yaw, then roll."""
    yaw, pitch, roll = np.radians([view.yaw, view.pitch, view.roll])
    about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    about_z = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    return np.asarray(about_z @ about_y @ about_x, np.float64)


__all__ = ["HALF_HEIGHT", "HALF_WIDTH", "STEP", "Shown", "View", "rotation"]
