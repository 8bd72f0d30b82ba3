"""How often, how surely and how fast MRZs are read: `python -m benchmarks.mrz_reading --data DIR`.

Parts: the real pictures as they are, turned, tilted and reduced; simulated captures, moderate and hard;
pictures without an MRZ; time and memory, beside PassportEye where it is installed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks import rows
from docverify.evaluation import wilson
from docverify.evidence import Reading
from docverify.imaging import load_image
from docverify.mrz import MrzFormat
from docverify.reading import read_mrz
from docverify.specimens import backgrounds, capture, draw_specimen, hard, moderate, random_holder

Picture = NDArray[np.uint8]
ROWS = rows.ROOT / "benchmarks" / "rows.jsonl"
FORMATS = (MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3, MrzFormat.MRVA, MrzFormat.MRVB)
CONDITIONS = {"moderate": moderate, "hard": hard}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A picture and the MRZ lines that are in it, or none."""

    name: str
    format: str
    image: Picture
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over one set of pictures."""

    count: int = 0
    exact: int = 0
    claimed_wrong: int = 0
    failed: tuple[str, ...] = ()
    answers: tuple[tuple[float, bool], ...] = ()

    def add(self, picture: Labelled, reading: Reading) -> "Tally":
        """Count one reading."""
        exact = reading.mrz is not None and reading.lines == picture.lines
        claimed = reading.sure and reading.mrz is not None and reading.mrz.valid
        return Tally(
            self.count + 1,
            self.exact + exact,
            self.claimed_wrong + (claimed and not exact),
            self.failed if exact else (*self.failed, picture.name),
            (*self.answers, (reading.confidence, exact)),
        )

    def reliability(self) -> dict[str, str]:
        """For each confidence p, how many of the readings that are at least that sure are exact."""
        table = {}
        for least in (0.5, 0.8, 0.9, 0.95, 0.99, 0.999):
            exact = [right for sure, right in self.answers if sure >= least]
            table[str(least)] = f"{sum(exact)}/{len(exact)}"
        return table


def real_pictures(data: Path) -> list[Labelled]:
    """The labelled pictures of `data/mrz/dev`, those without an MRZ included."""
    folder = data / "mrz" / "dev"
    table = [line.split("\t") for line in (folder / "truth.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    return [
        Labelled(name, fmt, load_image(folder / name), tuple(text.split("\\n")) if fmt != "none" else ())
        for name, fmt, text, *_ in table
    ]


def turned(image: Picture, degrees: float) -> Picture:
    """Turn a picture about its middle, growing the canvas with grey."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = int(np.ceil(width * cosine + height * sine)), int(np.ceil(width * sine + height * cosine))
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return np.asarray(
        cv2.warpAffine(image, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(128,) * 3), np.uint8
    )


def tilted(image: Picture, degrees: float, direction: float) -> Picture:
    """See a picture from the side: tilted about an axis at `direction`, from 1.5 diagonals away."""
    height, width = image.shape[:2]
    away = 1.5 * float(np.hypot(width, height))
    tilt, turn = np.radians(degrees), np.radians(direction)
    axis = np.array([np.cos(turn), np.sin(turn), 0])
    rotation = cv2.Rodrigues(axis * tilt)[0]
    corners = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], np.float64)
    centred = np.concatenate([corners - (width / 2, height / 2), np.zeros((4, 1))], 1) @ rotation.T
    seen = centred[:, :2] * away / (away + centred[:, 2:])
    seen -= seen.min(0)
    size = np.ceil(seen.max(0)).astype(int) + 1
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), seen.astype(np.float32))
    shape = int(size[0]), int(size[1])
    return np.asarray(
        cv2.warpPerspective(image, matrix, shape, flags=cv2.INTER_CUBIC, borderValue=(128,) * 3), np.uint8
    )


def reduced(image: Picture, factor: float) -> Picture:
    """Reduce a picture by averaging; never enlarge it."""
    if factor >= 1:
        return image
    return np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)


