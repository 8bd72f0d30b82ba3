"""Letters that an officer corrects by hand: each is recorded, and the text is parsed again, strictly.

The machine's report stays as it is. What the corrected text says is judged beside it, as a text that somebody
typed, and never becomes the machine's outcome.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docverify.evidence.bag import Evidence
from docverify.evidence.reading import typed
from docverify.mrz import ALPHABET, Mrz, MrzFormat, parse_mrz
from docverify.service.operate.titles import owner_of, title_of
from docverify.service.sessions.session import Correction
from docverify.verification import TEXT, Report, judge

HOW = "corrected by hand"


class NoSuchCell(ValueError):  # noqa: N818 - it says what is wrong
    """A cell that the text does not have, or a letter that no MRZ has."""


class ChangedMeanwhile(ValueError):  # noqa: N818 - it says what happened
    """Another letter stands there than the officer saw: somebody else corrected it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an officer asks for: a cell, what they saw in it, and what shall stand there."""

    line: int
    column: int
    read: str
    became: str

    def __repr__(self) -> str:
        return f"Change(line={self.line}, column={self.column})"


def corrected(lines: Sequence[str], corrections: Iterable[Correction]) -> tuple[str, ...]:
    """The text after corrections, which are applied in their order."""
    cells = [list(line) for line in lines]
    for one in corrections:
        cells[one.line][one.column] = one.became
    return tuple("".join(line) for line in cells)


def recorded(mrz: Mrz, changes: Iterable[Change], *, at: datetime) -> tuple[Correction, ...]:
    """The record of changes to a text; a change to the letter that stands there already is none.

    Args:
        mrz: the text as it stands.
        changes: what is asked for.
        at: when.

    Raises:
        NoSuchCell: there is no such cell, or the letter is not of the MRZ's alphabet.
        ChangedMeanwhile: another letter stands in the cell than the change says.
    """
    made, lines = [], mrz.lines
    for change in changes:
        if not (0 <= change.line < len(lines) and 0 <= change.column < len(lines[change.line])):
            raise NoSuchCell("the text has no such line and column")
        if len(change.became) != 1 or change.became not in ALPHABET:
            raise NoSuchCell("a letter of a machine-readable zone is one of A to Z, 0 to 9 and <")
        stands = lines[change.line][change.column]
        if change.read != stands:
            raise ChangedMeanwhile("another letter stands there by now: look at the text again")
        if change.became != stands:
            made.append(
                Correction(line=change.line, column=change.column, read=stands, became=change.became, at=at)
            )
    return tuple(made)


def parsed(lines: Sequence[str], layout: MrzFormat, *, at: date) -> Mrz:
    """The text, parsed strictly: nothing is corrected, and a digit that disagrees is refuted.

    Raises:
        UnknownMrzFormat: it does not fit the layout.
    """
    return parse_mrz(lines, format=layout, at=at)


def judged(mrz: Mrz, *, at: date) -> Report:
    """What the text says by itself, as that of a document that somebody typed."""
    return judge(Evidence(reading=typed(mrz)), TEXT, at=at)


def correction_view(mrz: Mrz, made: Correction) -> dict[str, Any]:
    """One correction as the record has it; it holds text of the document."""
    return {
        "how": HOW,
        "line": made.line,
        "column": made.column,
        "field": title_of(owner_of(mrz, made.line, made.column)),
        "read": made.read,
        "became": made.became,
        "at": made.at.isoformat(),
    }
