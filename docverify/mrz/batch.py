"""Check digits and dates of many documents at once, with numpy."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from docverify.arguments import day_of
from docverify.errors import InputError, UnknownMrzFormat
from docverify.mrz.alphabet import ALPHABET
from docverify.mrz.batch_dates import read_dates
from docverify.mrz.batch_shapes import (
    FILLER_CODE,
    SHAPES,
    Codes,
    Flags,
    Flat,
    Shape,
    choose_layouts,
    compare_digit,
    stand_in,
)
from docverify.mrz.dates import DateKind
from docverify.mrz.document import FieldCheck, Mrz
from docverify.mrz.layouts import LAYOUTS, check_relations
from docverify.mrz.parse import parse_mrz

CHECKS = tuple(FieldCheck)
"""The order in which `MrzBatch.checks` numbers the outcomes."""
KINDS = tuple(DateKind)
"""The order in which `MrzBatch.date_kinds` numbers the kinds of dates."""

_VERIFIED, _REFUTED, _BLANK = (
    CHECKS.index(check) for check in (FieldCheck.VERIFIED, FieldCheck.REFUTED, FieldCheck.NOT_PRINTED)
)
_DATES = ("date_of_birth", "date_of_expiry")


@dataclass(frozen=True, slots=True)
class MrzBatch:
    """What `parse_many` found, one row a document. Its `repr` shows no text of the documents.

    Attributes:
        texts: The texts as given.
        formats: `(n,)` object array of `MrzFormat`, None where a text fits no layout.
        valid: `(n,)` bool: as `parse_mrz(text).valid`; False where a text fits no layout.
        checks: For each check digit's field, `(n,)` int8: an index into `CHECKS`, or -1 where the layout
            has no such digit. Keys are those of `Mrz.fields` that a digit proves, and
            `composite_check_digit`.
        dates: For `date_of_birth` and `date_of_expiry`, `(n,)` datetime64[D]; NaT unless the date is
            complete and only one candidate is left.
        date_kinds: For the same fields, `(n,)` int8: an index into `KINDS`, or -1.
        at: The day on which the documents were looked at.
    """

    texts: tuple[str, ...] = field(repr=False)
    formats: npt.NDArray[np.object_] = field(repr=False)
    valid: npt.NDArray[np.bool_] = field(repr=False)
    checks: dict[str, npt.NDArray[np.int8]] = field(repr=False)
    dates: dict[str, npt.NDArray[np.datetime64]] = field(repr=False)
    date_kinds: dict[str, npt.NDArray[np.int8]] = field(repr=False)
    at: date | None

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, row: int) -> Mrz:
        """Parse one document in full."""
        return parse_mrz(self.texts[row], at=self.at)


def parse_many(texts: Sequence[str], *, at: date | None = None) -> MrzBatch:
    r"""Check many MRZ texts at once: layout, check digits, alphabet and dates.

    Texts that stand plainly in a layout (capitals, digits and fillers, lines separated by one line feed
    or by nothing) are checked with numpy; all others one by one with `parse_mrz`, to the same result.

    Args:
        texts: One string a document.
        at: The day on which the documents are looked at; it resolves two-digit years.

    Returns:
        Arrays with a row for each text; a text that fits no layout never raises.

    Raises:
        InputError: `texts` is no sequence of strings, or `at` no day.

    >>> visa = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL898902C<3UTO6908061F9406236ZE184226"
    >>> batch = parse_many([visa, "no MRZ"])
    >>> batch.valid.tolist(), CHECKS[batch.checks["date_of_birth"][0]].value
    ([True, False], 'verified')
    """
    if isinstance(texts, str) or not isinstance(texts, Sequence):
        raise InputError("texts must be a sequence of strings, one a document")
    if not all(isinstance(text, str) for text in texts):
        raise InputError("one of texts is no string: pass one string a document, its lines separated")
    at = None if at is None else day_of(at)
    count = len(texts)
    batch = MrzBatch(
        tuple(texts),
        np.full(count, None, object),
        np.zeros(count, np.bool_),
        {name: np.full(count, -1, np.int8) for name in _DIGIT_FIELDS},
        {name: np.full(count, "NaT", "datetime64[D]") for name in _DATES},
        {name: np.full(count, -1, np.int8) for name in _DATES},
        at,
    )
    shapes: dict[int, list[int]] = {}
    for row, text in enumerate(texts):
        shapes.setdefault(len(text), []).append(row)
    for length, members in shapes.items():
        rows = np.array(members)
        left = rows
        for shape in SHAPES.get(length, ()):
            left = left[~_fill(batch, left, shape)]
        for row in left.tolist():
            _fill_one(batch, row)
    return batch


_DIGIT_FIELDS = tuple(dict.fromkeys(r.field for fmt in LAYOUTS for r in check_relations(fmt)))


def _fill(batch: MrzBatch, rows: npt.NDArray[np.intp], shape: Shape) -> Flags:
    """Fill in the rows that stand plainly in a shape, and say which they were."""
    done = np.zeros(len(rows), np.bool_)
    if not rows.size:
        return done
    joined = "".join([batch.texts[row] for row in rows.tolist()]).encode("ascii", "replace")
    codes, here = stand_in(shape, np.frombuffer(joined, np.uint8).reshape(len(rows), shape.length))
    chosen = np.full(len(rows), -1)
    chosen[here] = choose_layouts(shape, codes[here])
    for number, flat in enumerate(shape.flats):
        mine = (chosen == number) & ~_may_be_long(codes, flat)
        if mine.any():
            _judge(batch, rows[mine], codes[mine], flat)
        done |= mine
    return done


def _may_be_long(codes: Codes, flat: Flat) -> Flags:
    """Whether a document number may run into the optional data, which is left to `parse_mrz`."""
    if not flat.layout.long_number:
        return np.zeros(len(codes), np.bool_)
    number = flat.layout.places_by_name["document_number"].span
    long: Flags = codes[:, flat.cell(number.line, number.stop)] == FILLER_CODE
    return long


def _judge(batch: MrzBatch, rows: npt.NDArray[np.intp], codes: Codes, flat: Flat) -> None:
    batch.formats[rows] = flat.layout.format
    valid = _in_class(codes, flat)
    for relation in flat.layout.relations:
        agrees, blank, empty = compare_digit(codes, flat, relation)
        batch.checks[relation.field][rows] = np.where(agrees, _VERIFIED, np.where(blank, _BLANK, _REFUTED))
        valid &= agrees | (blank & empty & (relation.field == "optional_data"))
    for name in _DATES:
        place = flat.layout.places_by_name.get(name)
        if place is not None:
            start = flat.cell(place.span.line, place.span.first)
            dates = read_dates(codes[:, start : start + 6], at=batch.at, birth=name == "date_of_birth")
            batch.dates[name][rows] = dates.days
            batch.date_kinds[name][rows] = dates.kinds
            valid &= dates.kinds != KINDS.index(DateKind.IMPOSSIBLE)
    batch.valid[rows] = valid


def _in_class(codes: Codes, flat: Flat) -> Flags:
    """Whether every cell holds what its field may hold."""
    good = np.ones(len(codes), np.bool_)
    for place in flat.layout.places:
        allowed = np.array([c in place.allowed for c in ALPHABET])
        start = flat.cell(place.span.line, place.span.first)
        good &= allowed[codes[:, start : start + len(place.cells)]].all(axis=1)
    return good


def _fill_one(batch: MrzBatch, row: int) -> None:
    try:
        mrz = parse_mrz(batch.texts[row], at=batch.at)
    except UnknownMrzFormat:
        return
    batch.formats[row] = mrz.format
    batch.valid[row] = mrz.valid
    for relation in check_relations(mrz.format):
        batch.checks[relation.field][row] = CHECKS.index(mrz.fields[relation.field].check)
    for name in _DATES:
        value = mrz.field(name).date
        if value is not None:
            batch.date_kinds[name][row] = KINDS.index(value.kind)
            if value.date is not None:
                batch.dates[name][row] = value.date
