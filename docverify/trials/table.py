"""Tables of pairs of pictures, as every trial reads them."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from docverify.errors import InputError
from docverify.trials.score_table import ALIASES, MATED

Told = Callable[[int, int], None]
"""Is told how many pairs are done, and of how many."""
MOST_PAIRS: Final = 10_000_000


def read_pairs(path: Path, *, needed: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a table of pairs: tab- or comma-separated, with a heading.

    Args:
        path: of the table.
        needed: columns that it must have; `same` is read as `mated`.

    Raises:
        InputError: no such file, not UTF-8, a column is missing, a cell is empty, or there is no pair.
    """
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    rows: list[dict[str, str]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = file.readline().rstrip("\r\n")
            delimiter = "\t" if "\t" in header else ","
            names = [ALIASES.get(name, name) for name in header.split(delimiter)]
            missing = [name for name in needed if name not in names]
            if missing:
                raise InputError(f"{path}: no column {', '.join(missing)}; {', '.join(needed)} are needed")
            for count, row in enumerate(csv.DictReader(file, names, delimiter=delimiter), start=1):
                whole = all(row.get(name) for name in names) and None not in row
                if not whole or row.get("mated", "1").lower() not in MATED:
                    raise InputError(f"{path}, row {count}: an empty cell, or `same` is neither 1 nor 0")
                if count > MOST_PAIRS:
                    raise InputError(f"{path}: more than {MOST_PAIRS} pairs: divide it")
                rows.append(row)
    except UnicodeDecodeError:
        raise InputError(f"{path}: this is not text in UTF-8; export the table again") from None
    except csv.Error as problem:
        raise InputError(f"{path}: this is not CSV: {problem}") from None
    if not rows:
        raise InputError(f"{path}: there is a header and no pair")
    return rows


def picture_below(root: Path, name: str) -> Path:
    """The path of a picture that a table names.

    Args:
        root: resolved folder that it starts from.
        name: as the table has it.

    Raises:
        InputError: there is none, or it lies elsewhere.
    """
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise InputError(f"{name} lies outside {root}: paths must stay below --root")
    if not path.is_file():
        raise InputError(f"{path}: there is no such picture: check --root and the list of pairs")
    return path
