"""What each threshold of the reader is worth: pictures read with half and with double of it.

`python -m benchmarks run mrz_thresholds` takes about half an hour. The pictures are the same for every
threshold: captures, hard ones most of all, hidden characters, print that is no MRZ, and the real pictures.
"""

import ast
import inspect
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import cv2

from benchmarks.mrz_odd import KINDS
from benchmarks.mrz_reading import Labelled, Tally, real_pictures, simulated
from benchmarks.rows import Row, Settings, make_row
from docverify.reading import read_mrz, thresholds

_PACKAGES = ["numpy", "opencv-python-headless", "onnxruntime"]
_OF_STREAMS = ("TRUST", "OTHER_DOCUMENT")
"""These decide over several frames, which `mrz_stream` measures."""
_NOT_SCALED = ("ROUNDS",)
"""Views, not a size: half of it is no view at all."""


@dataclass(frozen=True, slots=True)
class _Result:
    """What came of all pictures; seconds of processor time."""

    exact: int
    sure: int
    wrong: int
    found: int
    seconds: float

    def said(self, usual: float) -> str:
        """In a few words."""
        invented = f", {self.found} invented" if self.found else ""
        wrong = f" ({self.wrong} wrong)" if self.wrong else ""
        return f"{self.exact} exact, {self.sure} sure{wrong}{invented}, {self.seconds / usual:.2f} × time"


def run(settings: Settings) -> Iterator[Row]:
    """One row for each threshold, the first for all of them as they are."""
    cv2.setNumThreads(1)
    pictures = _pictures(settings)
    _read(pictures[:2], settings)  # opens the networks
    usual = _read(pictures, settings)
    decides = what_they_decide()
    yield _row("all as they are", settings, len(pictures), {"as_it_is": usual.said(usual.seconds)})
    names = [name for name in scaled_names() if not settings.quick or name in ("LEAST_SENSE", "MARGIN")]
    for name in names:
        value = getattr(thresholds, name)
        figures: dict[str, object] = {"value": str(value), "decides": decides[name]}
        for word, factor in (("half", 0.5), ("double", 2.0)):
            with _set_to(name, times(value, factor)):
                figures[word] = _read(pictures, settings).said(usual.seconds)
        yield _row(name, settings, len(pictures), figures)


def what_they_decide() -> dict[str, str]:
    """The first sentence of what the table says of each threshold."""
    body = ast.parse(inspect.getsource(thresholds)).body
    return {
        one.target.id: " ".join(str(after.value.value).split()).split(". ")[0].rstrip(".")
        for one, after in pairwise(body)
        if isinstance(one, ast.AnnAssign)
        and isinstance(one.target, ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
    }


def scaled_names() -> list[str]:
    """The thresholds that are halved and doubled."""
    left = (*_OF_STREAMS, *_NOT_SCALED)
    return [name for name in vars(thresholds) if name.isupper() and name not in left]


def times(value: object, factor: float) -> object:
    """A threshold, times a factor: whole numbers stay whole, and each number of a tuple is scaled."""
    if isinstance(value, tuple):
        return tuple(times(part, factor) for part in value)
    if isinstance(value, int):
        return max(1, round(value * factor))
    return value * factor if isinstance(value, float) else value


@contextmanager
def _set_to(name: str, value: object) -> Iterator[None]:
    before = getattr(thresholds, name)
    setattr(thresholds, name, value)
    try:
        yield
    finally:
        setattr(thresholds, name, before)


def _pictures(settings: Settings) -> list[Labelled]:
    many, few = (3, 1) if settings.quick else (24, 8)
    pictures = [*simulated("hard", many, settings.seed), *simulated("moderate", few, settings.seed)]
    for kind in KINDS:
        pictures += [KINDS[kind](number, settings.seed) for number in range(few)]
    if settings.data.is_dir() and not settings.quick:
        pictures += [picture for picture in real_pictures(settings.data) if picture.lines]
    return pictures


def _read(pictures: list[Labelled], settings: Settings) -> _Result:
    tally, sure, wrong, found = Tally(), 0, 0, 0
    start = time.process_time()
    for picture in pictures:
        reading = read_mrz(picture.image, threads=settings.threads)
        tally = tally.add(picture, reading)
        sure += reading.sure
        wrong += reading.sure and reading.lines != picture.lines
        found += reading.mrz is not None and not picture.lines
    return _Result(tally.exact, sure, wrong, found, time.process_time() - start)


def _row(name: str, settings: Settings, count: int, figures: dict[str, object]) -> Row:
    return make_row(
        "mrz_thresholds.read",
        settings,
        count=count,
        unit="pictures",
        packages=_PACKAGES,
        case=name,
        figures=figures,
    )
