"""The result of parsing: fields, their checks, and the document's text as a whole."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from docverify.arguments import day_of, expect
from docverify.mrz.date_issues import DATE_ISSUES, date_issue, resolve_date
from docverify.mrz.dates import MrzDate
from docverify.mrz.formats import MrzFormat, Span
from docverify.mrz.issues import Issue, IssueCode, counted_issues
from docverify.mrz.names import MrzName
from docverify.mrz.words import field_name, in_words


class FieldCheck(StrEnum):
    """What a field's own check digit says."""

    VERIFIED = "verified"
    """The digit is printed and agrees."""
    REFUTED = "refuted"
    """The digit is printed and does not agree."""
    NOT_PRINTED = "not_printed"
    """The layout has no digit for this field, or its cell holds a filler."""
    UNCHECKABLE = "uncheckable"
    """A character has no value, so that nothing can be computed."""


class LongNumber(StrEnum):
    """How the check digit of a document number that runs into the optional data was computed."""

    WITHOUT_FILLER = "without_filler"
    """Over the number alone, as ICAO Doc 9303-5, 4.2.4 has it."""
    WITH_FILLER = "with_filler"
    """Over the number and the `<` in the digit's usual cell, as older cards of some States do."""
    EITHER = "either"
    """Both computations give the printed digit."""
    NEITHER = "neither"
    """Neither does: the digit is refuted."""


@dataclass(frozen=True, slots=True, init=False)
class Field:
    """One field of an MRZ. Its `repr` shows no text of the document.

    Attributes:
        name: Its name, e.g. `document_number`.
        value: The text without fillers at its end and with spaces for those inside; "" when the field
            is empty (an unspecified sex, no optional data); None when a character is outside the MRZ
            alphabet, or the layout has no such field.
        raw: The cells as they stand.
        span: `(line, first, last)` of the cells, counted from 0, both ends included; None when the
            layout has no such field.
        check: What the field's own check digit says.
        issues: What was found in this field.
        date: Dates only: the date as a value.
        continued: The cells in which a long document number goes on; else None.
    """

    name: str
    value: str | None = field(repr=False)
    raw: str = field(repr=False)
    span: Span | None
    check: FieldCheck = FieldCheck.NOT_PRINTED
    issues: tuple[Issue, ...] = ()
    date: MrzDate | None = field(default=None, repr=False)
    continued: Span | None = None

    def __init__(  # noqa: PLR0917 - the arguments of the generated __init__ that it stands in for
        self,
        name: str,
        value: str | None,
        raw: str,
        span: Span | None,
        check: FieldCheck = FieldCheck.NOT_PRINTED,
        issues: tuple[Issue, ...] = (),
        date: MrzDate | None = None,
        continued: Span | None = None,
    ) -> None:
        # A document has up to seventeen of these: setting the slots themselves takes a third of the
        # time of the generated __init__ of a frozen dataclass.
        _name(self, name)
        _value(self, value)
        _raw(self, raw)
        _span(self, span)
        _check(self, check)
        _issues(self, issues)
        _date(self, date)
        _continued(self, continued)

    @property
    def title(self) -> str:
        """The name in words, e.g. `date of birth`."""
        return in_words(self.name)

    def __bool__(self) -> bool:
        """Whether the field has a value that is not empty."""
        return bool(self.value)

    def to_dict(self) -> dict[str, object]:
        """The field as plain values for JSON; spans as `[line, first, last]`, dates in ISO 8601."""
        plain: dict[str, object] = {
            "value": self.value,
            "raw": self.raw,
            "span": None if self.span is None else list(self.span),
            "check": self.check.value,
            "issues": [issue.code.value for issue in self.issues],
        }
        if self.continued is not None:
            plain["continued"] = list(self.continued)
        if self.date is not None:
            plain["date"] = None if self.date.date is None else self.date.date.isoformat()
            plain["kind"] = self.date.kind.value
            plain["candidates"] = [d.isoformat() for d in self.date.candidates]
        return plain


_name, _value, _raw, _span, _check, _issues, _date, _continued = (
    getattr(Field, slot.name).__set__ for slot in dataclasses.fields(Field)
)


