"""Challenges by turns of the head: who passes that should, what passes that must not, and what a frame costs.

`python -m benchmarks.liveness [--data DIR] [--quick]` draws takes from London's portraits: heads that do what
they are told, boards that are turned, bent, folded, tilted, zoomed and shifted, and other attacks. Heads and
boards are drawn, not photographed: what passes here may fail before a camera, and the other way round.

`--attacks DIR` judges takes of your own: DIR/SPECIES/TAKE/ holds `challenge.json`, as `Challenge.to_dict`
gives it, and frames named by their milliseconds since it was issued, such as `01230.jpg`. SPECIES is a kind
of presentation attack instrument, or `bona_fide`. It prints APCER by species and BPCER (ISO/IEC 30107-3).
"""

import argparse
import json
import os
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import Row, Settings, append, make_row
from docverify.evaluation import Rate
from docverify.evidence import LivenessEvidence, LivenessReason, LivenessVerdict, Side
from docverify.faces import Engine, engine_named, find_faces
from docverify.imaging import load_image
from docverify.liveness import Challenge, ChallengeSession
from docverify.liveness.challenge import LEAST_STEPS
from docverify.liveness.find import face_in
from docverify.specimens.takes import SPECIES, Species, Take, board_take, head_take

Picture = NDArray[np.uint8]
Person = tuple[Picture, NDArray[np.float64]]
PACKAGES = ("numpy", "opencv-python-headless", "onnxruntime")
AT = datetime(2026, 11, 28, tzinfo=UTC)
BOARDS = 51  # takes of each of the ten species
BONA_FIDE = "bona_fide"


def run(settings: Settings) -> Iterator[Row]:
    """Rows: complying heads, boards by species, other attacks, and the cost of a frame."""
    engine = engine_named(threads=settings.threads)
    paths = sorted((settings.data / "face" / "london").glob("*/*_neutral.jpg"))
    if not paths:
        return
    people = People(paths, engine)
    yield complying(settings, people)
    yield from boards(settings, people)
    yield from others(settings, people)
    yield cost(settings, people)


class People:
    """London's portraits and their landmarks, in turn."""

    def __init__(self, paths: list[Path], engine: Engine) -> None:
        self.paths, self.engine = paths, engine

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, number: int) -> Person:
        image = load_image(self.paths[number % len(self.paths)])
        return image, find_faces(image, engine=self.engine)[0].landmarks


def complying(settings: Settings, people: People) -> Row:
    """Heads that turn as they are told: how many are consistent with a live person."""
    found = []
    for number in range(0, len(people), 10 if settings.quick else 1):
        rng, challenge, sides = _asked(settings, number, steps=3)
        take = head_take(*people[number], sides, rng=rng, pace=rng.uniform(0.8, 1.2))
        found.append(answered(challenge, take, people.engine))
    return _row(settings, "liveness.complying", "London as turning heads", found)


def boards(settings: Settings, people: People) -> Iterator[Row]:
    """Photographs that are held up: how many pass, by species."""
    for at, species in enumerate(SPECIES):
        found = []
        for number in range(5 if settings.quick else BOARDS):
            rng, challenge, sides = _asked(settings, 1000 * (at + 1) + number, steps=LEAST_STEPS)
            take = board_take(*people[7 * number + at], sides, species=species, rng=rng)
            found.append(answered(challenge, take, people.engine))
        yield _row(settings, "liveness.boards", species.name, found)


def others(settings: Settings, people: People) -> Iterator[Row]:
    """Attacks by people who turn their heads: another person, another order, recordings, haste, delay."""
    kinds: dict[str, Callable[[Person, Person, list[int], np.random.Generator], Take]] = {
        "another person after the first turn": _swapped,
        "a photograph after the first turn": _photograph_after,
        "the turns in reversed order": lambda one, _, sides, rng: head_take(
            *one, [-side for side in sides], rng=rng
        ),
        "a recording of one turn, again and again": _looped,
        "frozen after the first turn": _frozen,
        "photographs from both sides in turn": _slides,
        "ten seconds late": lambda one, _, sides, rng: (
            (seconds + 10, frame) for seconds, frame in head_take(*one, sides, rng=rng)
        ),
    }
    for name, take in kinds.items():
        found = []
        for number in range(2 if settings.quick else 10):
            rng, challenge, sides = _asked(settings, 20_000 + number, steps=2)
            frames = take(people[5 * number], people[5 * number + 1], sides, rng)
            found.append(answered(challenge, frames, people.engine))
        yield _row(settings, "liveness.others", name, found)


