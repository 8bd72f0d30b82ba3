"""Files that ship with docverify and must not be changed: their sums are listed beside them and checked."""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from docverify.errors import EngineFailed

SUMS: Final = "SHA256SUMS"
"""The file of a folder that lists the sums of the others, as `sha256sum` writes it."""
_AGAIN: Final = "install docverify again"


def shipped_bytes(room: str, folder: str, name: str) -> bytes:
    """The content of a shipped file.

    Args:
        room: whose it is, such as "faces".
        folder: of the room, such as "models".
        name: of the file.

    Raises:
        EngineFailed: the file is missing or is not the one that shipped.
    """
    try:
        data = (files(f"docverify.{room}") / folder / name).read_bytes()
    except OSError as problem:
        raise EngineFailed(f"{name} is missing: {_AGAIN}") from problem
    if hashlib.sha256(data).hexdigest() != shipped_sums(room, folder).get(name):
        raise EngineFailed(f"{name} is not the one that shipped: {_AGAIN}")
    return data


def shipped_sum(room: str, folder: str, name: str) -> str:
    """The sha256 that a shipped file must have.

    Raises:
        EngineFailed: no such file ships.
    """
    try:
        return shipped_sums(room, folder)[name]
    except KeyError:
        raise EngineFailed(f"no file called {name} ships with docverify: {_AGAIN}") from None


@cache
def shipped_sums(room: str, folder: str) -> dict[str, str]:
    """The sha256 of each file of a folder, by its name.

    Raises:
        EngineFailed: the list is missing or damaged.
    """
    try:
        text = (files(f"docverify.{room}") / folder / SUMS).read_text(encoding="ascii")
        return {name: digest for digest, name in (line.split() for line in text.splitlines())}
    except (OSError, ValueError):
        raise EngineFailed(f"the list of the {folder} of {room} is missing or damaged: {_AGAIN}") from None


def write_sums(folder: Path, suffix: str) -> None:
    """Note the sums of a folder's files of one kind, when they were built anew."""
    sums = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob(f"*{suffix}")}
    (folder / SUMS).write_text("".join(f"{sums[name]}  {name}\n" for name in sorted(sums)), encoding="ascii")
