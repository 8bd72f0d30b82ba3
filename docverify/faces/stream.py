"""Live frames of one person: advice for each, the best ones kept, and one person throughout."""

from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect_number, expect_picture
from docverify.evidence.assessment import Advice, FaceAssessment
from docverify.evidence.sample import AcquisitionFailure, FaceSample, Role
from docverify.evidence.template import similarity_of
from docverify.faces.acquire import acquire, frame_merit, fuse_frames
from docverify.faces.assessment import assessment_of
from docverify.faces.engines import Engine, engine_named
from docverify.faces.engines.choose import DEFAULT
from docverify.faces.refutable import too_poor_to_refute

_KEPT: Final = 5
_MOST_KEPT: Final = 50
_SAME_PERSON_FMR: Final = 1e-3


class _Kept(NamedTuple):
    """A frame that can be compared, and what it gave."""

    frame: NDArray[np.uint8]
    sample: FaceSample


class FaceStream:
    """Acquires one person from a stream of live frames.

    Every frame is assessed; the best that can be compared are kept, a few and no more. Each of them must show
    the person of the best one: when one shows somebody else and is good enough to say so, the stream is
    refused as SEVERAL_FACES until `reset`, so that nobody is slipped in beside the bearer. A frame that is
    too poor to tell is left out.

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
        ConfigurationError: no engine has that name.
        EngineMissing: the engine is not installed.
        EngineFailed: a network broke.
    """

    def __init__(self, *, engine: str | Engine = DEFAULT, kept: int = _KEPT, threads: int = 1) -> None:
        expect_number("kept", kept, low=1, high=_MOST_KEPT, whole=True)
        self._engine = engine_named(engine, threads=threads)
        self._most = int(kept)
        self.reset()

    def reset(self) -> None:
        """Forget everything: another person comes."""
        self._kept: list[_Kept] = []
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
        if sample.template is not None and not self._several and self._of_this_person(sample):
            self._kept.append(_Kept(frame.copy(), sample))
            self._kept.sort(key=lambda one: _merit(one.sample), reverse=True)
            del self._kept[self._most :]
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

    def _of_this_person(self, sample: FaceSample) -> bool:
        """Whether the frame shows the person of the best one so far; notes when it shows another."""
        if not self._kept:
            return True
        best = self._kept[0].sample
        point = self._engine.point(_SAME_PERSON_FMR)
        if point is None:
            return False  # nobody can tell, so that one frame is all there is
        assert best.template is not None and sample.template is not None  # noqa: S101, PT018 - both are compared
        if similarity_of(best.template, sample.template) >= point.threshold:
            return True
        assert best.quality is not None and sample.quality is not None  # noqa: S101, PT018 - as templates are
        self._several = too_poor_to_refute(best.quality, sample.quality) is None
        return False


def _merit(sample: FaceSample) -> tuple[bool, bool, float]:
    """Frames of which nothing is advised come first; then see `frame_merit`."""
    return assessment_of(sample).ok, *frame_merit(sample)
