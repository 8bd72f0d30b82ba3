"""The document is sound; what is handed over as the live picture is not what it should be."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.specimens import degrade
from docverify.specimens.camera import Capture, capture
from docverify.specimens.conditions import moderate
from docverify.specimens.draw import Specimen
from docverify.specimens.scenes.stage import Person, Stage, document, empty_room, live, take_page
from docverify.specimens.scenes.values import FAILED, INCONCLUSIVE, Pictures, SceneKind

Picture = NDArray[np.uint8]

_FRAMES = (5, 20)  # of the bearer, and of somebody else


def _sound(stage: Stage) -> Specimen:
    return document(stage, stage.bearer.portrait)


def _taken(stage: Stage) -> Capture:
    return capture(_sound(stage), stage.conditions, rng=stage.rng)


def _same_picture(stage: Stage) -> tuple[Pictures, Pictures]:
    picture = _taken(stage).image
    return (picture,), (picture,)


def _portraits_pixels(stage: Stage) -> tuple[Pictures, Pictures]:
    """Cut out of the document's picture, enlarged, made lighter or darker, compressed again."""
    taken = _taken(stage)
    assert taken.portrait_quad is not None  # noqa: S101 - it is drawn with one
    width = 480
    quad = taken.portrait_quad
    aspect = float(np.hypot(*(quad[3] - quad[0])) / np.hypot(*(quad[1] - quad[0])))
    target = np.array([(0, 0), (width, 0), (width, width * aspect), (0, width * aspect)])
    matrix = cv2.getPerspectiveTransform(np.float32(quad), np.float32(target))  # type: ignore[call-overload]
    size = width, round(width * aspect)
    cut = cv2.warpPerspective(
        taken.image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    lighter = cv2.convertScaleAbs(cut, alpha=stage.between(0.85, 1.15), beta=stage.between(0, 20))
    return (taken.image,), (
        degrade.jpeg(np.asarray(lighter, np.uint8), quality=int(stage.rng.integers(70, 95))),
    )


def _printed_photograph(stage: Stage) -> tuple[Pictures, Pictures]:
    picture = take_page(stage, _sound(stage))
    return (picture,), (live(stage, stage.bearer.portrait),)


def _document_held_up(stage: Stage) -> tuple[Pictures, Pictures]:
    """Another view of the same document, held to the live camera."""
    page = _sound(stage)
    held = replace(moderate(stage.rng), rotation=stage.between(-12, 12), margin=0.15, fingers=1)
    return (take_page(stage, page),), (capture(page, held, rng=stage.rng).image,)


def _frames(stage: Stage, people: list[Person]) -> tuple[Pictures, Pictures]:
    picture = take_page(stage, _sound(stage))
    return (picture,), tuple(live(stage, person.live, longer=480) for person in people)


def _five_and_twenty(stage: Stage) -> tuple[Pictures, Pictures]:
    bearer, other = _FRAMES
    return _frames(stage, [stage.bearer] * bearer + [stage.stranger] * other)


def _alternating(stage: Stage) -> tuple[Pictures, Pictures]:
    return _frames(stage, [stage.bearer, stage.stranger] * 5)


def _nobody(stage: Stage) -> tuple[Pictures, Pictures]:
    return (take_page(stage, _sound(stage)),), (empty_room(stage),)


def _somebody_else(stage: Stage) -> tuple[Pictures, Pictures]:
    return (take_page(stage, _sound(stage)),), (live(stage, stage.stranger.live),)


_ROWS = (
    (
        "live_is_document_picture",
        "The document's picture is handed over as the live picture, too.",
        _same_picture,
    ),
    (
        "live_is_portrait_cut_out",
        "The live picture is the portrait, cut out of the document's picture.",
        _portraits_pixels,
    ),
    (
        "live_is_printed_photograph",
        "The live picture is the photograph that was printed.",
        _printed_photograph,
    ),
    ("live_is_document_held_up", "The document is held into the live camera.", _document_held_up),
    ("frames_of_two_people", "Five live frames show the bearer, twenty somebody else.", _five_and_twenty),
    ("frames_alternate", "Live frames show the bearer and somebody else in turn.", _alternating),
    ("live_is_empty", "Nobody stands before the live camera.", _nobody),
)
KINDS = (
    *(SceneKind(name=name, title=title, right=INCONCLUSIVE, draw=draw) for name, title, draw in _ROWS),
    SceneKind(
        name="other_person_live",
        title="Somebody else stands before the live camera.",
        right=FAILED,
        draw=_somebody_else,
    ),
)
