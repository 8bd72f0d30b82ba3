"""Draws takes of a challenge: heads that turn as they are told, and boards that try to pass for one.

A take is a row of frames with their seconds. A head looks ahead, turns to each side asked for, and comes back
in between, with the sway, the noise and the differences of heads that people have. Boards are turned to the
same sides, and bent, folded, tilted, zoomed or shifted meanwhile, as their species says.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.specimens import degrade
from docverify.specimens.heads import Shown, View
from docverify.specimens.reliefs import Relief, board, head

Picture = NDArray[np.uint8]
Take = Iterator[tuple[float, Picture]]
RATE: Final = 10.0  # frames a second
SIZE: Final = (400, 320)  # px: eyes 57 px apart, as in a picture of 640 px that is looked at by halves
_BOARD_PACE: Final = 1.3
_AHEAD, _AWAY, _HOLD = 0.5, 0.7, 0.25  # seconds: at rest, on the way to a side or back, at the side


def course(sides: Sequence[int], *, pace: float = 1.0, rate: float = RATE) -> list[tuple[float, float]]:
    """Seconds, and how far the head is on its way to a side at that time: −1 (left of the picture) … 1.

    Args:
        sides: +1 for the right of the picture, −1 for the left, in their order.
        pace: how many times as fast as somebody who takes it easy.
        rate: frames a second.
    """
    knots: list[tuple[float, float]] = [(0.0, 0.0), (2 * _AHEAD, 0.0)]
    for side in sides:
        for seconds, place in ((_AWAY, side), (_HOLD, side), (_AWAY, 0), (_AHEAD / 2, 0)):
            knots.append((knots[-1][0] + seconds / pace, float(place)))
    times, places = np.array(knots).T
    at = np.arange(0, times[-1], 1 / rate)
    straight = np.interp(at, times, places)
    eased = np.sin(np.pi / 2 * straight)  # it slows down before it stops
    return list(zip(at.tolist(), eased.tolist(), strict=True))


def head_take(
    photograph: Picture,
    landmarks: NDArray[np.float64],
    sides: Sequence[int],
    *,
    rng: np.random.Generator,
    pace: float = 1.0,
) -> Take:
    """Frames of a head that does what it is told.

    Args:
        photograph: (H, W, 3) uint8 RGB, of an upright face that looks ahead.
        landmarks: (5, 2) px of that face.
        sides: +1 for the right of the picture, −1 for the left.
        rng: source of the head's shape and of how it moves.
        pace: how many times as fast as somebody who takes it easy.
    """
    shown = Shown(photograph, landmarks, head(nose=rng.uniform(0.85, 1.15), depth=rng.uniform(0.9, 1.1)))
    peak = rng.uniform(34, 46)
    held = View(distance=rng.uniform(7, 12), zoom=rng.uniform(0.85, 1.15), size=SIZE)
    sway = _Sway(rng, 1.5)
    for seconds, way in course(sides, pace=pace):
        x, y, roll, pitch, yaw = sway.step()
        view = View(
            yaw=peak * way + yaw,
            pitch=1.5 * pitch,
            roll=roll + 3 * way * sway.lean,
            distance=held.distance,
            zoom=held.zoom * held.distance / 9,
            shift=(0.01 * x, 0.01 * y),
            size=SIZE,
        )
        yield seconds, _sensed(shown.seen(view), rng)


@dataclass(frozen=True, slots=True)
class Species:
    """One kind of presentation attack instrument that is drawn (ISO/IEC 30107-3).

    Attributes:
        name: of the species.
        relief: what the photograph lies on when it is turned so far, 0 to 1; drawn once for each frame.
        view: how it is held at such a place of the course, −1 to 1.
    """

    name: str
    relief: Callable[["Held", float], Relief]
    view: Callable[["Held", float], View]


@dataclass(frozen=True, slots=True)
class Held:
    """What one attacker does throughout a take, in [0, 1] each, and to which side the tilt goes."""

    bend: float
    peak: float
    tilt: float
    near: float
    sign: float


def board_take(
    photograph: Picture,
    landmarks: NDArray[np.float64],
    sides: Sequence[int],
    *,
    species: Species,
    rng: np.random.Generator,
) -> Take:
    """Frames of a photograph that is held up and moved so as to pass for a head: arguments as `head_take`."""
    bend, peak, tilt, near = rng.uniform(0, 1, 4).tolist()
    held = Held(bend=bend, peak=peak, tilt=tilt, near=near, sign=float(rng.choice([-1, 1])))
    sway = _Sway(rng, 1.5)
    kept: dict[float, Shown] = {}
    for seconds, way in course(sides, pace=_BOARD_PACE):
        bent = round(abs(way), 1)
        if bent not in kept:
            kept[bent] = Shown(photograph, landmarks, species.relief(held, bent))
        x, y, roll, pitch, yaw = sway.step()
        view = species.view(held, way)
        moved = View(
            yaw=view.yaw + yaw,
            pitch=view.pitch + pitch,
            roll=view.roll + roll,
            distance=view.distance,
            zoom=view.zoom,
            shift=(view.shift[0] + 0.01 * x, view.shift[1] + 0.01 * y),
            size=SIZE,
        )
        yield seconds, _sensed(kept[bent].seen(moved), rng)


def _turned(held: Held, way: float) -> View:
    """About the vertical axis, as far as a face is still found."""
    return View(yaw=(35 + 30 * held.peak) * way, zoom=1.0)


def _tilted(held: Held, way: float) -> View:
    """Also raised or lowered and rolled, so that its proportions stay nearer to a face's."""
    tilt = held.sign * (10 + 30 * held.tilt) * abs(way)
    return View(yaw=(30 + 30 * held.peak) * way, pitch=tilt, roll=25 * (held.near - 0.5) * way)


