"""What was acquired from the two pictures, and how far it can be relied on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from docverify.errors import InputError
from docverify.faces import Acquisition, Calibration, Comparison, ComparisonOutcome
from docverify.mrz import ALPHABET, LAYOUTS, CheckRelation, FieldCheck, Mrz, Reason, Span, parse_mrz
from docverify.reading import Reading
from docverify.verification.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvidence:
    """What the rooms below acquired for one verification.

    Attributes:
        reading: of the document's MRZ.
        portrait: the document's face, or why there is none.
        live: the live face, or why there is none.
        comparison: of the two, at the policy's FMR.
        calibration: of the encoder that compared them; None when it has none.
    """

    reading: Reading
    portrait: Acquisition
    live: Acquisition
    comparison: Comparison
    calibration: Calibration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case as the checks see it: evidence, policy, the day, and what follows from them.

    Attributes:
        evidence: what was acquired.
        policy: what is demanded.
        at: the day of the check.
        mrz: the text parsed for that day, so that two-digit years are resolved; None when there is none.
    """

    evidence: CaseEvidence
    policy: Policy
    at: date
    mrz: Mrz | None

    @classmethod
    def of(cls, evidence: CaseEvidence, policy: Policy, *, at: date) -> Self:
        """Prepare a case.

        Raises:
            InputError: the faces were compared at another FMR than the policy's.
        """
        comparison = evidence.comparison
        decided = comparison.outcome in (ComparisonOutcome.MATCH, ComparisonOutcome.NON_MATCH)
        if decided and comparison.fmr != policy.fmr:
            raise InputError(f"the faces were compared at FMR {comparison.fmr}; the policy asks {policy.fmr}")
        read = evidence.reading.mrz
        mrz = None if read is None else parse_mrz(read.lines, at=at, format=read.format)
        return cls(evidence=evidence, policy=policy, at=at, mrz=mrz)

    def certainty(self, *spans: Span | None) -> float:
        """How probable it is that cells were read right, by the pixels alone: what may refute a document.

        The reading's own confidence has already listened to the check digits: one that is refuted lowers it,
        so that it could never speak against a document. It stands in where the engine tells no cells; NaN
        where that has no calibration. 0 in a line that breaks its layout: it may have been read one cell too
        far to the left or right, each character for certain and none in its place.
        """
        reading = self.evidence.reading
        if self.mrz is not None and any(_breaks_layout(self.mrz, s.line) for s in spans if s is not None):
            return 0.0
        if self.mrz is None or reading.cells is None:
            return reading.confidence
        chance = 1.0
        for line, column in _cells(spans):
            index = ALPHABET.find(self.mrz.lines[line][column])
            chance *= float(reading.cells.probabilities[line, column, index]) if index >= 0 else 0.0
        return chance

    def certain(self, *spans: Span | None) -> bool:
        """Whether cells were read with certainty, so that what they say may fail a document."""
        return self.certainty(*spans) >= self.policy.least_confidence  # False for NaN

    def corrections(self, relation: CheckRelation) -> int:
        """How many of the cells that a check digit ties together were changed because of a check digit.

        What the layout's grammar changed (a letter O where only digits stand) does not count: no digit was
        asked.
        """
        cells = set(_cells(self.tied(relation)))
        changed = [c for c in self.evidence.reading.corrections if c.reason is Reason.CHECK_DIGIT]
        return sum((c.line, c.column) in cells for c in changed)

    def tied(self, relation: CheckRelation) -> tuple[Span | None, ...]:
        """The cells that a check digit ties together: what it covers, and its own.

        A long document number goes on in the optional data, and its digit stands behind it.
        """
        if self.mrz is None:
            return relation.covers
        digit, field = self.mrz.field(relation.name), self.mrz.field(relation.field)
        return (*relation.covers, digit.span, field.continued)

    def proves(self, name: str) -> bool:
        """Whether the field called `name` can be relied on.

        Its check digit must agree, and not merely because a doubtful reading was corrected until it did; a
        field whose layout has no digit for it needs cells that were read with certainty.
        """
        if self.mrz is None:
            return False
        relation = relation_of(self.mrz, name)
        if relation is None:
            return self.certain(self.mrz.field(name).span)
        return self.mrz.field(name).check is FieldCheck.VERIFIED and self.vouches(relation)

    def vouches(self, relation: CheckRelation) -> bool:
        """Whether a digit that agrees says so by itself.

        One by which the reader chose among characters cannot vouch for them, unless the reading is sure all
        the same.
        """
        sure = self.evidence.reading.confidence >= self.policy.least_confidence  # False for NaN
        return sure or not self.corrections(relation)


def relation_of(mrz: Mrz, name: str) -> CheckRelation | None:
    """The check digit of a field in the MRZ's layout; None when the layout has none."""
    return next((r for r in LAYOUTS[mrz.format].relations if r.field == name), None)


def _breaks_layout(mrz: Mrz, line: int) -> bool:
    """Whether a cell of a line holds what the layout does not allow in it."""
    places = [place for place in LAYOUTS[mrz.format].places if place.span.line == line]
    return any(
        character not in cell.value
        for place in places
        for character, cell in zip(mrz.lines[line][place.span.first :], place.cells, strict=False)
    )


def _cells(spans: Iterable[Span | None]) -> list[tuple[int, int]]:
    """The cells of spans as (line, column), each once."""
    found = [(s.line, column) for s in spans if s is not None for column in range(s.first, s.stop)]
    return list(dict.fromkeys(found))
