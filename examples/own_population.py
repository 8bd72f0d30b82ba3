"""A population of your own people: what the false match rate is among them, without it and with it.

    python examples/own_population.py PEOPLE mine.json --name "desk 3, summer 2026"
    docverify verify document.png live.jpg --population mine.json

PEOPLE has a picture, or a folder of pictures, for each person: at least 50, 100 are advised. The file holds
nobody's template: the mean of all, and thresholds. The rates printed are of the very people who made it, each
pair left out when its part was made (k-fold over people); measure on other people before relying on them
(`docverify evaluate`).
"""

import argparse
import sys
from datetime import datetime
from pathlib import Path

import docverify as dv


def main() -> int:
    """Make a population and tell what it changes; 4 where the folder is not one of 50 different people."""
    asked = argparse.ArgumentParser(description="Make a population of one's own people.")
    asked.add_argument("people", type=Path)
    asked.add_argument("file", type=Path)
    asked.add_argument("--name", required=True, help="the place and the kind of picture, as reports show it")
    given = asked.parse_args()
    day = datetime.now().astimezone().date()
    try:
        made = dv.make_population(given.people, name=given.name, at=day)
    except dv.InputError as problem:  # of too few people, of one person many times, no picture
        print(problem, file=sys.stderr)
        return 4
    given.file.write_text(made.to_json(), encoding="utf-8")
    print(f"{given.file}: {made.people} people. Non-mated pairs that match, over what was asked:")
    for point in made.points:
        before, after = point.without.value / point.fmr, point.counted.value / point.fmr
        print(f"  FMR {point.fmr:g}: {before:.2f} times without it, {after:.2f} times with it")
    for notice in made.notices:
        print(notice)
    return 0


if __name__ == "__main__":
    sys.exit(main())
