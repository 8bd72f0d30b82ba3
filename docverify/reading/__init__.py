"""Pixels to MRZ: locate, rectify, recognise, decode; pictures are (H, W, 3) uint8 RGB arrays.

The values that come back are in `docverify.evidence`.
"""

from docverify.reading.explain import explain
from docverify.reading.look import look
from docverify.reading.read import read_mrz
from docverify.reading.stream import MrzStream

__all__ = ["MrzStream", "explain", "look", "read_mrz"]
