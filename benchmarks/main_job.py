"""The main job, measured: `python -m benchmarks.main_job --data DIR` prints the table of docs/measured.md.

Real pictures: the MRZs of `mrz/dev`. Real faces: each person of `face/london` gets a specimen passport that
bears the neutral picture, captured by the simulator as at a kiosk; the smiling picture is the live one. Every
specimen is verified with its bearer, and compared with the live pictures of all others.
"""

import argparse
import csv
import json
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

import docverify as dv
from benchmarks.rows import Row, Settings, append, make_row
from docverify.evaluation import wilson
from docverify.faces import acquire_frames, compare_samples, engine_named
from docverify.reading import read_mrz
from docverify.specimens import capture, draw_specimen, kiosk, random_holder

AT = date(2026, 11, 23)
FMR = 1e-3
PACKAGES = ("numpy", "opencv-python-headless", "onnxruntime", "pillow")


@dataclass(frozen=True, slots=True)
class Person:
    """One person's captured specimen, as the bytes of a picture file, and live picture."""

    document: bytes
    live: Path
    lines: tuple[str, ...]


def run(settings: Settings) -> Iterator[Row]:
    """Rows: the real MRZs, the verifications, and the comparisons of everyone with everyone."""
    if (settings.data / "mrz" / "dev").is_dir():
        yield read_real_documents(settings)
    if (settings.data / "face" / "london").is_dir():
        yield from verify_people(settings)


def read_real_documents(settings: Settings) -> Row:
    """How many of the real documents are read exactly, and how many pictures without an MRZ gave one."""
    folder = settings.data / "mrz" / "dev"
    with (folder / "truth.tsv").open(encoding="utf-8", newline="") as file:
        truths = list(csv.DictReader(file, delimiter="\t"))
    seconds, exact, invented, missed = [], 0, 0, []
    for truth in truths[:: 4 if settings.quick else 1]:
        picture = dv.load_image(folder / truth["file"])
        start = time.perf_counter()
        reading = read_mrz(picture, threads=settings.threads)
        seconds.append(time.perf_counter() - start)
        if truth["format"] == "none":
            invented += reading.mrz is not None
        elif reading.mrz is not None and list(reading.lines) == truth["mrz"].split("\\n"):
            exact += 1
        else:
            missed.append(truth["file"])
    figures = {"exact": exact, "of": exact + len(missed), "missed": missed, "read_where_none_is": invented}
    return row("mrz", settings, seconds, unit="pictures", figures=figures)


def verify_people(settings: Settings) -> Iterator[Row]:
    """Verify everyone with their own specimen; compare everyone with everyone else's."""
    people = list(make_people(settings))
    yield verify_mated(people, settings)
    engine = engine_named(threads=settings.threads)
    references, probes = [], []
    for person in people:
        shown = dv.acquire_document(person.document, face_engine=engine, threads=settings.threads)
        references.append(shown.portrait)
        probes.append(acquire_frames([dv.load_image(person.live)], engine=engine))
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for i, reference in enumerate(references):
        for j, probe in enumerate(probes):
            if reference is not None:
                found = compare_samples(
                    reference, probe, encoder=engine.encoder.id, point=engine.point(FMR), fmr=FMR
                )
                counts[i == j][found.outcome.value] += 1
    accepted = {mated: counts[mated]["match"] for mated in counts}
    compared = {mated: counts[mated].total() for mated in counts}
    interval = wilson(accepted[False], compared[False])
    figures = {
        "mated_accepted": accepted[True],
        "mated": compared[True],
        "non_mated_accepted": accepted[False],
        "non_mated": compared[False],
        "non_mated_wilson": [interval.low, interval.high],
        "non_mated_refuted": counts[False]["non_match"],
        "non_mated_undecided": counts[False]["undecided"],
        "mated_refuted": counts[True]["non_match"],
        "documents_without_template": sum(one is None or one.template is None for one in references),
        "live_without_template": sum(one.template is None for one in probes),
        "fmr": FMR,
    }
    yield row("faces", settings, [], unit="comparisons", figures=figures, count=len(people) ** 2)


