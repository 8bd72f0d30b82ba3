"""Draws pictures of which no MRZ can be read, each for one cause: for a benchmark, and for tests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.mrz_reading import FORMATS
from docverify.mrz import MrzFormat
from docverify.specimens import (
    Capture,
    Conditions,
    Side,
    backgrounds,
    capture,
    degrade,
    draw_specimen,
    kiosk,
    mishaps,
    moderate,
    random_holder,
)
from docverify.specimens.draw import Specimen
from docverify.specimens.portrait import stand_in

Picture = NDArray[np.uint8]
Generator = np.random.Generator
SIDES = ("left", "top", "right", "bottom")


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A picture, and what is the matter with it.

    Attributes:
        image: (H, W, 3) uint8 RGB.
        cause: a name of `CAUSES`.
        lines: the MRZ that was printed; none where there is none.
        side: at which side of the picture the MRZ is cut off.
    """

    image: Picture
    cause: str
    lines: tuple[str, ...] = ()
    side: str | None = None

    def __repr__(self) -> str:
        """Show no identity data."""
        return f"Spoiled({self.cause}, {self.side})"


def spoiled(cause: str, count: int, *, seed: int) -> Iterator[Spoiled]:
    """Draw so many pictures of a cause, the same ones for the same seed."""
    for number in range(count):
        rng = np.random.default_rng([seed, number, *cause.encode()])
        yield CAUSES[cause](number, rng)


def _drawn(number: int, conditions: Conditions, rng: Generator) -> Specimen:
    layout = FORMATS[number % len(FORMATS)]
    return draw_specimen(
        layout, holder=random_holder(layout, rng=rng), rng=rng, px_per_mm=max(conditions.px_per_mm, 4.0)
    )


def _usual(rng: Generator) -> Conditions:
    """As at a kiosk, or as by a careful hand."""
    return kiosk(rng) if rng.random() < 0.5 else moderate(rng)


def _taken(number: int, conditions: Conditions, rng: Generator) -> Capture:
    return capture(_drawn(number, conditions, rng), conditions, rng=rng)


def _no_document(number: int, rng: Generator) -> Spoiled:
    """An empty table, or somebody before one colour or a table."""
    height, width = int(rng.integers(480, 900)), int(rng.integers(600, 1300))
    image = backgrounds.table(rng, height, width, writing=False)
    if number % 2:
        high = int(height * rng.uniform(0.5, 1))
        wide = min(width, int(high * rng.uniform(0.7, 0.9)))
        left, top = int(rng.integers(width - wide + 1)), height - high
        image[top:, left : left + wide] = stand_in(rng, width=wide, height=high)
    image = degrade.blur(image, sigma=float(rng.uniform(0, 1.5)))
    image = degrade.noise(image, sigma=float(rng.uniform(0, 6)), rng=rng)
    return Spoiled(degrade.jpeg(image, quality=int(rng.integers(60, 96))), "no_document")


