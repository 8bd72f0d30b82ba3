"""The printed zone of a page: its lines, and whether they say what the MRZ says (ICAO Doc 9303-3, 3)."""

from docverify.printed.answers import field_answers
from docverify.printed.sides import front_agrees

__all__ = ["field_answers", "front_agrees"]