def _near(held: Held, way: float) -> View:
    """Close to the camera, where perspective is strongest, and larger or smaller on the way."""
    distance = 3.2 + 3 * held.near
    zoom = distance / 9 * (1 + 0.5 * held.sign * held.tilt * abs(way))
    return View(yaw=(30 + 25 * held.peak) * way, distance=distance, zoom=zoom)


def _shifted(held: Held, way: float) -> View:
    """Moved across the picture, turned a little, near the camera."""
    distance = 4 + 5 * held.near
    return View(
        yaw=30 * held.peak * way,
        roll=20 * (held.tilt - 0.5) * way,
        distance=distance,
        zoom=distance / 9,
        shift=(0.2 * held.sign * way, 0.05 * way),
    )


def _flat(held: Held, bent: float) -> Relief:  # noqa: ARG001 - as every species has it
    return board()


def _radius(held: Held) -> float:
    """From the roll of a poster to a tube as narrow as a face."""
    return float(0.8 * 4.0**held.bend)


SPECIES: Final = (
    Species("flat, turned", _flat, _turned),
    Species("flat, turned and tilted", _flat, _tilted),
    Species("flat, turned near the camera", _flat, _near),
    Species("flat, shifted", _flat, _shifted),
    Species("bent towards the camera", lambda held, _: board(radius=_radius(held)), _turned),
    Species("bent away from the camera", lambda held, _: board(radius=-_radius(held)), _turned),
    Species("bent about a level axis", lambda held, _: board(radius=_radius(held), upright=False), _tilted),
    Species(
        "bent while it is turned",
        lambda held, bent: board(radius=_radius(held) / max(bent, 0.1)),
        _turned,
    ),
    Species("bent, turned and tilted", lambda held, _: board(radius=_radius(held)), _tilted),
    Species("folded through the nose", lambda held, _: board(fold=15 + 35 * held.bend), _turned),
)
"""Boards, the ways to hold and bend them that anybody could try."""


class _Sway:
    """The small movements that nobody can keep from: five slow random walks of about unit spread."""

    def __init__(self, rng: np.random.Generator, size: float) -> None:
        self._rng, self._size = rng, size
        self._at = rng.normal(0, 1, 5)
        self.lean = float(rng.uniform(-1, 1))

    def step(self) -> NDArray[np.float64]:
        self._at = 0.9 * self._at + self._rng.normal(0, 0.44, 5)
        return self._at * self._size


def _sensed(picture: Picture, rng: np.random.Generator) -> Picture:
    """As a sensor gives it: never twice the same."""
    return degrade.noise(picture, sigma=2.5, rng=rng)
