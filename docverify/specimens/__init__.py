"""Draws synthetic travel documents of Utopia and simulates their capture."""

from docverify.specimens.camera import Capture, capture
from docverify.specimens.conditions import CONDITIONS, Conditions, clean, hard, kiosk, moderate
from docverify.specimens.draw import Side, Specimen, draw_specimen
from docverify.specimens.ground_truth import truth
from docverify.specimens.holder import Holder, random_holder
from docverify.specimens.style import Style, random_style

__all__ = [
    "CONDITIONS",
    "Capture",
    "Conditions",
    "Holder",
    "Side",
    "Specimen",
    "Style",
    "capture",
    "clean",
    "draw_specimen",
    "hard",
    "kiosk",
    "moderate",
    "random_holder",
    "random_style",
    "truth",
]
