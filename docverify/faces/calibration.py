"""Measures an encoder's thresholds on pictures of different people: what `docverify calibrate` writes.

Every picture is compared with every picture of every other person. The threshold for a false match rate is
the smallest score that keeps it (`evaluation.threshold_at_fmr`). Rates are tabulated down to the last at
which at least thirty false matches were seen (rule of 30): below that the rate of a threshold is not known to
± 30 %. These are means over pairs of people who were not chosen alike; among people of one age, sex and
origin, and in one style of picture, the rates are higher: see `evidence.population`.

The calibrations that ship are made by this module, and only from a checkout without changes:

```text
python -m docverify.faces.calibration sface --data FOLDER --describe "what the pictures are"
```
"""

import argparse
import json
import subprocess
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import ConfigurationError, InputError
from docverify.evaluation import Rate, bootstrap_rates, rule_of_thirty, threshold_at_fmr
from docverify.faces.correction import note_corrected
from docverify.faces.encoded import Encoded, encode_pictures, pictures_in
from docverify.faces.engines import Engine, engine_named
from docverify.shipped import write_sums

SEED: Final = 2382
_RATES: Final = tuple(float(f"{step}e-{decade}") for decade in range(2, 9) for step in (10, 5, 2))
_REPLICATES: Final = 200
_PACKAGE: Final = Path(__file__).resolve().parents[1]


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
    """The rows of a calibration, largest FMR first.

    Raises:
        InputError: so few people support no rate.
    """
    scores, a, b = non_mated(encoded)
    pairs = np.column_stack([a, b])
    points: list[dict[str, float | int]] = []
    for rate in _RATES if scores.size else ():
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
    note_corrected(points, encoded, rng=rng)
    return points


def calibration_content(
    encoded: Encoded, engine: Engine, *, describe: str, seed: int = SEED, code: str | None = None
) -> dict[str, object]:
    """A calibration as plain JSON values, as `read_calibration` takes them.

    Args:
        encoded: the pictures, by this engine.
        engine: whose thresholds they are.
        describe: what the pictures are, for the record.
        seed: of the bootstrap and of the folds.
        code: what measured it; this version of docverify unless given.

    Raises:
        InputError: so few people support no rate.
    """
    points = calibrate(encoded, rng=np.random.default_rng(seed))
    return {
        "encoder": engine.encoder.id,
        "engine": engine.name,
        "builds": dict(engine.builds),
        "data": {
            "description": describe,
            "sha256": encoded.digest,
            "people": encoded.count,
            "pictures": encoded.pictures,
            "failures_to_acquire": encoded.failed(),
        },
        "bootstrap": {"replicates": _REPLICATES, "seed": seed, "over": "people"},
        "code": code or f"docverify {metadata.version('docverify')}",
        "spread": float(np.std(non_mated(encoded)[0], dtype=np.float64)),
        "points": points,
    }


def placed(path: Path) -> None:
    """Refuse a place where nothing of a user's may be written: before the work, and after.

    Raises:
        ConfigurationError: the place lies in the installed package, or its folder is missing.
    """
    if path.resolve().is_relative_to(_PACKAGE):
        raise ConfigurationError(f"{path} lies inside the installed docverify: write elsewhere")
    if not path.resolve().parent.is_dir():
        raise ConfigurationError(f"{path} cannot be written: there is no such folder")


def written_calibration(path: Path, content: Mapping[str, object]) -> None:
    """Write a calibration where its maker said, and never over those that ship.

    Raises:
        ConfigurationError: the place lies in the installed package, or cannot be written.
    """
    placed(path)
    try:
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    except OSError as problem:
        raise ConfigurationError(f"{path} cannot be written: {problem.strerror}") from problem


def _clean_commit() -> str:
    """The commit of the checkout; one with changes could not be had again, and is refused."""

    def git(*words: str) -> str:
        command = ["git", "-C", str(_PACKAGE), *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603

    try:
        changed, commit = git("status", "--porcelain", "--", "*.py", "*.onnx"), git("rev-parse", "HEAD")
    except (OSError, subprocess.CalledProcessError) as problem:
        raise ConfigurationError(
            "calibrations that ship are made in a git checkout of docverify"
        ) from problem
    if changed:
        raise ConfigurationError(
            "the checkout has changes: commit them first, so that the record can be true"
        )
    return commit[:12]


def main() -> None:
    """Calibrate an engine that ships and write its JSON into the checkout."""
    parser = argparse.ArgumentParser(
        description="Make a calibration that ships. Your own: docverify calibrate."
    )
    parser.add_argument("engine", help="name of the engine")
    parser.add_argument("--data", type=Path, required=True, help="a folder with one folder for each person")
    parser.add_argument("--describe", required=True, help="what the pictures are, for the record")
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    commit = _clean_commit()
    engine = engine_named(given.engine, threads=given.threads)
    encoded = encode_pictures(pictures_in(given.data), engine)
    content = calibration_content(encoded, engine, describe=given.describe, code=commit)
    out = _PACKAGE / "faces" / "calibrations" / f"{engine.name}.json"
    out.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    write_sums(out.parent, ".json")
    print(f"{out.name}: calibrated on {encoded.count} people")  # noqa: T201


if __name__ == "__main__":
    main()
