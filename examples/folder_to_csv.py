"""A folder of documents into a table: a row for each picture, and what made one doubtful.

    python examples/folder_to_csv.py samples/formats documents.csv

The table holds what the documents say, names included: keep it where such data may lie. What was not read
with certainty stands in it all the same; `sure` says whether every character of a row is certain, `valid`
whether the text agrees with itself. Neither says that a document is genuine.
"""

import argparse
import csv
import math
import sys
from datetime import date, datetime
from pathlib import Path

import docverify as dv

FIELDS = ("document_number", "surname", "given_names", "nationality", "date_of_birth", "date_of_expiry")
COLUMNS = ("file", "format", *FIELDS, "least_certain", "certainty", "sure", "valid", "what_is_wrong")


def row_of(path: Path, *, at: date) -> dict[str, object]:
    """One picture's row; a file that is no picture has one too, which says so."""
    row: dict[str, object] = {"file": path.name, "sure": False, "valid": False}
    try:
        reading = dv.read_mrz(path, at=at)
    except dv.InputError as problem:
        return row | {"what_is_wrong": str(problem)}
    if (mrz := reading.mrz) is None:
        return row | {"what_is_wrong": reading.instruction}
    for name in FIELDS:
        found = mrz.field(name)
        row[name] = found.value if found.date is None else found.date.date or found.raw  # a date in ISO 8601
    # NaN where the layout has no such field.
    known = {name: sure for name in FIELDS if not math.isnan(sure := reading.certainty(name))}
    least = min(known, key=lambda name: known[name])
    row |= {"format": mrz.format.value, "least_certain": least, "certainty": round(known[least], 4)}
    wrong = reading.instruction or ", ".join(issue.code.value for issue in mrz.issues)
    return row | {"sure": reading.sure, "valid": mrz.valid, "what_is_wrong": wrong}


def main() -> int:
    """Read every file of a folder; 0 where all rows are sure and valid, 3 where one is not."""
    asked = argparse.ArgumentParser(description="Write what documents say into a table.")
    for name in ("folder", "table"):
        asked.add_argument(name, type=Path)
    asked.add_argument("--at", type=date.fromisoformat, default=datetime.now().astimezone().date())
    given = asked.parse_args()
    files = sorted(path for path in given.folder.iterdir() if path.is_file())
    rows = [row_of(path, at=given.at) for path in files]
    with given.table.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows)
    doubtful = sum(not (row["sure"] and row["valid"]) for row in rows)
    print(f"{len(rows)} files, {doubtful} to be looked at: {given.table}")
    return 3 if doubtful else 0


if __name__ == "__main__":
    sys.exit(main())
