"""Detectors and encoders at work, the caller's own among them: what they give is looked at, never trusted."""

import math
from collections.abc import Sequence
from numbers import Real

import numpy as np
from numpy.typing import NDArray

from docverify.errors import EngineFailed
from docverify.evidence.engine_faults import engine_at_work
from docverify.evidence.face import Face
from docverify.evidence.template import Template
from docverify.faces.engines.protocols import ChipEncoder, Detector, Encoder, HintingDetector

Picture = NDArray[np.uint8]


def scanned(detector: Detector, image: Picture) -> list[Face]:
    """The faces that a detector finds in an (H, W, 3) uint8 RGB picture.

    Raises:
        EngineFailed: it broke, or what it gave is no list of faces.
    """
    with engine_at_work(f"the detector {_named(detector)}"):
        found: object = detector.scan(image)
    return _faces(detector, found)


def scanned_hinting(detector: Detector, image: Picture) -> tuple[list[Face], float]:
    """Faces of a picture, and the detector's hint; certainty, where it gives none.

    Raises:
        EngineFailed: as `scanned`, or the hint is no number.
    """
    if not isinstance(detector, HintingDetector):
        return scanned(detector, image), 1.0
    with engine_at_work(f"the detector {_named(detector)}"):
        told: object = detector.scan_hinting(image)
    if not isinstance(told, tuple) or len(told) != 2 or not _is_number(told[1]):
        raise EngineFailed(f"the detector {_named(detector)} must give faces and a number as its hint")
    return _faces(detector, told[0]), float(told[1])


def encoded_faces(encoder: Encoder, image: Picture, faces: Sequence[Face]) -> list[Template]:
    """One template for each face of an (H, W, 3) uint8 RGB picture, in the same order.

    Raises:
        EngineFailed: the encoder broke, or what it gave are no such templates of its own build.
    """
    with engine_at_work(f"the encoder {encoder.id}"):
        given: object = encoder.encode(image, faces)
    return _templates(encoder, given, len(faces))


def template_of(encoder: Encoder, image: Picture, face: Face, *, aligned: Picture | None) -> Template:
    """The template of one face of an (H, W, 3) uint8 RGB picture, `aligned` by `align.chip` where it was.

    Raises:
        EngineFailed: as `encoded_faces`.
    """
    if aligned is None or not isinstance(encoder, ChipEncoder):
        return encoded_faces(encoder, image, [face])[0]
    with engine_at_work(f"the encoder {encoder.id}"):
        given: object = encoder.encode_chips([aligned])
    return _templates(encoder, given, 1)[0]


def _faces(detector: Detector, found: object) -> list[Face]:
    if not isinstance(found, (list, tuple)) or not all(isinstance(one, Face) for one in found):
        raise EngineFailed(
            f"the detector {_named(detector)} must give a list of Face, empty where there is none"
        )
    return list(found)


def _templates(encoder: Encoder, given: object, count: int) -> list[Template]:
    fits = isinstance(given, (list, tuple)) and all(isinstance(one, Template) for one in given)
    if not fits or len(given) != count:  # type: ignore[arg-type] # it has a length, or does not fit
        raise EngineFailed(f"the encoder {encoder.id} must give one Template for each of {count} faces")
    templates: list[Template] = list(given)  # type: ignore[call-overload] # as just seen
    if any(one.encoder != encoder.id for one in templates):
        raise EngineFailed(
            f"the encoder {encoder.id} gave templates of another one: no threshold holds for them here"
        )
    return templates


def _named(detector: Detector) -> str:
    return type(detector).__name__


def _is_number(hint: object) -> bool:
    return isinstance(hint, Real) and math.isfinite(hint)
