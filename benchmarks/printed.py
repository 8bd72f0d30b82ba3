"""Whether the print says what the MRZ says: `python -m benchmarks run printed`.

Specimens of page designs that nothing was trained or tuned on are captured, sound ones, ones with one field
altered in the print or in the MRZ, and cards whose front and back are one card's or two cards'. PP-OCRv6,
whose networks rapidocr's wheel brings, reads the same pages where it is installed. Real pictures are
listed one by one: by answers, never by text.
"""

import csv
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

import docverify as dv
from benchmarks.false_yes import People
from benchmarks.rows import Row, Settings, make_row, time_sides
from docverify.api import acquire_document
from docverify.api.printed import printed_zone, read_printed
from docverify.errors import EngineMissing, InputError
from docverify.evaluation import wilson
from docverify.evidence.printed import Agreement, Belonging, PrintedField, PrintedZone
from docverify.imaging import load_image
from docverify.printed.engines import PrintReader, print_reader_named
from docverify.specimens import CONDITIONS, Side, capture, draw_specimen, random_style
from docverify.specimens.alter import Zone, draw_altered
from docverify.specimens.designs import MEASURING
from docverify.specimens.foreign import foreign_holder

PACKAGES = ("numpy", "opencv-python-headless", "onnxruntime", "rapidocr")
FORMATS = (dv.MrzFormat.TD3, dv.MrzFormat.TD2, dv.MrzFormat.MRVA, dv.MrzFormat.MRVB)
Picture = NDArray[np.uint8]


@dataclass(slots=True)
class Tally:
    """Answers by field, and how long they took beyond the reading of the MRZ."""

    fields: dict[str, Counter[str]] = field(default_factory=lambda: {one: Counter() for one in PrintedField})
    seconds: list[float] = field(default_factory=list)
    unread: int = 0

    def add(self, zone: PrintedZone | None, seconds: float) -> None:
        """Count one page; one whose MRZ was not read has no answers."""
        self.seconds.append(seconds)
        if zone is None:
            self.unread += 1
        for name in PrintedField:
            self.fields[name]["mrz_not_read" if zone is None else zone.answer(name).agreement.value] += 1

    def figures(self) -> dict[str, object]:
        """Answers, shares that agree with their intervals, and the median time."""
        shares = {}
        for name, counts in self.fields.items():
            total = counts.total() - counts[Agreement.NOT_COMPARABLE.value]
            agree = counts[Agreement.AGREES.value]
            interval = wilson(agree, max(total, 1))
            shares[name] = [round(agree / max(total, 1), 4), round(interval.low, 4), round(interval.high, 4)]
        return {
            "answers": {name: dict(counts) for name, counts in self.fields.items()},
            "agree": shares,
            "mrz_not_read": self.unread,
            "median_seconds": round(median(self.seconds), 4),
        }


def run(settings: Settings) -> Iterator[Row]:
    """Rows: sound pages, altered ones, sides of cards, real pictures, and the time against the yardstick."""
    ours = print_reader_named(threads=settings.threads)
    for condition in ("kiosk", "moderate"):
        pages = list(sound(settings, condition, 18 if settings.quick else 300))
        yield row(settings, tally(pages, ours), len(pages), f"sound, {condition}")
    yield from against_yardstick(settings, ours)
    for zone in Zone:
        yield altered(settings, ours, zone, 18 if settings.quick else 300)
    yield from cards(settings, 10 if settings.quick else 200)
    yield from real(settings)


def row(settings: Settings, counted: Tally, count: int, case: str) -> Row:
    """A row of answers."""
    return make_row(
        "printed",
        settings,
        count=count,
        unit="pages",
        packages=PACKAGES,
        figures=counted.figures(),
        case=case,
    )


def sound(settings: Settings, condition: str, count: int) -> Iterator[Picture]:
    """Captured pages of the designs in turn."""
    for number in range(count):
        rng = np.random.default_rng([settings.seed, 41, number])
        layout = FORMATS[number % len(FORMATS)]
        taken = CONDITIONS[condition](rng)
        specimen = draw_specimen(
            layout,
            holder=foreign_holder(layout, rng=rng),
            rng=rng,
            style=replace(random_style(rng), design=MEASURING[number % len(MEASURING)]),
            px_per_mm=taken.px_per_mm,
        )
        yield capture(specimen, taken, rng=rng).image


def tally(pages: Iterable[Picture], *readers: PrintReader) -> Tally:
    """Read pages and count what their print says."""
    counted = Tally()
    for page in pages:
        shown = acquire_document(page, face_engine=None)
        for reader in readers:
            start = time.perf_counter()
            zone = printed_zone(shown, reader)
            counted.add(zone, time.perf_counter() - start)
    return counted


def against_yardstick(settings: Settings, ours: PrintReader) -> Iterator[Row]:
    """The same pages read by both, in turn; and one page of a megapixel, timed beside reading its MRZ."""
    try:
        theirs = print_reader_named("ppocr", threads=settings.threads)
    except EngineMissing:
        return
    both = {"docverify": Tally(), "ppocr": Tally()}
    pages = list(sound(settings, "kiosk", 6 if settings.quick else 60))
    for page in pages:
        shown = acquire_document(page, face_engine=None)
        for reader in (ours, theirs):
            start = time.perf_counter()
            zone = printed_zone(shown, reader)
            both[reader.name].add(zone, time.perf_counter() - start)
    for name, counted in both.items():
        yield row(settings, counted, len(pages), f"sound, kiosk, the same pages: {name}")
    page = _of_a_megapixel(settings)
    shown = acquire_document(page, face_engine=None)
    timings = time_sides(
        {
            "docverify": lambda: printed_zone(shown, ours),
            "ppocr": lambda: printed_zone(shown, theirs),
            "reading the MRZ": lambda: dv.read_mrz(page),
        },
        rounds=3 if settings.quick else 7,
    )
    yield make_row(
        "printed", settings, timings, count=1, unit="pages", packages=PACKAGES, case="time of one megapixel"
    )


