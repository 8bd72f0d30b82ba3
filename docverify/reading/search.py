"""Looks for the MRZ of a picture: search after search, candidate after candidate, until one is certain."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.reading import Effort, Step
from docverify.reading import thresholds
from docverify.reading.attempt import Attempt, attempt
from docverify.reading.candidate import Candidate
from docverify.reading.locate import Survey, survey

_STEPS = {"grey": Step.CLOSER, "lightest": Step.OVERPRINT}


@dataclass(slots=True)
class Found:
    """What a search came to.

    Attributes:
        best: the attempt that counts; None where nothing looked like lines of an MRZ.
        made: every attempt.
        surveys: of each search that was made.
        untried: what might have told more, and was left.
    """

    best: Attempt | None = None
    made: list[Attempt] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    untried: tuple[Step, ...] = ()

    @property
    def seen(self) -> list[tuple[NDArray[np.uint8], list[Candidate]]]:
        """For each search, its (H, W) uint8 picture and the candidates in it."""
        return [(one.grey, one.candidates) for one in self.surveys]

    def add(self, one: Attempt) -> bool:
        """Take in an attempt; whether no more need be made."""
        self.made.append(one)
        if self.best is None or one.rank > self.best.rank:
            self.best = one
        if self.best.plausible:
            return self.best.settled or self.best.covered or len(self.made) >= thresholds.MOST_ATTEMPTS
        foreign = any(other.foreign for other in self.made)
        return len(self.made) >= (thresholds.MOST_FOREIGN if foreign else thresholds.MOST_IMPLAUSIBLE)

    @property
    def is_mrz(self) -> bool:
        """Whether an MRZ was found."""
        return self.best is not None and self.best.plausible


def search(image: NDArray[np.uint8], *, effort: Effort = Effort.FULL, threads: int = 1) -> Found:
    """Search a picture for its MRZ until one is certain, or nothing more is worth a try.

    Args:
        image: (H, W, 3) uint8 RGB.
        effort: QUICK makes the first search only, and looks at nothing twice.
        threads: processor threads.
    """
    *_, found = searches(image, effort=effort, threads=threads)
    return found


def searches(image: NDArray[np.uint8], *, effort: Effort = Effort.FULL, threads: int = 1) -> Iterator[Found]:
    """The same, search by search: what was found so far, each time the same value, once at least."""
    found, quick = Found(), effort is Effort.QUICK
    marked = False
    left = [_STEPS[kind] for _, kind in thresholds.SEARCHES[1:]]
    for number, (longer_side, kind) in enumerate(thresholds.SEARCHES[:1] if quick else thresholds.SEARCHES):
        if number >= thresholds.HELPED_BY and found.best is not None and found.best.beyond_help:
            return
        found.untried = tuple(dict.fromkeys(left[number:]))
        hopeful = marked or (kind == "lightest" and _is_coloured(image))
        if number >= thresholds.ALWAYS_SEARCHED and not _worth(image, longer_side, hopeful=hopeful):
            continue
        picture = image.max(2) if kind == "lightest" else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        grey = np.asarray(picture, np.uint8)
        seen = survey(grey, longer_side=longer_side, threads=threads)
        marked = marked or seen.strongest >= thresholds.LEAST_STRONGEST
        found.surveys.append(seen)
        done = any(found.add(one) for one in _attempts(grey, seen.candidates, quick=quick, threads=threads))
        if found.best is not None and found.best.settled:
            found.untried = ()
        elif quick and found.made:
            found.untried = (Step.SECOND_LOOK, *found.untried)
        yield found
        if done:
            return


def _attempts(
    grey: NDArray[np.uint8], candidates: list[Candidate], *, quick: bool, threads: int
) -> Iterator[Attempt]:
    """Read candidate after candidate; the caller stops when it is content."""
    for candidate in candidates[: thresholds.MOST_CANDIDATES]:
        upright = attempt(grey, candidate, quick=quick, threads=threads)
        if upright is not None:
            yield upright
        # MRZs that the locator saw upside down had two lines: of a single one it saw which way it reads.
        as_seen = upright is not None and upright.other_print and len(candidate.lines) == 1
        if upright is None or (upright.hopeless and not upright.makes_sense and not as_seen):
            upside_down = attempt(grey, candidate.reversed(), quick=quick, threads=threads)
            if upside_down is not None:
                yield upside_down


def _worth(image: NDArray[np.uint8], longer_side: int, *, hopeful: bool) -> bool:
    """Whether another search may show what the ones before did not."""
    longest = max(image.shape)
    if longer_side > max(thresholds.SEARCHES[0][0], thresholds.MOST_ENLARGED * longest):
        return False
    # Characters that can be read leave marks in the searches before, unless the picture is much larger.
    return hopeful or longest > thresholds.MARKS_UP_TO


def _is_coloured(image: NDArray[np.uint8]) -> bool:
    """Whether strong colours are in a picture, under which an MRZ may leave no mark."""
    few = image[::4, ::4]
    strong = few.max(2) - few.mean(2) > thresholds.STRONG_COLOUR
    return float(strong.mean()) > thresholds.COLOURED_SHARE
