"""The pictures of a folder, by their names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

PICTURES: Final = frozenset(
    {".avif", ".bmp", ".gif", ".heic", ".heif", ".j2k", ".jfif", ".jp2", ".jpe", ".jpeg", ".jpg", ".jpx"}
    | {".png", ".tif", ".tiff", ".webp"}
)
"""How the names of files end that hold one picture."""


def files_below(folder: Path, suffixes: frozenset[str] = PICTURES) -> Iterator[Path]:
    """Files whose names end so, whatever their depth; hidden ones, and those in hidden folders, left out."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in suffixes and not hidden and path.is_file():
            yield path
