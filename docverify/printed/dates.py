"""Whether a date of the MRZ is the one that is printed (ICAO Doc 9303-3, 3 and 4.7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as hidden
from itertools import chain
from typing import Final

from docverify.mrz import Mrz
from docverify.mrz.dates import FIRST_DOCUMENTS
from docverify.printed import tables
from docverify.printed.certainty import certain
from docverify.printed.date_words import Day, days_and_months, written_dates, years_alone
from docverify.printed.finding import Finding, agrees, differs, not_alike, not_in_mrz, not_read
from docverify.printed.folding import bare
from docverify.printed.labels import Element
from docverify.printed.languages import in_language, languages_of
from docverify.printed.page import Page
from docverify.printed.pieces import Pairs, Piece, Run, following
from docverify.printed.thresholds import BENEATH, BENEATH_LEFT

DATES: Final = frozenset({Element.BIRTH, Element.EXPIRY, Element.ISSUE})
_OUR_YEARS: Final = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Expected:
    """A date as the MRZ has it: two digits each, and the four-digit years that are possible, if any."""

    year: int = hidden(repr=False)
    month: int = hidden(repr=False)
    day: int = hidden(repr=False)
    years: tuple[int, ...] = hidden(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class PrintedDate:
    """A date on the page: where it stands and the ways to read it."""

    run: Run
    pieces: tuple[Piece, ...]
    span: tuple[int, int]
    ways: tuple[Day, ...]


def printed_dates(page: Page) -> tuple[PrintedDate, ...]:
    """Every complete date on a page, those that go on in the line beneath or beside included."""
    found: list[PrintedDate] = []
    taken: dict[int, list[tuple[int, int]]] = {}
    for run in _runs(page):
        for date in written_dates(run.text):
            pieces = run.cut(date.first, date.last)
            inside = any(
                first < piece.end and piece.start < last
                for piece in pieces
                for first, last in taken.get(piece.line, ())
            )
            if len(pieces) == len(run.pieces) and not inside:
                found.append(PrintedDate(run, pieces, (date.first, date.last), date.ways))
                for piece in pieces:
                    taken.setdefault(piece.line, []).append((piece.start, piece.end))
    languages = languages_of(page, ((date.run.text, date.ways) for date in found))
    return tuple(
        replace(date, ways=tuple(in_language(way, date.run.text, languages) for way in date.ways))
        for date in found
    )


def _runs(page: Page) -> Iterator[Run]:
    """Lines first, then years beneath, then pairs, then three parts in boxes or on lines of their own."""
    triples = chain(_threes(page.beside), _threes(page.below))
    parts = chain(((line,) for line in page.lines), _in_columns(page), page.beside, page.below, triples)
    return (Run(one) for one in parts if sum(len(piece.text) for piece in one) < 200 or len(one) == 1)


def _in_columns(page: Page) -> Iterator[tuple[Piece, Piece]]:
    """Days with their months, and the year beneath each: columns may have been read as one line."""
    heads = [line.part(*span) for line in page.lines for span in days_and_months(line.text)]
    years = [line.part(*span) for line in page.lines for span in years_alone(line.text)] if heads else []
    for head in heads:
        beneath = [year for year in years if _stands_beneath(year, head)]
        if beneath:
            yield head, min(beneath, key=lambda year: abs(year.box[0] - head.box[0]))


def _stands_beneath(year: Piece, head: Piece) -> bool:
    gap = year.box[1] - head.box[3]
    inside = year.box[0] < head.box[2] and year.box[2] > head.box[0]
    return inside and -0.5 * head.height < gap < BENEATH * head.height


def _threes(pairs: Pairs) -> Iterator[tuple[Piece, Piece, Piece]]:
    further = following(pairs)
    for first, second in pairs:
        if second.line in further:
            yield first, second, further[second.line]


def expected_date(mrz: Mrz, element: Element) -> Expected | None:
    """The date of birth or expiry of an MRZ; None where it is not complete.

    A bearer is born before the document expires, and no document expires before there were any.
    """
    born = element is Element.BIRTH
    field = mrz.date_of_birth if born else mrz.date_of_expiry
    raw = field.raw
    if len(raw) != 6 or not (raw.isascii() and raw.isdigit()):
        return None
    expiries = () if mrz.date_of_expiry.date is None else mrz.date_of_expiry.date.candidates
    candidates = () if field.date is None else field.date.candidates
    if born:
        years = tuple(d.year for d in candidates if not expiries or d < max(expiries))
    else:
        years = tuple(d.year for d in candidates if d.year >= FIRST_DOCUMENTS)
    return Expected(int(raw[:2]), int(raw[2:4]), int(raw[4:]), years)


def date_finding(page: Page, dates: Sequence[PrintedDate], mrz: Mrz, element: Element) -> Finding:
    """Whether the date of an element is printed.

    Args:
        page: with its side.
        dates: of the page.
        mrz: of the document.
        element: `BIRTH` or `EXPIRY`.
    """
    expected = expected_date(mrz, element)
    if expected is None:
        return not_in_mrz("The MRZ holds no complete date.")
    owners = [page.owner(date.pieces[0]) for date in dates]
    own = [date for date, owner in zip(dates, owners, strict=True) if owner is element and date.ways]
    free = [date for date, owner in zip(dates, owners, strict=True) if owner not in DATES and date.ways]
    for date in own:
        if _same(date, expected):
            return agrees("The same date is printed at its caption.", date.pieces)
    alone = next((d for d in free if _same(d, expected) and _in_order(d, free, element)), None)
    sure = (d for d in own if page.sure_owner(d.pieces[0]) is element)
    other = next((d for d in sure if _surely_other(d, expected)), None)
    if other is not None and alone is None:
        return differs("Another date is printed at its caption.", other.pieces)
    if own:
        return not_read("What was read at its caption is neither the same date nor surely another one.")
    if alone is not None:
        return agrees("The same date is printed where no caption says otherwise.", alone.pieces)
    known = [date for date in dates if date.ways]
    last = _by_order(known, element)
    nowhere = all(deciding(date, expected) for date in known)
    whole = last is not None and len(last.pieces) == 1  # parts of a date may be put together wrongly
    if last is not None and last in free and nowhere and whole and _one_apart(last, expected):
        return differs("The date that is this one by its order is another one in one character.", last.pieces)
    foreign = tuple(
        piece
        for piece in page.pieces
        if page.owner(piece) is element and any(c.isdigit() and not c.isascii() for c in piece.text)
    )
    if foreign or (not dates and _other_digits(page)):
        return not_alike("The date is printed with digits of another script.", foreign)
    return not_read("No such date was read.")


def other_by_order(dates: Sequence[PrintedDate], mrz: Mrz, element: Element) -> PrintedDate | None:
    """The date that is this one by its order, and surely another one in a single part.

    Of two dates of which one is that of the other element, it is the other one, unless it is another in its
    year alone and may be the day of issue: documents expire on that day, or on that of their bearer's birth.

    Args:
        dates: of the page.
        mrz: of the document.
        element: `BIRTH` or `EXPIRY`.
    """
    expected = expected_date(mrz, element)
    known = [date for date in dates if date.ways]
    distinct = {min(values) for date in known if (values := _values(date))}
    if expected is None or any(not deciding(date, expected) for date in known):
        return None
    several = len(distinct) >= _THREE
    last = _by_order(known, element) if several else _beside_other(known, mrz, element)
    if last is None or not _together(last) or not _surely_other(last, expected):
        return None
    _, way = _nearest(last, expected)
    same = (way.year % 100 == expected.year, expected.month in way.months, way.day == expected.day)
    no_issue = several or same[0] or _is_no_issue(last, mrz, element)
    return last if sum(same) == len(same) - 1 and no_issue else None


def _is_no_issue(date: PrintedDate, mrz: Mrz, element: Element) -> bool:
    """Whether a date is surely not that of issue: one long before the expiry, or after it."""
    expiry = expected_date(mrz, Element.EXPIRY)
    years = [value // 10_000 for value in _values(date)]
    if expiry is None or not expiry.years or not years:
        return False
    if element is Element.BIRTH:
        return max(years) < min(expiry.years) - _LONGEST_VALID
    return min(years) > max(expiry.years)


def _beside_other(known: Sequence[PrintedDate], mrz: Mrz, element: Element) -> PrintedDate | None:
    """Of two dates, the one that is not that of the other element."""
    other = expected_date(mrz, Element.EXPIRY if element is Element.BIRTH else Element.BIRTH)
    left = [date for date in known if other is not None and deciding(date, other)]
    return left[0] if len(known) == len(left) + 1 == 2 else None


def _together(date: PrintedDate) -> bool:
    """Whether its parts stand on one line, or right beneath each other.

    Where a part of a line begins is known by its share of the characters, no better than to a few of them.
    """
    first, *rest = date.pieces
    return all(abs(one.box[0] - first.box[0]) < BENEATH_LEFT * first.height for one in rest)


def _same(date: PrintedDate, expected: Expected) -> bool:
    """Whether it is the expected date in every language that the page may be of.

    No letter need make a difference: LIS is October in Croatian and November in Polish.
    """
    at, way = _nearest(date, expected)
    return not at and way.months == {expected.month}


def deciding(date: PrintedDate, expected: Expected) -> tuple[int, ...]:
    """The positions in the run's text that make the printed date another one; none where it is the same."""
    return _nearest(date, expected)[0]


