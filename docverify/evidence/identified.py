"""What came of searching galleries for a face: candidates and what they stand for, never the templates."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from docverify.arguments import expect_all
from docverify.evidence.calibration import CalibratedPoint


class GalleryKind(StrEnum):
    """What it means to be found in a gallery."""

    TRUSTED = "trusted"
    """People who enrolled to be recognised: found, and confirmed one to one, is a yes."""
    WATCHLIST = "watchlist"
    """People whom an officer wants to see: found is a referral, never a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One entry of a gallery beside a probe.

    Attributes:
        id: what the caller calls the entry; not shown, for it may be a person's number.
        rank: 1 for the best.
        score: cosine similarity, less what a population takes.
        matches: score ≥ the search's threshold.
    """

    id: str = field(repr=False)
    rank: int
    score: float
    matches: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """What came of one search of a gallery for one face.

    Attributes:
        gallery: id of the gallery, which tells nothing of it.
        purpose: under which the entries that were searched are enrolled.
        kind: what it means to be found there.
        encoder: id of the encoder build.
        at: the instant for which the answer holds.
        size: entries that were compared: of this purpose, not expired.
        generation: of the gallery, which rises with every change.
        as_of: when its content was last changed or confirmed.
        stale: whether that is longer ago than the purpose allows.
        fpir: false positive identification rate asked for: searches of people who are not enrolled that find
            somebody.
        threshold: candidates match at score ≥ threshold; None where nothing was compared.
        point: of the calibration, at fpir / size; None where nothing was compared.
        candidates: best first.
        population: name of the one that counted; "" where none did.
        probe: which face was searched for: "live" or "portrait"; "" where the caller knows.
        confirmed: of a trusted gallery whether the one candidate that matches also does at the false match
            rate of a comparison of one with one; None where there is no such candidate.
        failure: why nothing was searched, as a code: "no_face"; "" where something was.
    """

    gallery: str
    purpose: str
    kind: GalleryKind
    encoder: str
    at: datetime
    size: int
    generation: int
    as_of: datetime
    stale: bool
    fpir: float
    threshold: float | None = None
    point: CalibratedPoint | None = None
    candidates: tuple[Candidate, ...] = ()
    population: str = ""
    probe: str = ""
    confirmed: bool | None = None
    failure: str = ""

    @property
    def matching(self) -> tuple[Candidate, ...]:
        """The candidates that match."""
        return tuple(one for one in self.candidates if one.matches)

    def to_dict(self) -> dict[str, object]:
        """As plain values for JSON; ids are in it, templates are not."""
        return {
            "gallery": self.gallery,
            "purpose": self.purpose,
            "kind": self.kind.value,
            "encoder": self.encoder,
            "at": self.at.isoformat(),
            "size": self.size,
            "generation": self.generation,
            "as_of": self.as_of.isoformat(),
            "stale": self.stale,
            "fpir": self.fpir,
            "fmr": None if self.point is None else self.point.fmr,
            "threshold": self.threshold,
            "candidates": [
                {"id": one.id, "rank": one.rank, "score": one.score, "matches": one.matches}
                for one in self.candidates
            ],
            "population": self.population,
            "probe": self.probe,
            "confirmed": self.confirmed,
            "failure": self.failure,
        }


@dataclass(frozen=True, slots=True)
class Searched:
    """Every search of a gallery in one case.

    Raises:
        InputError: no searches.
    """

    searches: tuple[Identified, ...]

    def __post_init__(self) -> None:
        expect_all("searches", self.searches, Identified, "what Gallery.identify or watch gave")

    def of(self, kind: GalleryKind) -> tuple[Identified, ...]:
        """Those of one kind of gallery."""
        return tuple(one for one in self.searches if one.kind is kind)
