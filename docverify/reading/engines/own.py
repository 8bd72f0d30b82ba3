"""The default reader: docverify's own networks, in this process."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docverify.reading.read import read_mrz
from docverify.reading.result import Reading


@dataclass(frozen=True, slots=True)
class OwnReader:
    """Reads with docverify's own networks on so many processor threads."""

    threads: int = 1
    name: str = "docverify"

    def read(self, image: NDArray[np.uint8]) -> Reading:
        """Read the MRZ of an (H, W, 3) uint8 RGB picture."""
        return read_mrz(image, threads=self.threads)


def make_reader(*, threads: int) -> OwnReader:
    """The default reader."""
    return OwnReader(threads=threads)
