"""Error rates of the face core on the pictures of `face/`: found, accepted, by group, quality and frames."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import Row, Settings, make_row
from docverify.evaluation import Rate
from docverify.evidence import FaceSample, Role, similarity_of
from docverify.faces import Engine, acquire, acquire_frames, calibration_of, engine_named, find_faces
from docverify.imaging import load_image

Picture = NDArray[np.uint8]
GROUP_FMR = 1e-3
PACKAGES = ("numpy", "opencv-python-headless", "onnxruntime")


def run(settings: Settings) -> Iterator[Row]:
    """Rows of accuracy, each with its counts."""
    from benchmarks.faces import engines_here

    london = settings.data / "face" / "london"
    if not london.is_dir():
        return
    yield faces_found(settings)
    for engine in engines_here(settings):
        people = list(_people(london, engine, step=10 if settings.quick else 1))
        yield accepted(settings, engine, people)
        yield from by_group(settings, engine, people, london / "attributes.tsv")
    worse = list(degraded(settings, london))
    yield discarded(settings, worse)
    yield fused(settings, london)


@dataclass(frozen=True, slots=True)
class Person:
    """One person's two acquisitions: neutral as the document, smiling as the live picture."""

    number: str
    neutral: FaceSample
    smiling: FaceSample


def faces_found(settings: Settings) -> Row:
    """Pictures in which no face is found, whole and cropped to the face's box."""
    engine = engine_named(threads=settings.threads)
    folder = settings.data / "face"
    step = 20 if settings.quick else 1
    counts = {"of": 0, "missed": 0, "crops": 0, "crops_missed": 0, "crops_not_acquired": 0}
    for path in sorted([*folder.glob("lfw-dev/*/*.jpg"), *folder.glob("london/*/*.jpg")])[::step]:
        image = load_image(path)
        faces = find_faces(image, engine=engine)
        counts["of"] += 1
        counts["missed"] += not faces
        if faces and "london" in path.parts:
            x0, y0, x1, y1 = (max(0, round(side)) for side in faces[0].box)
            crop = np.ascontiguousarray(image[y0:y1, x0:x1])
            counts["crops"] += 1
            found = acquire(crop, role=Role.DOCUMENT, engine=engine)
            counts["crops_missed"] += not found.faces
            counts["crops_not_acquired"] += found.template is None
    return _row(settings, "faces.found", "lfw-dev and london", counts["of"], "pictures", counts)


def accepted(settings: Settings, engine: Engine, people: list[Person]) -> Row:
    """Mated and non-mated pairs of London accepted at thresholds of the calibration."""
    references, probes = _rows(people)
    scores = references @ probes.T
    mated, others = np.diag(scores), scores[~np.eye(len(scores), dtype=bool)]
    figures: dict[str, object] = {
        "encoder": engine.encoder.id,
        "mated_lowest": float(np.nanmin(mated)),
        "non_mated_highest": float(np.nanmax(others)),
        "not_acquired": int(np.isnan(mated).sum()),
    }
    calibration = engine.calibration
    for fmr in (1e-3, 1e-4) if calibration else ():
        threshold = calibration.at(fmr).threshold
        matches = Rate(int((others >= threshold).sum()), others.size)
        told = f"{int((mated >= threshold).sum())} of {mated.size} mated, {matches} of non-mated"
        figures[f"at_{fmr:g}"] = told
    return _row(settings, "faces.london", engine.name, len(people), "people", figures)


