"""Whether the name of the MRZ is printed (ICAO Doc 9303-3, 3, 4.6 and 6)."""

from collections.abc import Iterable, Sequence
from typing import Final

from docverify.mrz import Mrz, MrzName
from docverify.printed import tables
from docverify.printed.certainty import certain
from docverify.printed.edits import edits
from docverify.printed.finding import Finding, agrees, differs, not_comparable, not_read
from docverify.printed.folding import alike, bare, is_foreign
from docverify.printed.labels import Element
from docverify.printed.name_lines import (
    NameLine,
    letters,
    name_lines,
    named,
    says,
    says_both,
    without_remarks,
)
from docverify.printed.page import Page
from docverify.printed.pieces import Piece, Run
from docverify.printed.thresholds import OTHER_NAME

_NAMED: Final = (Element.SURNAME, Element.GIVEN, Element.NAME)


def name_finding(page: Page, mrz: Mrz) -> Finding:
    """Whether both identifiers of the MRZ are printed, on one line or on lines of their own.

    Args:
        page: with its side.
        mrz: of the document.
    """
    name = mrz.name
    if not name.primary:
        return not_comparable("The MRZ holds no name.")
    lines = name_candidates(page)
    found = printed_name(lines, name)
    others = _others(page, name)
    if found is not None and not others:
        return agrees("The same name is printed, as the MRZ writes it.", found)
    if found is not None:
        return not_read("The name is printed, and another one at a caption of names.", found)
    if others:
        return differs("Another name is printed at its caption.", others)
    foreign = [p for p in page.pieces if page.owner(p) in _NAMED and is_foreign(p.text)]
    if foreign:
        return not_comparable("The name is printed in another script.", tuple(foreign))
    return not_read("No such name was read.")


def name_candidates(page: Page) -> tuple[NameLine, ...]:
    """What may be a name: whole lines, what stands between captions, and lines that go on beneath."""
    found = [line for piece in (*page.pieces, *page.lines) for line in name_lines(piece)]
    for pair in (*page.below, *page.beside):
        joined = named(Run(tuple(piece.stripped(" .,-*=:/") for piece in pair)))
        if joined is not None:
            found += [joined, *without_remarks(joined)]
    return tuple(found)


def printed_name(lines: Iterable[NameLine], name: MrzName) -> tuple[Piece, ...] | None:
    """Where both identifiers are printed; None where one of them is not."""
    halves: dict[str, tuple[Piece, ...]] = {}
    for line in lines:
        if name.secondary and len(line.words) > 1 and says_both(line.words, name):
            return line.run.pieces
        for half in (name.primary, name.secondary):
            if half and half not in halves and says(line.words, half, truncated=name.possibly_truncated):
                halves[half] = line.run.pieces
    if name.primary not in halves or (name.secondary and name.secondary not in halves):
        return None
    return tuple(dict.fromkeys(piece for pieces in halves.values() for piece in pieces))


def _others(page: Page, name: MrzName) -> tuple[Piece, ...]:
    """Names at captions that certainly are others than the MRZ's."""
    found = []
    for piece in page.pieces:
        owner = page.owner(piece)
        if owner not in _NAMED or is_foreign(piece.text):
            continue
        wanted = {
            Element.SURNAME: (name.primary,),
            Element.GIVEN: (name.secondary,),
            Element.NAME: (
                f"{name.primary} {name.secondary}".strip(),
                f"{name.secondary} {name.primary}".strip(),
            ),
        }[owner]
        if all(wanted) and _surely_other(piece, wanted, name):
            found.append(piece)
    return tuple(found)


def _surely_other(piece: Piece, wanted: Sequence[str], name: MrzName) -> bool:
    line = named(Run((piece,)))
    if (
        line is None
        or line.remark
        or not piece.text.replace("-", "").replace("'", "").replace(" ", "").replace(",", "").isalpha()
    ):
        return False
    read, chances = letters(line.run)
    return all(_other(read, chances, one, name) for one in wanted) and not _known(read)


def _other(read: str, chances: Sequence[float], wanted: str, name: MrzName) -> bool:
    """Whether it is the wanted name but for one certain letter, or another name altogether."""
    if name.possibly_truncated:
        read, chances = read[: len(wanted)], chances[: len(wanted)]
    if len(read) == len(wanted):
        unlike = [n for n, (a, b) in enumerate(zip(read, wanted, strict=True)) if a != b]
        if len(unlike) == 1:
            n = unlike[0]
            return (
                not alike(read[n], wanted[n])
                and read[n].isalpha()
                and wanted[n].isalpha()
                and certain(chances, unlike)
            )
    ours = {*name.primary.split(), *name.secondary.split()}
    if ours & set(read.split()) or name.possibly_truncated:
        return False  # part of the name, printed in another way
    distance = min(edits(read, whole) for whole in (wanted, name.primary, name.secondary) if whole)
    if distance < max(3, OTHER_NAME * max(len(read), len(wanted))):
        return False
    return certain(chances, range(len(read)))


def _known(read: str) -> bool:
    """Whether it is a State, a month or a word for a sex, which a caption of names may stand beside."""
    word = bare(read)
    return word in tables.states() or word in tables.months() or read in tables.sexes()
