"""Which gallery a verification shall search, and for what."""

from dataclasses import dataclass

from docverify.arguments import expect
from docverify.errors import ConfigurationError, InputError
from docverify.gallery.opened import OpenGallery


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One search that a verification makes.

    Attributes:
        gallery: an opened one.
        purpose: name of one of its purposes: there is no way to search all.

    Raises:
        ConfigurationError: no gallery, or it has no such purpose.
    """

    gallery: OpenGallery
    purpose: str

    def __post_init__(self) -> None:
        try:
            expect("gallery", self.gallery, OpenGallery, "an opened Gallery")
            expect("purpose", self.purpose, str, "the name of one of its purposes")
        except InputError as problem:
            raise ConfigurationError(str(problem)) from problem
        if self.purpose not in self.gallery.purposes:
            has = ", ".join(sorted(self.gallery.purposes))
            raise ConfigurationError(f"purpose is none of the gallery's: it has {has}")
