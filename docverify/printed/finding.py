"""What is found of a field before it is an answer."""

from dataclasses import dataclass

from docverify.evidence.printed import Agreement, FieldAnswer, Obstacle, PrintedField
from docverify.printed.pieces import Piece


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """Whether the print agrees, why in a sentence without any value, and the pieces that say so."""

    agreement: Agreement
    reason: str
    pieces: tuple[Piece, ...] = ()
    obstacle: Obstacle | None = None

    def answer(self, field: PrintedField) -> FieldAnswer:
        """As the answer of a field."""
        quads = tuple(piece.quad for piece in self.pieces)
        return FieldAnswer(field, self.agreement, self.reason, quads, obstacle=self.obstacle)


def agrees(reason: str, pieces: tuple[Piece, ...]) -> Finding:
    """The print says the same."""
    return Finding(Agreement.AGREES, reason, pieces)


def differs(reason: str, pieces: tuple[Piece, ...]) -> Finding:
    """The print surely says something else."""
    return Finding(Agreement.DIFFERS, reason, pieces)


def not_read(reason: str, pieces: tuple[Piece, ...] = ()) -> Finding:
    """Neither was found."""
    return Finding(Agreement.NOT_READ, reason, pieces)


def not_in_mrz(reason: str) -> Finding:
    """The MRZ holds nothing that could be compared."""
    return Finding(Agreement.NOT_COMPARABLE, reason, (), Obstacle.NOT_IN_MRZ)


def not_alike(reason: str, pieces: tuple[Piece, ...] = ()) -> Finding:
    """What the two hold cannot be compared."""
    return Finding(Agreement.NOT_COMPARABLE, reason, pieces, Obstacle.NOT_ALIKE)