def verify_mated(people: list[Person], settings: Settings) -> Row:
    """The whole verification of every person with their own document, from bytes and file to report."""
    policy = dv.Policy(fmr=FMR)
    seconds, outcomes, reasons, exact = [], [], [], 0
    for person in people:
        start = time.perf_counter()
        report = dv.verify(
            document=person.document, live=person.live, policy=policy, at=AT, threads=settings.threads
        )
        seconds.append(time.perf_counter() - start)
        outcomes.append(report.outcome.value)
        reasons += [finding.reason for finding in report.decisive]
        exact += report.mrz is not None and report.mrz.lines == person.lines
    figures: dict[str, object] = {outcome: outcomes.count(outcome) for outcome in sorted(set(outcomes))}
    figures |= {"of": len(people), "mrz_exact": exact}
    figures["reasons"] = {reason: reasons.count(reason) for reason in sorted(set(reasons))}
    return row("verify", settings, seconds, unit="verifications", figures=figures)


def make_people(settings: Settings) -> Iterator[Person]:
    """A valid passport for every person, captured by the simulator, and their live picture."""
    folder = settings.data / "face" / "london"
    for neutral in sorted(folder.glob("*/*_neutral.jpg"))[:: 10 if settings.quick else 1]:
        rng = np.random.default_rng([settings.seed, int(neutral.parent.name)])
        holder = replace(
            random_holder(dv.MrzFormat.TD3, rng=rng),
            date_of_birth=AT - timedelta(days=int(rng.integers(18 * 365, 80 * 365))),
            date_of_expiry=AT + timedelta(days=int(rng.integers(1, 3650))),
        )
        conditions = kiosk(rng)
        portrait = dv.load_image(neutral)
        drawn = draw_specimen(
            dv.MrzFormat.TD3, holder=holder, rng=rng, portrait=portrait, px_per_mm=conditions.px_per_mm
        )
        taken = capture(drawn, conditions, rng=rng)
        live = neutral.with_name(neutral.name.replace("neutral", "smiling"))
        yield Person(as_jpeg(taken.image), live, drawn.lines)


def as_jpeg(image: NDArray[np.uint8]) -> bytes:
    """The picture as a file, so that opening it is measured too."""
    done, data = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 95])
    if not done:
        raise RuntimeError("OpenCV could not write a JPEG")
    return data.tobytes()


def row(
    case: str,
    settings: Settings,
    seconds: list[float],
    *,
    unit: str,
    figures: Mapping[str, object],
    count: int | None = None,
) -> Row:
    timings = {"docverify": seconds} if seconds else None
    size = len(seconds) if count is None else count
    return make_row(
        "main_job", settings, timings, count=size, unit=unit, figures=figures, case=case, packages=PACKAGES
    )


def table(rows: list[Row]) -> str:
    """The table of docs/measured.md, from the rows."""
    lines = ["| what | measured |", "|---|---|"]
    for one in rows:
        found = one["figures"]
        time_of = one["sides"].get("docverify")
        if one["case"] == "mrz":
            lines.append(f"| real MRZs read exactly, all lines | {found['exact']} of {found['of']} |")
        if one["case"] == "verify":
            lines.append(f"| mated verifications PASSED | {found.get('PASSED', 0)} of {found['of']} |")
            spread = f"{time_of['median']:.3f} ({time_of['q1']:.3f}–{time_of['q3']:.3f})"
            lines.append(
                f"| seconds a verification, median (quartiles), {one['threads']} thread | {spread} |"
            )
        if one["case"] == "faces":
            lines.append(f"| mated pairs accepted | {found['mated_accepted']} of {found['mated']} |")
            told = f"{found['non_mated_accepted']} of {found['non_mated']}, at FMR {found['fmr']:g}"
            lines.append(f"| non-mated pairs accepted | {told} |")
            refuted = f"{found['non_mated_refuted']} (undecided: {found['non_mated_undecided']})"
            lines.append(f"| non-mated pairs refuted | {refuted} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.main_job", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DOCVERIFY_DATA", Settings().data)))
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="a tenth of the people, a quarter of the MRZs")
    parser.add_argument("--json", action="store_true", help="print the rows as JSON lines instead")
    parser.add_argument("--out", type=Path, help="also append the rows to this file of JSON lines")
    chosen = parser.parse_args()
    settings = Settings(data=chosen.data, threads=chosen.threads, seed=chosen.seed, quick=chosen.quick)
    rows = []
    for one in run(settings):
        rows.append(one)
        if chosen.json:
            print(json.dumps(one, ensure_ascii=False), flush=True)
        if chosen.out:
            append(chosen.out, one)
    if not rows:
        parser.error(f"no pictures in {chosen.data}: pass --data or set DOCVERIFY_DATA")
    if not chosen.json:
        print(table(rows))


if __name__ == "__main__":
    main()
