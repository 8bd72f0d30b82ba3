"""What the printed zone of a page says, line by line, and whether it says what the MRZ says."""

from dataclasses import dataclass
from dataclasses import field as hidden
from enum import StrEnum
from numbers import Real
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_all, expect_number, expect_numbers, member
from docverify.errors import InputError

_FILLERS: Final = 5
_LEAST_OF_MRZ: Final = 20
"""Fillers and characters in a line of a machine-readable zone at least: what print is read as has four
fillers at most (1,230 drawn pages)."""
_PITCHES: Final = (2.0, 3.2)
"""mm from character to character, of a page that was placed by another zone: about `page_sheets.PITCH`."""


class PrintedField(StrEnum):
    """What an MRZ holds and the printed zone says as well (ICAO Doc 9303-3, §3: mandatory zones I–VI)."""

    NUMBER = "number"
    """The document number."""
    NAME = "name"
    """The primary and the secondary identifier."""
    BIRTH = "birth"
    """The date of birth."""
    EXPIRY = "expiry"
    """The date of expiry."""
    SEX = "sex"
    STATE = "state"
    """The issuing State or the nationality, by code or by name."""


class Agreement(StrEnum):
    """Whether the print says what a field of the MRZ says."""

    AGREES = "agrees"
    DIFFERS = "differs"
    """A value of the same kind was read with certainty where this one belongs, and it is another one."""
    NOT_READ = "not_read"
    """Nothing was read that says the same, and nothing that surely says otherwise."""
    NOT_COMPARABLE = "not_comparable"
    """The MRZ does not say it, or the print says it in a writing that cannot be compared."""


class Obstacle(StrEnum):
    """Why print and MRZ cannot be compared."""

    NOT_IN_MRZ = "not_in_mrz"
    """The MRZ holds no value of the field, nor does the print show one that it leaves open."""
    NOT_ALIKE = "not_alike"
    """Both may hold one, but the print in another writing, or one of them too little of it."""


@dataclass(frozen=True, slots=True, eq=False)
class PrintedLine:
    """One line of print on a page.

    Attributes:
        text: what it says, NFC; blanks between words are single blanks.
        chances: one for each character of `text`, in [0, 1]: how probable it is to be read rightly.
        box: left, top, right, bottom, mm on the page (x to the right, y down from its top-left corner).
        quad: (4, 2) float64 corners in px of the picture, reading order.
        others: one string for each character of `text`: what else it may well be, the most probable first;
            a blank where a gap may stand behind it. Empty where the reader does not tell.
    """

    text: str = hidden(repr=False)
    chances: tuple[float, ...] = hidden(repr=False)
    box: tuple[float, float, float, float]
    quad: NDArray[np.float64] = hidden(repr=False)
    others: tuple[str, ...] = hidden(default=(), repr=False)

    def __post_init__(self) -> None:
        """Refuse what is no line.

        Raises:
            InputError: a chance is outside [0, 1] or missing, or box or quad are not of finite numbers.
        """
        expect("the text of a printed line", self.text, str, "a string")
        expect("the chances of a printed line", self.chances, tuple, "a tuple of numbers in [0, 1]")
        if len(self.chances) != len(self.text):
            raise InputError(
                f"a printed line of {len(self.text)} characters has {len(self.chances)} chances: one each"
            )
        expect_all("the chances of a printed line", self.chances, Real, "numbers in [0, 1]")
        if not all(0.0 <= chance <= 1.0 for chance in self.chances):
            raise InputError("the chances of a printed line: one is outside [0, 1]")
        expect("the box of a printed line", self.box, tuple, "left, top, right and bottom in mm")
        if len(self.box) != 4:
            raise InputError(f"the box of a printed line has {len(self.box)} numbers: pass four")
        for side in self.box:
            expect_number("a side of the box of a printed line", side)
        expect_numbers("the quad of a printed line", self.quad, (4, 2))
        expect("the others of a printed line", self.others, tuple, "a tuple of strings")
        expect_all("the others of a printed line", self.others, str, "strings")
        if self.others and len(self.others) != len(self.text):
            raise InputError("the others of a printed line: pass one string for each character, or none")

    @property
    def height(self) -> float:
        """Of the line, mm."""
        return self.box[3] - self.box[1]

    @property
    def of_mrz(self) -> bool:
        """Whether it is a line of a machine-readable zone: with fillers, at the pitch of OCR-B size 1.

        Security print repeats the zone much smaller.
        """
        pitch = abs(self.box[2] - self.box[0]) / max(len(self.text), 1)
        least, most = _PITCHES
        long = len(self.text) >= _LEAST_OF_MRZ and self.text.count("<") >= _FILLERS
        return long and least <= pitch <= most

    def to_dict(self) -> dict[str, object]:
        """The line as plain values for JSON. It holds text of the document."""
        return {
            "text": self.text,
            "chances": [round(chance, 4) for chance in self.chances],
            "box_mm": [round(edge, 1) for edge in self.box],
            "quad": self.quad.round(1).tolist(),
        }