def _nearest(date: PrintedDate, expected: Expected) -> tuple[tuple[int, ...], Day]:
    """The way to read it that is nearest to the expected date, and what makes it another one."""
    ways = ((_deciding(date.run.text, way, expected), way) for way in date.ways)
    return min(ways, key=lambda one: len(one[0]))


def _deciding(text: str, way: Day, expected: Expected) -> tuple[int, ...]:
    year, month, day = way.spans
    at: list[int] = []
    if way.short or not expected.years:
        at += _unlike(text, (year[1] - 2, year[1]), f"{expected.year:02}", way.year % 100 == expected.year)
    else:
        likeliest = min(
            expected.years, key=lambda y: sum(a != b for a, b in zip(f"{y}", f"{way.year}", strict=False))
        )
        at += _unlike(text, year, f"{likeliest}", way.year in expected.years)
    at += _unlike(text, day, f"{expected.day:02}", way.day == expected.day)
    if expected.month not in way.months:
        at += _other_month(text, month, expected.month)
    return tuple(at)


def _unlike(text: str, span: tuple[int, int], wanted: str, same: bool) -> list[int]:
    if same:
        return []
    written = text[slice(*span)]
    if len(written) < len(wanted):
        wanted = wanted.lstrip("0")
    if len(written) != len(wanted):
        return list(range(*span))
    return [span[0] + n for n, (a, b) in enumerate(zip(written, wanted, strict=True)) if a != b]


