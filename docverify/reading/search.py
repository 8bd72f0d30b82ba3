"""Looks for the MRZ of a picture: search after search, candidate after candidate, until one is certain."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.reading import Effort, Step
from docverify.reading import thresholds
from docverify.reading.attempt import Attempt, attempt
from docverify.reading.locate import Candidate, survey

_STEPS = {"grey": Step.CLOSER, "lightest": Step.OVERPRINT}


@dataclass(slots=True)
class Found:
    """What a search came to.

    Attributes:
        best: the attempt that counts; None where nothing looked like lines of an MRZ.
        made: every attempt.
        seen: for each search that was made, its (H, W) uint8 picture and the candidates in it.
        untried: what might have told more, and was left.
    """

    best: Attempt | None = None
    made: list[Attempt] = field(default_factory=list)
    seen: list[tuple[NDArray[np.uint8], list[Candidate]]] = field(default_factory=list)
    untried: tuple[Step, ...] = ()

    @property
    def is_mrz(self) -> bool:
        """Whether an MRZ was found."""
        return self.best is not None and self.best.plausible


def search(image: NDArray[np.uint8], *, effort: Effort = Effort.FULL, threads: int = 1) -> Found:
    """Search a picture for its MRZ.

    Args:
        image: (H, W, 3) uint8 RGB.
        effort: QUICK makes the first search only, and looks at nothing twice.
        threads: processor threads.
    """
    found = Found()
    quick = effort is Effort.QUICK
    for one in islice(_attempts(image, found, quick=quick, threads=threads), thresholds.MOST_ATTEMPTS):
        found.made.append(one)
        if found.best is None or one.rank > found.best.rank:
            found.best = one
        if found.best.settled or found.best.covered if found.is_mrz else _is_other_print(found.made):
            break
    if found.best is not None and found.best.settled:
        found.untried = ()
    elif quick and found.made:
        found.untried = (Step.SECOND_LOOK, *found.untried)
    return found


def _is_other_print(made: list[Attempt]) -> bool:
    """Whether enough was read to know that the picture shows print which is no MRZ."""
    foreign = any(one.foreign for one in made)
    return len(made) >= (thresholds.MOST_FOREIGN if foreign else thresholds.MOST_IMPLAUSIBLE)


def _attempts(image: NDArray[np.uint8], found: Found, *, quick: bool, threads: int) -> Iterator[Attempt]:
    """Read candidate after candidate; the caller stops when it is content."""
    marked = False
    left = [_STEPS[kind] for _, kind in thresholds.SEARCHES[1:]]
    for number, (longer_side, kind) in enumerate(thresholds.SEARCHES):
        found.untried = tuple(dict.fromkeys(left[number:]))
        if quick and number:
            return
        if number >= thresholds.ALWAYS_SEARCHED:
            if found.best is not None and found.best.beyond_help:
                return
            if not _worth(image, longer_side, marked=marked):
                continue
        picture = image.max(2) if kind == "lightest" else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        grey = np.asarray(picture, np.uint8)
        seen = survey(grey, longer_side=longer_side, threads=threads)
        marked = marked or seen.strongest >= thresholds.LEAST_STRONGEST
        found.seen.append((grey, seen.candidates))
        for candidate in seen.candidates[: thresholds.MOST_CANDIDATES]:
            upright = attempt(grey, candidate, quick=quick, threads=threads)
            if upright is not None:
                yield upright
            if upright is None or (upright.hopeless and not upright.makes_sense):
                upside_down = attempt(grey, candidate.reversed(), quick=quick, threads=threads)
                if upside_down is not None:
                    yield upside_down


def _worth(image: NDArray[np.uint8], longer_side: int, *, marked: bool) -> bool:
    """Whether another search may show what the ones before did not."""
    longest = max(image.shape)
    if longer_side > max(thresholds.SEARCHES[1][0], thresholds.MOST_ENLARGED * longest):
        return False
    # Characters that can be read leave marks in the searches before, unless the picture is much larger.
    return marked or longest > thresholds.MARKS_UP_TO
