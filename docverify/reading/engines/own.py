"""The default reader: docverify's own networks, in this process."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.reading import Effort, Reading
from docverify.reading.read import read_mrz
from docverify.reading.stream import MrzStream
from docverify.shipped import shipped_sum

_NETWORKS: Final = ("locator.onnx", "recogniser.onnx", "reviewer.onnx", "typefaces.onnx")


@dataclass(frozen=True, slots=True)
class OwnReader:
    """Reads with docverify's own networks on so many processor threads, with so much effort."""

    threads: int = 1
    effort: Effort = Effort.FULL
    name: str = "docverify"

    @property
    def builds(self) -> tuple[tuple[str, str], ...]:
        """The networks that read, with the sha256 of each file, as reports record them."""
        return tuple((name, shipped_sum("reading", "models", name)) for name in _NETWORKS)

    def read(self, image: NDArray[np.uint8]) -> Reading:
        """Read the MRZ of an (H, W, 3) uint8 RGB picture."""
        return read_mrz(image, effort=self.effort, threads=self.threads)

    def read_frames(self, frames: Sequence[NDArray[np.uint8]]) -> Reading:
        """Read (H, W, 3) uint8 RGB frames of one document together; as `MrzStream` does."""
        stream = MrzStream(threads=self.threads)
        for frame in frames:
            if stream.add(frame).sure:
                break
        return stream.finish()


def make_reader(*, threads: int, effort: Effort) -> OwnReader:
    """The default reader."""
    return OwnReader(threads=threads, effort=effort)
