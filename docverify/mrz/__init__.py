"""Machine-readable zones as text: parse, check, compose, repair (ICAO Doc 9303)."""

from docverify.mrz.alphabet import ALPHABET, CellClass
from docverify.mrz.check_digits import check_digit
from docverify.mrz.compose import compose_mrz
from docverify.mrz.dates import DateKind, MrzDate
from docverify.mrz.detect import Fit, detect
from docverify.mrz.document import Field, FieldCheck, LongNumber, Mrz
from docverify.mrz.formats import CheckRelation, Layout, MrzFormat, Span
from docverify.mrz.issues import ICAO, LENIENT, STRICT, Issue, IssueCode, Profile
from docverify.mrz.layouts import LAYOUTS, cell_alphabet, cell_classes, check_relations
from docverify.mrz.names import MrzName
from docverify.mrz.parse import parse_mrz

__all__ = [
    "ALPHABET",
    "ICAO",
    "LAYOUTS",
    "LENIENT",
    "STRICT",
    "CellClass",
    "CheckRelation",
    "DateKind",
    "Field",
    "FieldCheck",
    "Fit",
    "Issue",
    "IssueCode",
    "Layout",
    "LongNumber",
    "Mrz",
    "MrzDate",
    "MrzFormat",
    "MrzName",
    "Profile",
    "Span",
    "cell_alphabet",
    "cell_classes",
    "check_digit",
    "check_relations",
    "compose_mrz",
    "detect",
    "parse_mrz",
]
