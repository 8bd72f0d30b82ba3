"""Reads MRZs that are set in other typefaces than OCR-B, monospaced or not: drawn documents, many papers."""

from docverify.reading.typefaces.look import look, look_again

__all__ = ["look", "look_again"]
