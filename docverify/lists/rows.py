"""Lists as others hand them over: CSV with a header, or one JSON object a line; every bad row is named."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeVar

from docverify.arguments import expect
from docverify.errors import ConfigurationError, InputError, ListRejected

LONGEST_LINE: Final = 100_000
"""Characters of a line: a longer one is no row, and a file without line ends is refused before it is read."""
MOST_TOLD: Final = 10_000
"""Bad rows that are named; a file that has more is no list of this kind."""
_TOLD_IN_MESSAGE: Final = 5
_DELIMITERS: Final = ",;\t|"
_Entry = TypeVar("_Entry")


class _Rejected(Exception):  # noqa: N818 - never leaves this file
    """A row is bad; says why."""


def read_entries(
    path: str | Path,
    make: Callable[[Mapping[str, str]], _Entry],
    *,
    columns: Mapping[str, bool],
    once: bool = True,
) -> Iterator[_Entry]:
    """Read the entries of a file, one after the other.

    A file whose name ends in .jsonl or .ndjson has one JSON object a line; every other one is CSV in
    UTF-8 with a header, divided by commas, semicolons, tabs or bars.

    Args:
        path: of the file.
        make: makes an entry of a row's values, blanks at their ends gone.
        columns: the columns that a row may have, and whether it must have them; others are refused, as a
            misspelt one would be lost.
        once: whether a row that is there twice is refused; it takes a hundred bytes a row to know.

    Raises:
        ConfigurationError: the file cannot be read.
        ListRejected: at the end, if a row was bad: which, and why. What was yielded before is then no list.
    """
    expect("path", path, (str, Path), "a path")
    problems: list[tuple[int, str]] = []
    seen: dict[int, int] | None = {} if once else None
    in_json = Path(path).suffix.lower() in (".jsonl", ".ndjson")
    try:
        with Path(path).open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            rows = _json_rows(file) if in_json else _csv_rows(file, columns)
            for line, row in rows:
                try:
                    yield _entry(line, row, make, columns, seen)
                except _Rejected as problem:
                    problems.append((line, str(problem)))
                if len(problems) >= MOST_TOLD:
                    break
    except (OSError, ValueError) as problem:
        if isinstance(problem, InputError):
            raise
        told = getattr(problem, "strerror", None) or type(problem).__name__
        raise ConfigurationError(f"{path} cannot be read as a list: {told}") from None
    if problems:
        raise rejected(str(path), problems)


def rejected(name: str, problems: Iterable[tuple[int, str]]) -> ListRejected:
    """The error that names bad rows."""
    found = tuple(problems)
    first = "; ".join(f"line {line}: {what}" for line, what in found[:_TOLD_IN_MESSAGE])
    rest = len(found) - _TOLD_IN_MESSAGE
    more = "" if rest <= 0 else f"; and {rest:,} more in .problems"
    error = ListRejected(f"{name} has {len(found):,} bad row{'s' * (len(found) > 1)}: {first}{more}")
    error.problems = found
    return error


def _entry(
    line: int,
    row: Mapping[str, str] | str,
    make: Callable[[Mapping[str, str]], _Entry],
    columns: Mapping[str, bool],
    seen: dict[int, int] | None,
) -> _Entry:
    if isinstance(row, str):
        raise _Rejected(row)
    values = {name: value.strip() for name, value in row.items()}
    if any("\udc80" <= letter <= "\udcff" for value in values.values() for letter in value):
        raise _Rejected("it is not UTF-8")
    missing = [name for name, must in columns.items() if must and not values.get(name)]
    if missing:
        raise _Rejected(f"{', '.join(missing)} is missing")
    if set(values) - set(columns):
        raise _Rejected(f"it has other values than {', '.join(columns)}")
    known = hash(tuple(sorted(values.items())))
    if seen is not None and seen.setdefault(known, line) != line:
        raise _Rejected(f"it is the same as line {seen[known]}")
    try:
        return make({name: values.get(name, "") for name in columns})
    except InputError as problem:
        raise _Rejected(str(problem)) from None


def _csv_rows(
    file: io.TextIOBase, columns: Mapping[str, bool]
) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    lines = _lines(file)
    header = next(lines, "")
    delimiter = max(_DELIMITERS, key=header.count)
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    lacking = [name for name, must in columns.items() if must and name not in names]
    if lacking or set(names) - set(columns) or len(set(names)) < len(names):
        told = f"the header names the columns {', '.join(columns)}, each once"
        raise rejected("the list", [(1, told + (f"; {', '.join(lacking)} is missing" if lacking else ""))])
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 2
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, "quotes are not closed, or the line is too long"
            continue
        if not cells or not any(map(str.strip, cells)):
            continue
        if len(cells) != len(names):
            yield line, f"it has {len(cells)} values, the header {len(names)}"
            continue
        yield line, dict(zip(names, cells, strict=True))


def _json_rows(file: io.TextIOBase) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    for line, text in enumerate(_lines(file), 1):
        if not text.strip():
            continue
        yield line, _json_row(text)


def _json_row(text: str) -> Mapping[str, str] | str:
    """The row of a line, or what is the matter with it."""
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return "it is no JSON"
    if not isinstance(row, dict) or not all(isinstance(one, str) or one is None for one in row.values()):
        return "it is no object of texts"
    return {name.lower(): value or "" for name, value in row.items()}


def _lines(file: io.TextIOBase) -> Iterator[str]:
    """The lines of a file; one that is far too long comes in pieces, each of which is refused as a row."""
    while line := file.readline(LONGEST_LINE):
        yield line
