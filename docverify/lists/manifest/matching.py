"""Find the passenger of a document: the nearest by number, name and date of birth, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from docverify.evidence.manifested import ManifestStanding
from docverify.lists.announced.passenger import Passenger
from docverify.lists.manifest import births, names, numbers
from docverify.lists.manifest.births import BirthAgreement, compare_birth
from docverify.lists.manifest.names import NameAgreement, compare_announced
from docverify.lists.manifest.numbers import NumberAgreement, compare_number, number_of
from docverify.mrz import Mrz

RIVAL = "another_passenger_alike"
"""The reason where two people agree equally well, so that which one it is cannot be told."""
CROWDED = "too_many_alike"
"""The reason where more people agree in part than are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassengerMatch:
    """What a manifest says of one document. Its `repr` shows no text of either.

    Attributes:
        standing: whether somebody was announced with the document.
        passenger: the nearest; None where nobody comes near.
        number: how far the document numbers agree.
        name: how far the names do.
        birth: how far the dates of birth do.
        doubts: codes of what else keeps the passenger from being the only one.
    """

    standing: ManifestStanding
    passenger: Passenger | None = field(default=None, repr=False)
    number: NumberAgreement = NumberAgreement.DIFFERS
    name: NameAgreement = NameAgreement.DIFFERS
    birth: BirthAgreement = BirthAgreement.DIFFERS
    doubts: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Codes of how number, name and date of birth agree, and of the doubts; empty when alone."""
        if self.passenger is None:
            return ()
        return (self.number.value, self.name.value, self.birth.value, *self.doubts)

    def to_dict(self, *, identity: bool = False) -> dict[str, object]:
        """The match as plain values for JSON; with `identity` the passenger as announced."""
        plain: dict[str, object] = {
            "standing": self.standing.value,
            "place": None if self.passenger is None else self.passenger.place,
            "reasons": list(self.reasons),
        }
        if identity and self.passenger is not None:
            plain["passenger"] = self.passenger.to_dict()
        return plain


NOBODY = PassengerMatch(standing=ManifestStanding.NOT_LISTED)


def nearest(people: Iterable[Passenger], mrz: Mrz, *, crowded: bool = False) -> PassengerMatch:
    """The nearest of some people to a document.

    Args:
        people: who may be it.
        mrz: of the document, its dates resolved.
        crowded: whether there are more who may be it.
    """
    found = sorted(
        (match for one in people if (match := compare_with(one, mrz)).standing in _NEAR), key=_distance
    )
    if not found:
        return NOBODY if not crowded else replace(NOBODY, standing=ManifestStanding.IN_DOUBT)
    best = found[0]
    doubts = [CROWDED] if crowded else []
    if any(_distance(one) == _distance(best) and not _one_person(one, best) for one in found[1:]):
        doubts.append(RIVAL)
    standing = ManifestStanding.IN_DOUBT if doubts else best.standing
    return replace(best, standing=standing, doubts=tuple(doubts))


_NEAR = (ManifestStanding.LISTED, ManifestStanding.IN_DOUBT)


def _distance(match: PassengerMatch) -> tuple[int, int, int, int]:
    """Listed before in doubt, then the number counts most and the name least: it is written most freely."""
    return (
        _NEAR.index(match.standing),
        list(NumberAgreement).index(match.number),
        list(BirthAgreement).index(match.birth),
        list(NameAgreement).index(match.name),
    )


def _one_person(one: PassengerMatch, other: PassengerMatch) -> bool:
    """Whether a person is announced twice, in the same words."""
    assert one.passenger is not None and other.passenger is not None  # noqa: S101, PT018 - both were compared
    return replace(one.passenger, place=1) == replace(other.passenger, place=1)


def compare_with(one: Passenger, mrz: Mrz) -> PassengerMatch:
    """How a document stands to one passenger."""
    number = min(
        (compare_number(document, mrz) for document in one.documents),
        key=list(NumberAgreement).index,
        default=NumberAgreement.MISSING,
    )
    name = compare_announced(one.surname, one.given_names, mrz.name)
    birth = compare_birth(one.birth, mrz.date_of_birth.date)
    standing = _standing(number, name, birth)
    if standing is ManifestStanding.LISTED and not number_of(mrz):
        standing = ManifestStanding.IN_DOUBT
    return PassengerMatch(standing=standing, passenger=one, number=number, name=name, birth=birth)


def _standing(number: NumberAgreement, name: NameAgreement, birth: BirthAgreement) -> ManifestStanding:
    """What three answers make together.

    | number | name | birth | stands |
    |---|---|---|---|
    | agrees | resembles | agrees or missing | listed |
    | agrees | missing | agrees | listed |
    | agrees | whatever else | | in doubt |
    | missing | agrees | the same | listed |
    | missing, or another one | resembles | resembles or missing | in doubt |
    | missing, or another one | one part of it | agrees | in doubt |
    | missing, or another one | whatever else | | not listed |
    """
    resembles = name in names.RESEMBLES
    if number in numbers.AGREES:
        open_birth = birth in births.AGREES or birth is BirthAgreement.MISSING
        unnamed = name is NameAgreement.MISSING and birth in births.AGREES
        sure = (resembles and open_birth) or unnamed
        return ManifestStanding.LISTED if sure else ManifestStanding.IN_DOUBT
    if number is NumberAgreement.MISSING and name in names.AGREES and birth is BirthAgreement.SAME:
        return ManifestStanding.LISTED
    near = resembles and (birth in births.RESEMBLES or birth is BirthAgreement.MISSING)
    half = name is NameAgreement.ONE_PART and birth in births.AGREES
    return ManifestStanding.IN_DOUBT if near or half else ManifestStanding.NOT_LISTED
