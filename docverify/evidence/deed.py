"""What was done to a gallery or found in it, as it is told to whoever keeps the record."""

from dataclasses import dataclass, field
from enum import StrEnum

from docverify.arguments import expect, expect_number, listed, member
from docverify.errors import InputError
from docverify.evidence.identified import Identified


class Deed(StrEnum):
    """What can be done to a gallery."""

    ENROL = "enrol"
    REPLACE = "replace"
    REMOVE = "remove"
    ERASE = "erase"
    PURGE = "purge"
    """Erase every entry whose time is over."""
    CONFIRM = "confirm"
    """Note that a purpose's content is that of now."""
    IDENTIFY = "identify"
    WATCH = "watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryDeed:
    """One thing that was done to a gallery, or one search of it. Its `repr` shows nobody.

    Attributes:
        did: what was done.
        gallery: id of the gallery, which tells nothing of it.
        purposes: names of those that it concerns.
        count: how many entries; of a search, how many match.
        entries: their ids, those that match of a search; empty where they are not told one by one.
        found: what a search found; None for what changes a gallery.

    Raises:
        InputError: an argument is not what is said above.
    """

    did: Deed
    gallery: str
    purposes: tuple[str, ...]
    count: int
    entries: tuple[str, ...] = field(default=(), repr=False)
    found: Identified | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "did", member("did", self.did, Deed))
        expect("gallery", self.gallery, str, "the id of a gallery")
        object.__setattr__(self, "purposes", listed("purposes", self.purposes, str))
        expect_number("count", self.count, low=0, whole=True)
        object.__setattr__(self, "entries", listed("entries", self.entries, str))
        expect("found", self.found, (Identified, type(None)), "what a search found, or None")
        if (self.found is not None) != (self.did in (Deed.IDENTIFY, Deed.WATCH)):
            raise InputError("found is what a search found: pass it of a search, and only of one")
