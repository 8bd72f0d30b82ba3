"""Sizes of the documents, where their MRZ is printed, and what their visual zone holds: tables.

Sizes and the MRZ's 2.54 mm pitch are ICAO Doc 9303's (part 4 §2, part 5 §2, part 6 §2, part 7 §3, §4). Real
documents place the MRZ with wide tolerances; `style` varies the places given here.
"""

from dataclasses import dataclass

from docverify.errors import UnsupportedFormat
from docverify.mrz import MrzFormat


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of document; lengths in mm.

    Attributes:
        width: of the document.
        height: of the document.
        left: from the document's left edge to the left edge of the first MRZ cell.
        bottom: from the document's bottom edge up to the baseline of the last MRZ line.
        line_pitch: between baselines of MRZ lines.
        radius: of the corners.
        portrait: width and height of the portrait.
        titles: what is printed at the top, in the languages of Utopia.
        rows: fields of the visual zone, row by row.
    """

    width: float
    height: float
    left: float
    bottom: float
    line_pitch: float
    radius: float
    portrait: tuple[float, float]
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


_PASSPORT_ROWS = (
    ("type", "state", "number"),
    ("surname",),
    ("given_names",),
    ("nationality", "optional"),
    ("birth", "sex", "place"),
    ("issue", "authority"),
    ("expiry",),
)
_CARD_ROWS = (
    ("surname",),
    ("given_names",),
    ("nationality", "sex"),
    ("birth", "place"),
    ("number",),
    ("expiry",),
)
_VISA_ROWS = (
    ("authority", "type"),
    ("issue", "expiry", "entries"),
    ("surname",),
    ("given_names",),
    ("number", "nationality"),
    ("birth", "sex"),
)

SHEETS: dict[MrzFormat, Sheet] = {
    MrzFormat.TD1: Sheet(
        85.6, 53.98, 4.5, 6.2, 5.6, 3.2, (22, 28), ("IDENTITY CARD", "CARTE D'IDENTITE"), _CARD_ROWS
    ),
    MrzFormat.TD2: Sheet(
        105, 74, 5.5, 7.0, 6.35, 2.5, (26, 34), ("IDENTITY CARD", "OFFICIAL TRAVEL DOCUMENT"), _CARD_ROWS
    ),
    MrzFormat.TD3: Sheet(125, 88, 6.5, 7.4, 6.35, 2.5, (33, 42), ("PASSPORT", "PASSEPORT"), _PASSPORT_ROWS),
    MrzFormat.MRVA: Sheet(120, 80, 4.0, 7.0, 6.35, 0, (28, 36), ("VISA", "VISUM"), _VISA_ROWS),
    MrzFormat.MRVB: Sheet(105, 74, 5.5, 7.0, 6.35, 0, (25, 32), ("VISA", "VISUM"), _VISA_ROWS),
}
"""The formats that can be drawn."""

BACK_ROWS = (("address",), ("issue", "authority"), ("height", "eyes"))
"""What the back of a TD1 card says above its MRZ."""

LABELS: dict[str, tuple[str, ...]] = {
    "type": ("Type", "Type / Type", "Code"),
    "state": ("Code of State", "State / Etat", "Issuing State"),
    "number": ("Document No.", "Passport No. / No. du passeport", "Number"),
    "surname": ("Surname", "Surname / Nom", "1. Name", "Primary identifier"),
    "given_names": ("Given names", "Given names / Prenoms", "2. Forenames"),
    "nationality": ("Nationality", "Nationality / Nationalite"),
    "birth": ("Date of birth", "Date of birth / Date de naissance"),
    "sex": ("Sex", "Sex / Sexe"),
    "place": ("Place of birth", "Place of birth / Lieu de naissance"),
    "issue": ("Date of issue", "Date of issue / Date de delivrance", "Valid from"),
    "authority": ("Authority", "Authority / Autorite", "Place of issue"),
    "expiry": ("Date of expiry", "Date of expiry / Date d'expiration", "Valid until"),
    "optional": ("Personal No.", "Personal code"),
    "entries": ("Entries", "Number of entries"),
    "address": ("Address", "Address / Adresse"),
    "height": ("Height", "Height / Taille"),
    "eyes": ("Colour of eyes", "Eyes / Yeux"),
}
"""How fields are labelled; one wording of each is printed."""


def drawable(format: MrzFormat | str) -> MrzFormat:  # noqa: A002 - the word of the house
    """The layout itself, if such a document can be drawn.

    Raises:
        UnsupportedFormat: it cannot.
    """
    for one in SHEETS:
        if one == format:
            return one
    raise UnsupportedFormat(f"format cannot be drawn: choose {', '.join(one.value for one in SHEETS)}")