def _of_a_megapixel(settings: Settings) -> Picture:
    page = next(sound(settings, "kiosk", 1))
    scale = (1e6 / (page.shape[0] * page.shape[1])) ** 0.5
    from PIL import Image

    size = round(page.shape[1] * scale), round(page.shape[0] * scale)
    return np.asarray(Image.fromarray(page).resize(size, Image.Resampling.LANCZOS), np.uint8)


def altered(settings: Settings, reader: PrintReader, zone: Zone, count: int) -> Row:
    """Pages of which one field was altered: what is said of that field, and of the others."""
    said: dict[str, Counter[str]] = {one: Counter() for one in PrintedField}
    others: Counter[str] = Counter()
    for number in range(count):
        rng = np.random.default_rng([settings.seed, 42, number])
        layout = FORMATS[number % len(FORMATS)]
        about = list(PrintedField)[number % len(PrintedField)]
        taken = CONDITIONS["kiosk"](rng)
        style = replace(random_style(rng), design=MEASURING[(number // len(PrintedField)) % len(MEASURING)])
        while True:  # of some holders not everything is known
            try:
                specimen, _ = draw_altered(
                    layout,
                    holder=foreign_holder(layout, rng=rng),
                    field=about,
                    zone=zone,
                    rng=rng,
                    style=style,
                    px_per_mm=taken.px_per_mm,
                )
                break
            except InputError:
                continue
        shown = acquire_document(capture(specimen, taken, rng=rng).image, face_engine=None)
        seen = printed_zone(shown, reader)
        for one in PrintedField:
            answer = "mrz_not_read" if seen is None else seen.answer(one).agreement.value
            if one is about:
                said[one][answer] += 1
            else:
                others[answer] += 1
    whole: Counter[str] = Counter()
    for counts in said.values():
        whole += counts
    figures = {"altered": {name: dict(counts) for name, counts in said.items()}, "others": dict(others)}
    figures |= {"all_altered": dict(whole)}
    return make_row(
        "printed",
        settings,
        count=count,
        unit="pages",
        packages=PACKAGES,
        figures=figures,
        case=f"altered {zone}",
    )


def cards(settings: Settings, count: int) -> Iterator[Row]:
    """Front and back of one card, and of two cards, in two pictures each."""
    people = People(settings)
    for case, own in (("front and back of one card", True), ("front and back of two cards", False)):
        said: Counter[str] = Counter()
        for number in range(count):
            rng = np.random.default_rng([settings.seed, 43, number])
            bearer, _ = people.pair(rng)
            taken = CONDITIONS["kiosk"](rng)
            style = replace(random_style(rng), design=MEASURING[number % len(MEASURING)])
            first = foreign_holder(dv.MrzFormat.TD1, rng=rng)
            second = first if own else foreign_holder(dv.MrzFormat.TD1, rng=rng)
            sides = []
            for holder, side in ((first, Side.FRONT), (second, Side.MRZ)):
                specimen = draw_specimen(
                    dv.MrzFormat.TD1,
                    holder=holder,
                    rng=rng,
                    portrait=bearer.portrait,
                    side=side,
                    style=style,
                    px_per_mm=taken.px_per_mm,
                )
                sides.append(capture(specimen, taken, rng=rng).image)
            zone = read_printed(sides).printed
            if zone is None or zone.sides is None:
                said["no front" if zone is not None else "mrz_not_read"] += 1
            else:
                said[zone.sides.belonging.value] += 1
        interval = wilson(said[Belonging.BELONGS.value], count)
        figures = {
            "belonging": dict(said),
            "belongs_wilson": [round(interval.low, 4), round(interval.high, 4)],
        }
        yield make_row(
            "printed", settings, count=count, unit="cards", packages=PACKAGES, figures=figures, case=case
        )


def real(settings: Settings) -> Iterator[Row]:
    """Each real picture's answers, by its file."""
    folder = settings.data / "mrz" / "dev"
    if not (folder / "truth.tsv").is_file():
        return
    answers: dict[str, dict[str, str]] = {}
    with (folder / "truth.tsv").open(encoding="utf-8", newline="") as file:
        names = [line["file"] for line in csv.DictReader(file, delimiter="\t") if line["mrz"]]
    for name in names:
        zone = read_printed(load_image(Path(folder) / name)).printed
        answers[name] = (
            {"mrz": "not_read"} if zone is None else {one.field: one.agreement.value for one in zone.answers}
        )
    counts = {
        one.value: dict(Counter(said[one] for said in answers.values() if one in said))
        for one in PrintedField
    }
    yield make_row(
        "printed",
        settings,
        count=len(names),
        unit="pictures",
        packages=PACKAGES,
        figures={"answers": counts, "each": answers},
        case="real pictures",
    )