@dataclass(frozen=True, slots=True, eq=False)
class FieldAnswer:
    """What the print says of one field of the MRZ; no text of the document is in it.

    Attributes:
        field: which.
        agreement: whether it says the same.
        reason: why, in a sentence without any value of the document.
        quads: (4, 2) float64 each, px: where in the picture it is printed; empty where nothing was found.
        picture: which picture of the document that is, counted from 0.
        obstacle: why the two cannot be compared; None where they can.
    """

    field: PrintedField
    agreement: Agreement
    reason: str
    quads: tuple[NDArray[np.float64], ...] = hidden(default=(), repr=False)
    picture: int = 0
    obstacle: Obstacle | None = None

    def __post_init__(self) -> None:
        """Refuse what is no answer.

        Raises:
            InputError: a value is of another kind, or there is an obstacle where there is an answer, or none
                where there is none.
        """
        expect("the field of an answer", self.field, PrintedField, "a PrintedField")
        expect("the agreement of an answer", self.agreement, Agreement, "an Agreement")
        expect("the reason of an answer", self.reason, str, "a sentence")
        expect("the quads of an answer", self.quads, tuple, "a tuple of arrays of shape (4, 2)")
        for quad in self.quads:
            expect_numbers("a quad of an answer", quad, (4, 2))
        expect_number("the picture of an answer", self.picture, low=0, whole=True)
        expect("the obstacle of an answer", self.obstacle, (Obstacle, type(None)), "an Obstacle, or None")
        if (self.obstacle is not None) != (self.agreement is Agreement.NOT_COMPARABLE):
            raise InputError("the obstacle of an answer: pass one with NOT_COMPARABLE, and only with it")

    def to_dict(self) -> dict[str, object]:
        """The answer as plain values for JSON."""
        return {
            "agreement": self.agreement.value,
            "reason": self.reason,
            "obstacle": None if self.obstacle is None else self.obstacle.value,
            "picture": self.picture,
            "quads": [quad.round(1).tolist() for quad in self.quads],
        }


class Belonging(StrEnum):
    """Whether two sides are of one card."""

    BELONGS = "belongs"
    """Number and name that one side prints are those of the other side's MRZ."""
    DOES_NOT = "does_not"
    """One of them surely is another one, and the other does not agree either."""
    NOT_TOLD = "not_told"


@dataclass(frozen=True, slots=True, eq=False)
class SidesAnswer:
    """Whether a card's front belongs to the back whose MRZ was read; no text of the document is in it.

    Attributes:
        belonging: the answer.
        reason: why, in a sentence without any value of the document.
        number: what the front prints of the document number.
        name: what it prints of the name.
    """

    belonging: Belonging
    reason: str
    number: FieldAnswer
    name: FieldAnswer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PrintedZone:
    """What the pictures of a document print beside its MRZ.

    Attributes:
        answers: one for each `PrintedField`, in their order.
        lines: that were read, of all sides; they hold identity data.
        sides: whether the card's front, which was found beside its back, belongs to it; None without one.
    """

    answers: tuple[FieldAnswer, ...]
    lines: tuple[PrintedLine, ...] = hidden(default=(), repr=False)
    sides: SidesAnswer | None = None

    def __post_init__(self) -> None:
        """Refuse what answers not for every field.

        Raises:
            InputError: an answer is missing, or an item is of another kind.
        """
        expect_all("answers", self.answers, FieldAnswer, "a FieldAnswer for each field")
        expect_all("lines", self.lines, PrintedLine, "printed lines")
        expect("sides", self.sides, (SidesAnswer, type(None)), "a SidesAnswer, or None")
        if tuple(one.field for one in self.answers) != tuple(PrintedField):
            raise InputError(f"answers: pass one for each of {', '.join(PrintedField)}, in that order")

    def to_dict(self) -> dict[str, object]:
        """Answers by field, and the lines, as plain values for JSON. It holds text of the document."""
        return {
            "fields": {one.field.value: one.to_dict() for one in self.answers},
            "lines": [line.to_dict() for line in self.lines],
        }

    def answer(self, field: PrintedField) -> FieldAnswer:
        """What the print says of one field.

        Raises:
            InputError: there is no such field.
        """
        return self.answers[list(PrintedField).index(member("field", field, PrintedField))]
