"""What one light step sees of a frame: whether a document lies well in it, and where."""

from dataclasses import dataclass, field
from numbers import Real

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_all, expect_number, expect_numbers
from docverify.errors import InputError
from docverify.evidence.failure import ReadingFailure


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What `look` saw in a frame; no text was read.

    Attributes:
        document: whether a document, or an MRZ, is in view.
        mrz: (4, 2) float64 px, about where its MRZ lies, in reading order; None where none was seen.
        page: (4, 2) float64 px, about where the page lies that bears it, in reading order, as a sheet of its
            kind would lie about such an MRZ, also beyond the frame; without an MRZ the outline of a sheet
            that lies there, from any of its corners; None where neither was seen.
        problems: what is wrong with the frame, what to put right first first; empty for a good one.
        score: how probable it is that the MRZ can be read from this frame alone, in [0, 1]: of several frames
            the one with the highest is best.
    """

    document: bool
    mrz: NDArray[np.float64] | None = field(default=None, repr=False)
    page: NDArray[np.float64] | None = field(default=None, repr=False)
    problems: tuple[ReadingFailure, ...] = ()
    score: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what no frame can show."""
        expect("document", self.document, bool, "True or False")
        for name, quad in (("mrz", self.mrz), ("page", self.page)):
            if quad is not None:
                expect_numbers(name, quad, (4, 2))
        expect_all("problems", self.problems, ReadingFailure, "ReadingFailure")
        expect("score", self.score, Real, "a number")
        expect_number("score", self.score, low=0.0, high=1.0)
        if not self.document and not self.problems:
            raise InputError("a frame without a document has a problem: pass NO_DOCUMENT in problems")

    @property
    def good(self) -> bool:
        """Whether the frame is worth a reading: a document is in view, and nothing is wrong with it."""
        return self.document and not self.problems

    @property
    def instruction(self) -> str:
        """What to tell the person; empty for a good frame."""
        return self.problems[0].instruction if self.problems else ""

    def to_dict(self) -> dict[str, object]:
        """The look as plain values for JSON; px."""
        return {
            "document": self.document,
            "good": self.good,
            "mrz": None if self.mrz is None else self.mrz.round(1).tolist(),
            "page": None if self.page is None else self.page.round(1).tolist(),
            "problems": [problem.value for problem in self.problems],
            "score": self.score,
        }
