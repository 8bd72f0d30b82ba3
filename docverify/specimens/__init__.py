"""Draws synthetic travel documents of Utopia and simulates their capture."""

from docverify.specimens.camera import Capture, capture
from docverify.specimens.conditions import CONDITIONS, Conditions, clean, hard, kiosk, moderate
from docverify.specimens.designs import random_design
from docverify.specimens.draw import Side, Specimen, draw_specimen
from docverify.specimens.foreign import foreign_holder
from docverify.specimens.ground_truth import truth
from docverify.specimens.holder import Holder, random_holder
from docverify.specimens.printed_truth import PrintedTruth
from docverify.specimens.style import Style, random_style

__all__ = [
    "CONDITIONS",
    "Capture",
    "Conditions",
    "Holder",
    "PrintedTruth",
    "Side",
    "Specimen",
    "Style",
    "capture",
    "clean",
    "draw_specimen",
    "foreign_holder",
    "hard",
    "kiosk",
    "moderate",
    "random_design",
    "random_holder",
    "random_style",
    "truth",
]