def simulated(kind: str, count: int, seed: int) -> Iterator[Labelled]:
    """Captures of random specimens, the five formats in turn, the same for the same seed."""
    for number in range(count):
        rng = np.random.default_rng([seed, number, len(kind)])
        layout = FORMATS[number % len(FORMATS)]
        conditions = CONDITIONS[kind](rng)
        specimen = draw_specimen(
            layout, holder=random_holder(layout, rng=rng), rng=rng, px_per_mm=conditions.px_per_mm
        )
        taken = capture(specimen, conditions, rng=rng)
        yield Labelled(f"{kind} {number}", layout.value, taken.image, taken.lines)


def without_mrz(count: int, seed: int) -> Iterator[Labelled]:
    """Drawn pictures without an MRZ: tables, pages of text, barcodes, stripes, noise, one flat colour."""
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        kind = number % 5
        if kind == 0:
            image = backgrounds.table(rng, 600, 800)
        elif kind == 1:
            image = _text_page(rng)
        elif kind == 2:
            image = _barcode(rng)
        elif kind == 3:
            image = backgrounds.guilloche(rng, backgrounds.paper(rng, 600, 800), strength=0.6)
        else:
            image = rng.integers(0, 256, (400, 600, 3), np.uint8)
        yield Labelled(f"drawn {number}", "none", image, ())


def _text_page(rng: np.random.Generator) -> Picture:
    page = np.full((900, 700, 3), 245, np.uint8)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789      .,"))
    for row in range(40, 880, int(rng.integers(18, 40))):
        text = "".join(rng.choice(letters, 60))
        cv2.putText(
            page,
            text,
            (20, row),
            cv2.FONT_HERSHEY_SIMPLEX,
            float(rng.uniform(0.4, 0.8)),
            (20, 20, 20),
            1,
            cv2.LINE_AA,
        )
    return page


def _barcode(rng: np.random.Generator) -> Picture:
    page = np.full((400, 800, 3), 250, np.uint8)
    column = 60.0
    while column < 740:
        width = float(rng.choice([2, 4, 6, 8]))
        cv2.rectangle(page, (int(column), 80), (int(column + width), 300), (0, 0, 0), -1)
        column += width + float(rng.choice([2, 4, 6]))
    digits = "".join(rng.choice(list("0123456789"), 13))
    cv2.putText(page, digits, (200, 350), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 2, cv2.LINE_AA)
    return page


def tally(
    pictures: Iterable[Labelled],
    *,
    total: int,
    what: str,
    read: Callable[[Picture], Reading] = read_mrz,
) -> tuple[Tally, dict[str, Tally], list[float]]:
    """Read pictures; counts in all and by format, and the seconds of each reading."""
    whole, formats, seconds = Tally(), {}, []
    for picture in track(pictures, description=what, total=total, console=Console(stderr=True)):
        start = time.perf_counter()
        reading = read(picture.image)
        seconds.append(time.perf_counter() - start)
        whole = whole.add(picture, reading)
        formats[picture.format] = formats.get(picture.format, Tally()).add(picture, reading)
    return whole, formats, seconds


def _figures(found: Tally, formats: dict[str, Tally], seconds: list[float]) -> dict[str, object]:
    interval = wilson(found.exact, found.count)
    return {
        "pictures": found.count,
        "exact": found.exact,
        "exact_interval_95": [round(interval.low, 4), round(interval.high, 4)],
        "claimed_valid_and_wrong": found.claimed_wrong,
        "by_format": {name: f"{one.exact}/{one.count}" for name, one in sorted(formats.items())},
        "exact_of_those_at_least_as_sure_as": found.reliability(),
        "median_ms": round(float(np.median(seconds)) * 1e3, 1),
        "longest_ms": round(max(seconds) * 1e3, 1),
        "not_exact": list(found.failed[:40]),
    }


