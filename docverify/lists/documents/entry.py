"""One document of a list, or a range of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from docverify.arguments import expect
from docverify.errors import InputError
from docverify.lists.documents.numbers import normalised
from docverify.mrz import find_state

KINDS: Final = ("A", "C", "I", "P", "V")
"""First letters of the document codes of Doc 9303."""
_AS_PRINTED: Final = {"DEU": "D"}
"""Codes of ISO 3166 that an MRZ prints in its own way (Doc 9303-3, 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """A document, or all documents of a range, as a list has them. Its `repr` shows nothing of it.

    Attributes:
        issuer: code of the issuing State or organisation, of Doc 9303-3, 5, such as UTO or D.
        number: document number; of a range the first.
        last: last number of a range: as long as `number`, and the same but for digits at its end; "" for one
            document.
        kind: first letter of the document code: P, I, A, C or V; "" where the list does not tell, which
            stands for every kind.

    Raises:
        InputError: an attribute is not what is said above; the message does not repeat it.
    """

    issuer: str = field(repr=False)
    number: str = field(repr=False)
    last: str = field(default="", repr=False)
    kind: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        for name in self.__slots__:
            expect(name, getattr(self, name), str, "a text")
        if find_state(self.state) is None:
            raise InputError("issuer is no code of ICAO Doc 9303-3, such as UTO or D")
        if self.kind and self.kind[:1].upper() not in KINDS:
            raise InputError(f"kind is none: it begins with {', '.join(KINDS)}, or is left empty")
        first = normalised(self.number)
        if not self.last:
            return
        last = normalised(self.last)
        same = sum(1 for _ in _while_same(first, last))
        if len(first) != len(last) or not (first[same:] + last[same:] + "0").isdecimal():
            raise InputError("last is as long as number, and the same but for digits at its end")
        if first > last:
            raise InputError("last comes before number")

    @property
    def state(self) -> str:
        """The issuer as an MRZ prints it."""
        code = self.issuer.strip(" <").upper()
        return _AS_PRINTED.get(code, code)

    @property
    def letter(self) -> str:
        """The first letter of the document code; "" for every kind."""
        return self.kind[:1].upper()


def _while_same(one: str, other: str) -> Iterator[str]:
    for a, b in zip(one, other, strict=False):
        if a != b:
            return
        yield a


def blocks_of(first: str, last: str) -> Iterator[tuple[str, int]]:
    """Divide a range into blocks of all numbers with the same beginning: (beginning, digits that are free).

    >>> list(blocks_of("A098", "A111"))
    [('A098', 0), ('A099', 0), ('A10', 1), ('A110', 0), ('A111', 0)]
    """
    digits = 0
    while digits < len(first) and (first[len(first) - digits - 1] + last[len(last) - digits - 1]).isdecimal():
        digits += 1
    start = first[: len(first) - digits]
    low, high = int(first[len(start) :] or 0), int(last[len(start) :] or 0)
    while low <= high:
        free = 0
        while free < digits and low % 10 ** (free + 1) == 0 and low + 10 ** (free + 1) - 1 <= high:
            free += 1
        yield start + str(low).zfill(digits)[: digits - free], free
        low += 10**free