def _swapped(one: Person, other: Person, sides: list[int], rng: np.random.Generator) -> Take:
    first = list(head_take(*one, sides[:1], rng=rng))
    then = first[-1][0] + 0.125
    return iter([*first, *((then + s, f) for s, f in head_take(*other, sides[1:], rng=rng))])


def _photograph_after(one: Person, other: Person, sides: list[int], rng: np.random.Generator) -> Take:
    first = list(head_take(*one, sides[:1], rng=rng))
    then = first[-1][0] + 0.125
    board = board_take(*one, sides[1:], species=_flat_turned(), rng=rng)
    del other
    return iter([*first, *((then + s, f) for s, f in board)])


def _flat_turned() -> Species:
    return SPECIES[0]


def _looped(one: Person, other: Person, sides: list[int], rng: np.random.Generator) -> Take:
    """The same frames for every turn to the same side: as who has one recording of each plays it again."""
    del other
    first = list(head_take(*one, sides[:1], rng=rng))
    length = first[-1][0] + 0.125
    return iter([(n * length + s, f) for n in range(len(sides)) for s, f in first])


def _frozen(one: Person, other: Person, sides: list[int], rng: np.random.Generator) -> Take:
    del other
    first = list(head_take(*one, sides[:1], rng=rng))
    return iter([*first, *((first[-1][0] + n / 8, first[-1][1]) for n in range(1, 20))])


