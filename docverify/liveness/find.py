"""The one face of a frame, found quickly, or why there is none."""

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.face import Face
from docverify.evidence.sample import AcquisitionFailure, Role
from docverify.faces.choose import choose
from docverify.faces.detect import find
from docverify.faces.engines import Detector
from docverify.faces.refine import refine

_UPRIGHT = (0.0,)  # a head that is to be turned aside is upright


def face_in(image: NDArray[np.uint8], detector: Detector) -> tuple[Face | None, AcquisitionFailure | None]:
    """The face that counts in a live frame, or why there is none.

    Args:
        image: (H, W, 3) uint8 RGB.
        detector: of the engine.
    """
    # One size only, so that every frame costs the same and is measured alike.
    faces = find(image, detector, turns=_UPRIGHT, sides=detector.sides[:1])
    face, failure = choose(faces, Role.LIVE, shape=image.shape)
    return (None if face is None else refine(image, face, detector, slants=False)), failure
