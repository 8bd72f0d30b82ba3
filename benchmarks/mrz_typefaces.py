"""How MRZs in typefaces other than OCR-B are read, none of which was trained on.

`python -m benchmarks.mrz_typefaces --fonts FOLDER` prints a table; `python -m benchmarks run mrz_typefaces`
adds rows, where the fonts are in `fonts` of the data folder. `docverify.training.reader.typeface_fonts` says
which packages bring them. Beside each typeface: MRZs drawn black on white with capitals of 32 px, documents
as they are drawn, and `moderate` captures of such documents.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.altered_documents import FORMATS
from benchmarks.mrz_reading import Labelled, Tally
from benchmarks.rows import Row, Settings, make_row
from docverify.evidence.reading import Typeface
from docverify.reading import read_mrz
from docverify.specimens import CONDITIONS, capture, draw_specimen, random_holder, random_style
from docverify.specimens.typeset import set_block
from docverify.training.reader.typeface_fonts import MEASURING, Measuring

_CAPITAL = 32
_MARGIN = 40
_LINE_PITCH = 2.2  # capitals


def drawn_lines(font: Path, rng: np.random.Generator, number: int) -> Labelled:
    """An MRZ alone, black on white."""
    layout = FORMATS[number % len(FORMATS)]
    lines = random_holder(layout, rng=rng).lines(layout)
    block = set_block(lines, font=font, capital=_CAPITAL, line_pitch=_LINE_PITCH * _CAPITAL)
    grey = 255 - np.pad(block.coverage, _MARGIN)
    return Labelled(f"lines {number}", "", _rgb(grey), lines)


def _document(condition: str) -> Callable[[Path, np.random.Generator, int], Labelled]:
    def draw(font: Path, rng: np.random.Generator, number: int) -> Labelled:
        layout = FORMATS[number % len(FORMATS)]
        conditions = CONDITIONS[condition](rng)
        specimen = draw_specimen(
            layout,
            holder=random_holder(layout, rng=rng),
            rng=rng,
            px_per_mm=conditions.px_per_mm,
            style=replace(random_style(rng), mrz_font=font, line_pitch=1.0),
        )
        taken = capture(specimen, conditions, rng=rng)
        return Labelled(f"{condition} {number}", "", taken.image, taken.lines)

    return draw


def _rgb(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), np.uint8)


KINDS: dict[str, Callable[[Path, np.random.Generator, int], Labelled]] = {
    "lines": drawn_lines,
    "clean": _document("clean"),
    "moderate": _document("moderate"),
}
"""What is drawn: the MRZ alone, a document, a photograph of one."""


def measured(face: Measuring, kind: str, fonts: Path, *, count: int, settings: Settings) -> tuple[Tally, int]:
    """Read so many pictures of one typeface: what came of them, and how many were told from OCR-B."""
    found, told = Tally(), 0
    for number in range(count):
        seed = [settings.seed, MEASURING.index(face), list(KINDS).index(kind), number]
        picture = KINDS[kind](fonts / face.file, np.random.default_rng(seed), number)
        reading = read_mrz(picture.image, threads=settings.threads)
        found = found.add(picture, reading)
        told += reading.mrz is not None and reading.typeface is Typeface.OTHER
    return found, told


def run(settings: Settings) -> Iterator[Row]:
    """One row for each typeface and kind of picture; none where the fonts are missing."""
    cv2.setNumThreads(1)
    fonts, count = settings.data / "fonts", 5 if settings.quick else 20
    if not all((fonts / face.file).exists() for face in MEASURING):
        return
    for face in MEASURING:
        for kind in KINDS:
            found, told = measured(face, kind, fonts, count=count, settings=settings)
            yield make_row(
                "mrz_typefaces.read",
                settings,
                count=count,
                unit="pictures",
                packages=["numpy", "opencv-python-headless", "onnxruntime"],
                figures={
                    "exact": found.exact,
                    "told_from_ocr_b": told,
                    "exact_of_those_at_least_as_sure_as": found.reliability(),
                },
                case=f"{face.family}, {kind}",
            )


def main() -> None:
    """Print how many of each typeface were read exactly."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--fonts", type=Path, required=True, help="folder into which the fonts were installed"
    )
    parser.add_argument("--count", type=int, default=20, help="pictures of each typeface and kind")
    parser.add_argument("--seed", type=int, default=Settings().seed)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    settings = Settings(seed=options.seed)
    totals = dict.fromkeys(KINDS, 0)
    sure = wrong = 0
    print(
        f"{'of ' + str(options.count):20}", *(f"{kind:>9}" for kind in KINDS), "other type", "sure", "wrong"
    )
    for face in MEASURING:
        cells, told, own_sure, own_wrong = [], 0, 0, 0
        for kind in KINDS:
            found, other = measured(face, kind, options.fonts, count=options.count, settings=settings)
            right, claimed = (int(part) for part in found.reliability()["0.999"].split("/"))
            totals[kind] += found.exact
            cells.append(found.exact)
            told, own_sure, own_wrong = told + other, own_sure + claimed, own_wrong + claimed - right
        sure, wrong = sure + own_sure, wrong + own_wrong
        print(
            f"{face.family:20}",
            *(f"{one:9}" for one in cells),
            f"{told:10} {own_sure:4} {own_wrong:5}",
            flush=True,
        )
    share = (f"{totals[kind] / options.count / len(MEASURING):9.1%}" for kind in KINDS)
    print(f"{'all':20}", *share, f"{'':10} {sure:4} {wrong:5}")


if __name__ == "__main__":
    main()
