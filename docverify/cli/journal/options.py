"""Arguments and options that the commands of a journal share, and how they speak."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from docverify.errors import InputError

JournalArgument = Annotated[Path, typer.Argument(metavar="JOURNAL", help="File of the journal.")]
KeyOption = Annotated[
    Path | None,
    typer.Option("--signing-key", metavar="FILE", help="Private key that signs; JOURNAL.key unless given."),
]
SealsOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Keys of what is sealed; JOURNAL.seals unless given."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
MOST_BYTES = 10_000_000
"""Of a file that is read whole."""


def told(sentence: str, content: Mapping[str, object], *, as_json: bool) -> None:
    """Say what was done, for a person or as JSON."""
    typer.echo(json.dumps(content, ensure_ascii=False, allow_nan=False) if as_json else sentence)


def text_of(path: Path) -> str:
    """The text of a file; what is not in UTF-8 is replaced, and then no key or proof.

    Raises:
        InputError: it cannot be read.
    """
    return bytes_of(path).decode("utf-8", "replace")


def key_of(given: str) -> str:
    """A verifier key, or the text of the file that holds it."""
    return text_of(Path(given)) if Path(given).is_file() else given


def bytes_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: it cannot be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            found = file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise InputError(f"{path} cannot be read: {problem.strerror}") from problem
    if len(found) > MOST_BYTES:
        raise InputError(f"{path} is larger than {MOST_BYTES} bytes")
    return found


def put(path: Path, content: bytes) -> None:
    """Write a new file.

    Raises:
        InputError: it exists, or cannot be written.
    """
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise InputError(f"{path} exists already, and was left as it is") from None
    except OSError as problem:
        raise InputError(f"{path} cannot be written: {problem.strerror}") from problem
