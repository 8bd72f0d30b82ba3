"""False match rates within a population, as asked, without and with the population of its own people.

k-fold over people: of five parts of the people two are compared (or one, within itself) by what
`make_population` made of the others, thresholds and all. `times` is the rate over what was asked, with its
95 % bootstrap interval over people. London's portraits are compared with the smiling pictures. Last, what
harm one does to people who are not of it: strangers, and the other set.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import Row, Settings, make_row
from docverify.evaluation import Rate, bootstrap_rates
from docverify.evidence import Population, Role
from docverify.faces import Engine, acquire
from docverify.faces.encoded import Encoded
from docverify.faces.population import population_of
from docverify.imaging import load_image

RATES = (1e-3, 1e-4)
FOLDS = 5
LEAST_GROUP = 19
SIZES = (50, 100, 200)
PACKAGES = ("numpy", "opencv-python-headless", "onnxruntime")
Unit = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """One set: references and probes of each person, unit rows, and the person's group.

    Where there is one picture of each, `probes` is None and every pair of references counts once.
    """

    name: str
    references: Unit
    probes: Unit | None
    groups: NDArray[np.str_]

    def pairs(self, first: NDArray[np.intp], second: NDArray[np.intp]) -> tuple[NDArray[np.intp], ...]:
        """The places of the pairs of two lists of people, in `references` and in `probes`."""
        a, b = (side.ravel() for side in np.meshgrid(first, second, indexing="ij"))
        if self.probes is None and np.array_equal(first, second):
            return a[a < b], b[a < b]
        return a, b

    def chosen(self, some: NDArray[np.intp]) -> Encoded:
        """The references of some people, for a population to be made of."""
        return Encoded(self.references[some], np.arange(len(some)), (), len(some), "0" * 64)


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Pairs of people, and whether each matches at each of `RATES` with and without a population."""

    people: NDArray[np.intp]
    matches: NDArray[np.bool_]
    without: NDArray[np.bool_]


def run(settings: Settings) -> Iterator[Row]:
    """For each set: its own population, populations of few of its people, and what others suffer."""
    from benchmarks.faces import own_engine

    engine = own_engine(settings)
    if engine.calibration is None or engine.calibration.points[0].corrected is None:
        return  # there are no populations for this encoder
    sets = [found for found in (_congress(settings, engine), _london(settings, engine)) if found is not None]
    for people in sets:
        yield _row(settings, engine, people, "faces.population", within(people, engine, settings.seed))
        yield _row(settings, engine, people, "faces.population_few", few(people, engine, settings))
    strangers = _strangers(settings, engine)
    everyone = [*sets, *([] if strangers is None else [strangers])]
    for people in sets:
        made = _made(people, np.arange(len(people.groups)), engine)
        figures = {
            other.name: _told(_compare(other, made, engine)) for other in everyone if other is not people
        }
        yield _row(settings, engine, people, "faces.population_others", figures)


def within(people: People, engine: Engine, seed: int) -> dict[str, object]:
    """What was asked and what came, over all pairs, by group, and of mated pairs."""
    folds = np.random.default_rng(seed).permutation(len(people.groups)) % FOLDS
    parts = []
    for first in range(FOLDS):
        for second in range(first, FOLDS):
            made = _made(people, np.flatnonzero((folds != first) & (folds != second)), engine)
            sides = np.flatnonzero(folds == first), np.flatnonzero(folds == second)
            parts.append(_compare(people, made, engine, *sides))
            if people.probes is not None and first != second:
                parts.append(_compare(people, made, engine, *sides[::-1]))
    compared = Compared(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in Compared.__slots__)
    )
    figures: dict[str, object] = {"all": _told(compared)}
    mated = compared.people[:, 0] == compared.people[:, 1]
    if mated.any():
        of = int(mated.sum())
        for at, fmr in enumerate(RATES):
            accepted = int(compared.matches[mated, at].sum()), int(compared.without[mated, at].sum())
            figures[f"mated_at_{fmr:g}"] = f"{accepted[0]} of {of} (without {accepted[1]})"
    groups = people.groups[compared.people]
    for name in sorted(set(people.groups)):
        if int((people.groups == name).sum()) >= LEAST_GROUP:
            figures[str(name)] = _told(_chosen(compared, (groups == name).all(axis=1)))
    return figures


