"""Whether a date of birth is the one that was announced, and in what they differ."""

from enum import StrEnum
from typing import Final

from docverify.mrz import DateKind, MrzDate


class BirthAgreement(StrEnum):
    """How far two dates of birth agree, the closest first."""

    SAME = "birth_same"
    AS_FAR_AS_KNOWN = "birth_as_far_as_known"
    """A part of one of them is not known; the others agree."""
    SWAPPED = "birth_day_and_month_swapped"
    ONE_PART = "birth_one_part_differs"
    """Day, month or year."""
    DIFFERS = "birth_differs"
    MISSING = "birth_missing"
    """Not announced, not known, or no date."""


AGREES: Final = frozenset({BirthAgreement.SAME, BirthAgreement.AS_FAR_AS_KNOWN})
RESEMBLES: Final = AGREES | {BirthAgreement.SWAPPED, BirthAgreement.ONE_PART}


def compare_birth(announced: MrzDate | None, read: MrzDate | None) -> BirthAgreement:
    """How far an announced date of birth is that of an MRZ. A century counts where both tell it."""
    if announced is None or read is None or not (_told(announced) and _told(read)):
        return BirthAgreement.MISSING
    pairs = [(announced.year, read.year), (announced.month, read.month), (announced.day, read.day)]
    if not set(announced.years) & set(read.years) and announced.years and read.years:
        pairs[0] = (-1, -2)  # 1926 is not 2026
    known = [pair for pair in pairs if None not in pair]
    if not known:
        return BirthAgreement.MISSING
    equal = sum(one == other for one, other in known)
    if equal == len(known):
        return BirthAgreement.SAME if equal == 3 else BirthAgreement.AS_FAR_AS_KNOWN
    if len(known) < 3:
        return BirthAgreement.DIFFERS
    year, month, day = pairs
    if year[0] == year[1] and month == day[::-1]:
        return BirthAgreement.SWAPPED
    return BirthAgreement.ONE_PART if equal == 2 else BirthAgreement.DIFFERS


def _told(one: MrzDate) -> bool:
    return one.kind in {DateKind.COMPLETE, DateKind.PARTLY_KNOWN}
