"""The pictures that arguments name, folders included, and the drawings that options ask for."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
import typer
from numpy.typing import NDArray
from PIL import Image

_SUFFIXES: Final = frozenset(
    {".avif", ".bmp", ".gif", ".heic", ".heif", ".j2k", ".jfif", ".jp2", ".jpe", ".jpeg", ".jpg", ".jpx"}
    | {".pdf", ".png", ".tif", ".tiff", ".webp"}
)


def pictures_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file that is named, and of folders, whatever their depth, those named like pictures, sorted.

    A folder without pictures stands for itself, so that opening it says what is wrong.
    """
    for path in paths:
        inside = sorted(_inside(path)) if path.is_dir() else []
        yield from inside or [path]


def _inside(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in _SUFFIXES and not hidden and path.is_file():
            yield path


def written(path: Path, picture: NDArray[np.uint8]) -> None:
    """Write a drawing as PNG, or say that it cannot be written: an error of usage."""
    try:
        Image.fromarray(picture).save(path, "PNG")
    except OSError as problem:
        raise typer.BadParameter(f"{path} cannot be written: {problem.strerror}") from problem
