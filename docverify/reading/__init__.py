"""Pixels to MRZ: locate, rectify, recognise, decode; pictures are (H, W, 3) uint8 RGB arrays."""

from docverify.reading.explain import explain
from docverify.reading.read import read_mrz
from docverify.reading.result import Cells, Evidence, Reader, Reading, ReadingFailure
from docverify.reading.stream import MrzStream

__all__ = ["Cells", "Evidence", "MrzStream", "Reader", "Reading", "ReadingFailure", "explain", "read_mrz"]
