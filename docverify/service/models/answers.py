"""What the three questions are answered with."""

from pydantic import Field

from docverify.service.models.comparison import ComparisonOf
from docverify.service.models.plain import Plain
from docverify.service.models.problems import Unusable
from docverify.service.models.reading import PrintedOf, ReadingOf
from docverify.service.models.report import FindingOf, ReportOf
from docverify.verification import Outcome


class ReadAnswer(Plain):
    """What a document says. It holds identity data: that is what was asked for."""

    outcome: Outcome = Field(description="Whether the text was read with certainty and agrees with itself.")
    why: str = Field(description="What kept it from passing, for a person; empty when it passed.")
    reading: ReadingOf | None = Field(description="Null where a picture could not be used.")
    findings: list[FindingOf]
    printed: PrintedOf | None = Field(description="Where it was asked for, and a page was found.")
    unusable: Unusable | None = Field(description="The picture that could not be used.")


class CompareAnswer(Plain):
    """Whether two pictures show one person."""

    outcome: Outcome = Field(description="PASSED for a match, FAILED for a non-match, else INCONCLUSIVE.")
    why: str
    comparison: ComparisonOf | None = Field(description="Null where a picture could not be used.")
    unusable: Unusable | None = Field(description="The picture that could not be used.")


class VerifyAnswer(Plain):
    """Whether the document is in order and its bearer stands before the camera."""

    outcome: Outcome
    why: str
    report: ReportOf | None = Field(description="Null where a picture could not be used.")
    entry: int | None = Field(description="Number of its entry, where the service keeps a journal.")
    unusable: Unusable | None = Field(description="The picture that could not be used.")
