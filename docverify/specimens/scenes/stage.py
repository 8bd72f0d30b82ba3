"""What a scene is drawn from, and the steps that many of them share: a document, a view, a live picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.mrz import LAYOUTS, MrzFormat
from docverify.specimens import backgrounds, degrade
from docverify.specimens.camera import capture
from docverify.specimens.conditions import Conditions
from docverify.specimens.draw import Side, Specimen, draw_specimen
from docverify.specimens.holder import Holder, random_holder
from docverify.specimens.portrait import fitted
from docverify.specimens.scenes.flat import Piece, flatten
from docverify.specimens.style import random_style

Picture = NDArray[np.uint8]

AT = date(2026, 11, 23)
"""The day on which scenes play: documents are valid on it unless the kind of scene says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Person:
    """Two photographs of one person, (H, W, 3) uint8 RGB of any size; the face fills much of each.

    Attributes:
        portrait: what is printed on documents.
        live: another photograph, as a live camera takes it.
    """

    portrait: Picture
    live: Picture

    def __repr__(self) -> str:
        """Show nobody."""
        return "Person(…)"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stage:
    """What a scene is drawn from.

    Attributes:
        rng: source of every choice.
        bearer: who stands before the camera, and whom the document should show.
        stranger: somebody else.
        conditions: how the document is pictured.
        format: of the document.
    """

    rng: np.random.Generator
    bearer: Person
    stranger: Person
    conditions: Conditions
    format: MrzFormat

    @property
    def scale(self) -> float:
        """Px per mm at which to draw."""
        return self.conditions.px_per_mm

    def chance(self, share: float) -> bool:
        """Whether something happens that happens in `share` of all scenes."""
        return bool(self.rng.random() < share)

    def between(self, low: float, high: float) -> float:
        """A number from [low, high), all alike."""
        return float(self.rng.uniform(low, high))


def holder(stage: Stage, *, age: tuple[float, float] = (18, 70)) -> Holder:
    """Somebody of that age, in years, whose document is valid."""
    born = AT - timedelta(days=int(stage.between(*age) * 365.25))
    expiry = AT + timedelta(days=int(stage.rng.integers(40, 3500)))
    return replace(random_holder(stage.format, rng=stage.rng), date_of_birth=born, date_of_expiry=expiry)


def document(
    stage: Stage,
    portrait: Picture,
    *,
    of: Holder | None = None,
    lines: tuple[str, ...] | None = None,
    printed: Holder | None = None,
    side: Side = Side.BOTH,
    **look: object,
) -> Specimen:
    """Draw a document: a card with both sides in one picture, the front above, unless a side is named.

    Args:
        stage: what the scene is drawn from.
        portrait: what is printed on it.
        of: whom it is made out to; drawn unless given.
        lines: an MRZ instead of the holder's own.
        printed: whom the print is made out to, if not the same.
        side: of a card.
        look: what `Style` shall have; no ghost image and no facing page unless asked for.
    """
    of = holder(stage) if of is None else of
    style = replace(random_style(stage.rng), **{"ghost": 0.0, "facing_page": 0.0, **look})  # type: ignore[arg-type]
    return draw_specimen(
        stage.format,
        holder=of,
        rng=stage.rng,
        portrait=portrait,
        px_per_mm=stage.scale,
        side=side,
        style=style,
        lines=lines,
        printed=printed,
    )


def take(stage: Stage, pieces: Sequence[Piece], **other: object) -> Picture:
    """Picture what lies there; `other` replaces conditions."""
    conditions = replace(stage.conditions, **other)  # type: ignore[arg-type]
    seen = flatten(pieces, scale=stage.scale, format=stage.format)
    return capture(seen, conditions, rng=stage.rng).image


def take_page(stage: Stage, page: Specimen) -> Picture:
    """Picture one document by itself."""
    return capture(page, stage.conditions, rng=stage.rng).image


def live(stage: Stage, photograph: Picture, *, longer: int = 720) -> Picture:
    """A picture as a kiosk's camera takes it: turned a little, lit from one side, softer, with noise."""
    rng = stage.rng
    height, width = photograph.shape[:2]
    factor = longer * rng.uniform(0.85, 1.1) / max(height, width)
    picture = fitted(photograph, width=round(width * factor), height=round(height * factor))
    middle = picture.shape[1] / 2, picture.shape[0] / 2
    turn = cv2.getRotationMatrix2D(middle, rng.uniform(-5, 5), 1.0)
    picture = np.asarray(
        cv2.warpAffine(picture, turn, picture.shape[1::-1], borderMode=cv2.BORDER_REPLICATE), np.uint8
    )
    gamma = 255 * (np.arange(256) / 255) ** rng.uniform(0.75, 1.2)
    picture = np.asarray(cv2.LUT(picture, gamma.astype(np.uint8)), np.uint8)
    picture = degrade.falling_light(picture, loss=rng.uniform(0, 0.3), angle=float(rng.uniform(0, 360)))
    picture = degrade.noise(
        degrade.blur(picture, sigma=rng.uniform(0.4, 0.9)), sigma=rng.uniform(1, 4), rng=rng
    )
    return degrade.jpeg(picture, quality=int(rng.integers(85, 96)))


def empty_room(stage: Stage) -> Picture:
    """A live picture of nobody."""
    room = backgrounds.table(stage.rng, 640, 480)
    return degrade.noise(degrade.blur(room, sigma=2), sigma=3, rng=stage.rng)


def mrz_spans(format: MrzFormat) -> dict[str, tuple[int, int, int]]:  # noqa: A002 - the word of the house
    """Line, first and one past the last cell of each field of a format."""
    places = LAYOUTS[format].places_by_name
    return {name: (place.span.line, place.span.first, place.span.stop) for name, place in places.items()}
