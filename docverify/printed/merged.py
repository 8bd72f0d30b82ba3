"""Lines that were found twice, or in pieces that lie upon each other, as one."""

from collections.abc import Sequence

import numpy as np

from docverify.printed import thresholds
from docverify.printed.found import Found


def merged(found: Sequence[Found]) -> list[Found]:
    """Each line once: what lies on the middle of a longer one, and over a part of it, is of that one.

    Args:
        found: lines of a view, placed as exactly as they are.

    Returns:
        Those that are left, from top to bottom.
    """
    kept: list[Found] = []
    for line in sorted(found, key=_length, reverse=True):
        whole = line
        while (one := next((one for one in kept if _of_one(one, whole)), None)) is not None:
            kept.remove(one)
            whole = _both(one, whole)  # which may reach the next one now
        kept.append(whole)
    return sorted(kept, key=lambda line: (line.left[1] + line.right[1], line.left[0]))


def _length(line: Found) -> float:
    return float(np.hypot(*(line.right - line.left)))


def _of_one(line: Found, other: Found) -> bool:
    """Whether another line lies on the middle of this one, over a part of it."""
    small, large = sorted((line.capital, other.capital))
    if large > thresholds.ONE_SIZE * small:
        return False
    (first, last), aside = _along(line, other)
    over = min(last, _length(line)) - max(first, 0.0)
    return over > thresholds.ONE_OVER * small and aside < thresholds.ONE_ASIDE * small


def _along(line: Found, other: Found) -> tuple[tuple[float, float], float]:
    """Where another line begins and ends along this one, px, and how far it lies beside it at most."""
    unit = (line.right - line.left) / max(_length(line), 1e-9)
    ends = np.stack([other.left, other.right]) - line.left
    along = ends @ unit
    # Beyond its end a line is not known so well: it is compared where both are.
    aside = np.interp(np.clip(along, 0, _length(line)), along, ends @ np.array([-unit[1], unit[0]]))
    return (float(along[0]), float(along[1])), float(np.abs(aside).max())


def _both(line: Found, other: Found) -> Found:
    """One line from the first end of both to the last, through their ends."""
    longer, shorter = sorted((line, other), key=_length, reverse=True)
    (first, last), _ = _along(longer, shorter)
    left = shorter.left if first < 0 else longer.left
    right = shorter.right if last > _length(longer) else longer.right
    sizes, lengths = zip(*((one.capital, _length(one)) for one in (longer, shorter)), strict=True)
    capital = float(np.average(sizes, weights=lengths))
    return Found(left, right, capital)
