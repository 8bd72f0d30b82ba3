"""Reading recorded cases: JSON lines of reports, or a journal."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from docverify.errors import ConfigurationError, InputError, LimitExceeded
from docverify.operation.rates.decisions import Decision
from docverify.operation.rates.records import Records, decisions_in
from docverify.operation.rates.site import SiteRates
from docverify.verification import Report

MAX_LINE = 1_000_000  # bytes; a decision takes a few thousand
_DATABASE: Final = b"SQLite format 3\0"


def decisions_of(path: Path, records: Records, unreadable: list[int]) -> Iterator[Decision]:
    """The decisions of a file, one at a time; numbers of lines that hold none go into `unreadable`.

    Raises:
        InputError: no such file, or none of its lines can be read.
        LimitExceeded: a line is too long.
        JournalError: the journal cannot be read.
    """
    if not path.is_file():
        raise InputError(f"{path}: there is no such file.")
    return _of_journal(path, records) if is_journal(path) else _of_lines(path, records, unreadable)


def is_journal(path: Path) -> bool:
    """Whether a file is a database, which only a journal is here."""
    with path.open("rb") as file:
        return file.read(len(_DATABASE)) == _DATABASE


def reports_in(path: Path) -> Iterator[tuple[int, Report]]:
    """The number and the report of each line that is not empty; `-` is standard input.

    Raises:
        InputError: it cannot be read, or a line is no report.
        LimitExceeded: a line is too long.
    """
    for number, line in _lines(path):
        content = _json(line)
        if not isinstance(content, dict):
            raise InputError(f"{path}, line {number}: this is no report")
        try:
            report = Report.from_dict(content)
        except InputError as problem:
            raise InputError(f"{path}, line {number}: {problem}") from problem
        yield number, report


def read_rates(path: Path) -> SiteRates:
    """Site rates that were written as JSON.

    Raises:
        ConfigurationError: no such file, or none.
    """
    try:
        return SiteRates.from_dict(json.loads(path.read_bytes()))
    except OSError as problem:
        raise ConfigurationError(f"{path} cannot be read as site rates: {problem.strerror}") from problem
    except (ValueError, RecursionError) as problem:
        raise ConfigurationError(f"{path}: these are no site rates, SiteRates.to_dict() as JSON") from problem


def _of_journal(path: Path, records: Records) -> Iterator[Decision]:
    from docverify.operation.journal import EntryKind, Journal

    with Journal(path, read_only=True) as journal:
        for entry in journal.entries(kind=EntryKind.DECISION):
            records.decided(entry.to_dict())
        for kind in (EntryKind.NOTE, EntryKind.VERIFICATION):
            yield from decisions_in(records, (entry.to_dict() for entry in journal.entries(kind=kind)))


def _of_lines(path: Path, records: Records, unreadable: list[int]) -> Iterator[Decision]:
    for _, line in _lines(path):
        if b'"decision"' in line:  # so that other lines are parsed once
            records.decided(_json(line))
    found = 0
    for number, line in _lines(path):
        found += 1
        try:
            decision = records.read(_json(line))
        except InputError:
            unreadable.append(number)
            continue
        if decision is not None:
            yield decision
    if found == len(unreadable):
        raise InputError(
            f"{path}: none of its {found} lines is a decision; each must be a Report.to_dict(), or an entry "
            "of a journal."
        )


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The number and the bytes of each line that is not empty."""
    number = 0
    with _opened(path) as file:
        while line := file.readline(MAX_LINE):
            number += 1
            if len(line) == MAX_LINE:
                raise LimitExceeded(f"{path}, line {number}: longer than the limit of {MAX_LINE} bytes.")
            if line.strip():
                yield number, line


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        file = path.open("rb")
    except OSError as problem:
        raise InputError(f"{path} cannot be read: {problem.strerror}") from problem
    with file:
        yield file


def _json(line: bytes) -> object:
    """The content of a line; None where it is no JSON."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
