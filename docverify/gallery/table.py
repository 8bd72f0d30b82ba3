"""People to be enrolled, from a CSV file; every bad row is told by its line, and then nobody is enrolled."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final

from docverify.errors import InputError
from docverify.gallery.values import checked_id

COLUMNS: Final = ("file", "id", "purpose", "expires")
"""Columns that a table has; `policy` may be one, and others are left alone."""
MOST_TOLD: Final = 50
"""Bad rows that a message names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: whose picture, and as what.

    Attributes:
        line: of the file, from 1.
        file: picture or template, beside the table unless its path is absolute.
        id: what the entry is called; not shown.
        purpose: name of one of the gallery's.
        expires: the instant or day from which on it never matches.
        policy: under which rule.
    """

    line: int
    file: Path
    id: str = field(repr=False)
    purpose: str
    expires: date
    policy: str


def read_table(path: Path) -> tuple[Row, ...]:
    """Read a table of people.

    Raises:
        InputError: it cannot be read, lacks a column, or has bad rows; the message gives their lines.
    """
    rows, bad, seen = [], [], set()
    for line, content in _lines(path):
        try:
            row = _row(path, line, content)
            if row.id in seen:
                raise InputError("this id came before")  # noqa: TRY301 - told with all others
        except InputError as problem:
            bad.append(f"line {line}: {problem}")
        else:
            seen.add(row.id)
            rows.append(row)
    if bad:
        raise InputError(bad_rows(path, bad))
    return tuple(rows)


def bad_rows(path: Path, bad: list[str]) -> str:
    """What is wrong with a table, in one message."""
    more = f"; and {len(bad) - MOST_TOLD} more" if len(bad) > MOST_TOLD else ""
    return f"{path}: {len(bad)} bad rows, nobody was enrolled: {'; '.join(bad[:MOST_TOLD])}{more}"


def _lines(path: Path) -> Iterator[tuple[int, Mapping[str, str | None]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise InputError(f"{path} has no column {', '.join(missing)}: it needs {', '.join(COLUMNS)}")
            for content in reader:
                yield reader.line_num, content
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise InputError(f"{path} cannot be read as a table: {type(problem).__name__}") from problem


def _row(path: Path, line: int, content: Mapping[str, str | None]) -> Row:
    for name in COLUMNS:
        if not content[name]:
            raise InputError(f"{name} is empty")
    try:
        moment = datetime.fromisoformat(content["expires"] or "")
    except ValueError:
        raise InputError("expires is no day and no instant: write it as 2027-11-29") from None
    day = moment.date() if len(content["expires"] or "") == len("2027-11-29") else moment
    if isinstance(day, datetime) and day.tzinfo is None:
        raise InputError("expires has no time zone: write it as 2027-11-29 or 2027-11-29T06:00:00Z")
    return Row(
        line=line,
        file=path.parent / (content["file"] or ""),
        id=checked_id(content["id"]),
        purpose=content["purpose"] or "",
        expires=day,
        policy=content.get("policy") or "",
    )
