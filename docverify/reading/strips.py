"""The strip: the small rectified picture of one MRZ line that the recogniser reads.

A strip is 32 px high. A capital letter in it is about `CAP_HEIGHT` px high and stands about the middle row;
the text runs left to right. The recogniser sees the strip in frames of `FRAME` columns.
"""

HEIGHT = 32
CAP_HEIGHT = 17.0
PITCH = 17.0
"""Nominal width of a cell in a strip, px; OCR-B capitals are as high as its pitch is wide."""
FRAME = 4
