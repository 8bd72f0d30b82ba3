"""Memory for personal data: out of core dumps, of child processes and, where it may be, of the swap file."""

import ctypes
import mmap
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

import numpy as np
from numpy.typing import NDArray

_ADVICE: Final = {"MADV_DONTDUMP": 16, "MADV_WIPEONFORK": 18}
"""What Linux is told of the memory, by its numbers where Python does not name them."""


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
        try:
            self._map = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        except (AttributeError, TypeError):  # Windows has no flags, and no children that inherit
            self._map = mmap.mmap(-1, size)
        for name, number in _ADVICE.items():
            with suppress(AttributeError, OSError, ValueError):  # another system than Linux
                self._map.madvise(getattr(mmap, name, number))
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
