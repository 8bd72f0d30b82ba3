"""Video: what a look at a frame costs and tells, what poor frames cost, and what streams come to.

`python -m benchmarks run mrz_stream`. Frames are drawn, 1280 × 720: see `video_frames`. Streams are read as
`MrzStream` does, and by reading every frame in full and voting likewise, in turn.
"""

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import Row, Settings, make_row
from benchmarks.video_frames import FORMATS, GOOD, KINDS, STREAMS, Frame, desk, frames_of, stream_of
from docverify.evidence import Reading
from docverify.reading import MrzStream, look, read_mrz, thresholds
from docverify.reading.votes import Votes

_PACKAGES = ["numpy", "opencv-python-headless", "onnxruntime"]
_REASONS = {
    "empty table": {"no_document"},
    "half in view": {"cut_off"},
    "MRZ below the edge": {"cut_off", "no_mrz"},
    "sliding": {"cut_off", "blurred"},
    "blurred": {"blurred"},
    "too far": {"too_small"},
    "glare": {"glare"},
    "slanted": {"slanted"},
}
"""What should be said of each kind, one of several."""
_LENGTH = 12
_Value = TypeVar("_Value")


class InFull:
    """The stream that reads every frame in full, for comparison."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._votes = Votes()
        self._latest: Reading | None = None

    def add(self, frame: NDArray[np.uint8]) -> Reading:
        """Read one more frame, and answer what all say together."""
        seen = read_mrz(frame, threads=self._threads)
        if seen.cells is None:
            return self._latest or seen
        if seen.mrz is not None and seen.confidence > thresholds.TRUST and self._votes.differ(seen):
            self._votes, self._latest = Votes(), None
        self._votes.add(seen)
        fused = self._votes.fused(seen)
        if fused is None or (seen.mrz is None and self._latest is None):
            fused = seen
        if fused.mrz is not None or self._latest is None:
            self._latest = fused
        return self._latest


def run(settings: Settings) -> Iterator[Row]:
    """Looks, frames, streams."""
    cv2.setNumThreads(1)
    yield from _looks(settings, 10 if settings.quick else 60)
    yield from _frames(settings, 2 if settings.quick else 10)
    yield from _streams(settings, 5 if settings.quick else 30)


def _looks(settings: Settings, count: int) -> Iterator[Row]:
    everything: list[float] = []
    for kind in KINDS:
        seconds, good, reason = [], 0, 0
        for one in frames_of(kind, count, settings.seed):
            spent, seen = _timed(lambda one=one: look(one.image, threads=settings.threads))
            seconds.append(spent)
            good += seen.good
            reason += any(problem.value in _REASONS.get(kind, ()) for problem in seen.problems)
        right = good if kind in GOOD else count - good
        figures = _times(seconds) | {"told_right": round(right / count, 3)}
        if kind in _REASONS:
            figures["reason_right"] = round(reason / count, 3)
        everything += seconds
        yield _row(settings, "look", kind, count, figures)
    yield _row(settings, "look", "all kinds", len(everything), _times(everything))


def _frames(settings: Settings, count: int) -> Iterator[Row]:
    """What a frame of each kind costs in a stream of such, and in one that is sure, against a good one."""
    usual = float(
        np.median(
            [
                _timed(lambda one=one: MrzStream(threads=settings.threads).add(one.image))[0]
                for one in frames_of("good", 3 * count, settings.seed)
            ]
        )
    )
    for kind in KINDS:
        alone: list[float] = []
        after: list[float] = []
        for number in range(count):
            rng = np.random.default_rng([settings.seed, number, 12])
            scene = desk(rng, FORMATS[number % len(FORMATS)])
            held = [KINDS[kind](scene, rng) for _ in range(_LENGTH)]
            alone += _spent(MrzStream(threads=settings.threads), held)
            sure = MrzStream(threads=settings.threads)
            for _ in range(3):
                sure.add(KINDS["good"](scene, rng).image)
            after += _spent(sure, held)
        figures = {
            "mean_against_good": round(float(np.mean(alone)) / usual, 2),
            "median_against_good": round(float(np.median(alone)) / usual, 2),
            "p95_against_good": round(float(np.percentile(alone, 95)) / usual, 2),
            "mean_against_good_once_sure": round(float(np.mean(after)) / usual, 2),
            "good_ms": round(usual * 1e3, 1),
        }
        yield _row(settings, "frame", kind, len(alone), figures)


def _streams(settings: Settings, count: int) -> Iterator[Row]:
    for kind in STREAMS:
        figures: dict[str, object] = {}
        totals = {"in_full": _Total(), "stream": _Total()}
        for number in range(count):
            held = stream_of(kind, number, settings.seed, length=_LENGTH)
            totals["in_full"].take(held, InFull(settings.threads).add)
            stream = MrzStream(threads=settings.threads)
            totals["stream"].take(held, stream.add, stream.finish)
        for name, total in totals.items():
            figures |= {f"{name}_{what}": value for what, value in total.figures().items()}
        figures["in_full_against_stream"] = round(totals["in_full"].seconds / totals["stream"].seconds, 2)
        yield _row(settings, "stream", kind, count, figures)


class _Total:
    """What streams came to."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._streams, self._exact, self._sure, self._wrong = 0, 0, 0, 0
        self._until: list[int] = []

    def take(
        self,
        held: list[Frame],
        add: Callable[[NDArray[np.uint8]], Reading],
        finish: Callable[[], Reading] | None = None,
    ) -> None:
        """Read one stream to its end."""
        start, until = time.process_time(), None
        for number, one in enumerate(held, 1):
            reading = add(one.image)
            until = number if until is None and reading.sure else until
        if finish is not None:
            reading = finish()
        self.seconds += time.process_time() - start
        exact = reading.mrz is not None and reading.lines == held[-1].lines
        self._streams += 1
        self._exact += exact
        self._sure += reading.sure
        self._wrong += reading.sure and not exact
        self._until += [] if until is None else [until]

    def figures(self) -> dict[str, object]:
        return {
            "exact": self._exact,
            "sure": self._sure,
            "sure_and_wrong": self._wrong,
            "frames_until_sure": float(np.median(self._until)) if self._until else None,
            "ms_a_frame": round(self.seconds / self._streams / _LENGTH * 1e3, 1),
        }


def _spent(stream: MrzStream, frames: list[Frame]) -> list[float]:
    return [_timed(lambda one=one: stream.add(one.image))[0] for one in frames]


def _timed(call: Callable[[], _Value]) -> tuple[float, _Value]:
    start = time.process_time()
    value = call()
    return time.process_time() - start, value


def _times(seconds: list[float]) -> dict[str, object]:
    return {
        "median_ms": round(float(np.median(seconds)) * 1e3, 1),
        "p95_ms": round(float(np.percentile(seconds, 95)) * 1e3, 1),
    }


def _row(settings: Settings, what: str, case: str, count: int, figures: dict[str, object]) -> Row:
    return make_row(
        f"mrz_stream.{what}",
        settings,
        count=count,
        unit="streams" if what == "stream" else "frames",
        packages=_PACKAGES,
        case=case,
        figures=figures,
    )
