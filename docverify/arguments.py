"""What a caller hands over, looked at where it enters: of the right kind, or refused by the argument's name.

No message repeats what was handed over, but for numbers: it may come from a document.
"""

import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from numbers import Integral, Real
from typing import Final, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError

_Item = TypeVar("_Item")
_Member = TypeVar("_Member", bound=StrEnum)

LARGEST: Final = sys.float_info.max
"""The bound of numbers that need only be finite."""


def expect(name: str, given: object, kind: type | tuple[type, ...], what: str) -> None:
    """Refuse what is not of a kind.

    Args:
        name: of the argument, as the caller wrote it.
        given: what was handed over.
        kind: what is taken.
        what: the same in words.

    Raises:
        InputError: says what it is and what is taken.
    """
    if not isinstance(given, kind):
        raise InputError(f"{name} is a {type(given).__name__}: pass {what}")


def expect_all(name: str, given: object, kind: type | tuple[type, ...], what: str) -> None:
    """Refuse what is no list or tuple, or holds something of another kind: see `expect`."""
    expect(name, given, (list, tuple), f"a list or tuple of {what}")
    for one in cast(list[object], given):
        expect(f"one of {name}", one, kind, what)


def expect_number(
    name: str, given: object, *, low: float = -LARGEST, high: float = LARGEST, whole: bool = False
) -> None:
    """Refuse what is no real number from `low` to `high`; NaN is none.

    Raises:
        InputError: says what it is and what is taken.
    """
    is_number = isinstance(given, Integral if whole else Real) and not isinstance(given, bool)
    value = given.item() if isinstance(given, np.generic) else given  # a short float knows no long bounds
    if is_number and low <= cast(float, value) <= high:
        return
    # Longer numbers than a reader takes in are not repeated, nor are a Fraction's digits.
    shown = given if isinstance(given, (int, float)) and abs(given) < 1e12 else f"a {type(given).__name__}"
    bounds = "" if (low, high) == (-LARGEST, LARGEST) else f" from {low:g} to {high:g}"
    raise InputError(f"{name} is {shown}: pass a {'whole' if whole else 'finite'} number{bounds}")


def expect_numbers(name: str, given: object, shape: tuple[int | None, ...]) -> None:
    """Refuse what is no array of finite real numbers of a shape; None stands for any length.

    Raises:
        InputError: says what it is and what is taken.
    """
    expect(name, given, np.ndarray, f"an array of shape {_told(shape)}")
    values = cast(NDArray[np.float64], given)
    fits = values.ndim == len(shape) and all(
        want is None or side == want for side, want in zip(values.shape, shape, strict=False)
    )
    if not fits or values.dtype.kind not in "fiu" or not np.isfinite(values).all():
        raise InputError(
            f"{name}: {values.dtype} of shape {values.shape}; pass finite numbers of shape {_told(shape)}"
        )


def _told(shape: tuple[int | None, ...]) -> str:
    sides = ", ".join("n" if side is None else str(side) for side in shape)
    return f"({sides}{',' if len(shape) == 1 else ''})"


def expect_picture(name: str, given: object) -> None:
    """Refuse what is no (H, W, 3) uint8 array.

    Raises:
        InputError: says what was handed over and how to convert it.
    """
    if not isinstance(given, np.ndarray):
        raise InputError(f"{name} here is a numpy array, not {type(given).__name__}: see load_image")
    if given.dtype != np.uint8 or given.ndim != 3 or given.shape[2] != 3:
        raise InputError(
            f"{name} here is (H, W, 3) uint8 RGB, not {given.shape} {given.dtype}: see load_image"
        )
    if not given.size:
        raise InputError(f"{name} is empty: its shape is {given.shape}")


def day_of(at: object, *, name: str = "at") -> date:
    """The day that a caller means by a date or an instant.

    Raises:
        InputError: neither.
    """
    expect(name, at, date, "a date or a datetime")
    return at.date() if isinstance(at, datetime) else cast(date, at)


def listed(name: str, given: Iterable[_Item], kind: type[_Item]) -> tuple[_Item, ...]:
    """The items of an iterable that all are of a kind.

    Raises:
        InputError: it is no iterable, or one of its items is something else.
    """
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise InputError(f"{name} is a {type(given).__name__}: pass several of {kind.__name__}")
    items = tuple(given)
    for one in items:
        expect(f"one of {name}", one, kind, f"a {kind.__name__}")
    return items


def member(name: str, given: object, members: type[_Member]) -> _Member:
    """The member that a caller means, by itself or by its value.

    Raises:
        InputError: none of them; the message names them all.
    """
    if isinstance(given, members):
        return given
    if isinstance(given, str):
        for one in members:  # a failing members(given) would keep what was given in the error's context
            if one == given:
                return one
    raise InputError(f"{name}: pass one of {', '.join(one.value for one in members)}")
