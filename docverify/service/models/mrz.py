"""The text of a machine-readable zone: `Mrz.to_dict`."""

from typing import Annotated

from pydantic import Field

from docverify.mrz import FieldCheck, MrzFormat
from docverify.mrz.corrections import Cause, Proof
from docverify.mrz.dates import DateKind
from docverify.mrz.document import LongNumber
from docverify.mrz.issues import IssueCode
from docverify.service.models.plain import Plain

SpanOf = Annotated[list[int], Field(min_length=3, max_length=3)]
"""Line, first and last column, counted from 0."""


class MrzIssue(Plain):
    """Something that was found in the text."""

    code: IssueCode
    field: str
    span: SpanOf | None
    message: str


class MrzField(Plain):
    """A field; the last four keys are there for dates and long numbers alone."""

    value: str | None
    raw: str
    span: SpanOf | None
    check: FieldCheck
    issues: list[IssueCode]
    continued: SpanOf | None = None
    date: str | None = None
    kind: DateKind | None = None
    candidates: list[str] | None = None


class MrzText(Plain):
    """Everything that an MRZ says; identity data."""

    format: MrzFormat
    valid: bool
    profile: str
    waived: list[str]
    long_number: LongNumber | None
    possibly_truncated: bool
    lines: list[str]
    fields: dict[str, MrzField]
    issues: list[MrzIssue]


class CorrectedCell(Plain):
    """A character that is not what the pixels alone looked like most."""

    line: int
    column: int
    field: str
    read: str
    became: str
    cause: Cause
    proof: Proof
