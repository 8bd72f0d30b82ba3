"""Pixels to MRZ: locate, rectify, recognise, decode; pictures are (H, W, 3) uint8 RGB arrays."""

from docverify.reading.read import read_mrz
from docverify.reading.result import Cells, Evidence, Reader, Reading, ReadingFailure

__all__ = ["Cells", "Evidence", "Reader", "Reading", "ReadingFailure", "read_mrz"]
