"""The default reader of print: docverify's own three networks."""

from collections.abc import Iterable, Iterator, Sequence
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
from docverify.printed.merged import merged
from docverify.printed.recognise import Frames, Said, recognise, spelt
from docverify.printed.strips import CAP_HEIGHT, HEIGHT
from docverify.printed.view import View
from docverify.shipped import shipped_sum

_NETWORKS: Final = ("finder.onnx", "leveller.onnx", "recogniser.onnx")
_SHIFTS: Final = (0.0, 0.25, 0.45)
"""Capitals by which a lone letter may lie lower than it was found: captions above it draw it up."""
_LOOKS: Final = (
    (1.0, -0.04, -0.5 / CAP_HEIGHT),
    (1.0, 0.04, 0.5 / CAP_HEIGHT),
    (1.15, 0.0, 0.0),
    (1.15, 0.04, 0.5 / CAP_HEIGHT),
    (1.0, -0.1, 0.25 / CAP_HEIGHT),
)
"""How much wider than it is a line is shown at each look, and by how many capitals down and along it is
shifted. The first two are half a frame apart, so that a narrow letter between two frames is within one in the
other look; in wider strips narrow letters gain a frame. Shown 1.3 times as wide, digits become others."""


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
        placed = level(view, find(view, threads=self.threads), threads=self.threads)
        lines = merged(placed)
        anew = [one for one in lines if one not in placed]
        return [*(one for one in lines if one in placed), *level(view, anew, threads=self.threads)]

    def read(self, picture: NDArray[np.uint8], view: View, found: Sequence[Found]) -> list[Said]:
        """What lines that were found say, looked at twice."""
        looks = self.looks(picture, view, found)
        next(looks)
        return next(looks)

    def looks(self, picture: NDArray[np.uint8], view: View, found: Sequence[Found]) -> Iterator[list[Said]]:
        """What lines say at a first look, what two looks say together, the second alone, and further ones."""
        grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
        tries = [(n, place) for n, line in enumerate(found) for place in _places(line)]
        numbers = [n for n, _ in tries]

        def seen(chosen: Iterable[int], wider: float, *offset: float) -> list[Frames]:
            places = (_shifted(tries[at][1], *offset) for at in chosen)
            return recognise([_strip(grey, view, one, wider=wider) for one in places], threads=self.threads)

        first, second, *further = _LOOKS
        before = seen(range(len(tries)), *first)
        said = [spelt(one) for one in before]
        yield _clearest(numbers, said)
        again = [at for at, one in enumerate(said) if _worth_another_look(one)]

        def told(frames: Iterable[Frames]) -> list[Said]:
            anew = dict(zip(again, map(spelt, frames), strict=True))
            return _clearest(numbers, [anew.get(at, one) for at, one in enumerate(said)])

        after = seen(again, *second)
        both = ([before[at], other] for at, other in zip(again, after, strict=True))
        yield told(np.mean(frames, axis=0, dtype=np.float32) for frames in both)
        yield told(after)
        for look in further:
            yield told(seen(again, *look))


def _clearest(numbers: Sequence[int], told: Sequence[Said]) -> list[Said]:
    """Of the readings of each line, the clearest; of lines in their order."""
    best: dict[int, Said] = {}
    for number, said in zip(numbers, told, strict=True):
        if number not in best or _clearness(said) > _clearness(best[number]):
            best[number] = said
    return list(best.values())


def _places(line: Found) -> list[Found]:
    """Where a line may be: a lone letter is told from a mark of its neighbours only by being looked at."""
    if float(np.hypot(*(line.right - line.left))) > thresholds.LONE * line.capital:
        return [line]
    return [_shifted(line, by) for by in _SHIFTS]


def _shifted(line: Found, lower: float, further: float = 0.0) -> Found:
    along = line.right - line.left
    along = along / max(float(np.hypot(*along)), 1e-9) * line.capital
    by = along * further + np.array([-along[1], along[0]]) * lower
    return Found(line.left + by, line.right + by, line.capital)


def _worth_another_look(said: Said) -> bool:
    """Whether it is print, and holds more than digits that are sure."""
    text, chances, others = said
    sure = (
        not any(map(str.isalpha, text)) and not any(others) and min(chances, default=1) >= thresholds.DOUBTED
    )
    return not sure and _clearness(said) >= thresholds.SAYS_LITTLE


def _clearness(said: Said) -> float:
    """How clearly a line was read: the mean chance of its characters."""
    chances = [chance for character, chance in zip(said[0], said[1], strict=True) if not character.isspace()]
    return float(np.mean(chances)) if chances else 0.0


def _strip(grey: NDArray[np.uint8], view: View, line: Found, *, wider: float) -> NDArray[np.uint8]:
    corners = line.corners(above=0.5 * HEIGHT / CAP_HEIGHT, beside=thresholds.ROOM)
    length = float(np.linalg.norm(corners[1] - corners[0])) / line.capital
    width = int(np.clip(length * CAP_HEIGHT * wider, HEIGHT, thresholds.WIDEST))
    return cut(grey, view.picture(corners), width=width, height=HEIGHT)


def make_reader(*, threads: int) -> OwnPrintReader:
    """The reader on so many threads."""
    return OwnPrintReader(threads)
