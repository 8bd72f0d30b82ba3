"""Strips to frames: what the network sees every four columns of a rectified line."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docverify.imaging.levels import evened
from docverify.networks import shipped_network


@dataclass(frozen=True, slots=True)
class Frames:
    """What the recogniser says of one strip; frame t is about column 4·t + 1.5.

    Attributes:
        central: (T,) float32 log-odds that a cell's centre is at the frame.
        characters: (T, 37) float32 log-probabilities over `mrz.ALPHABET` of the cell that the frame is in.
    """

    central: NDArray[np.float32]
    characters: NDArray[np.float32]


def recognise(
    strips: list[NDArray[np.uint8]], *, network: str = "recogniser", threads: int = 1
) -> list[Frames]:
    """Run the recogniser, or the reviewer, over strips of any widths.

    Args:
        strips: (32, W) uint8 grey each, W at least 8.
        network: "recogniser", which is quick, or "reviewer", which is more often right on poor pictures.
        threads: processor threads.

    Returns:
        One `Frames` a strip, in order.
    """
    if not strips:
        return []
    return [frames_of(told) for told in told_of(strips, f"{network}.onnx", threads=threads)]


def told_of(strips: list[NDArray[np.uint8]], file: str, *, threads: int) -> list[NDArray[np.float32]]:
    """What a network says of strips: (T, channels) for each, without the padding to the widest.

    Args:
        strips: (32, W) uint8 grey each, at least one.
        file: of the network.
        threads: processor threads.
    """
    widest = -(-max(strip.shape[1] for strip in strips) // 4) * 4
    batch = np.zeros((len(strips), 1, strips[0].shape[0], widest), np.float32)
    for number, strip in enumerate(strips):
        batch[number, 0, :, : strip.shape[1]] = evened(strip)
    (logits,) = shipped_network("reading", file, threads=threads).run(batch)
    return [scores[:, : strip.shape[1] // 4].T for strip, scores in zip(strips, logits, strict=True)]


def frames_of(told: NDArray[np.float32]) -> Frames:
    """The frames of a strip from (T, 38), characters' scores and then the centres' log-odds."""
    classes = told[:, :-1]
    peak = classes.max(1, keepdims=True)
    spread = peak + np.log(np.exp(classes - peak).sum(1, keepdims=True))
    return Frames(np.ascontiguousarray(told[:, -1]), classes - spread)