def _other_month(text: str, span: tuple[int, int], month: int) -> list[int]:
    """The letters that make a month's word another one than the nearest word of the month."""
    written = text[slice(*span)]
    if written.isdigit():
        return _unlike(text, span, f"{month:02}", same=False)
    same_length = [w for w, meant in tables.months().items() if month in meant and len(w) == len(written)]
    letters = [bare(c) for c in written]
    unlike = [
        [span[0] + n for n, (a, b) in enumerate(zip(letters, w, strict=True)) if a != b] for w in same_length
    ]
    return min(unlike, key=len, default=list(range(*span)))


def _surely_other(date: PrintedDate, expected: Expected) -> bool:
    first, last = date.span
    at, way = _nearest(date, expected)
    # The MRZ does not hold the century: what follows for it from the other date is no reading.
    unheld = range(0) if way.short else range(way.spans[0][0], way.spans[0][1] - 2)
    spared = {*unheld, *_cut_off(date, way, expected)}
    ours = way.short or way.year in _OUR_YEARS  # not 2517 or 1445, of other calendars
    # Of a month that is the expected one no letter need be read well: it has two words, in two languages.
    settled = range(*way.spans[1]) if way.months == {expected.month} else range(0)
    told = [one for one in range(first, last) if one not in settled]
    chances = [date.run.chances[one] for one in told]
    return ours and certain(chances, (told.index(one) for one in at if one not in spared))


def _cut_off(date: PrintedDate, way: Day, expected: Expected) -> Iterator[int]:
    """The positions at a line's ends where more may stand: 5.04.2031, or 2031.04.1, of the 15th."""
    text, (year, month, day) = date.run.text, way.spans
    for span, wanted in ((month, expected.month), (day, expected.day)):
        read, whole = text[slice(*span)], f"{wanted:02}"
        begins, ends = _empty(text[: span[0]]), _empty(text[span[1] :])
        if (begins and read == whole[1:]) or (ends and read == whole[:1]):
            yield from range(*span)
    wholes = {str(one)[:2] for one in expected.years}
    if way.short and _empty(text[year[1] :]) and text[slice(*year)] in wholes:
        yield from range(*year)


def _empty(text: str) -> bool:
    return not any(map(str.isalnum, text))


def _one_apart(date: PrintedDate, expected: Expected) -> bool:
    """Whether a date is surely another one, in one character."""
    return len(deciding(date, expected)) == 1 and _surely_other(date, expected)


def _by_order(dates: Sequence[PrintedDate], element: Element) -> PrintedDate | None:
    """The first of at least two dates is that of birth, and the last of at least three that of expiry."""
    known = [(values, date) for date in dates if (values := _values(date))]
    distinct = {min(values) for values, _ in known}
    if element is Element.BIRTH:
        first = min(known, key=lambda one: max(one[0]), default=None)
        return None if first is None or len(distinct) < _FEWEST[element] else first[1]
    last = max(known, key=lambda one: min(one[0]), default=None)
    return None if last is None or len(distinct) < _FEWEST[element] else last[1]


_THREE: Final = 3
_LONGEST_VALID: Final = 20
"""Years that no document is valid."""
_FEWEST: Final = {Element.BIRTH: 2, Element.EXPIRY: _THREE}
"""Dates of a page, from which their order tells which is which: birth, issue and expiry."""


def _in_order(date: PrintedDate, others: Sequence[PrintedDate], element: Element) -> bool:
    """Whether none of the other dates is surely earlier than a birth, or later than an expiry."""
    sign = 1 if element is Element.BIRTH else -1
    mine = [sign * value for value in _values(date)]
    if not mine:
        return True
    return not any(
        values and max(values) < min(mine)
        for values in ([sign * value for value in _values(one)] for one in others if one is not date)
    )


def _values(date: PrintedDate) -> list[int]:
    return [
        way.year * 10_000 + month * 100 + way.day
        for way in date.ways
        for month in way.months
        if way.year in _OUR_YEARS
    ]


def _other_digits(page: Page) -> bool:
    return any(c.isdigit() and not c.isascii() for line in page.lines for c in line.text)
