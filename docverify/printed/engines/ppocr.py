"""PP-OCRv6's two networks, out of the wheel of rapidocr, run by docverify: the yardstick of the own ones.

Only its files are used (Apache-2.0; the weights are Baidu's): importing the package would ask for an OpenCV
with windows beside the one that docverify has.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.errors import EngineFailed, EngineMissing
from docverify.networks import Network
from docverify.printed.cut import cut
from docverify.printed.found import Found
from docverify.printed.recognise import Said
from docverify.printed.view import View

_FINDER: Final = "PP-OCRv6_det_small.onnx"
_RECOGNISER: Final = "PP-OCRv6_rec_small.onnx"
_MULTIPLE: Final = 32
_MARK: Final = 0.3
_SURE: Final = 0.5
"""Probabilities of the detector's map from which a pixel, and a box on average, is text: its publisher's."""
_UNCLIP: Final = 1.6
"""By how much the marked core of a line is widened, area over perimeter: its publisher's."""
_HEIGHT: Final = 48
"""Of the recogniser's strips, px."""
_CAPITAL: Final = 0.62
"""Height of a capital, of a box of the detector."""
_WIDEST: Final = 1600


@dataclass(frozen=True)
class PpOcrReader:
    """Reads print with PP-OCRv6, small."""

    folder: Path
    threads: int = 1
    name: str = "ppocr"

    @property
    def builds(self) -> tuple[tuple[str, str], ...]:
        """The networks that read, with the sha256 of each file."""
        return tuple(
            (name, hashlib.sha256((self.folder / name).read_bytes()).hexdigest())
            for name in (_FINDER, _RECOGNISER)
        )

    @cached_property
    def _characters(self) -> list[str]:
        """Class 0 is the blank, and the last one a space."""
        listed = _opened(self.folder / _RECOGNISER, self.threads).notes.get("character", "")
        if not listed:
            raise EngineFailed("the recogniser of this rapidocr names no characters: take 3.10")
        return ["", *listed.split("\n"), " "]

    def find(self, view: View) -> list[Found]:
        """Where the lines of an upright page are."""
        height, width = view.grey.shape
        padded = np.zeros([-(-side // _MULTIPLE) * _MULTIPLE for side in view.grey.shape], np.float32)
        padded[:height, :width] = view.grey.astype(np.float32) / 127.5 - 1
        (seen,) = _opened(self.folder / _FINDER, self.threads).run(np.stack([padded] * 3)[None])
        chance = seen[0, 0, :height, :width]
        outlines, _ = cv2.findContours(
            (chance > _MARK).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE
        )
        found = []
        for outline in outlines:
            left, top, wide, high = cv2.boundingRect(outline)
            if (
                min(wide, high) < 3
                or float(chance[top : top + high, left : left + wide].mean()) < _SURE * 0.8
            ):
                continue
            found.append(_line_of(np.asarray(outline, np.int32)))
        return found

    def read(self, picture: NDArray[np.uint8], view: View, found: Sequence[Found]) -> list[Said]:
        """What lines that were found say."""
        return [self._read(picture, view, line) for line in found]

    def _read(self, picture: NDArray[np.uint8], view: View, line: Found) -> Said:
        corners = line.corners(above=0.5 / _CAPITAL, beside=0.25)
        long, high = (float(np.linalg.norm(corners[end] - corners[0])) for end in (1, 3))
        width = int(np.clip(_HEIGHT * long / max(high, 1e-6), _HEIGHT, _WIDEST))
        strip = cut(picture, view.picture(corners), width=width, height=_HEIGHT)
        values = strip[..., ::-1].transpose(2, 0, 1).astype(np.float32) / 127.5 - 1
        (chances,) = _opened(self.folder / _RECOGNISER, self.threads).run(np.ascontiguousarray(values[None]))
        best = chances[0].argmax(1)
        new = np.flatnonzero((best > 0) & (best != np.concatenate([[0], best[:-1]])))
        text = "".join(self._characters[best[frame]] for frame in new)
        told = [float(np.clip(chances[0, frame, best[frame]], 0, 1)) for frame in new]
        return (text, tuple(told), ()) if len(text) == len(told) else ("", (), ())


def _line_of(outline: NDArray[np.int32]) -> Found:
    """The line of a marked core, widened to the print itself."""
    (x, y), (wide, high), angle = cv2.minAreaRect(outline)
    if wide < high:
        wide, high, angle = high, wide, angle - 90
    if angle > 45:
        angle -= 180
    more = wide * high * _UNCLIP / max(2 * (wide + high), 1e-6)
    along = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    if along[0] < 0:
        along = -along
    middle, half = np.array([x, y]), along * (wide / 2 + more)
    return Found(middle - half, middle + half, (high + 2 * more) * _CAPITAL)


@lru_cache(maxsize=4)
def _opened(path: Path, threads: int) -> Network:
    return Network(path.read_bytes(), threads=threads)


def make_reader(*, threads: int) -> PpOcrReader:
    """The reader on so many threads.

    Raises:
        EngineMissing: rapidocr's files are not there.
    """
    there = find_spec("rapidocr")
    folder = None if there is None or there.origin is None else Path(there.origin).parent / "models"
    if folder is None or not (folder / _RECOGNISER).exists():
        raise EngineMissing(
            "ppocr needs the networks in rapidocr's wheel: pip install --no-deps 'rapidocr==3.10.*'"
        )
    return PpOcrReader(folder, threads)
