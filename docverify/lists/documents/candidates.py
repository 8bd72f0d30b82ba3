"""What number a document may bear: the one that was read, and what else its cells may hold by the pixels."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from docverify.errors import InputError
from docverify.evidence.reading import Reading
from docverify.lists.documents.numbers import normalised
from docverify.mrz import ALPHABET

LEAST: Final = 1e-3
"""A number that is less probable than this by the pixels is not looked up."""
MOST: Final = 64
"""Numbers of one document that are looked up, the most probable first."""


@dataclass(frozen=True, slots=True)
class NumberCandidate:
    """A number that a document may bear.

    Attributes:
        number: normalised.
        certainty: how probable it is by the pixels, in [0, 1]; NaN where the reader does not tell.
        read: whether it is the one that was read.
    """

    number: str = field(repr=False)
    certainty: float
    read: bool


def candidates(reading: Reading) -> list[NumberCandidate]:
    """The numbers that a document may bear, the one that was read first; none where it has none."""
    if reading.mrz is None or not reading.mrz.document_number.value:
        return []
    try:
        number = normalised(reading.mrz.document_number.value)
    except InputError:
        return []
    found = [NumberCandidate(number, reading.certainty("document_number"), read=True)]
    others = {}
    for chance, text in _others(reading):
        if text != number and text not in others:
            others[text] = chance
    best = sorted(others.items(), key=lambda one: -one[1])[: MOST - 1]
    return found + [NumberCandidate(text, chance, read=False) for text, chance in best]


def _others(reading: Reading) -> Iterator[tuple[float, str]]:
    """Other numbers by the cells of the document number's own field, with what it continues in as it is."""
    mrz, cells = reading.mrz, reading.cells
    assert mrz is not None  # noqa: S101 - the caller has looked
    span = mrz.document_number.span
    if cells is None or span is None:
        return
    own = mrz.lines[span.line][span.first : span.stop]
    rest = normalised(mrz.document_number.value or "")[len(own.replace("<", "")) :]
    ways: list[tuple[float, str]] = [(1.0, "")]
    for column, was in zip(range(span.first, span.stop), own, strict=True):
        chances = cells.probabilities[span.line, column]
        options = [(float(chances[at]), ALPHABET[at]) for at in (chances >= LEAST).nonzero()[0].tolist()]
        if all(letter != was for _, letter in options):  # corrected by its digit: the pixels saw another
            options.append((LEAST, was))
        ways = [(p * q, text + letter) for p, text in ways for q, letter in options if p * q >= LEAST]
        ways = sorted(ways, reverse=True)[: 4 * MOST]
    for chance, text in ways:
        try:
            number = normalised(text + rest)
        except InputError:
            continue
        if not math.isnan(chance):
            yield chance, number
