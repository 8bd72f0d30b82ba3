"""How many processor threads a caller may ask for."""

import os

from docverify.errors import InputError


def checked_threads(threads: object) -> int:
    """The number itself, if it is one that this machine can use.

    Raises:
        InputError: no whole number, or not from 1 to the machine's count.
    """
    most = os.cpu_count() or 1
    if not isinstance(threads, int) or isinstance(threads, bool) or not 1 <= threads <= most:
        shown = threads if isinstance(threads, (int, float)) else type(threads).__name__
        raise InputError(f"threads is {shown}: pass a whole number from 1 to {most}, as this machine has")
    return threads
