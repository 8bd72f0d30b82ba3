"""A second look at lines that leave a doubt, by the deeper network, at strips drawn to its liking."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from docverify.reading import thresholds
from docverify.reading.cells import Path, cell_probabilities, place
from docverify.reading.chances import normalised
from docverify.reading.decode import Decoded, settle
from docverify.reading.recognise import recognise
from docverify.reading.rectify import Strip, rectify
from docverify.reading.strips import PITCH


def look_again(
    grey: NDArray[np.uint8],
    strips: tuple[Strip, ...],
    decoded: Decoded,
    *,
    lines: Sequence[int] | None = None,
    threads: int = 1,
) -> Iterator[Decoded]:
    """Read decoded lines again, from one view, then from more; the caller stops when it is content.

    Args:
        grey: (H, W) uint8 picture.
        strips: of the lines that were decoded.
        decoded: the first look.
        lines: numbers of those that are looked at; all unless given, or empty.
        threads: processor threads.

    Yields:
        The same lines, with the geometric mean of all looks so far; a view that does not place the same
        number of cells at the same places counts for nothing.
    """
    pitch = float(np.median(np.concatenate([np.diff(path.centres) for path in decoded.paths])))
    squeeze = float(np.clip(PITCH / pitch, *thresholds.MOST_STRETCH))
    votes = [[np.log(cells + 1e-9)] for cells in decoded.text.probabilities]
    chosen = list(lines or range(len(strips)))
    for round_ in thresholds.ROUNDS:
        views = [
            rectify(
                grey,
                replace(strips[line].line, height=strips[line].line.height * zoom),
                stretch=squeeze * zoom * wide,
            )
            for zoom, wide in round_
            for line in chosen
        ]
        frames = recognise([view.image for view in views], network="reviewer", threads=threads)
        for number, (view, seen) in enumerate(zip(views, frames, strict=True)):
            line = chosen[number % len(chosen)]
            count = len(decoded.paths[line].centres)
            path = place(seen, (count,)).get(count)
            if path is not None and _same_place(view, path, strips[line], decoded.paths[line]):
                votes[line].append(np.log(cell_probabilities(seen, path) + 1e-9))
        text = settle(tuple(_mean(votes_of_line) for votes_of_line in votes))
        yield decoded if text is None else replace(decoded, text=text)


def _same_place(view: Strip, path: Path, strip: Strip, first: Path) -> bool:
    """Whether two paths put their cells at the same places of the line, to a third of a cell."""
    here = np.interp(path.centres, np.arange(len(view.u)), view.u)
    there = np.interp(first.centres, np.arange(len(strip.u)), strip.u)
    pitch = float(np.median(np.diff(there)))
    return bool(np.median(np.abs(here - there)) < pitch / 3)


def _mean(votes: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """The geometric mean of what looks say."""
    return normalised(np.mean(votes, axis=0))
