"""What a verification demands."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from docverify.errors import InputError
from docverify.mrz import MrzFormat
from docverify.verification.kinds import DocumentKind
from docverify.verification.outcomes import Check, Demand

_ICAO_FORMATS = frozenset({MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3, MrzFormat.MRVA, MrzFormat.MRVB})
_ICAO_KINDS = frozenset({DocumentKind.PASSPORT, DocumentKind.IDENTITY_CARD, DocumentKind.VISA})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What must hold for a verification to pass. The default demands every check of an ICAO document.

    A check digit that the layout does not print (the composite of a visa), or may leave out (of empty
    optional data), is demanded of nobody: narrow `formats` to demand it. A check that is neither required nor
    waived must not fail, and need not be performed.

    Attributes:
        fmr: the false match rate at which faces are compared, above 0 and at most 1. The calibration of the
            face engine must support it.
        kinds: the kinds of document that are accepted.
        formats: the MRZ layouts that are accepted.
        required: checks that must be performed and pass; those in `waived` are taken out.
        waived: checks that are reported and do not count.
        least_confidence: in (0, 1], that the cells concerned were read right. What less certain cells (or a
            reader without a calibrated confidence) seem to refute is in doubt, not failed.

    Raises:
        InputError: nothing is required or accepted, a name is unknown, or a number is out of range.

    Example:
        >>> Policy(fmr=1e-4, kinds={DocumentKind.PASSPORT}).demand(Check.FACE_MATCH).value
        'required'
    """

    fmr: float = 1e-3
    kinds: Iterable[DocumentKind] = _ICAO_KINDS
    formats: Iterable[MrzFormat] = _ICAO_FORMATS
    required: Iterable[Check] = frozenset(Check)
    waived: Iterable[Check] = frozenset()
    least_confidence: float = 0.9

    def __post_init__(self) -> None:
        for name, members in (("kinds", DocumentKind), ("formats", MrzFormat), ("required", Check)):
            object.__setattr__(self, name, _chosen(name, getattr(self, name), members))
            if not getattr(self, name):
                raise InputError(f"the policy's {name} is empty, so nothing could be proved: name some")
        object.__setattr__(self, "waived", _chosen("waived", self.waived, Check))
        if frozenset(self.required) <= frozenset(self.waived):
            raise InputError("the policy waives every check that it requires: leave one to be performed")
        for name in ("fmr", "least_confidence"):
            value = getattr(self, name)
            if not (math.isfinite(value) and 0 < value <= 1):
                raise InputError(f"the policy's {name} is {value}: pass a number above 0 and at most 1")

    def demand(self, check: Check) -> Demand:
        """How much a check counts."""
        if check in self.waived:
            return Demand.WAIVED
        return Demand.REQUIRED if check in self.required else Demand.OPTIONAL

    def to_dict(self) -> dict[str, object]:
        """The policy as plain JSON values."""
        return {
            "fmr": self.fmr,
            "kinds": sorted(kind.value for kind in self.kinds),
            "formats": sorted(fmt.value for fmt in self.formats),
            "required": [check.value for check in Check if check in self.required],
            "waived": [check.value for check in Check if check in self.waived],
            "least_confidence": self.least_confidence,
        }


_Member = TypeVar("_Member", bound=Enum)


def _chosen(name: str, given: Iterable[_Member], members: type[_Member]) -> frozenset[_Member]:
    """The members that the caller named, by value or as they are."""
    try:
        return frozenset(members(one) for one in given)
    except (ValueError, TypeError) as problem:
        known = ", ".join(str(member.value) for member in members)
        raise InputError(f"the policy's {name} must be a collection of: {known}") from problem
