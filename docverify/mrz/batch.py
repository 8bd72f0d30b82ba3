"""Check digits and dates of many documents at once, with numpy."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from docverify.errors import UnknownMrzFormat
from docverify.mrz.alphabet import ALPHABET, FILLER
from docverify.mrz.batch_dates import ArrayDates, read_dates
from docverify.mrz.dates import DateKind
from docverify.mrz.document import FieldCheck, Mrz
from docverify.mrz.formats import MrzFormat
from docverify.mrz.layouts import LAYOUTS, check_relations
from docverify.mrz.parse import parse_mrz

CHECKS = tuple(FieldCheck)
"""The order in which `MrzBatch.checks` numbers the outcomes."""
KINDS = tuple(DateKind)
"""The order in which `MrzBatch.date_kinds` numbers the kinds of dates."""

_CODES = np.full(256, 255, np.uint8)
_CODES[[ord(c) for c in ALPHABET]] = np.arange(len(ALPHABET))
_FILLER = ALPHABET.index(FILLER)
_VALUES = np.array([0 if c == FILLER else i for i, c in enumerate(ALPHABET)], np.int32)
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

    Texts that stand in a plain ICAO layout (capitals, digits and fillers, lines separated by one line feed
    or by nothing) are checked with numpy; all others one by one with `parse_mrz`, to the same result.

    Args:
        texts: One string a document.
        at: The day on which the documents are looked at; it resolves two-digit years.

    Returns:
        Arrays with a row for each text; a text that fits no layout never raises.

    >>> visa = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL898902C<3UTO6908061F9406236ZE184226"
    >>> batch = parse_many([visa, "no MRZ"])
    >>> batch.valid.tolist(), CHECKS[batch.checks["date_of_birth"][0]].value
    ([True, False], 'verified')
    """
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
        for plain in _PLAIN.get(length, ()):
            left = left[~_fill(batch, left, plain)]
        for row in left.tolist():
            _fill_one(batch, row)
    return batch


_DIGIT_FIELDS = tuple(dict.fromkeys(r.field for fmt in LAYOUTS for r in check_relations(fmt)))


@dataclass(frozen=True, slots=True)
class _Plain:
    """A layout as a flat row of characters."""

    format: MrzFormat
    length: int
    breaks: tuple[int, ...]
    starts: tuple[int, ...]

    def cell(self, line: int, column: int) -> int:
        return self.starts[line] + column


def _plain(fmt: MrzFormat, gap: int) -> _Plain:
    widths = LAYOUTS[fmt].widths
    starts = tuple(sum(widths[:i]) + gap * i for i in range(len(widths)))
    breaks = tuple(s - 1 for s in starts[1:]) if gap else ()
    return _Plain(fmt, sum(widths) + gap * (len(widths) - 1), breaks, starts)


_PLAIN: dict[int, list[_Plain]] = {}
for _format in (MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3, MrzFormat.MRVA, MrzFormat.MRVB):
    for _gap in (0, 1):
        _one = _plain(_format, _gap)
        _PLAIN.setdefault(_one.length, []).append(_one)


def _fill(batch: MrzBatch, rows: npt.NDArray[np.intp], plain: _Plain) -> npt.NDArray[np.bool_]:
    """Fill in the rows that stand plainly in a layout, and say which they were."""
    if not rows.size:
        return np.zeros(0, np.bool_)
    joined = "".join([batch.texts[row] for row in rows.tolist()]).encode("ascii", "replace")
    raw = np.frombuffer(joined, np.uint8).reshape(len(rows), plain.length)
    codes = _CODES[raw]
    mine = _is_plain(raw, codes, plain)
    codes, chosen = codes[mine], rows[mine]
    if not chosen.size:
        return mine
    batch.formats[chosen] = plain.format
    valid = _in_class(codes, plain)
    for relation in check_relations(plain.format):
        check, sound = _check(codes, plain, relation.name)
        batch.checks[relation.field][chosen] = check
        valid &= sound
    for name in _DATES:
        dates = _dates(codes, plain, name, batch.at)
        batch.dates[name][chosen] = dates.days
        batch.date_kinds[name][chosen] = dates.kinds
        valid &= dates.kinds != KINDS.index(DateKind.IMPOSSIBLE)
    batch.valid[chosen] = valid
    return mine


def _is_plain(
    raw: npt.NDArray[np.uint8], codes: npt.NDArray[np.uint8], plain: _Plain
) -> npt.NDArray[np.bool_]:
    """Rows with line feeds where they belong, the layout's marks, and a short document number."""
    gaps = list(plain.breaks)
    cells = np.ones(plain.length, np.bool_)
    cells[gaps] = False
    mine: npt.NDArray[np.bool_] = (raw[:, gaps] == ord("\n")).all(axis=1) & (codes[:, cells] != 255).all(
        axis=1
    )
    visa = raw[:, 0] == ord("V")
    mine &= (
        visa if plain.format in (MrzFormat.MRVA, MrzFormat.MRVB) else ~visa | (plain.format is MrzFormat.TD1)
    )
    if plain.format is MrzFormat.TD2:
        mine &= ~(raw[:, :5] == np.frombuffer(b"IDFRA", np.uint8)).all(axis=1)
    layout = LAYOUTS[plain.format]
    if layout.long_number:
        number = layout.places_by_name["document_number"].span
        mine &= codes[:, plain.cell(number.line, number.stop)] != _FILLER
    return mine


def _in_class(codes: npt.NDArray[np.uint8], plain: _Plain) -> npt.NDArray[np.bool_]:
    allowed = np.ones((plain.length, len(ALPHABET)), np.bool_)
    for place in LAYOUTS[plain.format].places:
        columns = [plain.cell(place.span.line, c) for c in range(place.span.first, place.span.stop)]
        allowed[columns] = [c in place.allowed for c in ALPHABET]
    cells = [i for i in range(plain.length) if i not in plain.breaks]
    good: npt.NDArray[np.bool_] = allowed[np.array(cells), codes[:, cells]].all(axis=1)
    return good


def _check(
    codes: npt.NDArray[np.uint8], plain: _Plain, name: str
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.bool_]]:
    """The outcome of one check digit, and whether it leaves the document sound."""
    relation = next(r for r in check_relations(plain.format) if r.name == name)
    columns = [plain.cell(*cell) for cell in relation.covered_cells]
    weights = np.array([(7, 3, 1)[i % 3] for i in range(len(columns))], np.int32)
    covered = codes[:, columns]
    computed = (_VALUES[covered] @ weights) % 10
    printed = codes[:, plain.cell(*relation.digit)]
    blank = printed == _FILLER
    check: npt.NDArray[np.int8] = np.where(
        printed == computed,
        CHECKS.index(FieldCheck.VERIFIED),
        np.where(blank, CHECKS.index(FieldCheck.NOT_PRINTED), CHECKS.index(FieldCheck.REFUTED)),
    ).astype(np.int8)
    sound: npt.NDArray[np.bool_] = printed == computed
    if relation.field == "optional_data":
        sound |= blank & (covered == _FILLER).all(axis=1)
    return check, sound


def _dates(codes: npt.NDArray[np.uint8], plain: _Plain, name: str, at: date | None) -> ArrayDates:
    span = LAYOUTS[plain.format].places_by_name[name].span
    start = plain.cell(span.line, span.first)
    return read_dates(codes[:, start : start + 6], at=at, birth=name == "date_of_birth")


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
