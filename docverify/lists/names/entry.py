"""One person of a list of names."""

from dataclasses import dataclass, field

from docverify.arguments import expect
from docverify.errors import InputError
from docverify.lists.names.births import Birth, birth_of
from docverify.lists.names.spelling import spellings, written_components
from docverify.mrz import find_state
from docverify.mrz.transliteration import printed_components

LONGEST = 200
"""Characters of a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameEntry:
    """A person as a list has them. Its `repr` shows nothing of who they are.

    Several entries may have one id: further names of one person.

    Attributes:
        id: the list's own id of the person, 1 to 100 characters.
        primary: primary identifier as printed, in Latin, Cyrillic or Arabic letters; the whole name where the
            list does not divide it.
        secondary: secondary identifier likewise; may be empty.
        birth: date of birth as `1974-08-12`, `1974-08` or `1974`; "" where it is not known.
        sex: F, M, or "" where it is not known.
        nationality: code of Doc 9303-3, 5, such as UTO or D; "" where it is not known.

    Raises:
        InputError: an attribute is not what is said above; the message does not repeat it.
    """

    id: str = field(repr=False)
    primary: str = field(repr=False)
    secondary: str = field(default="", repr=False)
    birth: str = field(default="", repr=False)
    sex: str = field(default="", repr=False)
    nationality: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        for name in self.__slots__:
            expect(name, getattr(self, name), str, "a text")
        if not self.id or len(self.id) > 100 or not self.id.isprintable():
            raise InputError("id is missing or no id: pass one line of 1 to 100 characters")
        if self.sex not in ("F", "M", ""):
            raise InputError("sex is F, M, or nothing")
        if self.nationality and find_state(self.nationality) is None:
            raise InputError("nationality is no code of ICAO Doc 9303-3, such as UTO or D")
        birth_of(self.birth)
        for name in ("primary", "secondary"):
            text = getattr(self, name)
            if len(text) > LONGEST:
                raise InputError(f"{name} has {len(text)} characters; the limit is {LONGEST}")
            for number, component in enumerate(printed_components(text), 1):
                if not any(map(str.isalpha, component)) or not _can_be_written(component):
                    raise InputError(
                        f"{name}: component {number} cannot be written in an MRZ; give the name in Latin, "
                        "Cyrillic or Arabic letters"
                    )
        if not self.components[0] and not self.components[1]:
            raise InputError("primary and secondary are empty: an entry needs a name")

    @property
    def components(self) -> tuple[list[str], list[str]]:
        """Components of the primary and of the secondary identifier, in capitals of their own script."""
        return written_components(self.primary), written_components(self.secondary)

    @property
    def born(self) -> Birth:
        """The date of birth as far as it is known."""
        return birth_of(self.birth)


def _can_be_written(component: str) -> bool:
    return bool(spellings(component)) and not any(map(str.isdigit, component))
