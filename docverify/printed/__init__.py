"""The printed zone of a page: its lines, and whether they say what the MRZ says (ICAO Doc 9303-3, 3)."""
