"""Kinds of document, by the first character of the document code."""

from enum import StrEnum

from docverify.mrz import Mrz


class DocumentKind(StrEnum):
    """What a document is by its document code."""

    PASSPORT = "passport"
    IDENTITY_CARD = "identity card"
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
