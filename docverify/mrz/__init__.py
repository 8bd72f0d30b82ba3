"""Machine-readable zones as text: parse, check, compose, repair (ICAO Doc 9303)."""

from docverify.mrz.alphabet import ALPHABET, CellClass
from docverify.mrz.batch import CHECKS, KINDS, MrzBatch, parse_many
from docverify.mrz.check_digits import check_digit
from docverify.mrz.chip_access import mrz_information
from docverify.mrz.compose import compose_mrz
from docverify.mrz.corrections import Alternative, Cause, Correction, Proof, Repair, RepairOutcome
from docverify.mrz.dates import DateKind, MrzDate
from docverify.mrz.detect import Fit, detect
from docverify.mrz.document import Field, FieldCheck, LongNumber, Mrz
from docverify.mrz.formats import CheckRelation, Layout, MrzFormat, Span
from docverify.mrz.issues import ICAO, LENIENT, STRICT, Issue, IssueCode, Profile
from docverify.mrz.layouts import LAYOUTS, cell_alphabet, cell_classes, check_relations
from docverify.mrz.name_comparison import NameComparison, NameRule, compare_names
from docverify.mrz.names import MrzName
from docverify.mrz.parse import parse_mrz
from docverify.mrz.repair import repair_mrz
from docverify.mrz.states import STATES, State, StateKind, find_state
from docverify.mrz.transliteration import transliterate, variants
from docverify.mrz.words import in_words

__all__ = [
    "ALPHABET",
    "CHECKS",
    "ICAO",
    "KINDS",
    "LAYOUTS",
    "LENIENT",
    "STATES",
    "STRICT",
    "Alternative",
    "Cause",
    "CellClass",
    "CheckRelation",
    "Correction",
    "DateKind",
    "Field",
    "FieldCheck",
    "Fit",
    "Issue",
    "IssueCode",
    "Layout",
    "LongNumber",
    "Mrz",
    "MrzBatch",
    "MrzDate",
    "MrzFormat",
    "MrzName",
    "NameComparison",
    "NameRule",
    "Profile",
    "Proof",
    "Repair",
    "RepairOutcome",
    "Span",
    "State",
    "StateKind",
    "cell_alphabet",
    "cell_classes",
    "check_digit",
    "check_relations",
    "compare_names",
    "compose_mrz",
    "detect",
    "find_state",
    "in_words",
    "mrz_information",
    "parse_many",
    "parse_mrz",
    "repair_mrz",
    "transliterate",
    "variants",
]
