"""The light step of video: is there a document in a frame, does it lie well, where are its page and MRZ."""

from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect_picture
from docverify.evidence.failure import ReadingFailure
from docverify.evidence.look import Look
from docverify.reading.band import Band, band_of
from docverify.reading.candidate import Candidate
from docverify.reading.closer import closer
from docverify.reading.lines import TextLine
from docverify.reading.locate import locate
from docverify.reading.lying import lying, page_about
from docverify.reading.sheet import Sheet, sheet_in
from docverify.threads import checked_threads

SIDE: Final = 448
"""Longer side at which a frame is searched, px. With a closer look where it finds something, the lines of 119
of 120 frames with capitals of 9 to 25 px were found, as at 704 px in twice the time; at 384 px of 113."""
_LEAST_SURE: Final = 0.85
_LEAST_LENGTH: Final = 22.0
"""The locator's sureness of a single line, and its length in capitals, without which it is other print."""
_SMALL: Final = 8.0
"""Capitals lower than this many px are seldom found, and are read where all else is well."""
_SOFT: Final = 0.38
"""Prints less sharp are blurred: of 57 frames below it no reading was settled by itself but 5, of 146 above
104; frames blurred by 4 to 6 px at capitals of 20 px have 0.36 at most, good ones 0.6 at least."""
_GLARING: Final = 0.02
"""Share of the MRZ that a reflection hides: without one it is below 0.005 in 266 of 266 frames."""
_SQUASHED: Final = 0.3
"""Logarithm of how wide cells are seen for their height: at 45 to 60° of tilt half the frames are beyond, at
less than 30° one in twenty."""
_DOUBTFUL: Final = 0.2
"""From here on the small picture is not believed, and the lines are looked at more closely."""
_SHORT: Final = 24.0
"""Capitals: a block that is shorter misses an end; the shortest has 30, seen aslant fewer."""
_OUTSIDE: Final = 0.06
"""Share of the page's width by which its corners, as placed, may lie outside the frame: they stray as far."""
_WORST: Final = 0.15
_BEST: Final = 0.55
"""Sharpness of which nothing is read, and from which on all is that is large enough."""
_LEAST_HEIGHT: Final = 5.0
_ENOUGH_HEIGHT: Final = 11.0
"""The same of the height of capitals, px."""


class Sight(NamedTuple):
    """What was seen in a frame.

    Attributes:
        look: as the caller gets it.
        frame: (H, W, 3) uint8 RGB.
        grey: (H, W) uint8, the same.
        found: every block of lines, the most promising first.
        blocks: of them those that look like an MRZ.
        band: measures along the lines of the first; None without one.
    """

    look: Look
    frame: NDArray[np.uint8]
    grey: NDArray[np.uint8]
    found: tuple[Candidate, ...]
    blocks: tuple[Candidate, ...]
    band: Band | None


def look(frame: NDArray[np.uint8], *, threads: int = 1) -> Look:
    """See whether a document lies well in a frame of video, and where, without reading it.

    About 15 ms at 1280 × 720 on one thread, whatever is in view; `MrzStream` does the same before it reads.

    Args:
        frame: (H, W, 3) uint8 RGB.
        threads: processor threads of the network.

    Returns:
        Whether there is a document, whole, near enough, sharp, straight and without glare, and where its page
        and its MRZ are; never an exception for what a frame shows.

    Raises:
        InputError: another kind of array, or threads that this machine does not have.
    """
    expect_picture("frame", frame)
    return sight_of(frame, threads=checked_threads(threads)).look


