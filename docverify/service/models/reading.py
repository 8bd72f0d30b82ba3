"""What was read: `Reading.to_dict`, and the print beside it."""

from typing import Annotated

from pydantic import Field

from docverify.evidence.failure import Edge, ReadingFailure
from docverify.evidence.printed import Agreement, Obstacle
from docverify.evidence.reading import Step, Typeface
from docverify.service.models.mrz import CorrectedCell, MrzText
from docverify.service.models.plain import Plain, Quad, Share


class Legible(Plain):
    """What the picture was like where the MRZ is."""

    character_height: float | None = Field(description="px")
    sharpness: float | None
    glare: float | None
    least_certain: float | None


class ReadingOf(Plain):
    """The MRZ of a picture, or why there is none; identity data."""

    engine: str
    failure: ReadingFailure | None
    lines: list[str]
    sure: bool
    confidence: Share | None
    quad: Quad | None
    corrections: list[CorrectedCell]
    legibility: Legible
    certainty: dict[str, Share | None]
    mrz: MrzText | None
    others: "list[ReadingOf]"
    mirrored: bool
    inverted: bool
    untried: list[Step]
    cut_at: list[Edge]
    doubt: ReadingFailure | None
    instruction: str | None = Field(
        description="What to tell the person, so that the next picture is better."
    )
    typeface: Typeface


class PrintedAnswer(Plain):
    """Whether the print says what the MRZ says."""

    agreement: Agreement
    reason: str
    obstacle: Obstacle | None
    picture: int = Field(description="Which of the pictures, counted from 0.")
    quads: list[Quad]


class PrintedLineOf(Plain):
    """A line of print; identity data."""

    text: str
    chances: list[Share]
    box_mm: Annotated[list[float], Field(min_length=4, max_length=4)]
    quad: Quad


class PrintedOf(Plain):
    """What is printed beside the MRZ."""

    fields: dict[str, PrintedAnswer]
    lines: list[PrintedLineOf]
