"""The printed zone of a document whose MRZ was read: its lines, and whether they say the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.api.document import AcquiredDocument, acquire_document
from docverify.api.moment import moment_of
from docverify.api.opened import Pictures
from docverify.evidence.page import Page
from docverify.evidence.page_places import FacePlace
from docverify.evidence.printed import Agreement, FieldAnswer, Obstacle, PrintedLine, PrintedZone
from docverify.evidence.reading import Reader, Reading
from docverify.imaging import Limits
from docverify.mrz import Mrz
from docverify.printed import field_answers, front_agrees
from docverify.printed.engines import DEFAULT, PrintReader, print_reader_named
from docverify.printed.lines import Look, Wanted, printed_lines
from docverify.printed.looks import all_agree, over_looks
from docverify.printed.view import View, view_of, view_of_front
from docverify.reading.engines import DEFAULT as DEFAULT_READER

_GRAVITY: Final = (
    (Agreement.DIFFERS, None),
    (Agreement.AGREES, None),
    (Agreement.NOT_COMPARABLE, Obstacle.NOT_ALIKE),
    (Agreement.NOT_COMPARABLE, Obstacle.NOT_IN_MRZ),
    (Agreement.NOT_READ, None),
)
"""Of what two sides of a card say of a field the first counts."""
_ABOUT_MRZ = 1.0
"""mm about the MRZ that are its own."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PrintedReading:
    """What a document says twice.

    Attributes:
        reading: of the MRZ, or why there is none.
        printed: what is printed beside it; None where no MRZ tells where the page lies.
    """

    reading: Reading
    printed: PrintedZone | None


def read_printed(
    document: Pictures,
    *,
    at: date | None = None,
    engine: str | Reader = DEFAULT_READER,
    print_engine: str | PrintReader = DEFAULT,
    limits: Limits | None = None,
    threads: int = 1,
) -> PrintedReading:
    """Read the MRZ of a document and what is printed beside it, and say whether the two agree.

    Args:
        document: its picture as `load_image` takes it, or a list of pictures of its sides.
        at: the day for which two-digit years are resolved; left open unless given.
        engine: the reader of the MRZ.
        print_engine: the reader of the print: "docverify", "ppocr", or a `PrintReader` of your own.
        limits: how large each picture may be; `Limits()` unless given.
        threads: processor threads that the networks may use.

    Returns:
        The reading, and for each field of the MRZ whether the print agrees, differs, was not read or cannot
        be compared; with the lines themselves.

    Raises:
        InputError: a picture cannot be used; its `picture` says which. No engine has that name, or
            `print_engine` is no reader of print.
        ConfigurationError: `at` is no day on which documents are read.
        EngineMissing: an engine is not installed.
        EngineFailed: an engine broke, or a reader of print gave what none gives.

    Source: ICAO Doc 9303-3, 3 and 4; NIST SP 800-63A, 4.
    """
    day = None if at is None else moment_of(at)[0]
    reader = print_reader_named(print_engine, threads=threads)
    shown = acquire_document(document, engine=engine, limits=limits, threads=threads)
    reading = shown.reading
    if day is not None and reading.mrz is not None:
        reading = replace(reading, mrz=reading.mrz.on(day))
    return PrintedReading(reading=reading, printed=printed_zone(replace(shown, reading=reading), reader))


def printed_zone(shown: AcquiredDocument, reader: PrintReader) -> PrintedZone | None:
    """What the pictures of an acquired document print; None where no page is known.

    Args:
        shown: as `acquire_document` gave it.
        reader: of print.
    """
    mrz, page, number = shown.reading.mrz, shown.page, shown.mrz_picture
    if mrz is None or page is None or number is None or shown.reading.quad is None:
        return None
    answers, lines = _answered(_of_page(shown, page, number, reader), mrz, number)
    sides = None
    face = shown.inventory.portrait
    if face is not None and face.place is FacePlace.OTHER_SIDE:
        own, front = _answered(_of_front(shown, page, reader), mrz, face.picture)
        sides = front_agrees(own)
        answers = tuple(
            min(pair, key=lambda one: _GRAVITY.index((one.agreement, one.obstacle)))
            for pair in zip(answers, own, strict=True)
        )
        lines = (*lines, *front)
    return PrintedZone(answers=answers, lines=lines, sides=sides)


def _answered(
    looks: Iterator[Look], mrz: Mrz, number: int
) -> tuple[tuple[FieldAnswer, ...], tuple[PrintedLine, ...]]:
    """Look on until every field agrees, or the reader looks no more; and the lines that agree in most fields.

    The larger print alone counts where all of it agrees: without captions it may say what it does not.
    """
    lines: tuple[PrintedLine, ...] = ()
    answers = field_answers(lines, mrz)
    told, best = [answers], -1
    for look in looks:
        seen = field_answers(look.lines, mrz)
        if not (look.whole or all_agree(seen)):
            continue
        told.append(seen)
        agreeing = sum(one.agreement is Agreement.AGREES for one in seen)
        if agreeing > best:
            lines, best = look.lines, agreeing
        answers = over_looks(told)
        if all_agree(answers):
            break
    return tuple(replace(one, picture=number) for one in answers), lines


def _of_page(shown: AcquiredDocument, page: Page, number: int, reader: PrintReader) -> Iterator[Look]:
    picture = shown.pictures[number]
    quad = shown.reading.quad
    assert quad is not None  # noqa: S101 - the page was placed by it
    zone = page.millimetres(quad)
    low, high = zone.min(0) - _ABOUT_MRZ, zone.max(0) + _ABOUT_MRZ

    def wanted(place: NDArray[np.float64]) -> bool:
        return not bool(((place > low) & (place < high)).all())

    return printed_lines(picture, view_of(_grey(picture), page), reader, wanted=wanted)


def _of_front(shown: AcquiredDocument, page: Page, reader: PrintReader) -> Iterator[Look]:
    face = shown.inventory.portrait
    assert face is not None  # noqa: S101 - it was found on the other side
    picture = shown.pictures[face.picture]
    same = face.picture == shown.mrz_picture
    view = view_of_front(_grey(picture), eyes=face.face.landmarks[:2], page=page if same else None)
    return printed_lines(picture, view, reader, wanted=_off(page, view) if same else lambda _: True)


def _off(page: Page, view: View) -> Wanted:
    """What is not on the back, which is seen in the same picture."""
    size = np.array([page.sheet.width, page.sheet.height])

    def wanted(place: NDArray[np.float64]) -> bool:
        on = page.millimetres(view.picture((place - view.origin) * view.scale))
        return not bool(((on > 0) & (on < size)).all())

    return wanted


def _grey(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