def measure_real(data: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """The real pictures as they are, turned, tilted, reduced."""
    pictures = real_pictures(data)
    labelled = [picture for picture in pictures if picture.lines]
    empty = [picture for picture in pictures if not picture.lines]
    yield "real", _figures(*tally(labelled, total=len(labelled), what="real"))
    peer = _passporteye()
    if peer is not None:
        beside = tally(labelled, total=len(labelled), what="real, by PassportEye", read=peer)
        yield "real, by PassportEye", _figures(*beside)
    found = sum(read_mrz(picture.image).mrz is not None for picture in empty)
    yield "real, without an MRZ", {"pictures": len(empty), "found": found}
    worst: Tally | None = None
    for degrees in range(15, 360, 15):
        views = [replace(picture, image=turned(picture.image, degrees)) for picture in labelled]
        one, _, _ = tally(views, total=len(views), what=f"turned by {degrees}°")
        worst = one if worst is None or one.exact < worst.exact else worst
        yield f"real, turned by {degrees}°", _figures(one, {}, [0.0])
    if worst is not None:
        yield "real, turned, the worst angle", {"exact": worst.exact, "pictures": worst.count}
    for direction in (0, 90, 180, 270, 45):
        views = [replace(picture, image=tilted(picture.image, 30, direction)) for picture in labelled]
        yield (
            f"real, tilted by 30° about {direction}°",
            _figures(*tally(views, total=len(views), what="tilted")),
        )
    heights = [read_mrz(picture.image).legibility.character_height for picture in labelled]
    views = [
        replace(picture, image=reduced(picture.image, 10 / height))
        for picture, height in zip(labelled, heights, strict=True)
    ]
    yield "real, characters 10 px", _figures(*tally(views, total=len(views), what="reduced"))


def measure_simulated(kind: str, count: int, seed: int) -> tuple[str, dict[str, object]]:
    """Simulated captures of one kind."""
    return kind, _figures(*tally(simulated(kind, count, seed), total=count, what=kind))


def measure_nothing(data: Path, seed: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Pictures without an MRZ: photographs of people, and drawn ones."""
    photographs = sorted((data / "face" / "lfw-dev").rglob("*.jpg"))
    faces = (Labelled(str(path.name), "none", load_image(path), ()) for path in photographs)
    for name, pictures, total in (
        ("photographs of people", faces, len(photographs)),
        ("drawn", without_mrz(100, seed), 100),
    ):
        found, seconds = 0, []
        for picture in track(pictures, description=name, total=total, console=Console(stderr=True)):
            start = time.perf_counter()
            found += read_mrz(picture.image).mrz is not None
            seconds.append(time.perf_counter() - start)
        figures: dict[str, object] = {"pictures": total, "found": found}
        if seconds:
            figures |= {
                "median_ms": round(float(np.median(seconds)) * 1e3, 1),
                "longest_ms": round(max(seconds) * 1e3, 1),
            }
        yield f"without an MRZ: {name}", figures


def megapixel(seed: int) -> Picture:
    """One TD3 data page pictured at about 1 megapixel."""
    rng = np.random.default_rng(seed)
    conditions = replace(moderate(rng), character_height=22.0, rotation=3.0, margin=0.02)
    holder = random_holder(MrzFormat.TD3, rng=rng)
    specimen = draw_specimen(MrzFormat.TD3, holder=holder, rng=rng, px_per_mm=conditions.px_per_mm)
    image = capture(specimen, conditions, rng=rng).image
    factor = float(np.sqrt(1e6 / (image.shape[0] * image.shape[1])))
    return np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)


def _passporteye() -> Callable[[Picture], Reading] | None:
    try:
        from docverify.reading.engines import reader_named

        reader = reader_named("passporteye")
        reader.read(np.full((64, 64, 3), 255, np.uint8))
    except Exception as reason:  # noqa: BLE001 - a peer that is missing or broken is left out, and said so
        print(f"PassportEye is left out: {type(reason).__name__}", file=sys.stderr)
        return None
    return reader.read


def measure_time(settings: rows.Settings) -> Iterator[rows.Row]:
    """Time of a 1-megapixel picture with and without an MRZ, and memory over the decoded picture."""
    image = megapixel(settings.seed)
    sides: dict[str, Callable[[], object]] = {"docverify": lambda: read_mrz(image, threads=settings.threads)}
    peer = _passporteye()
    if peer is not None:
        sides["PassportEye"] = lambda: peer(image)
    times = rows.time_sides(sides, rounds=5 if settings.quick else 9)
    packages = ["numpy", "onnxruntime", "opencv-python-headless", "PassportEye"]
    yield rows.make_row(
        "mrz_reading.read",
        settings,
        times,
        count=1,
        unit="pictures",
        packages=packages,
        case="1 megapixel, TD3",
    )
    empty = backgrounds.table(np.random.default_rng(settings.seed), 866, 1155)
    times = rows.time_sides({"docverify": lambda: read_mrz(empty, threads=settings.threads)}, rounds=9)
    yield rows.make_row(
        "mrz_reading.read",
        settings,
        times,
        count=1,
        unit="pictures",
        packages=packages,
        case="1 megapixel, no MRZ",
    )
    figures = {"mb_over_the_decoded_picture": round(_memory(image), 1)}
    yield rows.make_row("mrz_reading.memory", settings, count=1, unit="pictures", figures=figures)


_READ_ALONE = """
import re, sys
import cv2, numpy, onnxruntime
from pathlib import Path
from docverify.reading import read_mrz

def memory(which):
    return int(re.search(which + r":\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1)) / 1024

picture = numpy.load(sys.argv[1])
before = memory("VmRSS")
for _ in range(3):
    assert read_mrz(picture).mrz is not None
print(memory("VmHWM") - before)
"""


def _memory(image: Picture) -> float:
    """Peak memory of a reading over the decoded picture, MB, in a process that has read nothing yet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.npy"
        np.save(path, image)
        command = [sys.executable, "-c", _READ_ALONE, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=rows.ROOT)
    return float(done.stdout)


def run(settings: rows.Settings) -> Iterator[rows.Row]:
    """Every part, as rows."""
    count = 100 if settings.quick else 1000
    for case, figures in _parts({"real", "simulated", "nothing"}, settings, count):
        yield rows.make_row(
            "mrz_reading.exact", settings, count=1, unit="pictures", case=case, figures=figures
        )
    yield from measure_time(settings)


def _parts(parts: set[str], settings: rows.Settings, count: int) -> Iterator[tuple[str, dict[str, object]]]:
    if "real" in parts and settings.data.is_dir():
        yield from measure_real(settings.data)
    if "simulated" in parts:
        yield from (measure_simulated(kind, count, settings.seed) for kind in CONDITIONS)
    if "nothing" in parts:
        yield from measure_nothing(settings.data, settings.seed)


def print_table(kept: list[rows.Row]) -> None:
    """The reader's figures beside their bars, each from the newest row that holds it."""
    from benchmarks.mrz_table import (
        lines,  # it names the causes and frames of benchmarks that stand on this one
    )

    table = Table("figure", "bar", "reached", "")
    for line in lines(kept):
        table.add_row(*line)
    Console(width=150).print(table)


def main() -> None:
    """Print the figures, and the table of all of them beside their bars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=rows.Settings().data)
    parser.add_argument("--captures", type=int, default=1000, help="simulated captures of each kind")
    parser.add_argument("--seed", type=int, default=rows.Settings().seed)
    parser.add_argument(
        "--parts",
        default="real,simulated,nothing,time",
        help="which parts, separated by commas; none, to see the table of the kept rows",
    )
    parser.add_argument("--json", type=Path, help="file to which rows are added, one JSON object a line")
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    settings = rows.Settings(data=chosen.data, seed=chosen.seed)
    parts, made = set(chosen.parts.split(",")), list[rows.Row]()
    for case, figures in _parts(parts, settings, chosen.captures):
        print(case, json.dumps(figures, ensure_ascii=False))
        made.append(
            rows.make_row("mrz_reading.exact", settings, count=1, unit="pictures", case=case, figures=figures)
        )
    if "time" in parts:
        for row in measure_time(settings):
            print(
                row["benchmark"],
                row["case"],
                json.dumps({part: row[part] for part in ("sides", "ratios", "figures")}),
            )
            made.append(row)
    if chosen.json:
        for row in made:
            rows.append(chosen.json, row)
    kept = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    print_table([*kept, *made])


if __name__ == "__main__":
    main()
