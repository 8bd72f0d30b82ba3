"""False positive identification rates of galleries, as asked, of people who are not enrolled.

Of a set of people some are enrolled, as many as the rate allows; others make the population; the rest are
searched for, and whoever is found is found wrongly. Drawn at random many times. The interval is a bootstrap
over people: each stands for all his searches. `congress` are people of one parliament, in one style of
portrait; `lfw-dev` are strangers, on whom the calibration that ships was measured.
"""

import csv
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import Row, Settings, make_row
from docverify.evaluation import Rate
from docverify.evidence import GalleryKind, Population, Role, Template
from docverify.faces import Engine, acquire, engine_named
from docverify.faces.encoded import Encoded
from docverify.faces.population import population_of
from docverify.gallery import Enrolment, Gallery, Purpose, most_entries
from docverify.imaging import load_image

RATES = (0.01, 0.003)
DRAWS = 40
OF_POPULATION = 200
PACKAGES = ("numpy", "simsimd", "opencv-python-headless", "onnxruntime")
KEY = bytes(range(32))
AT = datetime(2026, 11, 29, tzinfo=UTC)
REPLICATES = 2000
Rows = NDArray[np.float32]


def run(settings: Settings) -> Iterator[Row]:
    """For each set and rate: found, searched, and the interval, with the own population and without."""
    engine = engine_named()
    for name, files in (("congress", _congress(settings)), ("lfw-dev", _strangers(settings))):
        if not files:
            continue
        rows = _encoded(files[:: 3 if settings.quick else 1], engine)
        for fpir in RATES:
            yield _rates(settings, engine, name, rows, fpir)


def _rates(settings: Settings, engine: Engine, name: str, rows: Rows, fpir: float) -> Row:
    calibration = engine.calibration
    assert calibration is not None  # noqa: S101 - of the engine that ships
    size = most_entries(calibration, fpir=fpir)
    rng = np.random.default_rng(settings.seed)
    found = np.zeros((2, len(rows)), np.int64)
    searched = np.zeros(len(rows), np.int64)
    for _ in range(4 if settings.quick else DRAWS):
        order = rng.permutation(len(rows))
        of_gallery, of_population, others = np.split(order, [size, size + OF_POPULATION])
        own = _population(rows[of_population], engine, name)
        with tempfile.TemporaryDirectory(prefix="rates") as folder:
            purpose = Purpose(name="all", kind=GalleryKind.WATCHLIST, fpir=fpir, longest=timedelta(days=9))
            path = Path(folder) / "gallery"
            encoder = engine.encoder.id
            with Gallery.create(path, key=KEY, encoder=encoder, purposes=[purpose], at=AT) as gallery:
                gallery.enrol_all((_enrolment(rows[one], one, encoder) for one in of_gallery), at=AT)
                for one in others:
                    probe = Template(encoder=encoder, values=rows[one])
                    for side, population in enumerate((own, None)):
                        hits = gallery.watch(probe, purpose="all", at=AT, population=population)
                        found[side, one] += bool(hits.matching)
                searched[others] += 1
    figures: dict[str, object] = {
        "asked": fpir,
        "enrolled": size,
        "people": len(rows),
        "of_population": OF_POPULATION,
    }
    for side, told in enumerate(("own population", "without")):
        rate = Rate(int(found[side].sum()), int(searched.sum()))
        low, high = _interval(found[side], searched, rng)
        figures[told] = {
            "fpir": round(rate.value, 5),
            "found": rate.errors,
            "searches": rate.trials,
            "low": round(low, 5),
            "high": round(high, 5),
            "kept": bool(low <= fpir),
        }
    return make_row(
        "gallery.fpir",
        settings,
        count=int(searched.sum()),
        unit="searches",
        packages=PACKAGES,
        figures=figures,
        case=f"{name} at {fpir:g}",
    )


def _interval(
    found: NDArray[np.int64], searched: NDArray[np.int64], rng: np.random.Generator
) -> tuple[float, float]:
    """95 % bootstrap interval over people."""
    drawn = rng.integers(0, len(found), (REPLICATES, len(found)))
    rates = found[drawn].sum(axis=1) / np.maximum(searched[drawn].sum(axis=1), 1)
    low, high = np.quantile(rates, [0.025, 0.975])
    return float(low), float(high)


def _enrolment(row: Rows, number: int, encoder: str) -> Enrolment:
    template = Template(encoder=encoder, values=row)
    return Enrolment(template=template, id=f"p{number}", purpose="all", expires=AT + timedelta(days=5))


def _population(rows: Rows, engine: Engine, name: str) -> Population:
    encoded = Encoded(rows, np.arange(len(rows)), (), len(rows), "0" * 64)
    return population_of(encoded, engine, name=name, made=date(2026, 11, 29))


def _encoded(files: list[Path], engine: Engine) -> Rows:
    samples = (acquire(load_image(path), role=Role.DOCUMENT, engine=engine) for path in files)
    return np.array([one.template.direction for one in samples if one.template is not None])


def _congress(settings: Settings) -> list[Path]:
    folder = settings.data / "face" / "congress"
    if not folder.is_dir():
        return []
    with (folder / "attributes.tsv").open(encoding="utf-8", newline="") as file:
        return [folder / row["file"] for row in csv.DictReader(file, delimiter="\t")]


def _strangers(settings: Settings) -> list[Path]:
    folders = sorted((settings.data / "face" / "lfw-dev").glob("*/"))
    return [path for folder in folders for path in sorted(folder.glob("*.jpg"))[:1]]
