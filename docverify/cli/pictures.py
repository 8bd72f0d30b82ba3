"""The pictures that arguments name, folders included, and the drawings that options ask for."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
import typer
from numpy.typing import NDArray
from PIL import Image

from docverify.trials.folder import PICTURES, files_below

_SUFFIXES: Final = PICTURES | {".pdf"}


def pictures_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file that is named, and of folders, whatever their depth, those named like pictures, sorted.

    A folder without pictures stands for itself, so that opening it says what is wrong.
    """
    for path in paths:
        inside = sorted(files_below(path, _SUFFIXES)) if path.is_dir() else []
        yield from inside or [path]


def written(path: Path, picture: NDArray[np.uint8]) -> None:
    """Write a drawing as PNG, or say that it cannot be written: an error of usage."""
    try:
        Image.fromarray(picture).save(path, "PNG")
    except OSError as problem:
        raise typer.BadParameter(f"{path} cannot be written: {problem.strerror}") from problem