def by_group(settings: Settings, engine: Engine, people: list[Person], attributes: Path) -> Iterator[Row]:
    """FMR and FNMR by sex and ethnicity at one threshold; non-mated pairs within the group only, ordered."""
    calibration = engine.calibration
    if calibration is None:
        return
    threshold = calibration.at(GROUP_FMR).threshold
    with attributes.open(encoding="utf-8", newline="") as file:
        rows = {row["person"]: row for row in csv.DictReader(file, delimiter="\t")}
    groups: dict[str, list[int]] = {}
    for index, person in enumerate(people):
        row = rows[person.number]
        groups.setdefault(f"{row['ethnicity']} {row['gender']}", []).append(index)
    references, probes = _rows(people)
    scores = references @ probes.T
    figures: dict[str, object] = {"threshold": threshold, "fmr_asked": GROUP_FMR}
    for name, members in sorted(groups.items()):
        mated = scores[members, members]
        missed = str(Rate(int((~(mated >= threshold)).sum()), mated.size))
        pairs = list(permutations(members, 2))
        matched = sum(bool(scores[pair] >= threshold) for pair in pairs)
        figures[name] = {
            "people": len(members),
            "fnmr": missed,
            "fmr": str(Rate(matched, len(pairs))) if pairs else "no pairs",
        }
    yield _row(settings, "faces.groups", engine.name, len(people), "people", figures)


Degradation = Callable[[Picture, float, np.random.Generator], Picture]


def _shrink(image: Picture, eyes: float, rng: np.random.Generator) -> Picture:
    scale = min(1.0, float(np.exp(rng.uniform(np.log(4), np.log(40)))) / eyes)
    return cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def _blur(image: Picture, eyes: float, rng: np.random.Generator) -> Picture:
    return cv2.GaussianBlur(image, (0, 0), max(0.1, rng.uniform(0.01, 0.25) * eyes))


def _noise(image: Picture, eyes: float, rng: np.random.Generator) -> Picture:  # noqa: ARG001
    return np.clip(image + rng.normal(0, rng.uniform(0, 80), image.shape), 0, 255).astype(np.uint8)


def _darken(image: Picture, eyes: float, rng: np.random.Generator) -> Picture:  # noqa: ARG001
    return (image * np.exp(rng.uniform(np.log(0.02), 0))).astype(np.uint8)


def _glare(image: Picture, eyes: float, rng: np.random.Generator) -> Picture:  # noqa: ARG001
    return np.clip(image.astype(np.float32) * rng.uniform(1, 6), 0, 255).astype(np.uint8)


def _flatten(image: Picture, eyes: float, rng: np.random.Generator) -> Picture:  # noqa: ARG001
    factor = np.exp(rng.uniform(np.log(0.03), 0))
    return (128 + (image.astype(np.float32) - 128) * factor).round().astype(np.uint8)


DEGRADATIONS: tuple[Degradation, ...] = (_shrink, _blur, _noise, _darken, _glare, _flatten)


