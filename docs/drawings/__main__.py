"""Draw every picture, and the table of checks, anew; without `--data` the DET curve stays as it is."""

import argparse
from pathlib import Path

from docs.drawings import checks, curves, flow, rates, scale, seen
from docs.drawings.ink import PICTURES, write


def main() -> None:
    """Draw."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, help="folder of real pictures, which is not part of the project")
    given = asked.parse_args()
    PICTURES.mkdir(exist_ok=True)
    for name, draw in (
        ("way", flow.way),
        ("floors", flow.floors),
        ("certainty", curves.certainty),
        ("calibration", curves.calibration),
        ("populations", curves.populations),
        ("port-day", scale.day),
        ("port-kiosks", scale.kiosks),
    ):
        write(name, draw)
    checks.PAGE.write_text(checks.page(), encoding="utf-8")
    seen.explained()
    seen.doubtful()
    seen.page()
    seen.screens()
    if given.data is not None:
        rates.det(given.data)


if __name__ == "__main__":
    main()