@dataclass(frozen=True, slots=True)
class Mrz:
    """A parsed machine-readable zone. Its `repr` shows format, validity and issue codes only.

    A field that the layout does not have is a `Field` with value None, so that
    `mrz.nationality.value` is safe for every layout.

    Attributes:
        lines: The text after normalisation, one string a line.
        format: Its layout.
        valid: No issue that the profile counts was found, apart from waived ones.
        fields: Every field by name, in reading order, check digits included.
        name: The identifiers, their parts, and whether they may be truncated.
        issues: Everything that was found, counted or not.
        profile: Name of the profile that decided `valid`.
        counts: The issue codes that this profile counts.
        waived: Names of the checks that the caller waived.
        long_number: How the digit of a long document number was computed; None for a short number.
    """

    lines: tuple[str, ...] = field(repr=False)
    format: MrzFormat
    valid: bool
    fields: Mapping[str, Field] = field(repr=False, hash=False)
    name: MrzName = field(repr=False)
    issues: tuple[Issue, ...] = field(repr=False)
    profile: str
    counts: frozenset[IssueCode] = field(repr=False)
    waived: tuple[str, ...] = ()
    long_number: LongNumber | None = None

    def __repr__(self) -> str:
        codes = ", ".join(f"{i.field}:{i.code.value}" if i.field else i.code.value for i in self.issues)
        return (
            f"Mrz(format={self.format.value}, valid={self.valid}, profile={self.profile}, issues=[{codes}])"
        )

    def __reduce__(self) -> tuple[object, ...]:
        plain = tuple(getattr(self, slot.name) for slot in dataclasses.fields(self))
        return _restore, tuple(dict(v) if isinstance(v, MappingProxyType) else v for v in plain)

    @property
    def counted(self) -> tuple[Issue, ...]:
        """The issues that make it invalid: those that the profile counts, without the waived ones."""
        return counted_issues(self.issues, self.counts, self.waived)

    def on(self, day: date) -> "Mrz":
        """The same zone with its two-digit years resolved for a day.

        Equal to a new `parse_mrz(…, at=day)` of the same text with the same layout, profile and waivers,
        whatever day the zone was parsed for before. The text is not judged again: the issues about what had
        to be changed in it (spaces, lower case) stay.

        Args:
            day: The day on which the document is looked at.

        Raises:
            InputError: `day` is none.

        >>> from datetime import date
        >>> from docverify.mrz import parse_mrz
        >>> visa = parse_mrz(
        ...     ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L898902C<3UTO7408061F9406236ZE184226"])
        >>> visa.date_of_birth.date.date, visa.on(date(2026, 11, 23)).date_of_birth.date.date.year
        (None, 1974)
        """
        seen = day_of(day, name="day")
        fields = {
            name: found if found.date is None else _resolved(found, seen)
            for name, found in self.fields.items()
        }
        issues = [i for i in self.issues if not i.field]
        for found in fields.values():
            issues.extend(found.issues)
        return dataclasses.replace(
            self,
            fields=MappingProxyType(fields),
            issues=tuple(issues),
            valid=not counted_issues(issues, self.counts, self.waived),
        )

    @property
    def text(self) -> str:
        """The lines, separated by line feeds."""
        return "\n".join(self.lines)

    def to_dict(self) -> dict[str, object]:
        """Everything as plain values for JSON. It holds identity data: treat it accordingly."""
        return {
            "format": self.format.value,
            "valid": self.valid,
            "profile": self.profile,
            "waived": list(self.waived),
            "long_number": None if self.long_number is None else self.long_number.value,
            "possibly_truncated": self.name.possibly_truncated,
            "lines": list(self.lines),
            "fields": {name: found.to_dict() for name, found in self.fields.items()},
            "issues": [issue.to_dict() for issue in self.issues],
        }

    def field(self, name: str) -> Field:
        """The field called `name`; one with value None when the layout has no such field.

        `surname` and `given_names` are taken for `primary_identifier` and `secondary_identifier`.

        Raises:
            InputError: `name` is no string.
        """
        expect("name", name, str, "the name of a field")
        key = field_name(name)
        found = self.fields.get(key)
        return Field(key, None, "", None) if found is None else found

    @property
    def document_code(self) -> Field:
        """Document code, e.g. `P`, `ID`, `V`."""
        return self.field("document_code")

    @property
    def issuing_state(self) -> Field:
        """Issuing State or organisation, a code of Doc 9303-3, 5."""
        return self.field("issuing_state")

    @property
    def primary_identifier(self) -> Field:
        """Primary identifier: usually the family name."""
        return self.field("primary_identifier")

    @property
    def secondary_identifier(self) -> Field:
        """Secondary identifier: usually the given names."""
        return self.field("secondary_identifier")

    @property
    def surname(self) -> Field:
        """The primary identifier, by its usual name."""
        return self.primary_identifier

    @property
    def given_names(self) -> Field:
        """The secondary identifier, by its usual name."""
        return self.secondary_identifier

    @property
    def document_number(self) -> Field:
        """Document number, whole even where it runs into the optional data."""
        return self.field("document_number")

    @property
    def nationality(self) -> Field:
        """Nationality, a code of Doc 9303-3, 5."""
        return self.field("nationality")

    @property
    def date_of_birth(self) -> Field:
        """Date of birth: `.value` is the text, `.date` the date as a value."""
        return self.field("date_of_birth")

    @property
    def sex(self) -> Field:
        """Sex: `F`, `M`, or "" where a filler says unspecified."""
        return self.field("sex")

    @property
    def date_of_expiry(self) -> Field:
        """Date of expiry: `.value` is the text, `.date` the date as a value."""
        return self.field("date_of_expiry")

    @property
    def optional_data(self) -> Field:
        """Optional data; on passports the personal number."""
        return self.field("optional_data")

    @property
    def optional_data_2(self) -> Field:
        """The second optional data, on the middle line of TD1."""
        return self.field("optional_data_2")

    @property
    def composite_check_digit(self) -> Field:
        """The composite check digit; `.check` says whether it agrees."""
        return self.field("composite_check_digit")


def _resolved(found: Field, day: date) -> Field:
    """A field that holds a date, with its century as `day` allows."""
    value = resolve_date(found.name, found.raw, day)
    fault = date_issue(found.name, found.span, value, day)
    kept = tuple(i for i in found.issues if i.code not in DATE_ISSUES)
    issues = kept if fault is None else (*kept, fault)
    return Field(found.name, found.value, found.raw, found.span, found.check, issues, value, found.continued)


def _restore(*values: object) -> Mrz:
    """Make an Mrz again from its pickled values; read-only mappings cannot be pickled themselves."""
    return Mrz(*(MappingProxyType(v) if isinstance(v, dict) else v for v in values))  # type: ignore[arg-type]
