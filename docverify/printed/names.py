"""Whether the name of the MRZ is printed (ICAO Doc 9303-3, 3, 4.6 and 6)."""

from collections.abc import Iterable, Sequence
from typing import Final

from docverify.mrz import Mrz, MrzName
from docverify.printed.finding import Finding, agrees, differs, not_alike, not_in_mrz, not_read
from docverify.printed.folding import is_foreign
from docverify.printed.name_candidates import NAMED, behind_captions, stacked_names
from docverify.printed.name_lines import NameLine, says, says_both
from docverify.printed.name_others import others_at_captions
from docverify.printed.page import Page
from docverify.printed.pieces import Piece
from docverify.printed.thresholds import LEAST_CHANCE

_SHORT: Final = 4
"""Letters of a name that a pattern may be taken for."""


def name_finding(page: Page, mrz: Mrz, lines: Sequence[NameLine]) -> Finding:
    """Whether both identifiers of the MRZ are printed, on one line or on lines of their own.

    Args:
        page: with its side.
        mrz: of the document.
        lines: of the page that may be names.
    """
    name = mrz.name
    if not name.primary:
        return not_in_mrz("The MRZ holds no name.")
    found = printed_name((*lines, *stacked_names(page), *behind_captions(page, name)), name)
    others = others_at_captions(page, name)
    if found is not None and not others:
        return agrees("The same name is printed, as the MRZ writes it.", found)
    if found is not None:
        return not_read("The name is printed, and another one at a caption of names.", found)
    if others:
        return differs("Another name is printed at its caption.", others)
    foreign = [p for p in page.pieces if page.owner(p) in NAMED and is_foreign(p.text)]
    if foreign:
        return not_alike("The name is printed in another script.", tuple(foreign))
    return not_read("No such name was read.")


def printed_name(lines: Iterable[NameLine], name: MrzName) -> tuple[Piece, ...] | None:
    """Where both identifiers are printed; None where one of them is not."""
    halves: dict[str, tuple[Piece, ...]] = {}
    for line in filter(_legible, lines):
        if name.secondary and len(line.words) > 1 and says_both(line.words, name):
            return line.run.pieces
        for half in (name.primary, name.secondary):
            if half and half not in halves and says(line.words, half, truncated=name.possibly_truncated):
                halves[half] = line.run.pieces
    if name.primary not in halves or (name.secondary and name.secondary not in halves):
        return None
    return tuple(dict.fromkeys(piece for pieces in halves.values() for piece in pieces))


def _legible(line: NameLine) -> bool:
    """Whether a letter of a short name was read well: what patterns look like may be any such."""
    sure = [
        chance >= LEAST_CHANCE
        for one, chance in zip(line.run.text, line.run.chances, strict=True)
        if one.isalpha()
    ]
    return len(sure) > _SHORT or any(sure)
