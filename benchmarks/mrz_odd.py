"""How pictures are read that are not as they should be, and how surely: `python -m benchmarks run mrz_odd`.

Documents with one wrong digit; pictures as in a mirror, and negatives; captures with one to three hidden
characters; print that is no MRZ. Beside each its time against that of sound captures.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.altered_documents import FORMATS, drawn_picture
from benchmarks.mrz_reading import Labelled, Tally, simulated, without_mrz
from benchmarks.rows import Row, Settings, make_row
from docverify.mrz import ALPHABET
from docverify.reading import read_mrz
from docverify.specimens import Capture, Side, capture, draw_specimen, kiosk, moderate, random_holder
from docverify.specimens.ocrb import block_coverage

Picture = NDArray[np.uint8]
_COLOURS = ((225, 222, 215), (206, 160, 135), (14, 14, 16))  # paper, skin, ink
_PACKAGES = ["numpy", "opencv-python-headless", "onnxruntime"]


def run(settings: Settings) -> Iterator[Row]:
    """One row for each kind of picture."""
    cv2.setNumThreads(1)
    count = 20 if settings.quick else 150
    usual, everything = 0.0, list[float]()
    for kind, draw in KINDS.items():
        found, seconds, mrzs = Tally(), [], 0
        for number in range(count):
            picture = draw(number, settings.seed)
            start = time.process_time()
            reading = read_mrz(picture.image, threads=settings.threads)
            seconds.append(time.process_time() - start)
            found = found.add(picture, reading)
            mrzs += reading.mrz is not None
        usual = usual or float(np.median(seconds))
        everything += seconds
        figures: dict[str, object] = {
            "exact": found.exact,
            "mrz_found": mrzs,
            "exact_of_those_at_least_as_sure_as": found.reliability(),
            "median_ms": round(float(np.median(seconds)) * 1e3, 1),
            "slowest_twentieth_ms": round(float(np.percentile(seconds, 95)) * 1e3, 1),
            "median_against_sound": round(float(np.median(seconds)) / usual, 2),
            "slowest_twentieth_against_sound": round(float(np.percentile(seconds, 95)) / usual, 2),
        }
        yield _row(kind, settings, count, figures)
    for picture in simulated("hard", count, settings.seed):
        start = time.process_time()
        read_mrz(picture.image, threads=settings.threads)
        everything.append(time.process_time() - start)
    median, slowest = float(np.median(everything)), float(np.percentile(everything, 95))
    figures = {
        "median_ms": round(median * 1e3, 1),
        "slowest_twentieth_ms": round(slowest * 1e3, 1),
        "slowest_twentieth_against_median": round(slowest / median, 2),
    }
    yield _row("all of these, and hard captures", settings, len(everything), figures)


def _row(kind: str, settings: Settings, count: int, figures: dict[str, object]) -> Row:
    return make_row(
        "mrz_odd.read",
        settings,
        count=count,
        unit="pictures",
        packages=_PACKAGES,
        case=kind,
        figures=figures,
    )


def taken(number: int, seed: int) -> Capture:
    """A specimen as at a kiosk, the formats in turn."""
    rng = np.random.default_rng([seed, number])
    layout, conditions = FORMATS[number % len(FORMATS)], kiosk(rng)
    holder = random_holder(layout, rng=rng)
    return capture(
        draw_specimen(layout, holder=holder, rng=rng, px_per_mm=conditions.px_per_mm), conditions, rng=rng
    )


def covered(one: Capture, colour: tuple[int, int, int], *, line: int, columns: Sequence[int]) -> Picture:
    """The picture with patches over cells of a line."""
    picture, quad, width = one.image.copy(), np.asarray(one.line_quads[line]), len(one.lines[line])
    for column in columns:
        corners = [(column, -0.25), (column + 1, -0.25), (column + 1, 1.25), (column, 1.25)]
        upper = [quad[0] + (quad[1] - quad[0]) * u / width for u, _ in corners]
        lower = [quad[3] + (quad[2] - quad[3]) * u / width for u, _ in corners]
        points = [a + (b - a) * v for a, b, (_, v) in zip(upper, lower, corners, strict=True)]
        cv2.fillPoly(picture, [np.round(np.array(points) * 16).astype(np.int32)], colour, cv2.LINE_AA, 4)
    return picture


def _sound(number: int, seed: int) -> Labelled:
    one = taken(number, seed)
    return Labelled(f"sound {number}", "", one.image, one.lines)


def _wrong_digit(number: int, seed: int) -> Labelled:
    image, lines = drawn_picture("kiosk", 2 * number + 1, seed, altered=True)
    return Labelled(f"wrong digit {number}", "", image, lines)


def _mirrored(number: int, seed: int) -> Labelled:
    one = taken(number, seed)
    return Labelled(f"mirrored {number}", "", np.ascontiguousarray(one.image[:, ::-1]), one.lines)


def _negative(number: int, seed: int) -> Labelled:
    one = taken(number, seed)
    return Labelled(f"negative {number}", "", 255 - one.image, one.lines)


def _hidden(number: int, seed: int) -> Labelled:
    one, rng = taken(number, seed), np.random.default_rng([seed, number, 1])
    image = one.image
    for _ in range(1 + number % 3):
        line = int(rng.integers(len(one.lines)))
        columns = [at for at, character in enumerate(one.lines[line]) if character != "<"]
        at = int(rng.choice(columns))
        image = covered(replace(one, image=image), _COLOURS[number % 3], line=line, columns=[at])
    return Labelled(f"hidden {number}", "", image, one.lines)


def _at_the_edge(number: int, seed: int) -> Labelled:
    """A picture that ends half a capital beside its MRZ, as photographs of the zone alone do."""
    one = taken(number, seed)
    quads = np.asarray(one.line_quads, np.float64)
    rim = 0.5 * float(np.linalg.norm(quads[-1][3] - quads[-1][0]))
    low, high = quads.reshape(-1, 2).min(0) - rim, quads.reshape(-1, 2).max(0) + rim
    left, right = max(int(low[0]), 0), int(high[0]) + 1
    image = one.image[: int(high[1]) + 1, left:right]
    return Labelled(f"at the edge {number}", "", np.ascontiguousarray(image), one.lines)


def _no_mrz(number: int, seed: int) -> Labelled:
    """Fronts of cards, sheets of OCR-B, and drawn tables, texts, barcodes and noise."""
    rng = np.random.default_rng([seed, number, 2])
    if number % 3 == 0:
        conditions = moderate(rng)
        holder = random_holder(FORMATS[0], rng=rng)
        drawn = draw_specimen(
            FORMATS[0], holder=holder, rng=rng, px_per_mm=conditions.px_per_mm, side=Side.FRONT
        )
        return Labelled("front", "none", capture(drawn, conditions, rng=rng).image, ())
    if number % 3 == 1:
        width = int(rng.integers(20, 60))
        rows = ["".join(rng.choice(list(ALPHABET), width)) for _ in range(int(rng.integers(4, 20)))]
        ink = np.pad(block_coverage(rows, pitch=18, line_pitch=45), 40)
        return Labelled("sheet", "none", np.repeat(255 - ink[..., None], 3, axis=2), ())
    return next(one for at, one in enumerate(without_mrz(number + 1, seed)) if at == number)


KINDS: dict[str, Callable[[int, int], Labelled]] = {
    "sound": _sound,
    "one wrong digit": _wrong_digit,
    "in a mirror": _mirrored,
    "negative": _negative,
    "1 to 3 hidden characters": _hidden,
    "at the edge": _at_the_edge,
    "no MRZ": _no_mrz,
}
