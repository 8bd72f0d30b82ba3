"""Reads a value of the evidence from its file."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from docverify.errors import ConfigurationError, InputError

_Read = TypeVar("_Read")


def from_file(path: str | Path, what: str, read: Callable[[str], _Read]) -> _Read:
    """Read what a file holds.

    Args:
        path: of the file.
        what: what it should be, for the errors: "a population".
        read: makes the value of the file's text.

    Raises:
        ConfigurationError: no such file, or `read` refuses its text; says which file.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError, TypeError) as problem:
        raise ConfigurationError(f"{path} cannot be read as {what}: {problem}") from problem
    try:
        return read(text)
    except InputError as problem:
        raise ConfigurationError(f"{path}: {problem}") from problem
