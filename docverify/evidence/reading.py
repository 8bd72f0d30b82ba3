"""What a reader answers: the MRZ, or why there is none, with the evidence for either."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from numbers import Real
from typing import Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_all, expect_number
from docverify.errors import InputError
from docverify.evidence.failure import Edge, ReadingFailure, advice
from docverify.mrz import ALPHABET, Correction, Mrz, Span, cell_alphabet

SURE: Final = 0.999
"""A reading less probable than this is not sure, whatever its check digits say: they do not cover names, and
one misreading in ten passes them. At most one sure reading in a thousand may be wrong, so this is asked."""
_ONE: Final = 1.0 + 1e-9
"""A product of probabilities that sum to one may come out as much above it."""
TYPED: Final = "text"
"""The engine of a reading that no picture stands behind."""


class Effort(StrEnum):
    """How much time a picture is worth."""

    QUICK = "quick"
    """One search, and nothing looked at twice: for a frame of a stream, whose next one may be better."""
    FULL = "full"
    """Everything, until a reading is certain."""


class Step(StrEnum):
    """What a reader may have left untried."""

    SECOND_LOOK = "second_look"
    """Doubtful lines were not looked at again."""
    CLOSER = "closer"
    """The picture was not searched in more detail."""
    OVERPRINT = "overprint"
    """Coloured print was not taken off what may lie below it."""
    MIRRORED = "mirrored"
    """The picture was not looked at as in a mirror."""
    INVERTED = "inverted"
    """Nor with light and dark exchanged."""
    TYPEFACE = "typeface"
    """Other typefaces than OCR-B were not looked for."""
    ELSEWHERE = "elsewhere"
    """Further MRZs were not looked for."""


class Typeface(StrEnum):
    """What an MRZ is set in."""

    OCR_B = "ocr_b"
    """What ICAO Doc 9303-3 §4.3 asks for, or nothing that tells it from it."""
    OTHER = "other"
    """Another typeface: a drawn test document, a paper that does not conform, or a forgery."""


@dataclass(frozen=True, slots=True)
class Legibility:
    """What the picture was like where the MRZ is, or best looked like one.

    Attributes:
        character_height: height of a capital, px of the picture; NaN where no line was found.
        sharpness: how steep the edges of the print are against a perfect print of that size, in [0, 1];
            NaN where no line was found.
        glare: share of the MRZ's area that is washed out, in [0, 1]; NaN where no line was found.
        least_certain: probability of the least certain cell, in [0, 1]; 0 where nothing was read.
    """

    character_height: float = float("nan")
    sharpness: float = float("nan")
    glare: float = float("nan")
    least_certain: float = 0.0

    def to_dict(self) -> dict[str, float | None]:
        """The measures as plain values for JSON; None for NaN, which JSON does not have."""
        return {name: known(getattr(self, name)) for name in self.__slots__}


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Where every cell stands and what it may be.

    Attributes:
        quads: (lines, width, 4, 2) float64 corners in the picture, px, reading order; NaN beyond short
            lines.
        probabilities: (lines, width, 37) float64 over `mrz.ALPHABET`, before grammar and check digits;
            NaN beyond short lines.
    """

    quads: NDArray[np.float64] = field(repr=False)
    probabilities: NDArray[np.float64] = field(repr=False)

    def __post_init__(self) -> None:
        expect("quads", self.quads, np.ndarray, "an array of shape (lines, width, 4, 2)")
        expect("probabilities", self.probabilities, np.ndarray, "an array of shape (lines, width, 37)")
        cells = self.quads.shape[:2]
        if self.quads.shape != (*cells, 4, 2) or self.probabilities.shape != (*cells, len(ALPHABET)):
            raise InputError(
                f"quads of shape {self.quads.shape} and probabilities of shape {self.probabilities.shape}: "
                "pass (lines, width, 4, 2) and (lines, width, 37)"
            )

    def certainty(
        self, lines: tuple[str, ...], span: Span, *, allowed: NDArray[np.bool_] | None = None
    ) -> float:
        """How probable it is, by the pixels, that the cells of a span hold these characters.

        Args:
            lines: the text.
            span: cells of it.
            allowed: (lines, width, 37), what the layout's grammar leaves to choose from; everything unless
                given.
        """
        chance = 1.0
        for column in range(span.first, span.stop):
            index = ALPHABET.find(lines[span.line][column])
            if index < 0:
                return 0.0
            cell = self.probabilities[span.line, column]
            among = 1.0 if allowed is None else float(cell[allowed[span.line, column]].sum())
            may = allowed is None or bool(allowed[span.line, column, index])
            chance *= float(cell[index]) / max(among, 1e-12) if may else 0.0
        return chance


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A reader's answer. Its `repr` shows no text of the document.

    Exactly one of `mrz` and `failure` is None.

    Attributes:
        mrz: the parsed MRZ; its checks may have failed, which is the document's affair or the reading's:
            `confidence` tells them apart.
        failure: why there is no MRZ.
        lines: the text as read, the best partial text where there is a failure.
        quad: (4, 2) float64 corners of the MRZ in the picture, px, reading order; None where none was found.
        confidence: calibrated probability that every character of `lines` is right, given the pixels, in
            [0, 1]; NaN where the engine has no calibration. Digits that agree support it; that they do not is
            the document's affair.
        corrections: characters that are not what the pixels alone looked like most, each with its cause.
        legibility: what the picture was like there.
        cells: where every cell stands and what it may be; None where the engine does not tell.
        engine: name of the reader.
        others: further MRZs in the same picture, and pieces of covered ones (CUT_OFF); empty where the engine
            does not look for them.
        mirrored: whether the picture shows the document as in a mirror, as cameras for selfies do. `quad` and
            `cells` are where things lie in the picture as it is.
        inverted: whether its light and dark are exchanged.
        untried: what might have told more, and was left for want of effort or of attempts; empty where the
            reading is certain, or where everything was tried.
        cut_at: edges of the picture at which a CUT_OFF one runs out of it; empty where that is not known.
        doubt: what makes an MRZ that was read not `sure`; None where it is, or where that is not known.
        typeface: what the MRZ is set in; OCR-B where the engine does not tell.
    """

    mrz: Mrz | None
    failure: ReadingFailure | None
    lines: tuple[str, ...] = field(default=(), repr=False)
    quad: NDArray[np.float64] | None = field(default=None, repr=False)
    confidence: float = 0.0
    corrections: tuple[Correction, ...] = ()
    legibility: Legibility = field(default_factory=Legibility)
    cells: Cells | None = field(default=None, repr=False)
    engine: str = "docverify"
    others: "tuple[Reading, ...]" = ()
    mirrored: bool = False
    inverted: bool = False
    untried: tuple[Step, ...] = ()
    cut_at: tuple[Edge, ...] = ()
    doubt: ReadingFailure | None = None
    typeface: Typeface = Typeface.OCR_B

    def __post_init__(self) -> None:
        """Hold the promise that a reading either has an MRZ or says why not."""
        expect("mrz", self.mrz, (Mrz, type(None)), "what parse_mrz gave, or None")
        expect("failure", self.failure, (ReadingFailure, type(None)), "a ReadingFailure, or None")
        if (self.mrz is None) == (self.failure is None):
            raise InputError("a reading has either an MRZ or a failure: pass one of mrz and failure")
        expect_all("lines", self.lines, str, "strings")
        expect_all("untried", self.untried, Step, "Steps")
        expect_all("cut_at", self.cut_at, Edge, "Edges")
        expect("doubt", self.doubt, (ReadingFailure, type(None)), "a ReadingFailure, or None")
        expect("typeface", self.typeface, Typeface, "a Typeface")
        expect("confidence", self.confidence, Real, "a number, NaN for one that is not known")
        if not math.isnan(self.confidence):
            expect_number("confidence", self.confidence, low=0.0, high=_ONE)

    @property
    def sure(self) -> bool:
        """Whether every character is certain: an MRZ was read, and its confidence is 99.9 % or more."""
        return self.mrz is not None and self.confidence >= SURE  # False for NaN

    @property
    def instruction(self) -> str | None:
        """What to tell the person, so that the next picture is better; None where nothing is the matter."""
        matter = self.failure or self.doubt or (ReadingFailure.MIRRORED if self.mirrored else None)
        return None if matter is None else advice(matter, self.cut_at)

    def certainty(self, name: str) -> float:
        """How probable it is that a field was read right, by its pixels and the layout's grammar, in [0, 1].

        Check digits are not asked. The reading's own confidence stands in where the engine tells no cells.

        Args:
            name: of the field, as `Mrz.field` takes it.

        Raises:
            InputError: `name` is no string.

        Returns:
            NaN where nothing is known: no MRZ, no such field, or an engine without a calibration.
        """
        expect("name", name, str, "the name of a field")
        if self.mrz is None:
            return math.nan
        found = self.mrz.field(name)
        if found.span is None:
            return math.nan
        if self.cells is None:
            return self.confidence
        spans = (found.span,) if found.continued is None else (found.span, found.continued)
        allowed = cell_alphabet(self.mrz.format)
        return math.prod(self.cells.certainty(self.mrz.lines, span, allowed=allowed) for span in spans)

    def to_dict(self) -> dict[str, object]:
        """The reading as plain values for JSON. It holds text of the document: treat it accordingly."""
        return {
            "engine": self.engine,
            "failure": None if self.failure is None else self.failure.value,
            "lines": list(self.lines),
            "sure": self.sure,
            "confidence": known(self.confidence),
            "quad": None if self.quad is None else self.quad.round(1).tolist(),
            "corrections": [correction.to_dict() for correction in self.corrections],
            "legibility": self.legibility.to_dict(),
            "certainty": {name: known(self.certainty(name)) for name in fields_of(self.mrz)},
            "mrz": None if self.mrz is None else self.mrz.to_dict(),
            "others": [other.to_dict() for other in self.others],
            "mirrored": self.mirrored,
            "inverted": self.inverted,
            "untried": [step.value for step in self.untried],
            "cut_at": [edge.value for edge in self.cut_at],
            "doubt": None if self.doubt is None else self.doubt.value,
            "instruction": self.instruction,
            "typeface": self.typeface.value,
        }


def typed(mrz: Mrz) -> Reading:
    """The reading of a text that no picture stands behind: typed, or from a swipe reader or a chip.

    Raises:
        InputError: `mrz` is none.
    """
    expect("mrz", mrz, Mrz, "what parse_mrz gave")
    return Reading(mrz, None, mrz.lines, confidence=1.0, engine=TYPED)


def fields_of(mrz: Mrz | None) -> tuple[str, ...]:
    """Names of the fields that an MRZ has, check digits left out."""
    if mrz is None:
        return ()
    return tuple(
        name
        for name, found in mrz.fields.items()
        if found.span is not None and not name.endswith("_check_digit")
    )


def known(number: float) -> float | None:
    """The number, or None for NaN, which JSON does not have."""
    return None if math.isnan(number) else number


class Reader(Protocol):
    """Anything that reads an MRZ from a picture; the caller may pass an object of their own.

    Whatever it raises becomes `EngineFailed`, as does what is no reading: cells without chances for all of
    the text, say, or NaN among them. How long it takes is the caller's to bound: what hangs in a process ends
    with the process alone, as in the service's pool.
    """

    @property
    def name(self) -> str:
        """Name of the engine, as reports show it."""
        ...

    def read(self, image: NDArray[np.uint8]) -> Reading:
        """Read the MRZ of one picture.

        Args:
            image: (H, W, 3) uint8 RGB.

        Raises:
            EngineMissing: the engine is not installed.
            EngineFailed: the engine broke.
        """
        ...


@runtime_checkable
class FramesReader(Protocol):
    """A `Reader` that has a way of its own to read several frames of one document together."""

    def read_frames(self, frames: Sequence[NDArray[np.uint8]]) -> Reading:
        """Read the MRZ that the frames show; errors as `Reader.read`.

        Args:
            frames: (H, W, 3) uint8 RGB each, at least one, in the order in which they were taken.
        """
        ...
