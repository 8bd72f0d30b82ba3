"""Whether a person before the camera is told the right thing, on London's smiling pictures, drawn upon."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import Row, Settings, make_row
from benchmarks.spoiled_faces import DRAWERS, defocused, lit, shaken, tilted, turned
from docverify.evaluation import Rate
from docverify.evidence import Face, FaceSample, Role, Template, similarity_of
from docverify.faces import Engine, acquire, engine_named, find_faces
from docverify.faces.advice import advice_for
from docverify.faces.choose import plausible_of
from docverify.imaging import load_image

Picture = NDArray[np.uint8]
PACKAGES: Final = ("numpy", "opencv-python-headless", "onnxruntime")
FMR: Final = 1e-3
ANGLES: Final = (-45, -30, -15, 15, 25, 35, 45, 60)
LIGHTS: Final = (0.3, 0.15, 0.1, 0.07, 0.05, 0.03)
"""Shares of a px's value that are left."""
GRAINY_LIGHTS: Final = (0.05, 0.03, 0.02, 0.01)
"""Shares of the light that are left before a camera of fixed exposure, with its noise."""


@dataclass(frozen=True, slots=True)
class Person:
    """The neutral picture's template, and the smiling picture at half its size with its face."""

    group: str
    reference: Template
    live: Picture
    face: Face


def run(settings: Settings) -> Iterator[Row]:
    """Rows of advice, of tilted heads, of darkness by group, and of what is refused."""
    london = settings.data / "face" / "london"
    if not london.is_dir():
        return
    engine = engine_named(threads=settings.threads)
    people = list(people_of(london, engine, step=10 if settings.quick else 1))
    yield advised(settings, engine, people)
    yield tilt(settings, engine, people)
    yield dark(settings, engine, people)
    yield refused(settings, engine, people)
    yield news(settings, engine)


