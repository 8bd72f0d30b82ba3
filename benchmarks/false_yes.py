"""Whether scenes that must not pass do, and sound documents do: `python -m benchmarks run false_yes`.

Every kind of scene of `docverify.specimens.scenes` is drawn many times, at kiosk and moderate conditions in
turn, with people whose portrait is neutral and who smile before the camera; where those photographs are
missing, with the two of `samples/`. Sound documents of all layouts are drawn beside them: the price.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

import docverify as dv
from benchmarks.rows import ROOT, Row, Settings, make_row
from docverify.evaluation import wilson
from docverify.imaging import load_image
from docverify.specimens.scenes import SCENES, Person, Scene, draw_scene

CONDITIONS = ("kiosk", "moderate")
FORMATS = (dv.MrzFormat.TD3, dv.MrzFormat.TD2, dv.MrzFormat.TD1, dv.MrzFormat.MRVA, dv.MrzFormat.MRVB)
PACKAGES = ("numpy", "opencv-python-headless", "onnxruntime")
Judged = tuple[frozenset[str], dv.Report]
"""The right answers, and the one that was given. No picture is kept: those of thousands fill the memory."""


def run(settings: Settings) -> Iterator[Row]:
    """A row for each kind of scene, one for all that must not pass, and three for sound documents."""
    people = People(settings)
    count = 4 if settings.quick else 40
    refused: list[Judged] = []
    for index, (name, kind) in enumerate(SCENES.items()):
        judged = []
        for draw in range(count):
            rng = np.random.default_rng([settings.seed, index, draw])
            bearer, stranger = people.pair(rng)
            scene = draw_scene(
                name,
                bearer=bearer,
                stranger=stranger,
                rng=rng,
                conditions=CONDITIONS[draw % len(CONDITIONS)],
            )
            judged.append((scene.right, judge(scene, settings)))
        if not kind.may_pass:
            refused += judged
        yield row(settings, judged, case=name, unit="scenes")
    yield row(settings, refused, case="all that must not pass", unit="scenes")
    for condition in ("kiosk", "moderate", "hard"):
        yield row(
            settings,
            list(sound(settings, people, condition)),
            case=f"sound documents, {condition}",
            unit="documents",
        )


def sound(settings: Settings, people: "People", condition: str) -> Iterator[Judged]:
    """Sound documents of the layouts in turn, with their bearer."""
    for draw in range(10 if settings.quick else 100):
        rng = np.random.default_rng([settings.seed, len(SCENES), draw])
        bearer, stranger = people.pair(rng)
        fmt = FORMATS[draw % len(FORMATS)]
        scene = draw_scene(
            "sound", bearer=bearer, stranger=stranger, rng=rng, conditions=condition, format=fmt
        )
        yield scene.right, judge(scene, settings)


def judge(scene: Scene, settings: Settings) -> dv.Report:
    """The answer that docverify gives for a scene, without the evidence."""
    report = dv.verify(
        document=list(scene.documents),
        live=list(scene.live) or None,
        policy=policy_for(scene),
        at=scene.at,
        threads=settings.threads,
    )
    return replace(report, evidence=None)


def policy_for(scene: Scene) -> dv.Policy:
    """The border's policy; where a scene needs checks, the one of a border that requires them."""
    border, needs = dv.Policy.named("border"), SCENES[scene.kind].needs
    required = frozenset(border.required or ()) | needs
    return replace(border, name=f"{border.name}, requiring the print", required=required) if needs else border


def row(settings: Settings, judged: Iterable[Judged], *, case: str, unit: str) -> Row:
    """Outcomes, how many of them were right, and what decided where PASSED was not the answer."""
    judged = list(judged)
    outcomes = Counter(report.outcome.value for _, report in judged)
    wrong = Counter(report.outcome.value for right, report in judged if report.outcome.value not in right)
    reasons = Counter(finding.reason for _, report in judged for finding in report.decisive)
    interval = wilson(outcomes["PASSED"], len(judged))
    figures = {
        "outcomes": dict(outcomes),
        "right": sorted(frozenset().union(*(right for right, _ in judged))),
        "wrong": dict(wrong),
        "passed_wilson": [round(interval.low, 4), round(interval.high, 4)],
        "reasons": dict(reasons.most_common()),
    }
    return make_row(
        "false_yes", settings, count=len(judged), unit=unit, packages=PACKAGES, figures=figures, case=case
    )


class People:
    """Pairs of two people of one sex, if their sex is told, drawn from those whose photographs there are."""

    def __init__(self, settings: Settings) -> None:
        folder = settings.data / "face" / "london"
        self._folder = folder if folder.is_dir() else None
        self._sexes: dict[str, str] = {}
        if self._folder is None:
            self._names = list(_SAMPLES)
            return
        self._names = sorted(path.parent.name for path in folder.glob("*/*_neutral.jpg"))
        table = folder / "attributes.tsv"
        if table.is_file():
            with table.open(encoding="utf-8", newline="") as file:
                self._sexes = {
                    line["person"]: line["gender"] for line in csv.DictReader(file, delimiter="\t")
                }

    def pair(self, rng: np.random.Generator) -> tuple[Person, Person]:
        """A bearer and a stranger."""
        bearer = str(rng.choice(self._names))
        others = [name for name in self._names if name != bearer]
        alike = [name for name in others if self._sexes.get(name) == self._sexes.get(bearer)]
        return self._person(bearer), self._person(str(rng.choice(alike or others)))

    def _person(self, name: str) -> Person:
        if self._folder is None:
            file, portrait, live = _SAMPLES[name]
            photograph = load_image(ROOT / "samples" / "portraits" / file)
            crops = (photograph[top:bottom, left:right] for left, top, right, bottom in (portrait, live))
            return Person(portrait=next(crops), live=next(crops))
        pictures = (self._folder / name / f"{name}_{look}.jpg" for look in ("neutral", "smiling"))
        return Person(portrait=load_image(next(pictures)), live=load_image(next(pictures)))


# Photograph, and its crops: left, top, right, bottom; as `docverify.specimens.samples` has them.
_SAMPLES = {
    "astronaut": ("astronaut.png", (130, 8, 320, 250), (85, 0, 385, 400)),
    "grace_hopper": ("grace_hopper.jpg", (68, 15, 468, 524), (40, 0, 490, 600)),
}
