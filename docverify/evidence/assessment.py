"""What is to be said to a person before a camera: whether the face will do, and what to do about it."""

from dataclasses import dataclass
from numbers import Real

from docverify.arguments import expect, expect_all, expect_number
from docverify.errors import InputError
from docverify.evidence.face import Face
from docverify.evidence.quality import Quality
from docverify.evidence.sample import AcquisitionFailure


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One thing to put right.

    Attributes:
        cause: what is wrong.
        measure: name of the measure of `Quality` that says so; empty where no measure was taken.
        value: what was measured; None without a measure.
        low: least value that is good.
        high: greatest value that is good.
        refused: whether the face is not compared for it; else the comparison is only less sure.

    Raises:
        InputError: values of another kind.
    """

    cause: AcquisitionFailure
    measure: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    refused: bool = False

    def __post_init__(self) -> None:
        """Refuse what is no cause, and numbers that are none."""
        expect("cause", self.cause, AcquisitionFailure, "an AcquisitionFailure")
        expect("measure", self.measure, str, "the name of a measure of Quality")
        for name in ("value", "low", "high"):
            number = getattr(self, name)
            expect(name, number, (Real, type(None)), "a number, or None")
        expect("refused", self.refused, bool, "True or False")

    @property
    def instruction(self) -> str:
        """What to tell the person."""
        return self.cause.instruction

    def to_dict(self) -> dict[str, object]:
        """The advice as plain values for JSON; an open end of the range is None."""
        return {
            "cause": self.cause.value,
            "instruction": self.instruction,
            "measure": self.measure,
            "value": None if self.value is None else round(self.value, 4),
            "low": self.low,
            "high": self.high,
            "refused": self.refused,
        }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FaceAssessment:
    """What `assess_face` saw in a live picture.

    Attributes:
        acquired: whether the face can be compared; a match counts whatever is advised.
        advice: what to put right, the first thing first; empty for a good picture.
        measures: of the face that counts; None when there is none.
        face: the one that counts, in px of the picture.
        faces: how many were found.

    Raises:
        InputError: values of another kind; no face that can be compared, and no advice why.
    """

    acquired: bool
    advice: tuple[Advice, ...] = ()
    measures: Quality | None = None
    face: Face | None = None
    faces: int = 0

    def __post_init__(self) -> None:
        """Refuse what no picture can show."""
        expect("acquired", self.acquired, bool, "True or False")
        expect_all("advice", self.advice, Advice, "Advice")
        expect("measures", self.measures, (Quality, type(None)), "a Quality, or None")
        expect("face", self.face, (Face, type(None)), "a Face, or None")
        expect_number("faces", self.faces, low=0, whole=True)
        if not self.acquired and not self.advice:
            raise InputError("a face that was not acquired has a reason: pass it in advice")

    @property
    def ok(self) -> bool:
        """Whether the picture is good: the face can be compared, and there is nothing to put right."""
        return self.acquired and not self.advice

    @property
    def causes(self) -> tuple[AcquisitionFailure, ...]:
        """What is wrong, the first thing to put right first."""
        return tuple(one.cause for one in self.advice)

    @property
    def instruction(self) -> str:
        """What to tell the person first; empty for a good picture."""
        return self.advice[0].instruction if self.advice else ""

    def to_dict(self) -> dict[str, object]:
        """The assessment as plain values for JSON; it holds no identity data."""
        return {
            "ok": self.ok,
            "acquired": self.acquired,
            "advice": [one.to_dict() for one in self.advice],
            "measures": None if self.measures is None else self.measures.to_dict(),
            "face": None if self.face is None else self.face.to_dict(),
            "faces": self.faces,
        }
