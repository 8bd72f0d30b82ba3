"""Dot products of one 8-bit row with many: what makes the first scan of a gallery a quarter as long.

NumPy has none that is fast, so that without one of these libraries the scan is that of float32. Both are
Apache-2.0 and optional; the answers are the same with and without.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.int8]
Kernel = Callable[[Bytes, Bytes, NDArray[np.float32]], object]
"""(d,) probe, (n, d) rows, (n,) float32 for the sums: whole numbers, rounded to float32."""


@cache
def kernel() -> Kernel | None:
    """The fastest kernel that is installed; None where there is none."""
    return _simsimd() or _numkong()


def _simsimd() -> Kernel | None:
    try:
        import simsimd
    except ImportError:
        return None
    return _of(simsimd.cdist)


def _numkong() -> Kernel | None:
    try:
        import numkong
    except ImportError:
        return None
    return _of(numkong.cdist)


def _of(cdist: Any) -> Kernel:  # noqa: ANN401 - compiled, without types
    def scan(probe: Bytes, rows: Bytes, out: NDArray[np.float32]) -> object:
        return cdist(probe[None], rows, "dot", out=out[None])

    return scan