def people_of(london: Path, engine: Engine, *, step: int) -> Iterator[Person]:
    """The people whose pictures are drawn upon."""
    with (london / "attributes.tsv").open(encoding="utf-8", newline="") as file:
        groups = {row["person"]: row["ethnicity"] for row in csv.DictReader(file, delimiter="\t")}
    for path in sorted(london.glob("*/*_neutral.jpg"))[::step]:
        reference = acquire(load_image(path), role=Role.DOCUMENT, engine=engine).template
        whole = load_image(path.with_name(path.name.replace("neutral", "smiling")))
        live = cv2.resize(whole, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        if reference is not None:
            yield Person(groups[path.parent.name], reference, live, find_faces(live, engine=engine)[0])


def advised(settings: Settings, engine: Engine, people: list[Person]) -> Row:
    """How often the first advice names the cause that was drawn; and what else was said instead."""
    figures: dict[str, object] = {}
    for cause, draw in DRAWERS.items():
        said: Counter[str] = Counter()
        lost = taken = 0
        for number, person in enumerate(people):
            rng = np.random.default_rng([settings.seed, number, *cause.encode()])
            sample = _taken(draw(person.live, person.face, rng), engine)
            said[_first(sample)] += 1
            taken += sample.template is not None
            lost += sample.template is not None and not _matches(person, sample, engine)
        others = {name: count for name, count in said.most_common() if name != cause}
        figures[cause] = {
            "right": str(Rate(said[cause], said.total())),
            "compared": taken,
            "of_these_missed": lost,
            "instead": others,
        }
    said = Counter(_first(_taken(person.live, engine)) for person in people)
    figures["none"] = {"right": str(Rate(said["nothing"], said.total())), "instead": dict(said)}
    return _row(settings, "faces.advice", "first advice, drawn causes", len(people), figures)


def tilt(settings: Settings, engine: Engine, people: list[Person]) -> Row:
    """Mated pairs accepted when the head is tilted by so many degrees."""
    figures: dict[str, object] = {}
    for degrees in ANGLES:
        samples = [(person, _taken(tilted(person.live, degrees), engine)) for person in people]
        accepted = sum(_matches(person, sample, engine) for person, sample in samples)
        told = sum(_first(sample) == "head_tilted" for _, sample in samples)
        figures[f"{degrees}"] = f"{accepted} of {len(samples)}, told of the tilt {told}"
    return _row(settings, "faces.tilt", "mated accepted at FMR 0.1 %", len(people), figures)


def dark(settings: Settings, engine: Engine, people: list[Person]) -> Row:
    """Refusals, missed matches and what was said, at equal light, by group."""
    figures: dict[str, object] = {}
    for light in LIGHTS + GRAINY_LIGHTS:
        grainy = len(figures) >= len(LIGHTS)
        by_group: dict[str, dict[str, int]] = {}
        for number, person in enumerate(people):
            rng = np.random.default_rng([settings.seed, number])
            scaled = (person.live * light).astype(np.uint8)
            sample = _taken(lit(person.live, light, rng) if grainy else scaled, engine)
            counts = by_group.setdefault(person.group, Counter())
            counts["people"] += 1
            counts["refused"] += sample.template is None
            counts["missed"] += sample.template is not None and not _matches(person, sample, engine)
            counts["told_dark"] += _first(sample) == "too_dark"
        figures[f"{'grainy' if grainy else 'light'}_{light:g}"] = {
            name: dict(counts) for name, counts in sorted(by_group.items())
        }
    return _row(settings, "faces.dark_by_group", "light left", len(people), figures)


def refused(settings: Settings, engine: Engine, people: list[Person]) -> Row:
    """Pictures that would match, as they are and mildly spoiled, that are refused all the same."""
    figures: dict[str, object] = {}
    every, refusals = 0, 0
    for name, draw in MILD.items():
        matching = wrongly = 0
        for number, person in enumerate(people):
            rng = np.random.default_rng([settings.seed, number, *name.encode()])
            sample = _taken(draw(person.live, person.face, rng), engine)
            if sample.face is None:
                wrongly += 1  # nobody knows whether it would have matched
                matching += 1
            elif _would_match(person, draw(person.live, person.face, rng), sample, engine):
                matching += 1
                wrongly += sample.template is None
        every, refusals = every + matching, refusals + wrongly
        figures[name] = str(Rate(wrongly, matching)) if matching else "none match"
    figures["together"] = str(Rate(refusals, every))
    return _row(settings, "faces.refused", "pictures that would match", len(people), figures)


def news(settings: Settings, engine: Engine) -> Row:
    """News pictures (lfw-dev), whose middle shows who is meant: which face counts, and mated pairs missed."""
    folders = sorted((settings.data / "face" / "lfw-dev").iterdir())[:: 20 if settings.quick else 1]
    counts = Counter[str]()
    missed = pairs = 0
    point = engine.point(FMR)
    for folder in folders:
        samples = []
        for path in sorted(folder.glob("*.jpg")):
            image = load_image(path)
            sample = _taken(image, engine)
            middle = np.array(image.shape[1::-1]) / 2
            faces = plausible_of(sample.faces)
            central = min(faces, key=lambda face: _away(face, middle), default=None)
            counts["pictures"] += 1
            counts["largest_is_not_central"] += bool(faces) and faces[0] is not central
            counts["chosen_is_not_central"] += (
                sample.face is not None
                and central is not None
                and sample.face.overlap(central) < 0.2  # it was found again, so that it is another object
            )
            counts[f"refused_{sample.failure}"] += sample.failure is not None
            samples.append(sample)
        for one, other in combinations(samples, 2):
            pairs += 1
            accepted = one.template is not None and other.template is not None and point is not None
            missed += not (accepted and _alike(one, other) >= point.threshold)  # type: ignore[union-attr]
    figures: dict[str, object] = {name: count for name, count in counts.items() if count}
    figures["mated_missed_or_refused"] = str(Rate(missed, pairs)) if pairs else "no pairs"
    return _row(settings, "faces.news", "lfw-dev", counts["pictures"], figures)


def _away(face: Face, middle: NDArray[np.float64]) -> float:
    return float(np.hypot(*(np.reshape(face.box, (2, 2)).mean(axis=0) - middle)))


def _alike(one: FaceSample, other: FaceSample) -> float:
    assert one.template is not None and other.template is not None  # noqa: S101, PT018 - the caller looked
    return similarity_of(one.template, other.template)


Drawer = Callable[[Picture, Face, np.random.Generator], Picture]


def _shrunk(image: Picture, face: Face, rng: np.random.Generator) -> Picture:
    scale = rng.uniform(20, 40) / face.eye_distance
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


MILD: Final[dict[str, Drawer]] = {
    "as_it_is": lambda image, _face, _rng: image,
    "smaller": _shrunk,
    "tilted": lambda image, _face, rng: tilted(image, float(rng.uniform(-20, 20))),
    "turned": lambda image, face, rng: turned(image, face, float(rng.uniform(-25, 25))),
    "dim": lambda image, _face, rng: lit(image, float(rng.uniform(0.05, 0.5)), rng),
    "bright": lambda image, _face, rng: lit(image, float(rng.uniform(1.2, 2.0)), rng),
    "out_of_focus": lambda image, face, rng: defocused(
        image, float(rng.uniform(0.02, 0.07)) * face.eye_distance
    ),
    "shaken": lambda image, face, rng: shaken(
        image, float(rng.uniform(0.05, 0.15)) * face.eye_distance, float(rng.uniform(0, 180))
    ),
    "eyes_closed": DRAWERS["eyes_closed"],
    "mouth_open": DRAWERS["mouth_open"],
    "mouth_covered": DRAWERS["mouth_covered"],
}
"""Spoiled so little that most match."""


def _taken(image: Picture, engine: Engine) -> FaceSample:
    return acquire(image, role=Role.LIVE, engine=engine)


def _first(sample: FaceSample) -> str:
    return next((one.cause.value for one in advice_for(sample)), "nothing")


def _matches(person: Person, sample: FaceSample, engine: Engine) -> bool:
    point = engine.point(FMR)
    if sample.template is None or point is None:
        return False
    return similarity_of(person.reference, sample.template) >= point.threshold


def _would_match(person: Person, image: Picture, sample: FaceSample, engine: Engine) -> bool:
    """Whether the face matches, refused or not."""
    if sample.template is not None:
        return _matches(person, sample, engine)
    point = engine.point(FMR)
    assert sample.face is not None  # noqa: S101 - the caller looked
    template = engine.encoder.encode(image, [sample.face])[0]
    return point is not None and similarity_of(person.reference, template) >= point.threshold


def _row(settings: Settings, benchmark: str, case: str, count: int, figures: dict[str, object]) -> Row:
    return make_row(
        benchmark, settings, count=count, unit="people", figures=figures, case=case, packages=PACKAGES
    )
