"""What was acquired from the two pictures, and how far it can be relied on."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from docverify.errors import InputError
from docverify.faces import Acquisition, Calibration, Comparison, ComparisonOutcome
from docverify.mrz import LAYOUTS, CheckRelation, FieldCheck, Mrz, Reason, parse_mrz
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
        confident: whether the reading is sure enough to refute anything.
    """

    evidence: CaseEvidence
    policy: Policy
    at: date
    mrz: Mrz | None
    confident: bool

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
        confident = evidence.reading.confidence >= policy.least_confidence  # False for NaN
        return cls(evidence=evidence, policy=policy, at=at, mrz=mrz, confident=confident)

    def corrections(self, relation: CheckRelation) -> int:
        """How many of the cells that a check digit ties together were changed because of a check digit.

        What the layout's grammar changed (a letter O where only digits stand) does not count: no digit was
        asked.
        """
        cells = set(relation.covered_cells)
        if self.mrz is not None:
            # The digit's cell, and the tail of a long document number; the layout's table has neither of
            # a long number, whose digit stands behind its tail.
            more = (self.mrz.field(relation.name).span, self.mrz.field(relation.field).continued)
            cells.update((s.line, column) for s in more if s for column in range(s.first, s.stop))
        changed = [c for c in self.evidence.reading.corrections if c.reason is Reason.CHECK_DIGIT]
        return sum((c.line, c.column) in cells for c in changed)

    def proves(self, name: str) -> bool:
        """Whether the field called `name` can be relied on.

        Its check digit must agree, and not merely because a doubtful reading was corrected until it did; a
        field whose layout has no digit for it needs a confident reading.
        """
        if self.mrz is None:
            return False
        relation = relation_of(self.mrz, name)
        if relation is None:
            return self.confident
        agrees = self.mrz.field(name).check is FieldCheck.VERIFIED
        return agrees and (self.confident or not self.corrections(relation))


def relation_of(mrz: Mrz, name: str) -> CheckRelation | None:
    """The check digit of a field in the MRZ's layout; None when the layout has none."""
    return next((r for r in LAYOUTS[mrz.format].relations if r.field == name), None)
