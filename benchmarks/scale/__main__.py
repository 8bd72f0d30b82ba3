"""Print every figure of docs/at-scale.md: `python -m benchmarks.scale [--seed N]`."""

import argparse
from pathlib import Path

from benchmarks.figures import Figures
from benchmarks.history import ROWS, rows_of
from benchmarks.scale.page import SEED, figures


def main() -> None:
    """Print them."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    asked.add_argument("--seed", type=int, default=SEED, help="of the first simulated day")
    asked.add_argument("--rows", type=Path, default=ROWS, help="file of JSON lines")
    given = asked.parse_args()
    for name, figure in figures(Figures(rows_of(given.rows)), given.seed).items():
        print(f"{name}: {figure.text.strip()}\n")


if __name__ == "__main__":
    main()
