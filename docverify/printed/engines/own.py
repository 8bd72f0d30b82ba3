"""The default reader of print: docverify's own two networks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.printed import thresholds
from docverify.printed.cut import cut
from docverify.printed.find import find
from docverify.printed.found import Found
from docverify.printed.recognise import Said, recognise
from docverify.printed.strips import CAP_HEIGHT, HEIGHT
from docverify.printed.view import View
from docverify.shipped import shipped_sum

_NETWORKS: Final = ("finder.onnx", "recogniser.onnx")


@dataclass(frozen=True, slots=True)
class OwnPrintReader:
    """Reads print on so many processor threads."""

    threads: int = 1
    name: str = "docverify"

    @property
    def builds(self) -> tuple[tuple[str, str], ...]:
        """The networks that read, with the sha256 of each file."""
        return tuple((name, shipped_sum("printed", "models", name)) for name in _NETWORKS)

    def find(self, view: View) -> list[Found]:
        """Where the lines of an upright page are."""
        return find(view, threads=self.threads)

    def read(self, picture: NDArray[np.uint8], view: View, found: Sequence[Found]) -> list[Said]:
        """What lines that were found say."""
        grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
        return recognise([_strip(grey, view, line) for line in found], threads=self.threads)


def _strip(grey: NDArray[np.uint8], view: View, line: Found) -> NDArray[np.uint8]:
    corners = line.corners(above=0.5 * HEIGHT / CAP_HEIGHT, beside=thresholds.ROOM)
    length = float(np.linalg.norm(corners[1] - corners[0])) / line.capital
    width = int(np.clip(length * CAP_HEIGHT, HEIGHT, thresholds.WIDEST))
    return cut(grey, view.picture(corners), width=width, height=HEIGHT)


def make_reader(*, threads: int) -> OwnPrintReader:
    """The reader on so many threads."""
    return OwnPrintReader(threads)
