"""What pictures of documents say, from a table that somebody transcribed: CSV, TSV or JSON lines."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from docverify.errors import InputError, LimitExceeded, UnsupportedFormat
from docverify.mrz import ALPHABET, detect
from docverify.trials.folder import files_below

_NAMES: Final = {"picture": "picture", "file": "picture", "path": "picture"} | dict.fromkeys(
    ("lines", "mrz", "text"), "lines"
)
_NEEDED: Final = ("picture", "lines")
_JSON: Final = {".jsonl", ".ndjson"}
_TABLES: Final = {".csv", ".tsv", ".txt"}
_BETWEEN: Final = re.compile(r"\\n|[|\s]+")
"""Between the lines of one cell: the characters \\n, a bar, a space or a line break."""
_MOST: Final = 1_000_000
_LARGEST: Final = 1 << 28
NONE: Final = "none"
"""The layout of a picture without an MRZ."""
OTHER: Final = "other"
"""The layout of a text that fits none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What one picture says. Its `repr` shows no text of the document.

    Attributes:
        picture: its path in the folder, as a name with `/`.
        lines: of its MRZ; empty where it has none.
        layout: that they fit; "none" without lines, "other" where they fit none.
        document: what it is a picture of, where the table says it.
        groups: values of the columns that figures are told by.
        at: line of the table.
    """

    picture: str
    lines: tuple[str, ...] = field(repr=False)
    layout: str
    document: str
    groups: Mapping[str, str]
    at: int


def read_truth(path: Path, folder: Path, *, columns: Sequence[str] = ()) -> list[Truth]:
    """Read a table of pictures and their lines, and hold it against the pictures of a folder.

    A row has `picture` (or file, path) and `lines` (or mrz, text): in one cell, with a space, a bar, a line
    break or backslash and n between them, or in JSON a list of strings. Empty lines say that the picture has
    no MRZ. A column `document` names pictures of one document. Other columns are left alone.

    Args:
        path: .csv, .tsv, .txt, or .jsonl and .ndjson, in UTF-8.
        folder: with the pictures; names start from it.
        columns: that figures are told by; each must be there. "layout" is there always.

    Returns:
        One for each picture, in the order of the table.

    Raises:
        UnsupportedFormat: another kind of file.
        InputError: a column is missing, a picture is named twice, is missing or lies elsewhere, a line holds
            characters that no MRZ has, or the folder holds a picture that the table does not name. The
            message names file and line, and no text of a document.
        LimitExceeded: more than a million rows, or 256 MiB.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder: name the one that holds the pictures")
    rows = _rows(path)
    root = folder.resolve()
    found: dict[str, Truth] = {}
    for at, row in rows:
        if len(found) == _MOST:
            raise LimitExceeded(f"{path}: more than the limit of {_MOST} rows; divide it")
        one = _truth(path, at, row, root, columns)
        if one.picture in found:
            raise InputError(
                f"{path}, line {at}: the picture {one.picture} stands in line {found[one.picture].at} already"
            )
        found[one.picture] = one
    if not found:
        raise InputError(f"{path}: there is no row of a picture")
    inside = {file.relative_to(folder).as_posix() for file in files_below(folder)}
    if unknown := sorted(inside - found.keys()):
        raise InputError(
            f"{path}: {len(unknown)} pictures of {folder} are not in it, the first is {unknown[0]}: add "
            "them, without lines where they have no MRZ, or move them elsewhere"
        )
    return list(found.values())


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line, its columns) of each row."""
    suffix = path.suffix.lower()
    if suffix not in _JSON | _TABLES:
        raise UnsupportedFormat(f"{path}: the truth comes as {', '.join(sorted(_TABLES | _JSON))}")
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    if path.stat().st_size > _LARGEST:
        raise LimitExceeded(f"{path}: more than the limit of {_LARGEST} bytes; divide it")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: this is not text in UTF-8; export the table again") from None
    return _json_rows(path, text) if suffix in _JSON else _table_rows(path, text)


def _table_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    lines = list(io.StringIO(text, newline=""))
    header = lines[0] if lines else ""
    delimiter = max(",\t;", key=header.count)
    names = [_named(name) for name in next(csv.reader([header], delimiter=delimiter), [])]
    if missing := [name for name in _NEEDED if name not in names]:
        raise InputError(
            f"{path}, line 1: no column {', no column '.join(missing)}; picture and lines are needed"
        )
    if len(set(names)) < len(names):
        raise InputError(f"{path}, line 1: two columns have one name, or one meaning")
    reader = csv.reader(lines[1:], delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(names):
                raise InputError(
                    f"{path}, line {reader.line_num + 1}: {len(cells)} cells, the header has {len(names)}"
                )
            yield reader.line_num + 1, dict(zip(names, cells, strict=True))
    except csv.Error as problem:
        raise InputError(f"{path}, line {reader.line_num + 1}: this is not CSV: {problem}") from None


def _json_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for at, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            raise InputError(f"{path}, line {at}: this is no JSON object") from None
        named = {_named(name): value for name, value in row.items()}
        if missing := [name for name in _NEEDED if name not in named]:
            raise InputError(f"{path}, line {at}: no {' and no '.join(missing)}")
        yield at, named


def _named(title: str) -> str:
    name = title.strip().lower()
    return _NAMES.get(name, name)


def _truth(path: Path, at: int, row: Mapping[str, Any], root: Path, columns: Sequence[str]) -> Truth:
    where = f"{path}, line {at}"
    name = row["picture"]
    if not isinstance(name, str) or not name.strip():
        raise InputError(f"{where}: no picture is named")
    file = (root / name.strip()).resolve()
    if not file.is_relative_to(root):
        raise InputError(f"{where}: the picture lies outside {root}")
    if not file.is_file():
        raise InputError(f"{where}: there is no picture {name.strip()} in {root}")
    lines = _lines(where, row["lines"])
    layout = _layout(lines)
    missing = [column for column in columns if column != "layout" and column.lower() not in row]
    if missing:
        raise InputError(f"{where}: no column {', '.join(missing)} to tell figures by")
    groups = {
        column: layout if column == "layout" else str(row[column.lower()]).strip() for column in columns
    }
    return Truth(
        picture=file.relative_to(root).as_posix(),
        lines=lines,
        layout=layout,
        document=str(row.get("document") or "").strip(),
        groups=groups,
        at=at,
    )


def _lines(where: str, given: object) -> tuple[str, ...]:
    parts = [part for part in (given if isinstance(given, list) else [given]) if isinstance(part, str)]
    if given is not None and len(parts) < (len(given) if isinstance(given, list) else 1):
        raise InputError(f"{where}: lines are neither a text nor a list of texts")
    lines = tuple(line for part in parts for line in _BETWEEN.split(part) if line)
    if bad := sum(letter not in ALPHABET for line in lines for letter in line):
        raise InputError(f"{where}: {bad} characters that no MRZ has; lines hold A to Z, 0 to 9 and <")
    return lines


def _layout(lines: tuple[str, ...]) -> str:
    if not lines:
        return NONE
    try:
        nearest = detect(lines)[0]
    except InputError:
        return OTHER
    return nearest.format.value if nearest.fits else OTHER
