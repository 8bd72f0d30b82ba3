"""What parsing can find fault with, and which faults count (ICAO Doc 9303-3 to -7)."""

import dataclasses
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from docverify.arguments import expect
from docverify.errors import InputError
from docverify.mrz.formats import Span


class IssueCode(StrEnum):
    """Everything that parsing reports; `.value` is the stable code."""

    LOWER_CASE = "lower_case"
    SPACES_REMOVED = "spaces_removed"
    SPACES_AS_FILLERS = "spaces_as_fillers"
    FILLER_LOOKALIKE = "filler_lookalike"
    FULL_WIDTH = "full_width"
    LINES_JOINED = "lines_joined"
    BLANK_LINES = "blank_lines"
    NOT_IN_ALPHABET = "not_in_alphabet"
    NOT_ALLOWED_HERE = "not_allowed_here"
    CHECK_DIGIT_REFUTED = "check_digit_refuted"
    CHECK_DIGIT_NOT_PRINTED = "check_digit_not_printed"
    CHECK_DIGIT_UNCHECKABLE = "check_digit_uncheckable"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_UNKNOWN = "date_unknown"
    DATE_PARTLY_KNOWN = "date_partly_known"
    DATE_AMBIGUOUS = "date_ambiguous"
    DATE_IN_FUTURE = "date_in_future"
    STATE_UNKNOWN = "state_unknown"
    STATE_WITHDRAWN = "state_withdrawn"
    DOCUMENT_CODE_UNUSUAL = "document_code_unusual"
    FIELD_EMPTY = "field_empty"
    INNER_FILLERS = "inner_fillers"
    NAME_POSSIBLY_TRUNCATED = "name_possibly_truncated"
    NAME_IN_THREE_PARTS = "name_in_three_parts"
    LONG_NUMBER = "long_number"
    LONG_NUMBER_DIGIT_COVERS_FILLER = "long_number_digit_covers_filler"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding: a stable code, the field and the cells it concerns, and a sentence.

    The sentence never holds text of the document.

    Attributes:
        code: What was found.
        field: Name of the field, or "" for the text as a whole.
        span: The cells, or None for the text as a whole.
        message: One sentence for a person.
        expected: The check digit that was computed, where one was refuted; else "".
    """

    code: IssueCode
    field: str
    span: Span | None
    message: str
    expected: str = dataclasses.field(default="", repr=False)

    def to_dict(self) -> dict[str, object]:
        """The issue as plain values for JSON."""
        span = None if self.span is None else list(self.span)
        return {"code": self.code.value, "field": self.field, "span": span, "message": self.message}


_DIGITS_ALPHABET_DATES = frozenset(
    {
        IssueCode.NOT_IN_ALPHABET,
        IssueCode.NOT_ALLOWED_HERE,
        IssueCode.CHECK_DIGIT_REFUTED,
        IssueCode.CHECK_DIGIT_NOT_PRINTED,
        IssueCode.CHECK_DIGIT_UNCHECKABLE,
        IssueCode.DATE_IMPOSSIBLE,
    }
)
_ALWAYS_LEGAL = frozenset(
    {
        IssueCode.DATE_UNKNOWN,
        IssueCode.DATE_PARTLY_KNOWN,
        IssueCode.DATE_AMBIGUOUS,
        IssueCode.NAME_POSSIBLY_TRUNCATED,
        IssueCode.NAME_IN_THREE_PARTS,
        IssueCode.LONG_NUMBER,
    }
)


@dataclass(frozen=True, slots=True)
class Profile:
    """Which issues make an MRZ invalid.

    Attributes:
        name: Its name, which the result records.
        counts: The codes that count; every other issue is reported and does not count.

    >>> Profile("digits only", frozenset({IssueCode.CHECK_DIGIT_REFUTED})).name
    'digits only'
    """

    name: str
    counts: frozenset[IssueCode]

    def __post_init__(self) -> None:
        expect("the profile's name", self.name, str, "a string")
        expect("the profile's counts", self.counts, frozenset, "a frozenset of issue codes")
        if not self.counts:
            raise InputError(
                f"profile {self.name!r} counts no issue, so everything would be valid; name some"
            )
        if not all(isinstance(code, IssueCode) for code in self.counts):
            raise InputError("the profile's counts must hold issue codes: members of IssueCode")


def counted_issues(
    issues: Iterable[Issue], counts: Collection[IssueCode], waived: Collection[str]
) -> tuple[Issue, ...]:
    """The issues that make a document invalid.

    Args:
        issues: What was found.
        counts: The codes that a profile counts.
        waived: Names of fields and codes whose issues do not count.
    """
    return tuple(
        i for i in issues if i.code in counts and i.field not in waived and i.code.value not in waived
    )


STRICT = Profile("strict", frozenset(IssueCode) - _ALWAYS_LEGAL)
"""Everything counts but what the standard expressly allows: the text must be as printed, the codes listed."""
ICAO = Profile("icao", _DIGITS_ALPHABET_DATES)
"""Check digits, alphabet and calendar; the default. Code lists are reported and do not count."""
LENIENT = Profile("lenient", frozenset({IssueCode.CHECK_DIGIT_REFUTED, IssueCode.CHECK_DIGIT_UNCHECKABLE}))
"""Check digits alone."""
