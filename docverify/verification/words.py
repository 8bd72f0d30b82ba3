"""The words of a verification: what can come of it and of its checks, how much a check counts, kinds."""

from enum import StrEnum

from docverify.mrz import Mrz


class Outcome(StrEnum):
    """What came of a verification."""

    PASSED = "PASSED"
    """Every required check passed, and none that counts failed."""
    FAILED = "FAILED"
    """A check that counts failed."""
    INCONCLUSIVE = "INCONCLUSIVE"
    """Nothing failed, and a required check could not be performed."""


class FindingOutcome(StrEnum):
    """What came of one check."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    NOT_PERFORMED = "NOT_PERFORMED"
    """What it needs could not be acquired or is in doubt; never counted as passed."""


class Demand(StrEnum):
    """How much a check counts under a policy."""

    REQUIRED = "required"
    """It must be performed and pass."""
    OPTIONAL = "optional"
    """It must not fail; it need not be performed."""
    WAIVED = "waived"
    """The policy took it out: it is reported and does not count."""
    NOT_ASKED = "not_asked"
    """The policy does not name it: it is reported and does not count."""


class Group(StrEnum):
    """What a check is about: reports are read group by group."""

    DOCUMENT = "document"
    """What the text of the document says."""
    PAGE = "page"
    """Whether what is seen is one document, with its portrait where it belongs."""
    FACES = "faces"
    """Whether the bearer stands before the camera."""
    CASE = "case"
    """What the operator asks of the case as a whole."""


class DocumentKind(StrEnum):
    """What a document is, by its document code."""

    PASSPORT = "passport"
    IDENTITY_CARD = "identity_card"
    """Every official travel document of card size: crew member certificates and residence permits too."""
    VISA = "visa"
    OTHER = "other"
    """Driving licences and whatever else has an MRZ that Doc 9303 does not define."""


_BY_FIRST_CHARACTER = {
    "P": DocumentKind.PASSPORT,  # ICAO Doc 9303-4, 4.2.2.3
    "A": DocumentKind.IDENTITY_CARD,  # ICAO Doc 9303-5 and 9303-6, 4.2.2.3
    "C": DocumentKind.IDENTITY_CARD,
    "I": DocumentKind.IDENTITY_CARD,
    "V": DocumentKind.VISA,  # ICAO Doc 9303-7, 4.2.2.3
}


def kind_of(mrz: Mrz) -> DocumentKind:
    """The kind of the document that an MRZ belongs to."""
    return _BY_FIRST_CHARACTER.get(mrz.document_code.raw[:1], DocumentKind.OTHER)


def listed(names: list[str]) -> str:
    """Names as a sentence lists them: "the surname, the nationality and the sex"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
