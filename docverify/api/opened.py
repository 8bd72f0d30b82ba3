"""Opens the pictures that a caller hands over, and says which one is at fault."""

from collections.abc import Sequence
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError, LimitExceeded, UnsupportedFormat
from docverify.imaging import ImageSource, Limits, load_image

Pictures = ImageSource | Sequence[ImageSource]
"""One picture, or several in a list or tuple."""
MOST_SIDES: Final = 8
MOST_FRAMES: Final = 200
"""More live frames than this are refused: at 30 a second they are seven seconds."""


def opened_one(source: ImageSource, *, limits: Limits | None) -> NDArray[np.uint8]:
    """Open the one picture that a caller hands over.

    Args:
        source: what the caller handed over.
        limits: how large it may be; `Limits()` unless given.

    Raises:
        InputError: it cannot be used.
    """
    try:
        return load_image(source, limits=_bounds(limits))
    except TypeError as problem:
        raise UnsupportedFormat(str(problem)) from problem


def opened(given: Pictures, what: str, *, limits: Limits | None, most: int) -> list[NDArray[np.uint8]]:
    """Open one or several pictures.

    Args:
        given: what the caller handed over.
        what: "document" or "live": the errors say so, and which of several.
        limits: how large each may be; `Limits()` unless given.
        most: how many there may be.

    Raises:
        InputError: none, or one that cannot be used; its `picture` and its message say which.
        LimitExceeded: too many.
    """
    sources = list(given) if isinstance(given, (list, tuple)) else [cast(ImageSource, given)]
    if not sources:
        raise _about(InputError(f"there is no {what} picture: pass at least one"), what)
    if len(sources) > most:
        raise _about(LimitExceeded(f"{len(sources)} {what} pictures are more than {most}: pass fewer"), what)
    pictures = []
    for number, source in enumerate(sources, 1):
        name = what if len(sources) == 1 else f"{what} {number}"
        try:
            pictures.append(load_image(source, limits=_bounds(limits)))
        except InputError as problem:
            raise _about(type(problem)(f"{name}: {problem}"), name) from problem
        except TypeError as problem:
            raise _about(UnsupportedFormat(f"{name}: {problem}"), name) from problem
    return pictures


def _bounds(limits: Limits | None) -> Limits:
    return Limits() if limits is None else limits


def _about(problem: InputError, name: str) -> InputError:
    problem.picture = name
    return problem
