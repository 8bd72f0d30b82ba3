"""What two people may have in common, by their documents: the groups by which error rates are counted."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Final, Self

from docverify.arguments import day_of, expect
from docverify.mrz import DateKind, Mrz

AGES: Final = (12, 18, 30, 45, 60, 75)
"""Years at which the next group begins: children and youths apart, as faces change most in them."""
_SEXES: Final = frozenset("FM")
_ALIVE: Final = 110
"""Years: of two centuries in which somebody may be born, the one in which they still travel."""


@dataclass(frozen=True, slots=True, repr=False)
class Traits:
    """Groups that somebody is of; "" where that is not known, and then of none.

    Attributes:
        sex: "F" or "M".
        age_group: such as "30-44" or "75-".
        nationality: code of the State, as the MRZ prints it.
        issuer: likewise, of the State that issued the document.
    """

    sex: str = ""
    age_group: str = ""
    nationality: str = ""
    issuer: str = ""

    def __repr__(self) -> str:
        return "Traits()"  # of somebody

    @classmethod
    def of(cls, mrz: Mrz, *, at: date) -> Self:
        """The groups of a document's holder, on a day.

        Raises:
            InputError: no MRZ, or no day.
        """
        expect("mrz", mrz, Mrz, "what parse_mrz gave")
        at = day_of(at)
        sex = mrz.sex.value or ""
        return cls(
            sex=sex if sex in _SEXES else "",
            age_group=_age_group(mrz, at),
            nationality=mrz.nationality.value or "",
            issuer=mrz.issuing_state.value or "",
        )


KINDS: Final = tuple(one.name for one in fields(Traits))
"""The ways in which two people may be alike: sex, age_group, nationality, issuer."""


def _age_group(mrz: Mrz, at: date) -> str:
    """The group of the holder's age; "" where two are possible."""
    birth = mrz.date_of_birth.date
    if birth is None or birth.kind is not DateKind.COMPLETE:
        return ""
    ages = {_years(day, at) for day in birth.candidates}
    groups = {group_of(age) for age in ages if 0 <= age < _ALIVE}
    return groups.pop() if len(groups) == 1 else ""


def group_of(age: int) -> str:
    """The group of an age in whole years."""
    first = max((begin for begin in (0, *AGES) if begin <= age), default=0)
    after = [begin for begin in AGES if begin > age]
    return f"{first}-{after[0] - 1}" if after else f"{first}-"


def _years(birth: date, at: date) -> int:
    return at.year - birth.year - ((at.month, at.day) < (birth.month, birth.day))
