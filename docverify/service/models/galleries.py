"""Galleries: what there is, who is enrolled and taken out, and whom a face is like."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from docverify.evidence.identified import GalleryKind
from docverify.evidence.sample import AcquisitionFailure
from docverify.service.models.plain import Plain
from docverify.service.models.problems import Unusable
from docverify.verification import Outcome

PRINTED = r"^[\x21-\x7e]+$"
"""Printable letters of ASCII without blanks, each of one byte."""
LONGEST = 96
Name = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class EntryAsked(BaseModel):
    """Who is taken out: of one gallery, of one purpose, by one id. There is no way to mean all."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    id: Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=PRINTED)]
    purpose: Name


class GalleryOf(Plain):
    """One purpose of a gallery, as it is searched now."""

    gallery: str = Field(description="What requests call it.")
    id: str = Field(description="What tells this gallery from others; tells nothing of it.")
    purpose: str
    kind: GalleryKind
    encoder: str
    size: Annotated[int, Field(ge=0, description="People who are compared: those that are not expired.")]
    most: Annotated[int, Field(ge=0, description="How many may be, for the rate to be kept.")]
    fpir: float = Field(description="Searches of people who are not enrolled that find somebody, at most.")
    fmr: float | None = Field(description="Of one comparison, so that this holds; null where nobody is.")
    threshold: float | None = Field(description="A score from here on matches.")
    supported: bool = Field(description="Whether the calibration supports the rate for so many.")
    as_of: AwareDatetime = Field(description="When the content was last changed or confirmed.")
    stale: bool = Field(description="Whether that is longer ago than the purpose allows.")


class GalleriesAnswer(Plain):
    """Every gallery and purpose of the service; nobody who is enrolled."""

    galleries: list[GalleryOf]


class EnrolledOf(Plain):
    """What is known of an entry, but for its id."""

    purpose: str
    enrolled: AwareDatetime
    expires: AwareDatetime
    policy: str


class EnrolAnswer(Plain):
    """Whether somebody is enrolled now."""

    outcome: Outcome = Field(description="PASSED where somebody is enrolled, else INCONCLUSIVE.")
    why: str
    enrolled: EnrolledOf | None
    failure: AcquisitionFailure | None = Field(description="Why the picture gave no face to enrol.")
    entry: int | None = Field(description="Number of its entry, where the service keeps a journal.")
    unusable: Unusable | None = Field(description="The picture that could not be used.")


class CandidateOf(Plain):
    """One who is enrolled, beside the face. Identity data, where ids are."""

    id: str
    rank: int
    score: float
    matches: bool


class IdentifiedOf(Plain):
    """What came of a search: `Identified.to_dict`."""

    gallery: str = Field(description="Its `id`.")
    purpose: str
    kind: GalleryKind
    encoder: str
    at: AwareDatetime
    size: int
    generation: int
    as_of: AwareDatetime
    stale: bool
    fpir: float
    fmr: float | None
    threshold: float | None
    candidates: list[CandidateOf]
    population: str
    probe: str
    confirmed: bool | None
    failure: str


class IdentifyAnswer(Plain):
    """Whom a face is like; of a watchlist PASSED where nobody is, of others where one is and is confirmed."""

    outcome: Outcome
    why: str
    found: IdentifiedOf | None
    failure: AcquisitionFailure | None = Field(description="Why the picture gave no face to search for.")
    entry: int | None = Field(description="Number of its entry, where the service keeps a journal.")
    unusable: Unusable | None = Field(description="The picture that could not be used.")


class TakenOutAnswer(Plain):
    """Somebody is enrolled no more."""

    done: Literal["removed", "erased"]
    entry: int | None = Field(description="Number of its entry, where the service keeps a journal.")
