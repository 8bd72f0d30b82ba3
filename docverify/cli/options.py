"""What the values of options are called in the help, and how they are read: in the words of this package."""

import inspect
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import NoneType
from typing import Any, Final, get_args, get_type_hints

import typer
from typer.core import TyperArgument, TyperCommand

from docverify.errors import ConfigurationError

READER_HELP: Final = "Reader: docverify, passporteye, null, or one that a package brings."

_CALLED: Final = {Path: "PATH", str: "TEXT", float: "NUMBER", int: "NUMBER"}


def day(text: str) -> date:
    """Read a day, `YYYY-MM-DD`."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day: write it as YYYY-MM-DD, such as 2026-11-23") from None
    if not 1980 <= found.year <= 2200:
        raise typer.BadParameter(f"{text!r} lies in a year in which nobody looks at a document")
    return found


def instant(text: str) -> datetime:
    """Read an instant in ISO 8601, or a day, which begins at midnight UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is no instant: write it as 2026-12-01 or 2026-12-01T06:00:00Z"
        ) from None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def fraction(text: str) -> float:
    """Read a rate as a number; whether it may be that large is for the command to say."""
    try:
        return float(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no number: write rates as fractions, such as 0.001") from None


def secret_of(path: Path) -> bytes:
    """The secret in a file: all its bytes, but for line ends after them.

    Raises:
        ConfigurationError: it cannot be read.
    """
    try:
        return path.read_bytes().rstrip(b"\r\n")
    except OSError as problem:
        raise ConfigurationError(f"{path} cannot be read as a secret: {problem.strerror}") from problem


def without_type(option: Any) -> Any:  # noqa: ANN401 - typer's own click
    """The option of `--help`, without the type that a flag does not take."""
    if option is not None:
        option.metavar = ""
    return option


def name_values(command: TyperCommand, function: Callable[..., None]) -> None:
    """Call every value in the help by one capital word, and no flag's: it takes none."""
    hints = get_type_hints(function)
    for param in command.params:
        flag = getattr(param, "is_flag", False)
        if param.metavar is not None and not flag:
            continue
        if isinstance(param, TyperArgument):
            param.metavar = str(param.name).upper()
        elif flag:
            param.metavar = ""
        else:
            param.metavar = _CALLED.get(_bare(hints.get(str(param.name))))


def _bare(hint: Any) -> Any:  # noqa: ANN401 - any annotation
    """The type inside `X | None` and `list[X]`."""
    while not inspect.isclass(hint) or get_args(hint):
        inside = [one for one in get_args(hint) if one is not NoneType]
        if not inside:
            return None
        hint = inside[0]
    return hint
