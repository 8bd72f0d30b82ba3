"""Video: every frame is looked at, the best are read, and many poor ones add up to one good reading."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect_number, expect_picture
from docverify.errors import InputError
from docverify.evidence.failure import ReadingFailure
from docverify.evidence.look import Look
from docverify.evidence.reading import Reading
from docverify.reading import thresholds
from docverify.reading.allowance import Allowance
from docverify.reading.flat_page import flat, placed
from docverify.reading.look import Sight, sight_of
from docverify.reading.quick import Quick, others_in, read_quickly, read_twice
from docverify.reading.resemblance import Print, likeness, print_of
from docverify.reading.votes import Vote, Votes
from docverify.reading.ways import AS_IS, FINE, INVERTED, MIRRORED, Way, is_dark
from docverify.threads import checked_threads

_WORTH: Final = 0.6
_FADING: Final = 0.9
"""A frame is read whose score is at least this share of the best one's, which fades from frame to frame: when
nothing better comes, poor ones are read at last."""
_ENOUGH: Final = 0.3
"""Of the score, from which on a frame may show that another document has come."""
_ALIKE: Final = 0.66
"""Of the likeness of print, from which on it is the same document: 0.68 at most in 2,046 pairs of frames of
two documents of one format, 0.63 in 99 of 100; frames of one at a kiosk have 0.69 in nine of ten."""
_PATIENCE: Final = 4
"""Frames that make sense, and are not sure together, before the best of them gets its second look; frames
without sense before they are looked at another way. Both are done again after twice as many."""
_SELDOM: Final = 2
"""One of so many frames in which nothing is seen is searched more finely, at twice the price of a look."""
_MOST_KEPT: Final = 4
"""Frames that are kept for a second look, and frames in which nothing was seen."""


class _Kept(NamedTuple):
    """A frame that was read quickly, and what it voted."""

    read: Quick
    vote: Vote | None


def _clearness(read: Quick) -> tuple[bool, bool, float]:
    """Order of frames by how well they show the whole page."""
    seen = read.sight.look
    sharp = 0.0 if read.sight.band is None else read.sight.band.sharpness
    return (
        seen.good,
        ReadingFailure.CUT_OFF not in seen.problems,
        sharp * read.reading.legibility.character_height,
    )


class MrzStream:
    """Reads a document from a stream of frames.

    Every frame is looked at (see `look`), and read quickly when it is about as good as the best so far; the
    readings vote cell by cell. When they are not sure after a few frames, the best frame gets the reader's
    second look, as several do by `finish`. Once the reading is sure, frames are only checked for
    another document.

    Example:
        ```python
        stream = MrzStream(budget=1 / 30)
        for frame in camera:                     # (H, W, 3) uint8 RGB
            reading = stream.add(frame)
            if reading.sure:
                break
            show(stream.seen.instruction)        # "The machine-readable zone is blurred: hold still …"
        reading = stream.finish()
        ```

    Args:
        threads: processor threads of the networks.
        budget: seconds that a frame may take on average, such as 1 / 30; as many as it takes unless given. A
            reading may take longer: the frames after it then get a look only or, where the budget is so small
            that looks do not fit in it either, are passed over.
        clock: tells the seconds that the budget is kept by.

    Raises:
        InputError: threads that this machine does not have, or a budget that is no number above 0; a frame of
            another kind of array.
    """

    def __init__(
        self,
        *,
        threads: int = 1,
        budget: float | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        if budget is not None:
            expect_number("budget", budget)
            if budget <= 0:
                raise InputError(f"budget is {budget}: pass seconds a frame above 0, or None for no bound")
        self._threads = checked_threads(threads)
        self._allowance = Allowance(budget, clock)
        self._seen: Look | None = None
        self.reset()

    def reset(self) -> None:
        """Forget everything: another document comes."""
        self._votes, self._challenge = Votes(), Votes()
        self._way: Way = AS_IS
        self._answer: Reading | None = None
        self._failure: Reading | None = None
        self._kept: list[_Kept] = []
        self._clearest: Quick | None = None
        self._passed: deque[NDArray[np.uint8]] = deque(maxlen=_MOST_KEPT)
        self._top = 0.0
        self._waiting: Sight | None = None
        self._sensible, self._senseless = 0, 0
        self._next_look = self._next_way = _PATIENCE
        self._print: Print | None = None

    @property
    def seen(self) -> Look | None:
        """What the latest frame that was looked at shows, to guide the person; None before any."""
        return self._seen

    def look(self, frame: NDArray[np.uint8]) -> Look:
        """Look at a frame without taking it in, as the function `look` does.

        Args:
            frame: (H, W, 3) uint8 RGB.
        """
        expect_picture("frame", frame)
        return self._sight(frame, self._way)[0]

    def add(self, frame: NDArray[np.uint8]) -> Reading:
        """Take in one more frame.

        Args:
            frame: (H, W, 3) uint8 RGB.

        Returns:
            The reading of all frames so far; before any frame has shown an MRZ, why the latest has not.
        """
        expect_picture("frame", frame)
        self._allowance.begin()
        if self._seen is None or self._allowance.for_looking:
            self._seen, sight = self._sight(frame, self._way)
            self._allowance.looked()
            self._failure = None
            if self._sure:
                self._watch(sight)
            else:
                self._consider(frame, sight)
        self._allowance.end()
        return self._reading

    def finish(self) -> Reading:
        """Decide, as no more frames come: what is not sure yet gets the second look, whatever the budget.

        Returns:
            The reading of all frames.
        """
        if not self._sure and self._waiting is not None:
            self._read(self._waiting)
        while self._passed and not self._sure:
            _, sight = self._sight(self._passed.pop(), self._way._replace(side=FINE.side))
            if sight.look.score > 0:
                self._read(sight)
        while not self._sure and self._look_again():
            pass
        return self._reading

    @property
    def page(self) -> NDArray[np.uint8] | None:
        """The document's page, (H, W, 3) uint8 RGB, upright and flat, from the frame that was read best.

        One page, and one portrait on it, of all frames; of a mirror's picture the right way round, of a
        negative's positive. None before anything was read, or where the page cannot be placed.
        """
        for one in ([] if self._clearest is None else [self._clearest]) + [kept.read for kept in self._kept]:
            where = placed(one.reading)
            if where is not None:
                return flat(one.sight.frame, where)
        return None

    @property
    def _sure(self) -> bool:
        return self._answer is not None and self._answer.sure

    @property
    def _reading(self) -> Reading:
        if self._answer is not None:
            return self._answer
        problems = () if self._seen is None else self._seen.problems
        return self._failure or Reading(None, problems[0] if problems else ReadingFailure.UNREADABLE)

    def _sight(self, frame: NDArray[np.uint8], way: Way) -> tuple[Look, Sight]:
        sight = sight_of(way.turned(frame), threads=self._threads, side=way.side)
        return way.look_back(sight.look, frame.shape[1]), sight

    def _consider(self, frame: NDArray[np.uint8], sight: Sight) -> None:
        """Read the best frame that was not read yet, if it is worth it; see whether another way helps."""
        score = sight.look.score
        if score > 0 and (self._waiting is None or score >= self._waiting.look.score):
            self._waiting = sight
        self._top = max(_FADING * self._top, score)
        if not self._allowance.for_reading:
            return
        if self._waiting is not None and self._waiting.look.score >= _WORTH * self._top:
            self._read(self._waiting)
        elif not sight.blocks:
            self._senseless += 1
            if self._senseless % _SELDOM == 0:
                self._try_ways(frame, FINE)
            else:
                self._passed.append(frame)
        if self._senseless >= self._next_way:
            self._next_way *= 2
            self._try_ways(frame, *([MIRRORED] if sight.blocks else [INVERTED] if is_dark(frame) else []))

    def _try_ways(self, frame: NDArray[np.uint8], *ways: Way) -> None:
        """Look at a frame in other ways than the usual one; the first that makes sense is kept."""
        usual = self._way
        for way in ways:
            if way.side > usual.side or (way is not usual and not self._sensible):
                self._way = way
                _, other = self._sight(frame, way)
                if other.look.score > 0 and self._read(other):
                    return
        self._way = usual

    def _read(self, sight: Sight) -> bool:
        """Read a frame and let it vote; whether it made sense."""
        self._waiting = None
        read = read_quickly(sight, threads=self._threads, number=self._senseless)
        if read is None:
            self._senseless += 1
            return False
        if not read.attempt.plausible:
            self._senseless += 1
            self._failure = self._told(read)
            return False
        if read.reading.confidence > thresholds.TRUST and self._votes.differ(read.reading):
            self._begin_anew()
        self._count(read)
        if not self._sure and self._sensible >= self._next_look:
            self._next_look *= 2
            self._look_again()
        return True

    def _count(self, read: Quick, *, instead_of: Vote | None = None) -> None:
        """Let a frame vote, and answer what all say together."""
        told = self._told(read)
        vote = self._votes.add(told, instead_of=instead_of)
        self._keep_clearest(read)
        if instead_of is None:
            self._sensible += 1
            self._kept.append(_Kept(read, vote))
            self._kept.sort(key=lambda one: one.read.attempt.rank, reverse=True)
            del self._kept[_MOST_KEPT:]
        together = self._votes.fused(told)
        if together is not None and together.confidence >= thresholds.LEAST_CONFIDENCE:
            self._answer = together
        else:
            self._failure = told
        if self._sure and self._answer is not None:
            self._answer = replace(self._answer, others=self._others(read))
            self._print = print_of(read.attempt)

    def _keep_clearest(self, read: Quick) -> None:
        """Keep the frame whose page is seen best: whole, then sharp and large."""
        if read.reading.mrz is not None and (
            self._clearest is None or _clearness(read) > _clearness(self._clearest)
        ):
            self._clearest = read

    def _look_again(self) -> bool:
        """Give the best frame that had none its second look; whether there was one."""
        if not self._kept:
            return False
        best = self._kept.pop(0)
        again = read_twice(best.read, threads=self._threads)
        if again is not best.read:
            self._count(again, instead_of=best.vote)
        return True

    def _watch(self, sight: Sight) -> None:
        """Check that a frame still shows the document that was read; only one that does not is read."""
        score = sight.look.score
        if score == 0:
            self._print = None  # it is leaving, or gone: what comes next is read, whatever it looks like
        if score < _ENOUGH or sight.band is None or not self._allowance.for_reading:
            return
        if self._print is not None and likeness(self._print, sight.band.strips) >= _ALIKE:
            return
        read = read_quickly(sight, threads=self._threads)
        if read is None or not read.attempt.plausible:
            return
        if not self._votes.differ(read.reading):
            self._challenge = Votes()
            self._print = print_of(read.attempt)
            self._keep_clearest(read)
            return
        # Another document, or a misplaced frame: frames that differ must be sure together.
        if self._challenge.differ(read.reading):
            self._challenge = Votes()
        self._challenge.add(self._told(read))
        other = self._challenge.fused(self._told(read))
        if other is not None and other.confidence > thresholds.TRUST:
            votes = self._challenge
            self._begin_anew()
            self._votes, self._sensible, self._print = votes, 1, print_of(read.attempt)
            self._keep_clearest(read)
            self._answer = replace(other, others=self._others(read))

    def _begin_anew(self) -> None:
        """Another document has come; the camera is the same."""
        way = self._way
        self.reset()
        self._way = way

    def _told(self, read: Quick) -> Reading:
        return self._way.reading_back(read.reading, read.sight.grey.shape[1])

    def _others(self, read: Quick) -> tuple[Reading, ...]:
        width = read.sight.grey.shape[1]
        return tuple(self._way.reading_back(one, width) for one in others_in(read, threads=self._threads))
