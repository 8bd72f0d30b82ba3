"""Engines that break on purpose: each raises, or gives something else than it should."""

import math
from dataclasses import replace

import numpy as np

import docverify as dv
from docverify.evidence import Cells
from docverify.evidence.template import Template
from docverify.faces import engine_named
from docverify.reading.engines import reader_named
from tests.reading.made import TD3, sheet

PAGE = sheet(TD3)
SOUND = reader_named().read(PAGE)
"""What docverify itself reads of it, as readers here give it, changed in one thing."""
PRIVATE = "ZWETSCHGENBAUM"
"""What an engine might have read: no error repeats it."""
RAISED = (ValueError(PRIVATE), KeyError(PRIVATE), MemoryError(), RecursionError(), dv.InputError(PRIVATE))
SFACE = engine_named()


class Reader:
    """Gives what it was told to, or raises it; or what it makes of a sound reading of `PAGE`."""

    name = "mine"

    def __init__(self, gives):
        self.gives = gives

    def read(self, image):  # noqa: ARG002 - what every reader takes
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives(SOUND) if callable(self.gives) else self.gives


class Together(Reader):
    """The same for several frames at once."""

    def read_frames(self, frames):
        return self.read(frames[0])


class Detector:
    """Likewise, of faces."""

    sides, sure = SFACE.detector.sides, SFACE.detector.sure

    def __init__(self, gives):
        self.gives = gives

    def scan(self, image):  # noqa: ARG002 - what every detector takes
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives


class Hinting(Detector):
    """Likewise, of faces and a hint."""

    def scan_hinting(self, image):
        return self.scan(image)


class Encoder:
    """Likewise, of templates; its id is SFace's, so that SFace's calibration is its own."""

    id = SFACE.encoder.id

    def __init__(self, gives):
        self.gives = gives

    def encode(self, image, faces):
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives(SFACE.encoder.encode(image, faces)) if callable(self.gives) else self.gives


def with_detector(detector):
    return dv.Engine(name="mine", detector=detector, encoder=SFACE.encoder)


def with_encoder(gives):
    return dv.Engine(name="mine", detector=SFACE.detector, encoder=Encoder(gives))


def cells_of(reading, change):
    """The same reading with other cells."""
    chances = reading.cells.probabilities.copy()
    return replace(reading, cells=Cells(reading.cells.quads, change(chances)))


def with_nan(chances):
    chances[1, 3] = math.nan
    return chances


READINGS = {
    "nothing": None,
    "text": PRIVATE,
    "a dictionary": {"mrz": None},
    "cells of NaN": lambda one: cells_of(one, with_nan),
    "cells above one": lambda one: cells_of(one, lambda chances: chances * 3),
    "cells below zero": lambda one: cells_of(one, lambda chances: -chances),
    "cells of whole numbers": lambda one: cells_of(one, lambda chances: chances.astype(int)),
    "cells of one line": lambda one: replace(
        one, cells=Cells(one.cells.quads[:1], one.cells.probabilities[:1])
    ),
    "cells of half a line": lambda one: replace(
        one, cells=Cells(one.cells.quads[:, :20], one.cells.probabilities[:, :20])
    ),
    "no cells": lambda one: replace(one, cells=PRIVATE),
    "a quad of NaN": lambda one: replace(one, quad=np.full((4, 2), math.nan)),
    "a quad of three corners": lambda one: replace(one, quad=one.quad[:3]),
    "a quad in a list": lambda one: replace(one, quad=one.quad.tolist()),
    "no legibility": lambda one: replace(one, legibility=None),
    "corrections in a list": lambda one: replace(one, corrections=[PRIVATE]),
    "no engine": lambda one: replace(one, engine=None),
    "others that are none": lambda one: replace(one, others=(PRIVATE,)),
    "others that break promises": lambda one: replace(one, others=(cells_of(one, with_nan),)),
    "a confidence above one": lambda one: replace(one, confidence=1.5),
    "both": lambda one: replace(one, failure=dv.ReadingFailure.GLARE),
}
"""What no reader may give."""
FACES = {
    "nothing": None,
    "text": PRIVATE,
    "a number": 3,
    "a list of nothing": [None],
    "boxes": [(0.0, 0.0, 10.0, 10.0)],
    "an array": np.zeros((1, 5)),
}
"""What no detector may give."""
HINTED = {
    **FACES,
    "faces alone": [],
    "a hint alone": 0.3,
    "a hint of NaN": ([], math.nan),
    "no hint": ([], None),
    "three things": ([], 0.3, 0.3),
}
TEMPLATES = {
    "nothing": None,
    "an empty list": [],
    "one too many": lambda templates: [*templates, *templates],
    "a template by itself": lambda templates: templates[0],
    "vectors": lambda templates: [one.values for one in templates],
    "text": PRIVATE,
    "NaN": lambda templates: [
        Template(encoder=one.encoder, values=one.values * math.nan) for one in templates
    ],
    "zeros": lambda templates: [Template(encoder=one.encoder, values=one.values * 0) for one in templates],
    "another encoder's": lambda templates: [
        Template(encoder="another", values=one.values) for one in templates
    ],
}
"""What no encoder may give."""
