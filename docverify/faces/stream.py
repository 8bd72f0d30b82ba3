"""Live frames of one person: advice for each, the best ones kept, and one person throughout."""

from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect_number, expect_picture
from docverify.errors import ConfigurationError
from docverify.evidence.assessment import Advice, FaceAssessment
from docverify.evidence.sample import AcquisitionFailure, FaceSample, Role
from docverify.faces.acquire import acquire, fuse_frames
from docverify.faces.assessment import assessment_of
from docverify.faces.engines import Engine, engine_named
from docverify.faces.engines.choose import DEFAULT
from docverify.faces.one_person import frame_merit, of_one_person

_KEPT: Final = 5
_MOST_KEPT: Final = 50


class _Kept(NamedTuple):
    """A frame that can be compared, and what it gave."""

    frame: NDArray[np.uint8]
    sample: FaceSample


class FaceStream:
    """Acquires one person from a stream of live frames.

    Every frame is assessed; the best that can be compared are kept, a few and no more. Each of them must show
    the person of the best one: when one shows somebody else and is good enough to say so, the stream is
    refused as SEVERAL_FACES until `reset`, so that nobody is slipped in beside the bearer. A frame that is
    too poor to tell is left out; when it came first, it goes as soon as a better one does not match it.

    Example:
        ```python
        stream = FaceStream()
        for frame in camera:                      # (H, W, 3) uint8 RGB
            seen = stream.add(frame)
            show(seen.instruction)                # "The eyes are closed: open them."
            if stream.full:
                break
        report = verify(document="passport.jpg", live=stream.frames)
        ```

    Args:
        engine: name of a face engine, or an `Engine`.
        kept: how many of the best frames are kept, from 1 to 50.
        threads: processor threads that the networks may use.

    Raises:
        InputError: no such number of frames or threads; a frame of another kind of array.
        ConfigurationError: no engine has that name, or it has no calibration.
        EngineMissing: the engine is not installed.
        EngineFailed: a network broke.
    """

    def __init__(self, *, engine: str | Engine = DEFAULT, kept: int = _KEPT, threads: int = 1) -> None:
        expect_number("kept", kept, low=1, high=_MOST_KEPT, whole=True)
        self._engine = engine_named(engine, threads=threads)
        if self._engine.calibration is None:
            raise ConfigurationError(
                f"the engine {self._engine.name} has no calibration, without which nobody can tell whether "
                "frames show one person: calibrate it, or compare single pictures"
            )
        self._calibration = self._engine.calibration
        self._most = int(kept)
        self.reset()

    def reset(self) -> None:
        """Forget everything: another person comes."""
        self._kept: list[_Kept] = []
        # The best one ever, which others are compared with; it need not be kept, as its eyes may be closed.
        self._lead: FaceSample | None = None
        self._last: FaceSample | None = None
        self._seen: FaceAssessment | None = None
        self._several = False
        self._count = 0

    def __repr__(self) -> str:
        """Show no identity data."""
        return f"FaceStream({self._count} frames, {len(self._kept)} kept)"

    @property
    def seen(self) -> FaceAssessment | None:
        """What the latest frame shows, to guide the person; None before any."""
        return self._seen

    @property
    def full(self) -> bool:
        """Whether as many frames as are kept are good, and show one person."""
        good = sum(assessment_of(one.sample).ok for one in self._kept)
        return good == self._most and not self._several

    @property
    def frames(self) -> list[NDArray[np.uint8]]:
        """The frames that are kept, best first, for `verify(live=…)`; none of a stream that is refused."""
        return [] if self._several else [one.frame for one in self._kept]

    def add(self, frame: NDArray[np.uint8]) -> FaceAssessment:
        """Take in one more frame.

        Args:
            frame: (H, W, 3) uint8 RGB; it is copied where it is kept.

        Returns:
            What it shows; SEVERAL_FACES, refused, once the stream has shown two people.
        """
        expect_picture("frame", frame)
        sample = replace(acquire(frame, role=Role.LIVE, engine=self._engine), picture=self._count)
        self._count += 1
        self._last = sample
        if sample.template is not None and not self._several:
            self._take(_Kept(frame.copy(), sample))
        seen = assessment_of(sample)
        if self._several:
            told = Advice(cause=AcquisitionFailure.SEVERAL_FACES, refused=True)
            others = tuple(one for one in seen.advice if one.cause is not told.cause)
            seen = replace(seen, acquired=False, advice=(told, *others))
        self._seen = seen
        return seen

    def finish(self) -> FaceSample | None:
        """The person, as no more frames come: see `person`."""
        return self.person

    @property
    def person(self) -> FaceSample | None:
        """The frames that are kept, fused into one sample for `compare_samples`; None before any frame.

        Without one that can be compared, what the latest frame gave, with its failure; SEVERAL_FACES of a
        stream that has shown two people. `picture` counts frames from 0, as they were added.
        """
        if self._last is None:
            return None
        best = fuse_frames([one.sample for one in self._kept], engine=self._engine) if self._kept else None
        sample = best or self._last
        if not self._several:
            return sample
        return replace(sample, template=None, failure=AcquisitionFailure.SEVERAL_FACES)

    def _take(self, new: _Kept) -> None:
        """Keep the frame if it shows the person of the best one so far, or is itself the best one.

        Frames that do not match the best one go, as nobody knows whose they are; when it is known, the stream
        has shown two people.
        """
        before = [] if self._lead is None else [self._lead]
        samples = [*before, *(one.sample for one in self._kept), new.sample]
        person = of_one_person(samples, self._calibration)
        if person is None:
            self._several = True
            return
        self._lead = person[0]
        numbers = {sample.picture for sample in person}
        self._kept = [one for one in (*self._kept, new) if one.sample.picture in numbers]
        self._kept.sort(key=lambda one: _merit(one.sample), reverse=True)
        del self._kept[self._most :]


def _merit(sample: FaceSample) -> tuple[bool, bool, bool, float]:
    """Frames of which nothing is advised come first; then see `frame_merit`."""
    return assessment_of(sample).ok, *frame_merit(sample)
