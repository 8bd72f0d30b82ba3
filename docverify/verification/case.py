"""One case as the checks see it: evidence, policy, the day, and the text as it reads on that day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from docverify.errors import ConfigurationError
from docverify.evidence.bag import Evidence
from docverify.mrz import Mrz
from docverify.verification.referral import Referral

if TYPE_CHECKING:  # a policy names checks, and checks look at cases
    from docverify.verification.policy import Policy

_MISSING = {
    "reading": "no document was shown",
    "mrz": "no machine-readable zone could be read",
    "page": "the page could not be placed",
    "printed": "no printed zone was looked for or placed",
    "inventory": "no picture of a document was shown",
    "portrait": "no picture of a document was shown",
    "live": "no live picture was shown",
    "live_scene": "no live picture was shown",
    "comparison": "there are no two faces to compare",
    "liveness": "no challenge was performed",
    "manifested": "no manifest was given",
    "listed": "no lists were given",
    "searched": "no gallery was given",
}
"""What to say of an item that is missing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """What a check may look at.

    Attributes:
        evidence: what was acquired.
        policy: what is demanded.
        at: the day of the check.
        instant: when exactly, with a time zone; None where only the day is known.
        case_id: what the caller calls the case.
        referral: what cases are drawn for an officer with; None where the policy refers none.
        passed: whether all other checks let it pass; known to the checks that are asked after all others.
        mrz: the text that was read, two-digit years resolved for that day; None when there is none.
    """

    evidence: Evidence
    policy: "Policy"
    at: date
    mrz: Mrz | None
    instant: datetime | None = None
    case_id: str = ""
    referral: Referral | None = None
    passed: bool = False

    @classmethod
    def of(
        cls,
        evidence: Evidence,
        policy: "Policy",
        *,
        at: date,
        instant: datetime | None = None,
        case_id: str = "",
        referral: Referral | None = None,
    ) -> Self:
        """Prepare a case.

        Raises:
            ConfigurationError: the faces were compared at another FMR than the policy's.
        """
        comparison = evidence.comparison
        if comparison is not None and comparison.threshold is not None and comparison.fmr != policy.fmr:
            raise ConfigurationError(
                f"the faces were compared at FMR {comparison.fmr}; the policy asks {policy.fmr}"
            )
        read = None if evidence.reading is None else evidence.reading.mrz
        return cls(
            evidence=evidence,
            policy=policy,
            at=at,
            mrz=None if read is None else read.on(at),
            instant=None if instant is None else instant.astimezone(),
            case_id=case_id,
            referral=referral,
        )

    @property
    def ambiguous(self) -> bool:
        """Whether another document is seen, so that which one is meant cannot be told."""
        seen = self.evidence.inventory
        return seen is not None and any(not zone.same_text for zone in seen.zones)

    def missing(self, item: str) -> str:
        """What to say when an item is missing; "" when it is there."""
        there = self.mrz if item == "mrz" else getattr(self.evidence, item)
        return _MISSING[item] if there is None else ""
