"""Parse an MRZ: text in, every field with its value, cells, check and issues out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from docverify.arguments import day_of, expect, member
from docverify.errors import InputError
from docverify.mrz.alphabet import FILLER
from docverify.mrz.checks import Checked, LongTail, long_tail, run_checks
from docverify.mrz.detect import settle
from docverify.mrz.document import Field, FieldCheck, LongNumber, Mrz
from docverify.mrz.fields import character_issues, plain, read_date, read_digit, read_plain
from docverify.mrz.formats import Kind, Layout, MrzFormat, Place, Span
from docverify.mrz.identifiers import join_identifiers, read_identifier, read_names
from docverify.mrz.issues import ICAO, Issue, IssueCode, Profile, counted_issues
from docverify.mrz.layouts import LAYOUTS
from docverify.mrz.names import MrzName
from docverify.mrz.text import note
from docverify.mrz.words import field_name


def parse_mrz(
    text: str | Sequence[str],
    *,
    at: date | None = None,
    profile: Profile = ICAO,
    waive: Collection[str] = (),
    format: MrzFormat | str | None = None,  # noqa: A002 - the word of the house
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
        format: The layout, or its name, when it is known; else it is detected.

    Returns:
        The parsed zone. A bad field never raises: it is reported.

    Raises:
        UnknownMrzFormat: The text fits no layout (or not the given one); the message names the nearest.
        InputError: `text` is no text, `waive` names neither a field nor an issue code, or another argument
            is not what is said above.

    Source: ICAO Doc 9303, 8th edition, parts 3 to 7.

    >>> mrz = parse_mrz(
    ...     "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
    ...     "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    ... )
    >>> mrz.valid, mrz.document_number.value, mrz.secondary_identifier.value
    (True, 'L898902C3', 'ANNA MARIA')
    """
    at = None if at is None else day_of(at)
    expect("profile", profile, Profile, "STRICT, ICAO, LENIENT, or a Profile of your own")
    fit = settle(text, None if format is None else member("format", format, MrzFormat))
    layout = LAYOUTS[fit.format]
    long = long_tail(layout, fit.lines)
    name, fields = _read_fields(layout, fit.lines, long, at)
    issues = [note(code) for code in fit.changes]
    for found in fields.values():
        if found.issues:
            issues.extend(found.issues)
    waived = _known(waive)
    valid = not issues or not counted_issues(issues, profile.counts, waived)
    return Mrz(
        fit.lines,
        layout.format,
        valid,
        MappingProxyType(fields),
        name,
        tuple(issues),
        profile.name,
        profile.counts,
        waived,
        None if long is None else long.rule,
    )


_ISSUE_CODES = frozenset(code.value for code in IssueCode)


def _known(waive: Collection[str]) -> tuple[str, ...]:
    if type(waive) is tuple and not waive:  # as it is for nearly every document
        return ()
    given = (waive,) if isinstance(waive, str) else waive
    several = isinstance(given, Collection) and not isinstance(given, Mapping)  # type: ignore[redundant-expr]
    if not several or not all(isinstance(one, str) for one in given):
        raise InputError("waive must be a collection of strings: names of fields and issue codes")
    names = tuple(map(field_name, given))
    for at, name in enumerate(names, 1):
        if name not in _ISSUE_CODES and name not in _ALL_FIELDS:
            raise InputError(
                f"waive: name {at} of {len(names)} is neither a field of an MRZ, such as sex, nor an issue "
                "code, such as date_impossible"
            )
    return names


_ALL_FIELDS = frozenset(p.name for x in LAYOUTS.values() for p in x.places) | {
    "primary_identifier",
    "secondary_identifier",
}


@dataclass(slots=True)
class _Sheet:
    """A document while it is read: what the readers of its fields look up."""

    layout: Layout
    lines: tuple[str, ...]
    long: LongTail | None
    at: date | None
    checks: dict[str, Checked]
    fields: dict[str, Field]
    name: MrzName | None = None


def _read_fields(
    layout: Layout, lines: tuple[str, ...], long: LongTail | None, at: date | None
) -> tuple[MrzName, dict[str, Field]]:
    fields: dict[str, Field] = {}
    sheet = _Sheet(layout, lines, long, at, run_checks(layout, lines, long), fields)
    for place, line, first, stop, read in _PLANS[layout.format.value]:
        found = read(sheet, place, lines[line][first:stop])
        fields[found.name] = found
    return sheet.name or join_identifiers(fields), fields


def _digit(sheet: _Sheet, place: Place, raw: str) -> Field:
    proved = place.name.removesuffix("_check_digit")
    checked = sheet.checks.get(proved)
    if checked is None:  # the composite digit proves itself
        return read_digit(place, raw, sheet.checks[place.name], must=True)
    if sheet.long is not None and proved == "document_number":
        raw = sheet.lines[checked.digit.line][checked.digit.first]
    must = proved != "optional_data" or bool(sheet.fields[proved].raw.strip(FILLER))
    return read_digit(place, raw, checked, must=must)


def _check_of(sheet: _Sheet, place: Place) -> FieldCheck:
    checked = sheet.checks.get(place.name)
    return _NOT_PRINTED if checked is None else checked.check


def _date(sheet: _Sheet, place: Place, raw: str) -> Field:
    return read_date(place, raw, _check_of(sheet, place), sheet.at)


def _plain(_: _Sheet, place: Place, raw: str) -> Field:
    return read_plain(place, raw, _NOT_PRINTED, place.span)


def _identifier(_: _Sheet, place: Place, raw: str) -> Field:
    return read_identifier(place, raw)


def _names(sheet: _Sheet, place: Place, raw: str) -> Field:
    sheet.name, (primary, secondary) = read_names(place, raw)
    sheet.fields[primary.name] = primary
    return secondary


def _number(sheet: _Sheet, place: Place, raw: str) -> Field:
    if sheet.long is not None:
        return _long_number(place, sheet.lines, sheet.long, _check_of(sheet, place))
    return read_plain(place, raw, _check_of(sheet, place), place.span)


def _optional(sheet: _Sheet, place: Place, raw: str) -> Field:
    if sheet.long is None or place.name != sheet.layout.long_number:
        return read_plain(place, raw, _check_of(sheet, place), place.span)
    rest = Span(place.span.line, sheet.long.rest, place.span.last)
    return read_plain(place, sheet.lines[rest.line][rest.first : rest.stop], _NOT_PRINTED, rest)


_NOT_PRINTED = FieldCheck.NOT_PRINTED
_READERS: dict[Kind, Callable[[_Sheet, Place, str], Field]] = {
    Kind.CODE: _plain,
    Kind.STATE: _plain,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.SEX: _plain,
    Kind.OPTIONAL: _optional,
    Kind.NAMES: _names,
    Kind.PRIMARY: _identifier,
    Kind.SECONDARY: _identifier,
    Kind.DIGIT: _digit,
    Kind.FILLER: _plain,
}
_PLANS = {
    fmt.value: tuple((p, p.span.line, p.span.first, p.span.stop, _READERS[p.kind]) for p in layout.places)
    for fmt, layout in LAYOUTS.items()
}
"""For each layout its places with the function that reads them: looked up once, not for every document."""


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