def _no_mrz(number: int, rng: Generator) -> Spoiled:
    """The front of a card, a letter, or a page whose MRZ is out of view altogether."""
    conditions = _usual(rng)
    kind = number % 3
    if kind == 0:
        layout = MrzFormat.TD1
        holder = random_holder(layout, rng=rng)
        front = draw_specimen(layout, holder=holder, rng=rng, px_per_mm=conditions.px_per_mm, side=Side.FRONT)
        return Spoiled(capture(front, conditions, rng=rng).image, "no_mrz")
    if kind == 1:
        sheet = backgrounds.paper(rng, int(rng.integers(500, 900)), int(rng.integers(500, 900)))
        size, ink = float(rng.uniform(0.45, 0.9)), float(rng.uniform(0, 110))
        letters = np.array(list("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP0123456789        .,:-"))
        for row in range(40, sheet.shape[0] - 20, int(30 * size * 1.5) + 4):
            text = "".join(rng.choice(letters, int(rng.integers(12, 60))))
            cv2.putText(sheet, text, (30, row), cv2.FONT_HERSHEY_SIMPLEX, size, (ink,) * 3, 1, cv2.LINE_AA)
        return Spoiled(degrade.jpeg(sheet, quality=int(rng.integers(60, 96))), "no_mrz")
    page = _taken(number // 3, replace(conditions, rotation=float(rng.uniform(-5, 5))), rng)
    over = page.line_quads[..., 1].min() - 0.7 * page.conditions.character_height
    return Spoiled(np.ascontiguousarray(page.image[: int(over)]), "no_mrz")


def _too_small(number: int, rng: Generator) -> Spoiled:
    """From too far away."""
    conditions = replace(
        _usual(rng), character_height=float(rng.uniform(3, 5.5)), margin=float(rng.uniform(0.05, 1.5))
    )
    # What is far away is not as soft as what is near and out of focus.
    one = _taken(number, replace(conditions, blur=float(rng.uniform(0.3, 0.7))), rng)
    return Spoiled(one.image, "too_small", one.lines)


def _cut_off(number: int, rng: Generator) -> Spoiled:
    """The picture ends before the MRZ does: at one end of its lines, or within them."""
    side = number % 4
    conditions = _usual(rng)
    turn = 90.0 * int(rng.integers(4)) + float(rng.uniform(-5, 5))
    one = _taken(number // 4, replace(conditions, rotation=turn), rng)
    quads, axis = one.line_quads, side % 2
    first, last = quads[:, [0, 3]].mean(axis=(0, 1)), quads[:, [1, 2]].mean(axis=(0, 1))
    if abs((last - first)[axis]) > abs((last - first)[1 - axis]):  # across the lines: characters are lost
        cells = len(one.lines[0])
        near, far = sorted((float(first[axis]), float(last[axis])))
        lost = (far - near) / cells * rng.uniform(3, cells * 0.4)
        at = near + lost if side < 2 else far - lost
    else:  # along them: half of a line is lost, or all of it
        middles = np.sort(quads.mean(axis=1)[:, axis])
        half = one.conditions.character_height * 0.5
        away = half * float(rng.uniform(0, 2.2))
        at = middles[0] + away if side < 2 else middles[-1] - away
    return Spoiled(_cropped(one.image, side, round(float(at))), "cut_off", one.lines, SIDES[side])


def _cropped(image: Picture, side: int, at: int) -> Picture:
    """What is left of a picture that ends at a column or row."""
    kept = (image[:, at:], image[at:], image[:, :at], image[:at])[side]
    return np.ascontiguousarray(kept)


def _blurred(number: int, rng: Generator) -> Spoiled:
    """Out of focus, or moved."""
    conditions = _usual(rng)
    capital = conditions.character_height
    if number % 2:
        conditions = replace(conditions, blur=capital * float(rng.uniform(0.2, 0.38)))
    else:
        moved = capital * float(rng.uniform(0.7, 1.4))
        conditions = replace(conditions, motion=moved, motion_direction=float(rng.uniform(0, 360)))
    one = _taken(number, conditions, rng)
    return Spoiled(one.image, "blurred", one.lines)


def _glare(number: int, rng: Generator) -> Spoiled:
    """A lamp's reflection over characters."""
    conditions = replace(
        _usual(rng), glare=float(rng.uniform(0.25, 0.9)), glare_strength=float(rng.uniform(0.97, 1))
    )
    one = _taken(number, conditions, rng)
    return Spoiled(one.image, "glare", one.lines)


_COVERS = ((225, 222, 215), (14, 14, 16), (196, 62, 50), (70, 100, 160))
"""Paper, black, and two colours of things that lie about."""


def _covered(number: int, rng: Generator) -> Spoiled:
    """A finger, paper or something else on characters."""
    conditions = _usual(rng)
    clear = replace(conditions, noise=0.0, jpeg=None)
    one = _taken(number, clear, rng)
    image, quads = one.image, one.line_quads
    cells, line = len(one.lines[0]), int(rng.integers(len(one.lines)))
    across = (quads[line, 1] - quads[line, 0]) / cells
    down = quads[line, 3] - quads[line, 0]
    if number % 2:
        tip = quads[line, 0] + across * rng.uniform(0.05, 0.95) * cells + down * rng.uniform(-0.5, 0.5)
        below = float(np.degrees(np.arctan2(down[1], down[0])) + rng.uniform(-35, 35))
        skin = mishaps.SKINS[int(rng.integers(len(mishaps.SKINS)))]
        width = 16 / 2.5 * conditions.character_height
        image = degrade.finger(image, tip=(float(tip[0]), float(tip[1])), angle=below, width=width, skin=skin)
    else:
        many = float(rng.uniform(2, 16))
        start = float(rng.uniform(-1, cells - many + 1))
        high, low = (-0.3, 1.3) if number % 4 else (-0.4, 3.0)
        corners = [(start, high), (start + many, high), (start + many, low), (start, low)]
        outline = np.array([quads[line, 0] + across * x + down * y for x, y in corners])
        colour = _COVERS[int(rng.integers(len(_COVERS)))]
        image = image.copy()
        cv2.fillPoly(image, [np.round(outline * 16).astype(np.int32)], colour, cv2.LINE_AA, 4)
        image = degrade.blur(image, sigma=0.4)
    image = degrade.noise(image, sigma=conditions.noise, rng=rng)
    return Spoiled(degrade.jpeg(image, quality=conditions.jpeg or 90), "covered", one.lines)


def _mirrored(number: int, rng: Generator) -> Spoiled:
    """As in a mirror: fit to be read, or small, soft or partly covered besides."""
    poor = (_taken_as_usual, _small, _covered, _moved)[number % 4]
    one = poor(number, rng)
    return Spoiled(np.ascontiguousarray(one.image[:, ::-1]), "mirrored", one.lines)


def _taken_as_usual(number: int, rng: Generator) -> Spoiled:
    one = _taken(number, _usual(rng), rng)
    return Spoiled(one.image, "mirrored", one.lines)


def _small(number: int, rng: Generator) -> Spoiled:
    one = _taken(number, replace(_usual(rng), character_height=float(rng.uniform(6, 8)), blur=1.2), rng)
    return Spoiled(one.image, "mirrored", one.lines)


def _moved(number: int, rng: Generator) -> Spoiled:
    conditions = _usual(rng)
    moved = conditions.character_height * float(rng.uniform(0.4, 0.6))
    one = _taken(number, replace(conditions, motion=moved, motion_direction=float(rng.uniform(0, 360))), rng)
    return Spoiled(one.image, "mirrored", one.lines)


def _unreadable(number: int, rng: Generator) -> Spoiled:
    """Print that is worn off in flakes all over, sharp and in full view."""
    conditions = _usual(rng)
    drawn = _drawn(number, conditions, rng)
    image, quads = drawn.image.copy(), drawn.line_quads
    capital = float(np.mean(quads[:, 3, 1] - quads[:, 0, 1]))
    left, top = np.floor(quads.min(axis=(0, 1)) - capital).astype(int).clip(0)
    right, bottom = np.ceil(quads.max(axis=(0, 1)) + capital).astype(int)
    zone = image[top:bottom, left:right]
    grain = rng.random(zone.shape[:2], np.float32)
    grain = cv2.GaussianBlur(grain, (0, 0), capital * float(rng.uniform(0.08, 0.16)))
    gone = (grain > np.quantile(grain, rng.uniform(0.3, 0.45))).astype(np.float32)
    bare = cv2.dilate(zone, np.ones((round(capital / 3) | 1,) * 2, np.uint8))
    zone[:] = cv2.blendLinear(bare, zone, gone, 1 - gone)
    one = capture(replace(drawn, image=image), conditions, rng=rng)
    return Spoiled(one.image, "unreadable", one.lines)


CAUSES: dict[str, Callable[[int, Generator], Spoiled]] = {
    "no_document": _no_document,
    "no_mrz": _no_mrz,
    "too_small": _too_small,
    "cut_off": _cut_off,
    "blurred": _blurred,
    "glare": _glare,
    "covered": _covered,
    "mirrored": _mirrored,
    "unreadable": _unreadable,
}
"""What spoils a picture: the value of the `ReadingFailure` that is right → how it is drawn."""
