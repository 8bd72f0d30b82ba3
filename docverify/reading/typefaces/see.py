"""Strips to frames by the network that knows many typefaces."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docverify.mrz import ALPHABET
from docverify.reading.recognise import Frames, frames_of, told_of

_OCRB = len(ALPHABET) + 1  # the channel after the characters' and the centres'


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network says of one strip.

    Attributes:
        frames: centres and characters, as the recogniser tells them.
        ocrb: (T,) float32 log-odds that the line is in OCR-B, of use where there are cells.
    """

    frames: Frames
    ocrb: NDArray[np.float32]


def see(strips: list[NDArray[np.uint8]], *, threads: int) -> list[Seen]:
    """Run the network over strips, (32, W) uint8 grey each, of any widths."""
    return [
        Seen(frames_of(told[:, :_OCRB]), told[:, _OCRB])
        for told in told_of(strips, "typefaces.onnx", threads=threads)
    ]
