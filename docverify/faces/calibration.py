"""Measures an encoder's thresholds on pictures of different people, and writes them as JSON.

```text
python -m docverify.faces.calibration --data FOLDER --describe "what the pictures are" [--engine sface]
```

FOLDER has a folder for each person. Every picture is compared with every picture of every other person. The
threshold for a false match rate is the smallest score that keeps it (`evaluation.threshold_at_fmr`). Rates
are tabulated down to the last at which at least thirty false matches were seen (rule of 30): below that the
rate of a threshold is not known to ± 30 %. These are means over pairs of people who were not chosen alike;
among people of one age, sex and origin the rates are higher.
"""

import argparse
import hashlib
import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError
from docverify.evaluation import Rate, bootstrap_rates, rule_of_thirty, threshold_at_fmr
from docverify.evidence.sample import Role
from docverify.faces.acquire import acquire
from docverify.faces.engines import Engine, engine_named
from docverify.imaging import load_image
from docverify.shipped import write_sums

_RATES: Final = tuple(float(f"{step}e-{decade}") for decade in range(2, 9) for step in (10, 5, 2))
_REPLICATES: Final = 200
_PICTURES: Final = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp"}


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """The templates of many pictures: (n, d) unit rows, and the number of the person in each."""

    rows: NDArray[np.float32]
    people: NDArray[np.intp]
    failures: tuple[str, ...]
    pictures: int
    digest: str


def pictures_in(folder: Path) -> list[Path]:
    """The pictures of a folder of folders, one a person, in the order of their names.

    Raises:
        InputError: there are none.
    """
    paths = sorted(path for path in folder.glob("*/*") if path.suffix.lower() in _PICTURES)
    if not paths:
        raise InputError(f"no pictures in {folder}: it must hold one folder for each person")
    return paths


def encode_pictures(paths: Iterable[Path], engine: Engine) -> Encoded:
    """Encode the largest face of each picture; the person is the name of its folder."""
    rows, people, failures = [], [], []
    digest = hashlib.sha256()
    count = 0
    for path in paths:
        count += 1
        digest.update(f"{path.parent.name}/{path.name}".encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
        acquisition = acquire(load_image(path), role=Role.DOCUMENT, engine=engine)
        if acquisition.template is None:
            failures.append(str(acquisition.failure))
        else:
            rows.append(acquisition.template.direction)
            people.append(path.parent.name)
    numbers = np.unique(people, return_inverse=True)[1]
    return Encoded(np.array(rows), numbers, tuple(failures), count, digest.hexdigest())


def non_mated(encoded: Encoded) -> tuple[NDArray[np.float32], NDArray[np.intp], NDArray[np.intp]]:
    """Scores of all pairs of pictures of different people, ascending, and the two people of each."""
    first, second = np.triu_indices(len(encoded.rows), 1)
    scores = (encoded.rows @ encoded.rows.T)[first, second]
    a, b = encoded.people[first], encoded.people[second]
    different = a != b
    scores, a, b = scores[different], a[different], b[different]
    order = np.argsort(scores, kind="stable")
    return scores[order], a[order], b[order]


def calibrate(encoded: Encoded, *, rng: np.random.Generator) -> list[dict[str, float | int]]:
    """The rows of a calibration, largest FMR first."""
    scores, a, b = non_mated(encoded)
    pairs = np.column_stack([a, b])
    points: list[dict[str, float | int]] = []
    for rate in _RATES:
        threshold = threshold_at_fmr(scores, rate)
        wrong = scores >= threshold
        counted = Rate(int(wrong.sum()), scores.size)
        if not rule_of_thirty(counted.errors):
            break
        people = bootstrap_rates(wrong, pairs, rng=rng, replicates=_REPLICATES)
        points.append(
            {
                "fmr": rate,
                "threshold": float(threshold),
                "false_matches": counted.errors,
                "comparisons": counted.trials,
                "wilson_low": counted.interval.low,
                "wilson_high": counted.interval.high,
                "people_low": people.low,
                "people_high": people.high,
            }
        )
    if not points:
        raise InputError(f"{scores.size} non-mated comparisons support no rate: calibrate on more people")
    return points


def _commit() -> str:
    try:
        command = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def main() -> None:
    """Calibrate an engine and write its JSON into the package."""
    parser = argparse.ArgumentParser(description="Calibrate a face engine on pictures of different people.")
    parser.add_argument("--data", type=Path, required=True, help="a folder with one folder for each person")
    parser.add_argument("--describe", required=True, help="what the pictures are, for the record")
    parser.add_argument("--engine", default="sface")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=2382, help="of the bootstrap")
    parser.add_argument("--out", type=Path, help="default: the calibration that ships for this engine")
    given = parser.parse_args()
    engine = engine_named(given.engine, threads=given.threads)
    encoded = encode_pictures(pictures_in(given.data), engine)
    points = calibrate(encoded, rng=np.random.default_rng(given.seed))
    content = {
        "encoder": engine.encoder.id,
        "engine": engine.name,
        "builds": dict(engine.builds),
        "data": {
            "description": given.describe,
            "sha256": encoded.digest,
            "people": int(encoded.people.max()) + 1,
            "pictures": encoded.pictures,
            "failures_to_acquire": {
                name: encoded.failures.count(name) for name in sorted(set(encoded.failures))
            },
        },
        "bootstrap": {"replicates": _REPLICATES, "seed": given.seed, "over": "people"},
        "code": _commit(),
        "points": points,
    }
    out = given.out or Path(__file__).parent / "calibrations" / f"{engine.name}.json"
    out.write_text(json.dumps(content, indent=1) + "\n")
    if given.out is None:
        write_sums(out.parent, ".json")
    last = points[-1]
    print(f"{out}: {last['comparisons']:,} comparisons, supports FMR {last['fmr']:g}")  # noqa: T201


if __name__ == "__main__":
    main()
