"""The texts of machine-readable zones on a command line: as arguments, in files, on standard input."""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import typer

from docverify.errors import UnknownMrzFormat
from docverify.mrz import detect

_FILE_NAME = re.compile(r"[^<\n]*[/\\][^<\n]*|[^<\n]+\.\w{1,5}")
"""What looks like the name of a file: no MRZ holds a full stop or a slash."""


def documents_in(texts: list[str]) -> Iterable[str]:
    """The documents in the arguments: lines of one, or one each, or those in files and standard input."""
    literal = [t.replace("\\n", "\n") for t in texts]
    if len(texts) > 1 and not any(t == "-" or _is_file(t) for t in texts) and _fits("\n".join(literal)):
        return ["\n".join(literal)]
    found: list[str] = []
    for text, plain in zip(texts, literal, strict=True):
        whole = _contents(text)
        found.extend([plain] if whole is None else _divide(whole))
    return found


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # too long for a path, or a null character in it
        return False


def _contents(text: str) -> str | None:
    """What standard input or a file holds; None for a literal text."""
    if text == "-":
        return sys.stdin.read()
    if not _is_file(text):
        if _FILE_NAME.fullmatch(text) and not _fits(text):
            raise typer.BadParameter(f"there is no file {text}")
        return None
    try:
        return Path(text).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{text} cannot be read as UTF-8 text: {type(error).__name__}") from error


def _divide(whole: str) -> list[str]:
    """Documents are separated by blank lines; a block in which every line is one is divided by lines."""
    found = []
    for block in "\n".join(line.strip() for line in whole.splitlines()).split("\n\n"):
        text = block.strip("\n")
        lines = text.splitlines()
        if len(lines) > 1 and not _fits(text) and all(map(_fits, lines)):
            found.extend(lines)
        elif text:
            found.append(text)
    return found or [""]


def _fits(text: str) -> bool:
    try:
        return any(fit.fits for fit in detect(text))
    except UnknownMrzFormat:
        return False
