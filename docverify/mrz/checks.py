"""Run a layout's check digits over lines of text, long document numbers included."""

from typing import NamedTuple

from docverify.mrz.alphabet import ALPHABET, FILLER
from docverify.mrz.check_digits import weighted_digit
from docverify.mrz.document import FieldCheck, LongNumber
from docverify.mrz.formats import Layout, Span


class Checked(NamedTuple):
    """The outcome of one check digit: the check, the digit that was computed, and where it is printed."""

    check: FieldCheck
    expected: str
    digit: Span


class LongTail(NamedTuple):
    """The part of a long document number that stands in the optional data."""

    tail: Span
    digit: Span
    rest: int
    rule: LongNumber
    expected: str


def long_tail(layout: Layout, lines: tuple[str, ...]) -> LongTail | None:
    """Find a document number that runs into the optional data.

    The digit's cell then holds `<`, and the optional data begins with the rest of the number, its check
    digit, and `<`. The digit covers the number alone; some older cards cover the `<` as well.

    Returns:
        Where the tail, the digit and the remaining optional data stand; None for a short number.

    Source: ICAO Doc 9303-5, 4.2.4; 9303-6, 4.2.2.
    """
    if not layout.long_number:
        return None
    number, optional = layout.places_by_name["document_number"], layout.places_by_name[layout.long_number]
    line = lines[number.span.line]
    if line[number.span.stop] != FILLER or line[number.span.last] == FILLER:
        return None
    start, stop = optional.span.first, optional.span.stop
    end = line.find(FILLER, start, stop)
    end = stop if end < 0 else end
    if end - start < 2:  # nothing, or a digit with no number before it
        return None
    head, tail, digit = line[number.span.first : number.span.stop], line[start : end - 1], line[end - 1]
    without, within = weighted_digit(head + tail), weighted_digit(head + FILLER + tail)
    rule = {
        (True, True): LongNumber.EITHER,
        (True, False): LongNumber.WITHOUT_FILLER,
        (False, True): LongNumber.WITH_FILLER,
        (False, False): LongNumber.NEITHER,
    }[str(without) == digit, str(within) == digit]
    row = number.span.line
    return LongTail(
        Span(row, start, end - 2),
        Span(row, end - 1, end - 1),
        min(end + 1, stop),
        rule,
        "" if without is None else str(without),
    )


def run_checks(layout: Layout, lines: tuple[str, ...], long: LongTail | None) -> dict[str, Checked]:
    """Compare every check digit of a layout with the cells it covers.

    Returns:
        By name of the field that each digit proves (`composite_check_digit` proves itself).
    """
    results = {}
    for relation in layout.relations:
        printed = lines[relation.cell.line][relation.cell.first]
        text = "".join([lines[line][first:stop] for line, first, stop in relation.slices])
        computed = weighted_digit(text)
        expected = "" if computed is None else str(computed)
        if computed is None or printed not in ALPHABET:
            check = FieldCheck.UNCHECKABLE
        elif printed == expected:
            check = FieldCheck.VERIFIED
        elif printed == FILLER:
            check = FieldCheck.NOT_PRINTED
        else:
            check = FieldCheck.REFUTED
        results[relation.field] = Checked(check, expected, relation.cell)
    if long is not None:
        check = FieldCheck.REFUTED if long.rule is LongNumber.NEITHER else FieldCheck.VERIFIED
        if not long.expected:
            check = FieldCheck.UNCHECKABLE
        results["document_number"] = Checked(check, long.expected, long.digit)
    return results
