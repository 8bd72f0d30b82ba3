"""Whether a document is on a manifest: what the list answered, and whether it can be relied on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from docverify.arguments import expect, expect_all, expect_number, member


class ManifestStanding(StrEnum):
    """How a document stands to a manifest."""

    LISTED = "listed"
    """One passenger was announced with it, and nothing about them says otherwise."""
    IN_DOUBT = "in_doubt"
    """Somebody agrees in part: a person must look."""
    NOT_LISTED = "not_listed"
    """Nobody comes near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifested:
    """What a manifest answered for one document; no text of either is in it.

    Attributes:
        standing: the answer.
        reasons: codes of how number, name and date of birth agree with the nearest passenger's, and of what
            keeps it from being the only one; empty where nobody comes near.
        people: how many the manifest names.
        complete: whether it names everybody, as far as it can tell.
        stale_after: the last day for which it counts; None where it does not say, and then it never passes.

    Raises:
        InputError: a value is of another kind.
    """

    standing: ManifestStanding
    reasons: tuple[str, ...] = ()
    people: int
    complete: bool
    stale_after: date | None

    def __post_init__(self) -> None:
        member("standing", self.standing, ManifestStanding)
        expect_all("reasons", self.reasons, str, "codes")
        expect_number("people", self.people, low=0, whole=True)
        expect("complete", self.complete, bool, "True or False")
        expect("stale_after", self.stale_after, (date, type(None)), "a date, or None")

    def stale(self, at: date) -> bool:
        """Whether it counts no longer on a day."""
        return self.stale_after is None or at > self.stale_after
