"""A reading letter by letter: what was read, how certain each letter is, and what else it may be."""

import math
from dataclasses import dataclass
from typing import Any, Final, Self

from docverify.evidence.reading import SURE, Reading
from docverify.mrz import ALPHABET, cell_alphabet

_OTHERS: Final = 3
_LEAST: Final = 1e-4
"""Chances below this are no alternatives that a person should look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One cell of an MRZ. Its `repr` shows no text of the document.

    Attributes:
        certainty: probability in [0, 1] that the letter is right, by its pixels and the layout's grammar; NaN
            where the engine does not tell.
        others: what else it may be, with chances, likeliest first.
        changed: what the reader itself changed, by grammar or by a check digit; empty where nothing.
    """

    certainty: float
    others: tuple[tuple[str, float], ...] = ()
    changed: str = ""

    def __repr__(self) -> str:
        return f"Letter({self.certainty:.4f})"

    @property
    def doubtful(self) -> bool:
        """Whether it is less certain than a text must be that counts as sure."""
        return self.certainty < SURE  # False for NaN

    def to_dict(self) -> dict[str, Any]:
        """As plain values for JSON. It holds text of the document."""
        return {
            "certainty": None if math.isnan(self.certainty) else self.certainty,
            "others": [[letter, chance] for letter, chance in self.others],
            "changed": self.changed,
        }

    @classmethod
    def from_dict(cls, content: dict[str, Any]) -> Self:
        """What `to_dict` gave."""
        chance = content["certainty"]
        return cls(
            certainty=math.nan if chance is None else float(chance),
            others=tuple((str(letter), float(one)) for letter, one in content["others"]),
            changed=str(content["changed"]),
        )


def letters_of(reading: Reading) -> tuple[tuple[Letter, ...], ...]:
    """Every letter of a reading, line by line; empty where nothing was read."""
    if reading.mrz is None:
        return ()
    changed = {(one.line, one.column): one.read for one in reading.corrections}
    return tuple(
        tuple(_letter(reading, line, column, changed.get((line, column), "")) for column in range(len(text)))
        for line, text in enumerate(reading.lines)
    )


def _letter(reading: Reading, line: int, column: int, changed: str) -> Letter:
    cells, mrz = reading.cells, reading.mrz
    assert mrz is not None  # noqa: S101 - asked by the caller
    if cells is None:
        return Letter(certainty=math.nan, changed=changed)
    allowed = cell_alphabet(mrz.format)[line, column]
    chances = cells.probabilities[line, column] * allowed
    total = float(chances.sum())
    if not total > 0:  # nothing that may stand here was seen, or NaN
        return Letter(certainty=0.0, changed=changed)
    chances = chances / total
    read = ALPHABET.find(reading.lines[line][column])
    order = [int(index) for index in chances.argsort()[::-1] if index != read]
    certainty = float(chances[read]) if read >= 0 else 0.0
    others = [(ALPHABET[at], float(chances[at])) for at in order[:_OTHERS] if chances[at] >= _LEAST]
    return Letter(certainty=certainty, others=tuple(others) if certainty < SURE else (), changed=changed)
