"""Strips to frames by the network that knows many typefaces."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docverify.mrz import ALPHABET
from docverify.networks import shipped_network
from docverify.reading.recognise import Frames
from docverify.reading.strips import HEIGHT, normalise

_CENTRAL, _OCRB = len(ALPHABET), len(ALPHABET) + 1


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
    widest = -(-max(strip.shape[1] for strip in strips) // 4) * 4
    batch = np.zeros((len(strips), 1, HEIGHT, widest), np.float32)
    for number, strip in enumerate(strips):
        batch[number, 0, :, : strip.shape[1]] = normalise(strip)
    (logits,) = shipped_network("reading", "typefaces.onnx", threads=threads).run(batch)
    seen = []
    for strip, scores in zip(strips, logits, strict=True):
        told = scores[:, : strip.shape[1] // 4].T
        classes = told[:, :_CENTRAL]
        peak = classes.max(1, keepdims=True)
        spread = peak + np.log(np.exp(classes - peak).sum(1, keepdims=True))
        frames = Frames(np.ascontiguousarray(told[:, _CENTRAL]), classes - spread)
        seen.append(Seen(frames, told[:, _OCRB]))
    return seen
