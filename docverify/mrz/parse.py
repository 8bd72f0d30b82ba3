"""Parse an MRZ: text in, every field with its value, cells, check and issues out."""

from collections.abc import Collection, Sequence
from datetime import date
from types import MappingProxyType

from docverify.errors import InputError
from docverify.mrz.alphabet import FILLER
from docverify.mrz.checks import LongTail, long_tail, run_checks
from docverify.mrz.detect import settle
from docverify.mrz.document import Field, FieldCheck, LongNumber, Mrz
from docverify.mrz.fields import character_issues, plain, read_date, read_digit, read_plain
from docverify.mrz.formats import Kind, Layout, MrzFormat, Place, Span
from docverify.mrz.identifiers import join_identifiers, read_identifier, read_names
from docverify.mrz.issues import ICAO, Issue, IssueCode, Profile
from docverify.mrz.layouts import LAYOUTS
from docverify.mrz.names import MrzName
from docverify.mrz.text import note


def parse_mrz(
    text: str | Sequence[str],
    *,
    at: date | None = None,
    profile: Profile = ICAO,
    waive: Collection[str] = (),
    format: MrzFormat | None = None,  # noqa: A002 - the word of the house
) -> Mrz:
    """Parse the text of a machine-readable zone.

    Nothing is corrected: apart from the changes reported as issues (lower case, spaces, look-alikes of the
    filler, lines without breaks) the text is taken as it stands. `repair_mrz` proposes corrections.

    Args:
        text: One string, lines separated by any line break or by none, or a sequence of lines.
        at: The day on which the document is looked at; it resolves two-digit years. Without it both
            centuries stay candidates.
        profile: Which issues make the result invalid: `STRICT`, `ICAO` or `LENIENT`, or one of your own.
        waive: Names of fields (`composite_check_digit`) or issue codes (`date_impossible`) whose issues
            shall not count; the result records them.
        format: The layout, when it is known; else it is detected.

    Returns:
        The parsed zone. A bad field never raises: it is reported.

    Raises:
        UnknownMrzFormat: The text fits no layout (or not the given one); the message names the nearest.
        InputError: `text` is no text, or `waive` names neither a field nor an issue code.

    Source: ICAO Doc 9303, 8th edition, parts 3 to 7.

    >>> mrz = parse_mrz(
    ...     "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
    ...     "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    ... )
    >>> mrz.valid, mrz.document_number.value, mrz.secondary_identifier.value
    (True, 'L898902C3', 'ANNA MARIA')
    """
    fit = settle(text, format)
    layout = LAYOUTS[fit.format]
    long = long_tail(layout, fit.lines)
    name, fields = _read_fields(layout, fit.lines, long, at)
    issues = [note(code) for code in fit.changes]
    for found in fields.values():
        issues.extend(found.issues)
    waived = _known(waive, layout)
    valid = not any(
        i.code in profile.counts and i.field not in waived and i.code.value not in waived for i in issues
    )
    return Mrz(
        fit.lines,
        layout.format,
        valid,
        MappingProxyType(fields),
        name,
        tuple(issues),
        profile.name,
        waived,
        None if long is None else long.rule,
    )


_ISSUE_CODES = frozenset(code.value for code in IssueCode)


def _known(waive: Collection[str], layout: Layout) -> tuple[str, ...]:
    names = (waive,) if isinstance(waive, str) else tuple(waive)
    for name in names:
        if name not in layout.places_by_name and name not in _ISSUE_CODES and name not in _ALL_FIELDS:
            raise InputError(f"cannot waive {name!r}: it is neither a field of an MRZ nor an issue code")
    return names


_ALL_FIELDS = frozenset(p.name for x in LAYOUTS.values() for p in x.places) | {
    "primary_identifier",
    "secondary_identifier",
}


def _read_fields(
    layout: Layout, lines: tuple[str, ...], long: LongTail | None, at: date | None
) -> tuple[MrzName, dict[str, Field]]:
    checks = run_checks(layout, lines, long)
    fields: dict[str, Field] = {}
    name = None
    for place in layout.places:
        span, kind = place.span, place.kind
        raw = lines[span.line][span.first : span.last + 1]
        checked = checks.get(place.name)
        check = FieldCheck.NOT_PRINTED if checked is None else checked.check
        if kind is Kind.DIGIT:
            proved = place.name if checked is not None else place.name[: -len("_check_digit")]
            outcome = checks[proved]
            printed = lines[outcome.digit.line][outcome.digit.first]
            must = proved != "optional_data" or bool(fields[proved].raw.strip(FILLER))
            fields[place.name] = read_digit(place, printed, outcome, must=must)
        elif kind is Kind.DATE:
            fields[place.name] = read_date(place, raw, check, at)
        elif kind is Kind.NAMES:
            name, both = read_names(place, raw)
            fields.update({part.name: part for part in both})
        elif kind is Kind.PRIMARY or kind is Kind.SECONDARY:
            fields[place.name] = read_identifier(place, raw)
        elif long is not None and kind is Kind.NUMBER:
            fields[place.name] = _long_number(place, lines, long, check)
        elif long is not None and place.name == layout.long_number:
            rest = Span(span.line, long.rest, span.last)
            fields[place.name] = read_plain(place, lines[span.line][rest.first : rest.stop], check, rest)
        else:
            fields[place.name] = read_plain(place, raw, check, span)
    return name or join_identifiers(fields), fields


def _long_number(place: Place, lines: tuple[str, ...], long: LongTail, check: FieldCheck) -> Field:
    line = lines[place.span.line]
    head = line[place.span.first : place.span.stop]
    tail = line[long.tail.first : long.tail.stop]
    issues = [
        *character_issues(place.name, head, place.span, place.allowed),
        *character_issues(place.name, tail, long.tail, place.allowed),
        Issue(IssueCode.LONG_NUMBER, place.name, long.tail, "the number goes on in the optional data"),
    ]
    if long.rule is LongNumber.WITH_FILLER:
        sentence = "the check digit agrees only when it covers the filler inside the long document number"
        issues.append(Issue(IssueCode.LONG_NUMBER_DIGIT_COVERS_FILLER, place.name, long.digit, sentence))
    raw = head + tail
    return Field(place.name, plain(raw), raw, place.span, check, tuple(issues), None, long.tail)
