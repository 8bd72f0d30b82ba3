"""Entries for other programs: JSON lines, and a table in Parquet."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from docverify.errors import EngineMissing, InputError, UnsupportedFormat
from docverify.operation.journal.values import JournalEntry, moment_text

SUFFIXES: Final = (".jsonl", ".parquet")
_AT_ONCE: Final = 10_000


def export(entries: Iterable[JournalEntry], path: Path) -> int:
    """Write entries into a new file, by its name's end: `.jsonl` or `.parquet`.

    JSON lines hold what `JournalEntry.to_dict` gives. The table has a column for what is counted most, and
    the content as JSON.

    Returns:
        How many were written.

    Raises:
        UnsupportedFormat: another end.
        InputError: the file exists, or cannot be written.
        EngineMissing: Parquet without pyarrow.
    """
    if path.suffix not in SUFFIXES:
        raise UnsupportedFormat(f"{path}: a journal is exported to .jsonl or .parquet")
    if path.exists():
        raise InputError(f"{path} exists already, and was left as it is")
    write = _lines if path.suffix == ".jsonl" else _table
    try:
        return write(entries, path)
    except OSError as problem:
        raise InputError(f"{path} cannot be written: {problem.strerror or problem}") from problem


def _lines(entries: Iterable[JournalEntry], path: Path) -> int:
    count = 0
    with path.open("x", encoding="utf-8") as file:
        for one in entries:
            file.write(json.dumps(one.to_dict(), ensure_ascii=False, allow_nan=False) + "\n")
            count += 1
    return count


def _table(entries: Iterable[JournalEntry], path: Path) -> int:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise EngineMissing(
            "Parquet needs pyarrow: pip install 'docverify[parquet]', or export .jsonl"
        ) from None
    text, number = pa.string(), pa.int64()
    schema = pa.schema(
        [
            *(("number", number), ("at", text), ("kind", text), ("profile", text), ("concerns", number)),
            *(("outcome", text), ("policy", text), ("encoder", text)),
            *((name, pa.float64()) for name in ("score", "threshold", "fmr")),
            *((name, text) for name in ("previous", "leaf", "content")),
        ]
    )
    count = 0
    with parquet.ParquetWriter(path, schema) as writer:
        for some in _some(map(_row, entries)):
            writer.write_table(pa.Table.from_pylist(some, schema=schema))
            count += len(some)
    return count


def _row(entry: JournalEntry) -> dict[str, Any]:
    compared: Any = entry.content.get("comparison")
    compared = compared if isinstance(compared, Mapping) else {}
    outcome, policy = entry.content.get("outcome"), entry.content.get("policy")
    return {
        **entry.to_dict(),
        "at": moment_text(entry.at),
        "outcome": outcome if isinstance(outcome, str) else None,
        "policy": policy if isinstance(policy, str) else None,
        **{name: compared.get(name) for name in ("encoder", "score", "threshold", "fmr")},
        "content": json.dumps(entry.content, ensure_ascii=False, allow_nan=False),
    }


def _some(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some
