"""Paper with security printing, and the tables that documents lie on. Everything is drawn from `rng`.

Results are (height, width, 3) uint8 RGB.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.specimens.degrade import gaussian_offsets

Picture = NDArray[np.uint8]


def _smooth_field(rng: np.random.Generator, height: int, width: int, *, cells: float) -> NDArray[np.float32]:
    """A smooth random field in [0, 1] with about `cells` hills along the longer side."""
    step = max(height, width) / max(cells, 1e-6)
    coarse = rng.random((int(height / step) + 3, int(width / step) + 3), np.float32)
    field = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(field, 0, 1)


def paper(rng: np.random.Generator, height: int, width: int, *, light: float = 1.0) -> Picture:
    """Plain stock with a gentle gradient between two pale colours and a little grain.

    Args:
        rng: source of every choice.
        height: px.
        width: px.
        light: 0–1, how pale the stock is at least; 1 is near white, 0 allows mid tones.
    """
    floor = 110 + 100 * light
    low, high = rng.uniform(floor, 255, (2, 3)).astype(np.float32)
    # Blended small and enlarged: a gradient has no detail to lose.
    cells = rng.uniform(0.8, 3)
    blend = _smooth_field(rng, max(1, height // 8), max(1, width // 8), cells=cells)[..., None]
    gradient = (low * blend + high * (1 - blend)).astype(np.uint8)
    stock = cv2.resize(gradient, (width, height), interpolation=cv2.INTER_LINEAR)
    grain = gaussian_offsets((height, width), sigma=rng.uniform(0, 3), rng=rng)
    return np.asarray(cv2.add(stock, cv2.merge([grain] * 3), dtype=cv2.CV_8U), np.uint8)


def guilloche(
    rng: np.random.Generator, canvas: Picture, *, strength: float = 0.35, scale: float = 12.0
) -> Picture:
    """Print families of fine wavy lines, rosettes and micro-patterns over `canvas`.

    Args:
        rng: source of every choice.
        canvas: (H, W, 3) uint8, is not changed.
        strength: 0–1, how dark the lines may become against the stock.
        scale: px per mm; line widths and spacings follow it.

    Returns:
        A new picture of the same shape.
    """
    printed = canvas.copy()
    for _ in range(int(rng.integers(1, 5))):
        ink = (
            np.array(cv2.mean(canvas)[:3]) * (1 - rng.uniform(0.1, 1) * strength) * rng.uniform(0.6, 1.05, 3)
        ).clip(0, 255)
        layer = printed.copy()
        thickness = max(1, round(scale * rng.uniform(0.05, 0.16)))
        draw = _rosettes if rng.random() < 0.3 else _waves
        draw(rng, layer, tuple(float(part) for part in ink), thickness, scale)
        share = float(rng.uniform(0.4, 1))
        printed = np.asarray(cv2.addWeighted(layer, share, printed, 1 - share, 0), np.uint8)
    return printed


def _waves(
    rng: np.random.Generator, layer: Picture, ink: tuple[float, ...], thickness: int, scale: float
) -> None:
    height, width = layer.shape[:2]
    spacing = scale * rng.uniform(0.5, 2.5)
    reach = float(np.hypot(height, width))
    along = np.linspace(-reach / 2, reach / 2, max(8, int(reach / (scale * 0.6))))
    amplitudes = rng.uniform(0, scale * 3, 2)
    periods = scale * rng.uniform(4, 40, 2)
    phases, drift = rng.uniform(0, 6.3, 2), rng.uniform(-0.3, 0.3, 2)
    turn = rng.uniform(0, np.pi)
    cosine, sine = np.cos(turn), np.sin(turn)
    lines = []
    for number, offset in enumerate(np.arange(-reach / 2, reach / 2, spacing)):
        across = offset + sum(
            a * np.sin(6.283 * along / p + f + d * number)
            for a, p, f, d in zip(amplitudes, periods, phases, drift, strict=True)
        )
        points = np.stack(
            [width / 2 + along * cosine - across * sine, height / 2 + along * sine + across * cosine], 1
        )
        lines.append((points * 8).astype(np.int32))
    cv2.polylines(layer, lines, False, ink, thickness, cv2.LINE_AA, 3)


def _rosettes(
    rng: np.random.Generator, layer: Picture, ink: tuple[float, ...], thickness: int, scale: float
) -> None:
    height, width = layer.shape[:2]
    turns = np.linspace(0, 2 * np.pi, 240)
    lines = []
    for _ in range(int(rng.integers(1, 4))):
        centre = rng.uniform((0, 0), (width, height))
        petals, depth = int(rng.integers(5, 24)), rng.uniform(0.05, 0.5)
        for ring in np.arange(
            scale * rng.uniform(1, 4), scale * rng.uniform(10, 35), scale * rng.uniform(0.6, 2)
        ):
            radius = ring * (1 + depth * np.sin(petals * turns + ring / scale))
            points = centre + np.stack([radius * np.cos(turns), radius * np.sin(turns)], 1)
            lines.append((points * 8).astype(np.int32))
    cv2.polylines(layer, lines, True, ink, thickness, cv2.LINE_AA, 3)


def table(rng: np.random.Generator, height: int, width: int, *, writing: bool = True) -> Picture:
    """A place that a document may lie on: stock of any tone, with grain, weave, stripes, clutter or print.

    Args:
        rng: source of every choice.
        height: px.
        width: px.
        writing: whether letters may lie there, too.
    """
    tone, colour = rng.uniform(10, 245), rng.uniform(10, 245, 3)
    base = (tone + (colour - tone) * rng.random() ** 2).astype(np.float32)  # most tables are far from garish
    other = np.clip(base + rng.normal(0, 45, 3), 0, 255).astype(np.float32)
    blend = _smooth_field(rng, height, width, cells=rng.uniform(0.5, 8))
    for amount in (rng.uniform(0, 0.4), rng.uniform(0, 0.4)):
        # Wood and cloth: a field stretched along one axis.
        stretch = rng.uniform(0.01, 1, 2)
        grain = _smooth_field(
            rng, max(2, int(height * stretch[0])), max(2, int(width * stretch[1])), cells=rng.uniform(10, 120)
        )
        blend = blend + np.float32(amount) * (cv2.resize(grain, (width, height)) - np.float32(0.5))
    shades = (np.clip(blend, -0.4, 1.4) * np.float32(255 / 1.8) + np.float32(0.4 * 255 / 1.8)).astype(
        np.uint8
    )
    ramp = base + (other - base) * np.linspace(-0.4, 1.4, 256, dtype=np.float32)[:, None]
    colours = np.clip(ramp, 0, 255).astype(np.uint8)[None]
    surface = np.asarray(cv2.LUT(cv2.merge([shades] * 3), colours), np.uint8)
    for clutter in (_objects, written, _stripes) if writing else (_objects, _stripes):
        if rng.random() < 0.3:
            clutter(rng, surface)
    return surface


def _objects(rng: np.random.Generator, surface: Picture) -> None:
    height, width = surface.shape[:2]
    for _ in range(int(rng.integers(1, 8))):
        centre = rng.uniform((0, 0), (width, height))
        box = (centre.tolist(), rng.uniform(0.02, 0.4, 2) * max(height, width), float(rng.uniform(0, 180)))
        colour = tuple(float(part) for part in rng.uniform(0, 255, 3))
        if rng.random() < 0.5:
            cv2.ellipse(surface, box, colour, -1, cv2.LINE_AA)
        else:
            cv2.fillPoly(surface, [cv2.boxPoints(box).astype(np.int32)], colour, cv2.LINE_AA)


def written(rng: np.random.Generator, surface: Picture) -> None:
    """Lines of ordinary text, as on a letter beneath the document."""
    height, width = surface.shape[:2]
    letters = np.array(list("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789      .,:<-"))
    size = float(rng.uniform(0.3, 1.2))
    colour = tuple(float(part) for part in rng.uniform(0, 255, 3))
    face = int(rng.choice([cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX]))
    left = int(rng.integers(0, max(1, width // 2)))
    for row in range(int(rng.integers(10, 60)), height, int(30 * size * rng.uniform(1, 1.8)) + 6):
        text = "".join(rng.choice(letters, int(rng.integers(5, 60))))
        cv2.putText(surface, text, (left, row), face, size, colour, max(1, round(size * 1.5)), cv2.LINE_AA)


def _stripes(rng: np.random.Generator, surface: Picture) -> None:
    """Bars as on keyboards, barcodes, shirts and blinds."""
    height, width = surface.shape[:2]
    left, top = int(rng.integers(0, width)), int(rng.integers(0, height))
    right, bottom = (
        left + int(rng.integers(20, 20 + width // 2)),
        top + int(rng.integers(20, 20 + height // 3)),
    )
    colour = tuple(float(part) for part in rng.uniform(0, 255, 3))
    position = float(left)
    while position < right:
        thickness = rng.uniform(1, 8)
        cv2.rectangle(surface, (int(position), top), (int(position + thickness), bottom), colour, -1)
        position += thickness + rng.uniform(1, 10)