def few(people: People, engine: Engine, settings: Settings) -> dict[str, object]:
    """Populations of so many people, drawn at random ten times each; the others are compared."""
    rng = np.random.default_rng(settings.seed)
    figures: dict[str, object] = {}
    count = len(people.groups)
    for size in (*SIZES, count // 2):
        if not 50 <= size <= count - 30:
            continue
        errors = np.zeros((2, len(RATES)), int)
        trials = 0
        for _ in range(3 if settings.quick else 10):
            order = rng.permutation(count)
            compared = _compare(
                people, _made(people, order[:size], engine), engine, order[size:], order[size:]
            )
            other = compared.people[:, 0] != compared.people[:, 1]
            errors += [side[other].sum(axis=0) for side in (compared.matches, compared.without)]
            trials += int(other.sum())
        for at, fmr in enumerate(RATES):
            times, without = (round(errors[side, at] / trials / fmr, 2) for side in (0, 1))
            figures[f"{size} people at {fmr:g}"] = f"{times} times (without {without})"
    return figures


def _compare(
    people: People,
    made: Population,
    engine: Engine,
    first: NDArray[np.intp] | None = None,
    second: NDArray[np.intp] | None = None,
) -> Compared:
    """Pairs of two lists of people (everybody unless given), as `compare_templates` decides them."""
    everybody = np.arange(len(people.groups))
    a, b = people.pairs(everybody if first is None else first, everybody if second is None else second)
    probes = people.references if people.probes is None else people.probes
    score = np.einsum("ij,ij->i", people.references[a].astype(np.float64), probes[b])
    typical = (people.references @ made.direction)[a] / 2 + (probes @ made.direction)[b] / 2
    matches, without = [], []
    for fmr in RATES:
        point = engine.calibration.at(fmr)  # type: ignore[union-attr]
        own = made.at(point).threshold
        matches.append(score - np.maximum(typical, point.threshold - own) >= own)
        without.append(score >= point.threshold)
    return Compared(np.column_stack([a, b]), np.column_stack(matches), np.column_stack(without))


def _chosen(compared: Compared, which: NDArray[np.bool_]) -> Compared:
    return Compared(compared.people[which], compared.matches[which], compared.without[which])


def _told(compared: Compared) -> dict[str, str]:
    """Rates of the non-mated pairs over what was asked."""
    other = _chosen(compared, compared.people[:, 0] != compared.people[:, 1])
    told = {"people": str(np.unique(other.people).size), "pairs": f"{len(other.people):,}"}
    for at, fmr in enumerate(RATES):
        wrong = other.matches[:, at]
        rate, without = Rate(int(wrong.sum()), wrong.size), Rate(int(other.without[:, at].sum()), wrong.size)
        interval = bootstrap_rates(wrong, other.people, rng=np.random.default_rng(0), replicates=300)
        told[f"at_{fmr:g}"] = (
            f"{rate.value / fmr:.2f} times ({interval.low / fmr:.2f} to {interval.high / fmr:.2f}; "
            f"{rate.errors} pairs), without {without.value / fmr:.2f} times ({without.errors})"
        )
    return told


def _made(people: People, some: NDArray[np.intp], engine: Engine) -> Population:
    return population_of(people.chosen(some), engine, name=people.name, made=date(2026, 11, 28))


def _congress(settings: Settings, engine: Engine) -> People | None:
    folder = settings.data / "face" / "congress"
    if not folder.is_dir():
        return None
    rows, groups = [], []
    for row in _table(folder / "attributes.tsv")[:: 4 if settings.quick else 1]:
        template = acquire(load_image(folder / row["file"]), role=Role.DOCUMENT, engine=engine).template
        if template is not None:
            rows.append(template.direction)
            groups.append(f"{row['group']} {'women' if row['sex'] == 'F' else 'men'}")
    return People("congress", np.array(rows), None, np.array(groups))


def _london(settings: Settings, engine: Engine) -> People | None:
    folder = settings.data / "face" / "london"
    if not folder.is_dir():
        return None
    references, probes, groups = [], [], []
    for row in _table(folder / "attributes.tsv"):
        paths = [folder / row["person"] / f"{row['person']}_{kind}.jpg" for kind in ("neutral", "smiling")]
        if not all(path.is_file() for path in paths):
            continue
        pair = [
            acquire(load_image(path), role=role, engine=engine).template
            for path, role in zip(paths, (Role.DOCUMENT, Role.LIVE), strict=True)
        ]
        if pair[0] is not None and pair[1] is not None:
            references.append(pair[0].direction)
            probes.append(pair[1].direction)
            groups.append(f"{row['ethnicity']} {'women' if row['gender'] == 'female' else 'men'}")
    return People("london", np.array(references), np.array(probes), np.array(groups))


def _strangers(settings: Settings, engine: Engine) -> People | None:
    folders = sorted((settings.data / "face" / "lfw-dev").glob("*/"))
    rows = []
    for folder in folders[:: 20 if settings.quick else 3]:
        path = next(iter(sorted(folder.glob("*.jpg"))), None)
        found = None if path is None else acquire(load_image(path), role=Role.DOCUMENT, engine=engine)
        if found is not None and found.template is not None:
            rows.append(found.template.direction)
    return People("strangers", np.array(rows), None, np.full(len(rows), "")) if rows else None


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _row(
    settings: Settings,
    engine: Engine,
    people: People,
    benchmark: str,
    figures: dict[str, object],
) -> Row:
    figures = {"engine": engine.name, "encoder": engine.encoder.id, **figures}
    return make_row(
        benchmark,
        settings,
        count=len(people.groups),
        unit="people",
        figures=figures,
        case=people.name,
        packages=PACKAGES,
    )
