"""Keeps memory that was used: pictures come and go, and asking the system for more costs most of all."""

import ctypes
import sys
from typing import Final

_PARAMETERS: Final = ((-3, 1 << 25), (-1, 1 << 26), (-2, 1 << 24))
"""Of mallopt(3): buffers up to 32 MB come from the heap, which keeps 64 MB and grows by 16 MB."""


def keep_memory() -> None:
    """Tell the C library to keep freed memory, where it is glibc; elsewhere nothing happens."""
    if sys.platform != "linux":
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "gnu_get_libc_version"):
        for parameter, value in _PARAMETERS:
            library.mallopt(parameter, value)
