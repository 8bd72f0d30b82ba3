"""Codes of States, organisations and other bearers of codes (ICAO Doc 9303-3, 5)."""
