"""Things that lie about in scenes: faces, photographs, fingers, stickers, phones, papers, clutter."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.imaging.geometry import Points
from docverify.specimens import backgrounds, degrade
from docverify.specimens.camera import capture
from docverify.specimens.conditions import kiosk
from docverify.specimens.draw import Specimen
from docverify.specimens.mishaps import SKINS
from docverify.specimens.portrait import fitted
from docverify.specimens.scenes.flat import Piece, oblong, opaque
from docverify.specimens.scenes.stage import Stage

Picture = NDArray[np.uint8]
Place = tuple[float, float]
"""x and y, mm."""


def standing(stage: Stage, photograph: Picture, *, centre: Place, width: float) -> Piece:
    """Somebody who stands there, `width` mm wide in the document's plane, before their own background."""
    ratio = stage.between(1.0, 1.3)
    across = max(24, round(width * stage.scale))
    picture = fitted(photograph, width=across, height=round(across * ratio))
    high = picture.shape[0]
    mask = np.full(picture.shape[:2], 255, np.uint8)
    if stage.chance(0.6):  # the background gives way to what is behind, as if out of focus
        mask[:] = 0
        rim = max(2, across // 14)
        box = (across / 2, high / 2), (across - 2.0 * rim, high - 2.0 * rim), 0.0
        if stage.chance(0.5):
            cv2.ellipse(mask, box, 255, -1)
        else:
            mask[rim:-rim, rim:-rim] = 255
        mask = np.asarray(cv2.GaussianBlur(mask, (0, 0), rim / 2), np.uint8)
    return Piece(image=picture, mask=mask, quad=oblong(centre, width, width * ratio))


def beside(bounds: Points, side: str, width: float, *, gap: float, along: float) -> Place:
    """The middle of something `width` mm wide and 1.15 times as high at one side of `bounds`.

    Args:
        bounds: (n, 2) mm.
        side: "above", "below", "left" or "right".
        width: mm.
        gap: mm between the two; negative where the thing reaches beneath.
        along: 0–1, how far along that side.
    """
    low, high = bounds.min(axis=0), bounds.max(axis=0)
    x, y = low + (high - low) * along
    tall = width * 1.15
    places = {
        "above": (x, low[1] - gap - tall / 2),
        "below": (x, high[1] + gap + tall / 2),
        "left": (low[0] - gap - width / 2, y),
        "right": (high[0] + gap + width / 2, y),
    }
    return float(places[side][0]), float(places[side][1])


def face_beside(
    stage: Stage, photograph: Picture, page: Piece, side: str, *, sizes: tuple[float, float] = (0.5, 3.0)
) -> Piece:
    """Somebody's face at one side of a page, `sizes` times as wide as the portrait printed on it."""
    width = float(np.exp(stage.rng.uniform(*np.log(sizes)))) * portrait_width(page)
    centre = beside(page.quad, side, width, gap=stage.between(1, 12), along=stage.between(0.1, 0.9))
    return standing(stage, photograph, centre=centre, width=width)


def portrait_width(page: Piece) -> float:
    """Width of the portrait on a page, mm."""
    specimen = page.specimen
    if specimen is None or specimen.portrait_quad is None:
        return 28.0
    return float(np.ptp(specimen.portrait_quad[:, 0])) / specimen.px_per_mm


def printed_photograph(
    stage: Stage, photograph: Picture, *, centre: Place, width: float, rim: float = 0.0
) -> Piece:
    """A photograph on paper, 4 : 5, with a white rim of `rim` mm."""
    across, high = round(width * stage.scale), round(width * 1.25 * stage.scale)
    picture = fitted(photograph, width=across, height=high)
    edge = round(rim * stage.scale)
    if edge:
        picture = np.asarray(
            cv2.copyMakeBorder(picture, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=(248, 248, 246)),
            np.uint8,
        )
    quad = oblong(centre, width + 2 * rim, width * 1.25 + 2 * rim, turn=stage.between(-4, 4))
    return opaque(picture, quad)


def finger(stage: Stage, *, tip: Place, towards: float, width: float, skin: tuple[int, int, int]) -> Piece:
    """A finger with its tip there; the hand is in direction `towards`, degrees, and out of view."""
    long = 90.0
    rows, columns = round(width * stage.scale), round(long * stage.scale)
    radius = rows / 2
    mask = np.zeros((rows, columns), np.uint8)
    cv2.rectangle(mask, (round(radius), 0), (columns, rows), 255, -1)
    cv2.ellipse(mask, ((radius * 1.2, radius), (radius * 2.4, radius * 2), 0.0), 255, -1, cv2.LINE_AA)
    depth = np.abs(np.linspace(-1, 1, rows, dtype=np.float32))[:, None]
    light = 0.62 + 0.38 * np.sqrt(np.clip(1 - depth**2, 0, 1))  # round in section: lighter along the middle
    image = (np.array(skin, np.float32) * light[..., None] * np.ones((1, columns, 1))).astype(np.uint8)
    nail = (radius * 1.0, radius), (radius * 1.5, radius * 1.2), 0.0
    cv2.ellipse(image, nail, tuple(min(255, int(part * 1.04 + 12)) for part in skin), -1, cv2.LINE_AA)
    image = degrade.noise(degrade.blur(image, sigma=1), sigma=3, rng=stage.rng)
    angle = np.radians(towards)
    along = np.array([np.cos(angle), np.sin(angle)])
    middle = np.array(tip) + along * long / 2
    quad = oblong((float(middle[0]), float(middle[1])), long, width, turn=towards)
    return Piece(image=image, mask=mask, quad=quad, framed=False)


def hand_over(stage: Stage, page: Piece) -> list[Piece]:
    """Fingers of the hand that holds the page: they lie over all of its portrait."""
    assert page.specimen is not None  # noqa: S101 - pages that lead have one
    assert page.specimen.portrait_quad is not None  # noqa: S101 - and one whose portrait can be covered
    place = page.specimen.portrait_quad / page.specimen.px_per_mm + page.quad[0]
    low, high = place.min(axis=0), place.max(axis=0)
    count = int(np.ceil((high[1] - low[1]) / 21))
    width = (high[1] - low[1]) / count * 1.12
    at_left = float(place[:, 0].mean()) < float(page.quad[:, 0].mean())
    skin = SKINS[int(stage.rng.integers(len(SKINS)))]
    fingers = []
    for number in range(count):
        y = float(low[1] + (high[1] - low[1]) * (number + 0.5) / count)
        beyond = stage.between(1, 5)
        x = float(high[0] + beyond if at_left else low[0] - beyond)
        towards = (180.0 if at_left else 0.0) + stage.between(-4, 4)
        fingers.append(finger(stage, tip=(x, y), towards=towards, width=width, skin=skin))
    return fingers


def sticker(stage: Stage, page: Piece) -> Piece:
    """A label stuck over the portrait of a page."""
    assert page.specimen is not None  # noqa: S101 - pages that lead have one
    assert page.specimen.portrait_quad is not None  # noqa: S101 - and one whose portrait can be covered
    place = page.specimen.portrait_quad / page.specimen.px_per_mm + page.quad[0]
    size = np.ptp(place, axis=0) * stage.rng.uniform(0.85, 1.05, 2)
    rows, columns = round(size[1] * stage.scale), round(size[0] * stage.scale)
    image = np.full((rows, columns, 3), stage.rng.integers(60, 256, 3), np.uint8)
    ink = tuple(int(part) for part in stage.rng.integers(0, 90, 3))
    text = str(stage.rng.choice(["VOID", "PRIORITY", "No. 4", "CHECKED"]))
    wide = cv2.getTextSize(text, cv2.FONT_HERSHEY_DUPLEX, 1.0, 1)[0][0]
    height = columns * 0.7 / wide
    place_of_text = columns // 8, rows // 2
    cv2.putText(image, text, place_of_text, cv2.FONT_HERSHEY_DUPLEX, height, ink, 2, cv2.LINE_AA)
    centre = place.mean(axis=0)
    quad = oblong((float(centre[0]), float(centre[1])), *map(float, size), turn=stage.between(-6, 6))
    return opaque(image, quad, radius=stage.scale * 1.5)


def phone(stage: Stage, shown: Specimen, *, centre: Place, height: float = 76.0, turn: float = 0.0) -> Piece:
    """A phone with its screen lit, `height` mm high as it lies: it shows a picture of a document."""
    conditions = replace(kiosk(stage.rng), rotation=0.0, character_height=stage.conditions.character_height)
    picture = capture(shown, conditions, rng=stage.rng).image
    rows = round(height * stage.scale)
    bezel = round(stage.between(3, 5) * stage.scale)
    inner = rows - 2 * bezel
    columns = round(inner * picture.shape[1] / picture.shape[0])
    screen = np.asarray(cv2.resize(picture, (columns, inner), interpolation=cv2.INTER_AREA), np.uint8)
    screen = np.asarray(
        cv2.convertScaleAbs(screen, alpha=0.94, beta=14), np.uint8
    )  # a lit screen has no black
    bars = round(stage.between(4, 16) * stage.scale)
    body = np.full((rows, columns + 2 * (bezel + bars), 3), stage.rng.integers(8, 40), np.uint8)
    body[bezel:-bezel, bezel:-bezel] = 6
    body[bezel : bezel + inner, bezel + bars : bezel + bars + columns] = screen
    quad = oblong(centre, body.shape[1] / stage.scale, height, turn=turn)
    return opaque(body, quad, radius=8 * stage.scale)


def letter(stage: Stage, *, centre: Place, width: float, height: float, turn: float = 0.0) -> Piece:
    """A sheet of paper with lines of writing."""
    image = backgrounds.paper(stage.rng, round(height * stage.scale), round(width * stage.scale))
    backgrounds.written(stage.rng, image)
    return opaque(image, oblong(centre, width, height, turn=turn))


def coin(stage: Stage, *, centre: Place) -> Piece:
    """A coin."""
    across = stage.between(17, 26)
    size = round(across * stage.scale)
    tone = stage.rng.uniform(90, 210) * np.array((1, stage.rng.uniform(0.8, 1), stage.rng.uniform(0.5, 1)))
    image = np.full((size, size, 3), tone, np.uint8)
    mask = np.zeros((size, size), np.uint8)
    middle = size // 2
    cv2.circle(mask, (middle, middle), middle - 1, 255, -1, cv2.LINE_AA)
    for ring in (0.95, 0.8, 0.3):
        ink = tuple(float(part) for part in tone * 0.7)
        cv2.circle(image, (middle, middle), int(middle * ring), ink, 2, cv2.LINE_AA)
    return Piece(image=image, mask=mask, quad=oblong(centre, across, across), framed=False)


def pen(stage: Stage, *, centre: Place, turn: float) -> Piece:
    """A pen."""
    rows, columns = round(9 * stage.scale), round(140 * stage.scale)
    image = np.full((rows, columns, 3), stage.rng.integers(10, 240, 3), np.uint8)
    image[: rows // 3] = np.minimum(image[: rows // 3].astype(int) + 50, 255).astype(np.uint8)
    image[:, -columns // 6 :] = stage.rng.integers(0, 240, 3)
    piece = opaque(image, oblong(centre, 140, 9, turn=turn), radius=rows / 2 - 1)
    return replace(piece, framed=False)