def degraded(settings: Settings, london: Path) -> Iterator[tuple[float, float, bool]]:
    """(score, certainty, acquired) of each person's smiling picture, at half its size and degraded."""
    engine = engine_named(threads=settings.threads)
    rng = np.random.default_rng(settings.seed)
    for path in sorted(london.glob("*/*_neutral.jpg"))[:: 10 if settings.quick else 1]:
        reference = acquire(load_image(path), role=Role.DOCUMENT, engine=engine).template
        whole = load_image(path.with_name(path.name.replace("neutral", "smiling")))
        small = cv2.resize(whole, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        eyes = find_faces(small, engine=engine)[0].eye_distance
        for degrade in DEGRADATIONS:
            image = degrade(small, eyes, rng)
            probe = acquire(image, role=Role.LIVE, engine=engine)
            if probe.face is None or probe.quality is None or reference is None:
                continue  # no face: a failure to acquire that no quality measure can foretell
            template = engine.encoder.encode(image, [probe.face])[0]  # what would have been compared
            score = float(reference.direction @ template.direction)
            yield score, probe.quality.certainty, probe.template is not None


def discarded(settings: Settings, worse: list[tuple[float, float, bool]]) -> Row:
    """How FNMR falls as the pictures of which the detector is least sure are refused, and at our limits."""
    scores, certainty, taken = (np.array(column) for column in zip(*worse, strict=True))
    threshold = calibration_of(engine_named().encoder.id).at(GROUP_FMR).threshold  # type: ignore[union-attr]
    order = np.argsort(certainty)
    figures: dict[str, object] = {}
    for share in (0.0, 0.05, 0.1, 0.2, 0.3, 0.4):
        kept = order[round(share * len(order)) :]
        wrong = int((scores[kept] < threshold).sum())
        figures[f"discard_{share:.0%}"] = str(Rate(wrong, len(kept)))
    wrong = int((scores[taken] < threshold).sum())
    figures["our_limits_discard"] = f"{1 - taken.mean():.1%}"
    figures["our_limits"] = str(Rate(wrong, int(taken.sum())))
    return _row(settings, "faces.discard", "degraded london", len(scores), "pictures", figures)


def fused(settings: Settings, london: Path) -> Row:
    """Mated scores of one frame and of five, each noisy, blurred and small in its own way; and of flips."""
    engine = engine_named(threads=settings.threads)
    rng = np.random.default_rng(settings.seed)
    threshold = calibration_of(engine.encoder.id).at(GROUP_FMR).threshold  # type: ignore[union-attr]
    scores: dict[str, list[float]] = {"one": [], "five": [], "one_and_flip": []}
    for path in sorted(london.glob("*/*_neutral.jpg"))[:: 10 if settings.quick else 2]:
        reference = acquire(load_image(path), role=Role.DOCUMENT, engine=engine).template
        whole = load_image(path.with_name(path.name.replace("neutral", "smiling")))
        small = cv2.resize(whole, None, fx=0.12, fy=0.12, interpolation=cv2.INTER_AREA)
        frames = [_frame(small, rng) for _ in range(5)]
        flipped = np.ascontiguousarray(frames[0][:, ::-1])
        one = acquire(frames[0], role=Role.LIVE, engine=engine)
        both = acquire_frames([frames[0], flipped], engine=engine)
        five = acquire_frames(frames, engine=engine)
        templates = {"one": one.template, "five": five.template, "one_and_flip": both.template}
        if reference is None or None in templates.values():
            continue
        for name, found in templates.items():
            scores[name].append(similarity_of(reference, found))
    figures: dict[str, object] = {}
    for name, values in scores.items():
        missed = Rate(int((np.array(values) < threshold).sum()), len(values))
        figures[name] = f"mean {np.mean(values):.4f}, FNMR {missed}"
    return _row(settings, "faces.frames", "degraded london", len(scores["one"]), "people", figures)


def _frame(image: Picture, rng: np.random.Generator) -> Picture:
    """One frame of a poor camera: eyes 17 px apart, blurred a little, and grainy."""
    blurred = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 1.5))
    return np.clip(blurred + rng.normal(0, rng.uniform(5, 25), image.shape), 0, 255).astype(np.uint8)


def _people(london: Path, engine: Engine, *, step: int) -> Iterator[Person]:
    for path in sorted(london.glob("*/*_neutral.jpg"))[::step]:
        smiling = path.with_name(path.name.replace("neutral", "smiling"))
        yield Person(
            path.parent.name,
            acquire(load_image(path), role=Role.DOCUMENT, engine=engine),
            acquire(load_image(smiling), role=Role.LIVE, engine=engine),
        )


def _rows(people: list[Person]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Unit templates of neutral and smiling pictures; NaN, which never matches, where there is none."""

    def row(found: FaceSample) -> NDArray[np.float32]:
        return np.full(length, np.nan, np.float32) if found.template is None else found.template.direction

    found = (sample.template for person in people for sample in (person.neutral, person.smiling))
    length = next((template.values.size for template in found if template is not None), 1)
    return np.array([row(p.neutral) for p in people]), np.array([row(p.smiling) for p in people])


def _row(  # noqa: PLR0917 - the columns of a row, in their order
    settings: Settings, benchmark: str, case: str, count: int, unit: str, figures: dict[str, object]
) -> Row:
    return make_row(
        benchmark, settings, count=count, unit=unit, figures=figures, case=case, packages=PACKAGES
    )
