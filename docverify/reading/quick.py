"""The reading of one frame of video: the lines that were found already, read once; twice if it matters."""

from typing import NamedTuple

from docverify.evidence.reading import Reading
from docverify.reading.answer import answer, reading_of, reading_of_remains
from docverify.reading.attempt import Attempt, attempt
from docverify.reading.candidate import Candidate
from docverify.reading.closer import closer
from docverify.reading.look import Sight
from docverify.reading.others import elsewhere, remains


class Quick(NamedTuple):
    """A frame, read.

    Attributes:
        sight: of the frame.
        block: the lines that were read, the way up in which they make most sense.
        attempt: at reading them.
        reading: the same as an answer.
    """

    sight: Sight
    block: Candidate
    attempt: Attempt
    reading: Reading


def read_quickly(sight: Sight, *, threads: int, number: int = 0) -> Quick | None:
    """Read a block of a frame, either way up, without a second look.

    Args:
        sight: of the frame; it has a block.
        threads: processor threads.
        number: of the block; the best ones are tried again when there are no more.
    """
    block = closer(sight.grey, sight.blocks[number % len(sight.blocks)], threads=threads)
    best: tuple[Candidate, Attempt] | None = None
    for way in (block, block.reversed()):
        made = attempt(sight.grey, way, threads=threads, quick=True)
        if made is not None and (best is None or made.rank > best[1].rank):
            best = way, made
        if made is not None and made.plausible:
            break
    return None if best is None else _told(sight, *best)


def read_twice(read: Quick, *, threads: int) -> Quick:
    """Read the same lines again, now with the second look of the deeper network."""
    made = attempt(read.sight.grey, read.block, threads=threads)
    return read if made is None or made.rank <= read.attempt.rank else _told(read.sight, read.block, made)


def others_in(read: Quick, *, threads: int) -> tuple[Reading, ...]:
    """Further MRZs of the frame, and what is left of covered ones, as `read_mrz` tells them."""
    seen = [(read.sight.grey, list(read.sight.found))]
    more = elsewhere(read.attempt, [read.attempt], seen, threads=threads)
    left = remains([read.attempt, *more], seen, threads=threads)
    return (
        *(reading_of(one, seen) for one in more),
        *(reading_of_remains(one) for one in left),
    )


def _told(sight: Sight, block: Candidate, made: Attempt) -> Quick:
    return Quick(sight, block, made, answer(made, [(sight.grey, list(sight.found))]))