def _slides(one: Person, other: Person, sides: list[int], rng: np.random.Generator) -> Take:
    """What a head shows at rest and at its farthest, without the way there."""
    del other
    frames = list(head_take(*one, sides, rng=rng))
    length = len(frames) // len(sides)
    for number in range(len(sides)):
        part = frames[number * length : (number + 1) * length]
        rest, away = part[1][1], part[len(part) // 2][1]
        for at, (seconds, _) in enumerate(part):
            shown = away if len(part) // 3 < at < 2 * len(part) // 3 else rest
            noise = rng.integers(-2, 3, shown.shape)
            yield seconds, np.clip(shown.astype(np.int16) + noise, 0, 255).astype(np.uint8)


def cost(settings: Settings, people: People) -> Row:
    """Milliseconds of processor time a frame: finding the face, and all the rest; medians."""
    rng, challenge, sides = _asked(settings, 30_000, steps=3)
    frames = list(head_take(*people[2], sides, rng=rng))
    engine = people.engine
    session = ChallengeSession(challenge, engine=engine, claim=lambda _: True)
    find, whole = [], []
    for seconds, frame in frames:
        start = time.process_time()
        face_in(frame, engine.detector)
        middle = time.process_time()
        session.add(frame, at=seconds)
        find.append(middle - start)
        whole.append(time.process_time() - middle)
    find_ms, whole_ms = (1000 * float(np.median(times)) for times in (find, whole))
    figures = {
        "finding_ms": round(find_ms, 2),
        "beyond_ms": round(whole_ms - find_ms, 2),
        "most_ms": round(1000 * max(whole), 2),
        "verdict": session.finish().verdict.value,
    }
    return make_row(
        "liveness.frame",
        settings,
        count=len(frames),
        unit="frames",
        figures=figures,
        case="400 x 320",
        packages=PACKAGES,
    )


def answered(challenge: Challenge, take: Take, engine: Engine) -> LivenessEvidence:
    """What comes of a take; the session ends as soon as it is over."""
    session = ChallengeSession(challenge, engine=engine, claim=lambda _: True)
    for seconds, frame in take:
        if session.add(frame, at=seconds).over:
            break
    return session.finish()


def _asked(
    settings: Settings, number: int, *, steps: int
) -> tuple[np.random.Generator, Challenge, list[int]]:
    """A challenge of its own for each take, and the sides of the picture that it asks for."""
    rng = np.random.default_rng([settings.seed, number])
    source = random.Random(settings.seed * 100_000 + number)  # noqa: S311 - to be drawn again
    challenge = Challenge.draw(at=AT, steps=steps, rng=source)
    return rng, challenge, [1 if step is Side.LEFT else -1 for step in challenge.steps]


def _row(settings: Settings, benchmark: str, case: str, found: list[LivenessEvidence]) -> Row:
    passed = sum(one.verdict is LivenessVerdict.CONSISTENT for one in found)
    figures: dict[str, object] = {"consistent": str(Rate(passed, len(found)))}
    for verdict in (LivenessVerdict.ATTACK_SUSPECTED, LivenessVerdict.NOT_PERFORMED):
        figures[verdict.value] = sum(one.verdict is verdict for one in found)
    figures["reasons"] = dict(Counter(one.reason.value for one in found).most_common())
    for measure in ("depth", "sameness", "least_likeness"):
        values = [one.measures[measure] for one in found if measure in one.measures]
        if values:
            figures[measure] = [
                round(float(value), 3) for value in np.percentile(values, [0, 5, 50, 95, 100])
            ]
    return make_row(
        benchmark,
        settings,
        count=len(found),
        unit="takes",
        figures=figures,
        case=case,
        packages=PACKAGES,
    )


def own_takes(folder: Path, engine: Engine) -> Iterator[tuple[str, LivenessEvidence]]:
    """Species and outcome of each take of a folder."""
    for told in sorted(folder.glob("*/*/challenge.json")):
        challenge = Challenge.from_dict(json.loads(told.read_text(encoding="utf-8")))
        frames = sorted(path for path in told.parent.iterdir() if path.stem.isdigit())
        take = ((int(path.stem) / 1000, load_image(path)) for path in frames)
        yield told.parent.parent.name, answered(challenge, take, engine)


def tell_own(takes: Iterable[tuple[str, LivenessEvidence]]) -> Iterator[str]:
    """APCER by species and BPCER, with their counts and intervals."""
    reasons: dict[str, list[LivenessReason]] = defaultdict(list)
    for species, found in takes:
        reasons[species].append(found.reason)
    for species, seen in sorted(reasons.items()):
        passed = seen.count(LivenessReason.PERFORMED)
        wrong = len(seen) - passed if species == BONA_FIDE else passed
        name = "BPCER" if species == BONA_FIDE else f"APCER {species}"
        yield f"{name}: {Rate(wrong, len(seen))}; {dict(Counter(one.value for one in seen).most_common())}"


def tell(row: Row) -> str:
    """One row for people."""
    figures = " ".join(f"{name} {value}" for name, value in row["figures"].items())
    return f"{row['benchmark']} {row['case']} ({row['count']} {row['unit']}): {figures}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.liveness", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DOCVERIFY_DATA", Settings().data)))
    parser.add_argument("--attacks", type=Path, help="folder of takes of your own: SPECIES/TAKE/frames")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--quick", action="store_true", help="fewer takes")
    parser.add_argument("--out", type=Path, help="also append the rows to this file of JSON lines")
    given = parser.parse_args()
    settings = Settings(data=given.data, threads=given.threads, seed=given.seed, quick=given.quick)
    if given.attacks is not None:
        lines = list(tell_own(own_takes(given.attacks, engine_named(threads=given.threads))))
        print("\n".join(lines) or parser.error(f"no SPECIES/TAKE/challenge.json in {given.attacks}"))
        return
    empty = True
    for row in run(settings):
        empty = False
        print(tell(row), flush=True)
        if given.out:
            append(given.out, row)
    if empty:
        parser.error(f"no pictures in {given.data}: pass --data or set DOCVERIFY_DATA")


if __name__ == "__main__":
    main()
