"""The default reader of print: docverify's own three networks."""

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
from docverify.printed.level import level
from docverify.printed.recognise import Said, recognise
from docverify.printed.strips import CAP_HEIGHT, HEIGHT
from docverify.printed.view import View
from docverify.shipped import shipped_sum

_NETWORKS: Final = ("finder.onnx", "leveller.onnx", "recogniser.onnx")
_SHIFTS: Final = (0.0, 0.25, 0.45)
"""Capitals by which a lone letter may lie lower than it was found: captions above it draw it up."""


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
        return level(view, find(view, threads=self.threads), threads=self.threads)

    def read(self, picture: NDArray[np.uint8], view: View, found: Sequence[Found]) -> list[Said]:
        """What lines that were found say."""
        grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
        tries = [(n, place) for n, line in enumerate(found) for place in _places(line)]
        told = recognise([_strip(grey, view, place) for _, place in tries], threads=self.threads)
        best: dict[int, Said] = {}
        for (n, _), said in zip(tries, told, strict=True):
            if n not in best or _clearness(said) > _clearness(best[n]):
                best[n] = said
        return [best[n] for n in range(len(found))]


def _places(line: Found) -> list[Found]:
    """Where a line may be: a lone letter is told from a mark of its neighbours only by being looked at."""
    if float(np.hypot(*(line.right - line.left))) > thresholds.LONE * line.capital:
        return [line]
    return [_shifted(line, by) for by in _SHIFTS]


def _shifted(line: Found, by: float) -> Found:
    along = line.right - line.left
    down = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1e-9) * line.capital
    return Found(line.left + down * by, line.right + down * by, line.capital)


def _clearness(said: Said) -> float:
    """How clearly a line was read: the mean chance of its characters."""
    chances = [chance for character, chance in zip(said[0], said[1], strict=True) if not character.isspace()]
    return float(np.mean(chances)) if chances else 0.0


def _strip(grey: NDArray[np.uint8], view: View, line: Found) -> NDArray[np.uint8]:
    corners = line.corners(above=0.5 * HEIGHT / CAP_HEIGHT, beside=thresholds.ROOM)
    length = float(np.linalg.norm(corners[1] - corners[0])) / line.capital
    width = int(np.clip(length * CAP_HEIGHT, HEIGHT, thresholds.WIDEST))
    return cut(grey, view.picture(corners), width=width, height=HEIGHT)


def make_reader(*, threads: int) -> OwnPrintReader:
    """The reader on so many threads."""
    return OwnPrintReader(threads)
