"""Memory for personal data: kept out of core dumps and, where the system allows it, out of the swap file."""

import ctypes
import mmap
from collections.abc import Iterable
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray


class HiddenRows:
    """Rows of float32 that no dump shows; `wipe` overwrites them with zeros.

    Attributes:
        values: (rows, length) float32, zero at first.
        locked: whether the system promised to keep them in memory; where it did not, swap must be off or
            encrypted.
    """

    __slots__ = ("_map", "locked", "values")

    def __init__(self, rows: int, length: int) -> None:
        size = max(1, rows * length) * 4
        self._map = mmap.mmap(-1, size)
        with suppress(AttributeError, OSError):  # another system than Linux
            self._map.madvise(mmap.MADV_DONTDUMP)
        values = np.frombuffer(self._map, np.float32, rows * length).reshape(rows, length)
        self.values: NDArray[np.float32] = values
        self.locked = _lock(values.ctypes.data, size)

    def __repr__(self) -> str:
        return f"HiddenRows(<{self.values.shape[0]} rows>)"

    def __reduce__(self) -> str:
        raise TypeError("these rows are never written down")

    def wipe(self, rows: "Iterable[int] | slice | NDArray[np.intp]") -> None:
        """Overwrite some rows with zeros."""
        self.values[rows if isinstance(rows, slice | np.ndarray) else list(rows)] = 0.0


def _lock(address: int, size: int) -> bool:
    try:
        lock = ctypes.CDLL(None, use_errno=True).mlock
    except (OSError, AttributeError, TypeError):
        return False
    return int(lock(ctypes.c_void_p(address), ctypes.c_size_t(size))) == 0
