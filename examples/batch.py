"""A folder of cases, verified by several processes, or by Ray on several machines: the same rows either way.

    python examples/batch.py samples reports.jsonl --jobs 2
    python examples/batch.py samples reports.jsonl --ray auto     # pip install '.[ray]'

Every case is a folder with `document.*` and `live.*`. A run that was stopped goes on where it stopped. A
worker that dies costs nothing but time: its case is verified again. `docverify report reports.jsonl` counts
the outcomes.
"""

import argparse
import csv
import sys
from datetime import date, datetime
from functools import partial
from pathlib import Path

import docverify as dv
from docverify.trials import Setting, run_in_workers, run_on_ray, verify_pairs


def table_of(folder: Path, table: Path) -> int:
    """Write the table of a folder's cases; how many they are."""
    rows = []
    for case in sorted(path for path in folder.iterdir() if path.is_dir()):
        documents, lives = sorted(case.glob("document.*")), sorted(case.glob("live.*"))
        if documents and lives:
            rows.append((case.name, documents[0].relative_to(folder), lives[0].relative_to(folder)))
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("case_id", "path_a", "path_b"), *rows])
    return len(rows)


def main() -> int:
    """Verify every case; 0 when each has a report, 4 where a picture could not be used."""
    asked = argparse.ArgumentParser(description="Verify a folder of cases.")
    asked.add_argument("folder", type=Path)
    asked.add_argument("reports", type=Path)
    asked.add_argument("--jobs", type=int, default=2, help="processes of this machine")
    asked.add_argument("--ray", help="address of a Ray cluster; `local` starts one here")
    asked.add_argument("--at", type=date.fromisoformat, default=datetime.now().astimezone().date())
    given = asked.parse_args()
    runner = partial(run_in_workers, count=given.jobs)
    if given.ray is not None:
        runner = partial(run_on_ray, address=given.ray, count=given.jobs)
    table = given.reports.with_suffix(".csv")
    print(f"{table_of(given.folder, table)} cases")
    setting = Setting(policy=dv.Policy.named("border"), at=given.at)
    told = partial(print, "done, of:")
    counts = verify_pairs(table, given.folder, given.reports, setting=setting, told=told, runner=runner)
    print(dict(counts.outcomes), dict(counts.errors))
    return 4 if counts.errors else 0


if __name__ == "__main__":  # the workers import this file: what is not below this line they would do, too
    sys.exit(main())
