"""What a list knows of its people beside their names, compared with a traveller's at once."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from docverify.lists.names.births import BIRTH_REASONS, NOT_COMPARED, WORTHS, Birth, BirthTable, births_of_mrz
from docverify.lists.names.entry import NameEntry
from docverify.lists.names.evidence import NATIONALITY_DIFFERS, SEX_DIFFERS
from docverify.lists.names.reasons import NameReason
from docverify.mrz import Mrz, MrzName

_SEXES: Final = {"": 0, "F": 1, "M": 2}


class Traveller(NamedTuple):
    """What of a document is looked up."""

    name: MrzName
    births: tuple[Birth, ...] = ()
    sex: str = ""
    nationality: str = ""


def traveller_of(mrz: Mrz) -> Traveller | None:
    """What an MRZ says of its holder; None where its layout holds no name, or none was read."""
    if mrz.primary_identifier.span is None or not (mrz.name.primary or mrz.name.secondary):
        return None
    return Traveller(
        name=mrz.name,
        births=births_of_mrz(mrz.date_of_birth.date),
        sex=mrz.sex.value or "",
        nationality=mrz.nationality.value or "",
    )


class Beside(NamedTuple):
    """What entries are worth beside their names.

    Attributes:
        worth: for each entry.
        births: for each entry how the dates of birth agree, a number in `BIRTH_REASONS` or `NOT_COMPARED`.
    """

    worth: NDArray[np.float32]
    births: NDArray[np.int8]


class People:
    """The people of a list, but for their names."""

    def __init__(self, entries: Sequence[NameEntry]) -> None:
        self._births = BirthTable(one.born for one in entries)
        self._sex = np.array([_SEXES[one.sex] for one in entries], np.int8)
        self._nationality = np.array([one.nationality for one in entries])

    def compare(self, traveller: Traveller, entries: NDArray[np.intp]) -> Beside:
        """Compare a traveller with some entries."""
        births = self._births.compare(traveller.births, entries)
        worth = WORTHS[births]
        worth = worth - SEX_DIFFERS * self._other_sex(traveller, entries)
        worth -= NATIONALITY_DIFFERS * self._other_nationality(traveller, entries)
        return Beside(worth.astype(np.float32), births)

    def reasons(self, traveller: Traveller, entry: int) -> list[NameReason]:
        """How one entry agrees and differs beside its name."""
        one = np.array([entry])
        birth = int(self._births.compare(traveller.births, one)[0])
        found = [] if birth == NOT_COMPARED else [BIRTH_REASONS[birth]]
        if self._other_sex(traveller, one)[0]:
            found.append(NameReason.SEX_DIFFERS)
        if traveller.nationality and self._nationality[entry]:
            other = self._other_nationality(traveller, one)[0]
            found.append(NameReason.NATIONALITY_DIFFERS if other else NameReason.NATIONALITY_SAME)
        return found

    def _other_sex(self, traveller: Traveller, entries: NDArray[np.intp]) -> NDArray[np.bool_]:
        ours, theirs = _SEXES.get(traveller.sex, 0), self._sex[entries]
        return np.asarray((theirs > 0) & (theirs != ours) & (ours > 0))

    def _other_nationality(self, traveller: Traveller, entries: NDArray[np.intp]) -> NDArray[np.bool_]:
        theirs = self._nationality[entries]
        known = theirs != ""
        return np.asarray(known & (theirs != traveller.nationality) & bool(traveller.nationality))