def sight_of(frame: NDArray[np.uint8], *, threads: int, side: int = SIDE) -> Sight:
    """Look at a frame, and keep what a reading begins with.

    Args:
        frame: (H, W, 3) uint8 RGB.
        threads: processor threads.
        side: longer side at which it is searched, px; a frame is enlarged twice at most.
    """
    grey = np.asarray(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), np.uint8)
    found = tuple(locate(grey, longer_side=min(side, 2 * max(grey.shape)), threads=threads))
    blocks = tuple(one for one in found if _like_an_mrz(one))
    if not blocks:
        return Sight(_without_mrz(grey, sheet_in(frame)), frame, grey, found, (), None)
    lines = blocks[0].lines
    how = lying(lines)
    if len(lines) == 1 or abs(how.squash) > _DOUBTFUL:
        blocks = (closer(grey, blocks[0], threads=threads), *blocks[1:])
        lines = blocks[0].lines
        how = lying(lines)
    band = band_of(grey, lines)
    page = page_about(lines, how)
    height = float(np.mean([line.mean_height for line in lines]))
    cut = _cut(lines, grey.shape)
    told = {
        ReadingFailure.CUT_OFF: cut or _leaves(page, grey.shape),
        ReadingFailure.TOO_SMALL: height < _SMALL,
        ReadingFailure.SLANTED: abs(how.squash) > _SQUASHED and not cut,
        ReadingFailure.GLARE: band.glare > _GLARING,
        ReadingFailure.BLURRED: band.sharpness < _SOFT,
    }
    score = 0.0 if cut else _score(band, height)
    first, last = (
        line.points(np.array([line.first, line.last]), side)
        for line, side in ((lines[0], -0.5), (lines[-1], 0.5))
    )
    seen = Look(
        document=True,
        mrz=np.stack([first[0], first[1], last[1], last[0]]),
        page=page,
        problems=tuple(problem for problem, is_so in told.items() if is_so),
        score=score,
    )
    return Sight(seen, frame, grey, found, blocks, band)


def _like_an_mrz(block: Candidate) -> bool:
    """Whether lines may be an MRZ's: several, or a long one that the locator is sure of."""
    if len(block.lines) > 1:
        return True
    line = block.lines[0]
    return line.sureness >= _LEAST_SURE and line.length >= _LEAST_LENGTH * line.mean_height


def _cut(lines: tuple[TextLine, ...], shape: tuple[int, ...]) -> bool:
    """Whether the MRZ runs out of the frame, or an end of it is hidden."""
    limit = np.array(shape[1::-1]) - 1
    for line in lines:
        reach = 0.8 * line.mean_height
        ends = line.points(np.array([line.first - reach, line.last + reach]))
        if ((ends < 0) | (ends > limit)).any():
            return True
    return bool(np.mean([line.length / line.mean_height for line in lines]) < _SHORT) and len(lines) < 3


def _leaves(page: NDArray[np.float64], shape: tuple[int, ...]) -> bool:
    """Whether the page does."""
    spare = _OUTSIDE * float(np.linalg.norm(page[1] - page[0]))
    limit = np.array(shape[1::-1]) - 1
    return bool(((page < -spare) | (page > limit + spare)).any())


def _score(band: Band, height: float) -> float:
    """How probable a reading is: sharp, large and free of glare."""
    sharp = (band.sharpness - _WORST) / (_BEST - _WORST)
    large = (height - _LEAST_HEIGHT) / (_ENOUGH_HEIGHT - _LEAST_HEIGHT)
    return float(np.prod(np.clip([sharp, large, 1 - 5 * band.glare], 0.0, 1.0)))


def _without_mrz(grey: NDArray[np.uint8], sheet: Sheet | None) -> Look:
    """Say what to do where a sheet lies in view at most."""
    if sheet is None:
        return Look(document=False, problems=(ReadingFailure.NO_DOCUMENT,))
    if sheet.cut:
        problem = ReadingFailure.CUT_OFF
    elif sheet.capital < _SMALL:
        problem = ReadingFailure.TOO_SMALL
    else:
        problem = ReadingFailure.BLURRED if sheet.blurred(grey) else ReadingFailure.NO_MRZ
    return Look(document=True, page=sheet.quad, problems=(problem,))
