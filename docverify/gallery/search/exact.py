"""Rows of length 1 and their scores in float64, to which every search comes back."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from docverify.errors import InputError

Rows = NDArray[np.float32]
_UNIT: Final = 1e-6  # a row this near to length 1 is left as it is


def exact_scores(first: Rows, second: Rows) -> NDArray[np.float64]:
    """Scores of paired rows in float64, where the sum of products of float32 loses nothing that counts."""
    scores: NDArray[np.float64] = np.einsum("ij,ij->i", first.astype(np.float64), second.astype(np.float64))
    np.clip(scores, -1.0, 1.0, out=scores)
    return scores


def margin_of(length: int) -> float:
    """Bound of the error of a float32 dot product of two rows of length 1: n · u (N. Higham, 2002, 3.1)."""
    return (length + 4) * float(np.finfo(np.float32).eps) / 2 * 1.01


def unit_rows(templates: ArrayLike, *, name: str) -> Rows:
    """(n, d) read-only float32 rows of length 1; copied only when that changes them.

    Raises:
        InputError: another shape, no rows, NaN or infinite values, or a row of zeros.
    """
    given = np.asarray(templates)
    if given.ndim != 2 or given.size == 0 or given.dtype.kind not in "fiu":
        raise InputError(
            f"The {name} have shape {given.shape} and dtype {given.dtype}: pass (n, d) real numbers."
        )
    rows = np.ascontiguousarray(given, dtype=np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows, dtype=np.float64))
    if not np.isfinite(lengths).all():
        raise InputError(
            f"Row {int(np.argmin(np.isfinite(lengths)))} of the {name} is NaN, infinite or too large."
        )
    if not (lengths > 0).all():
        raise InputError(f"Row {int(np.argmin(lengths > 0))} of the {name} is zero, which is no template.")
    if np.abs(lengths - 1).max() > _UNIT:
        rows = (rows / lengths[:, None]).astype(np.float32)
    rows = rows.view()
    rows.setflags(write=False)
    return rows
