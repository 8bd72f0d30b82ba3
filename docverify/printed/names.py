"""Whether the name of the MRZ is printed (ICAO Doc 9303-3, 3, 4.6 and 6)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docverify.mrz import Mrz, MrzName
from docverify.printed import tables
from docverify.printed.certainty import certain
from docverify.printed.edits import edits
from docverify.printed.finding import Finding, agrees, differs, not_alike, not_in_mrz, not_read
from docverify.printed.folding import alike, bare, is_foreign
from docverify.printed.labels import Element
from docverify.printed.name_candidates import EDGES, NAMED, behind_captions, stacked_names
from docverify.printed.name_lines import NameLine, letters, named, says, says_both
from docverify.printed.page import Page
from docverify.printed.pieces import Piece, Run
from docverify.printed.thresholds import NEAR_WORD, OTHER_NAME

_PARTS: Final = re.compile(r"[^/|:;]+")
_STRANGE: Final = re.compile(r"[^\w\s,.'’\-]|[0-9_]")
_PIECE: Final = 5
"""Letters of the shortest piece of a caption: captions are found in parts where a seal crosses them."""
LEAST_LIKE: Final = 5
"""Letters of the shortest name that another one without a caption is like."""
SHORTEST: Final = 2
"""Letters of the shortest name that is called another one altogether."""


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
    others = _others(page, name)
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
    found: list[Piece] = []
    surname = page.has(Element.GIVEN)  # beside given names, a "name" is the surname
    for element, run in _captioned(page):
        line = named(run)
        if line is None or line.remark or _STRANGE.search(run.text):
            continue
        read, chances = letters(run)
        meant = Element.SURNAME if surname and element is Element.NAME else element
        parts = _parts(read, chances, meant, name)
        if not _known(read) and any(_surely_other(*part, name) for part in parts):
            found += run.pieces
    return tuple(found)


def _parts(
    read: str, chances: Sequence[float], element: Element, name: MrzName
) -> Iterator[tuple[str, Sequence[float], str]]:
    """What is compared with what: of a line of both identifiers, what stands beside the one that agrees."""
    if element is not Element.NAME:
        yield read, chances, name.primary if element is Element.SURNAME else name.secondary
        return
    whole = f"{name.primary} {name.secondary}".strip()
    for one, other in ((name.primary, name.secondary), (name.secondary, name.primary)):
        cut = len(one) + 1
        if one and read.startswith(f"{one} "):
            yield read[cut:], chances[cut:], other
        elif one and read.endswith(f" {one}"):
            yield read[:-cut], chances[:-cut], other
        else:
            yield read, chances, whole


def _captioned(page: Page) -> Iterator[tuple[Element, Run]]:
    """The Latin text that belongs to each caption of names, with the line in which it goes on."""
    below = {first.line: second for first, second in page.below}
    for piece in page.pieces:
        element = page.sure_owner(piece)
        if element not in NAMED:
            continue
        parts = [
            part for match in _PARTS.finditer(piece.text) if (part := piece.part(*match.span())).text.strip()
        ]
        latin = [part.stripped(EDGES) for part in parts if not is_foreign(part.text)]
        under = below.get(piece.line)
        goes_on = under is not None and page.label(under) is None and not page.labelled(under)
        if len(latin) == 1 and goes_on and under is not None and not is_foreign(under.text):
            yield element, Run((latin[0], under))
        elif len(latin) == 1:
            yield element, Run((latin[0],))
        elif not latin and goes_on and under is not None and not is_foreign(under.text):
            yield element, Run((under,))  # the same name beneath it in Latin letters


def other_names(lines: Sequence[NameLine], name: MrzName) -> Iterator[tuple[Piece, ...]]:
    """Lines that surely are an identifier but for a letter or component, where it is not printed itself."""
    said = [
        half
        for half in (name.primary, name.secondary)
        if any(says(line.words, half, truncated=name.possibly_truncated) for line in lines)
    ]
    for line in lines:
        whole = len(line.run.pieces) == 1  # what was joined may be of two fields
        if line.remark or not whole or _STRANGE.search(line.run.text):
            continue
        read, chances = letters(line.run)
        parts = [p for element in NAMED for p in _parts(read, chances, element, name)]
        unsaid = [part for part in parts if len(part[2]) >= LEAST_LIKE and part[2] not in said]
        if not _known(read) and any(_in_one(*part, name) for part in unsaid):
            yield line.run.pieces


def _in_one(read: str, chances: Sequence[float], wanted: str, name: MrzName) -> bool | None:
    """Whether one letter or component that makes it another name is certain; None if it is not one alone."""
    if name.possibly_truncated:  # the print may go on
        read, chances = read[: len(wanted)], chances[: len(wanted)]
    unlike = [n for n, (a, b) in enumerate(zip(read, wanted, strict=False)) if a != b]
    if len(read) == len(wanted) and len(unlike) == 1:
        a, b = read[unlike[0]], wanted[unlike[0]]
        return (a + b).isalpha() and not alike(a, b) and certain(chances, unlike)
    other = None if name.possibly_truncated else _other_word(read, wanted)
    return None if other is None else certain(chances, other)


def _surely_other(read: str, chances: Sequence[float], wanted: str, name: MrzName) -> bool:
    """Whether it is the wanted name but for one certain letter, or another name altogether."""
    if not wanted:
        return False
    in_one = _in_one(read, chances, wanted, name)
    if in_one is not None:
        return in_one
    if name.possibly_truncated:  # the print may go on
        read, chances = read[: len(wanted)], chances[: len(wanted)]
    ours = {*name.primary.split(), *name.secondary.split()}
    if name.possibly_truncated or any(_near(a, b) for a in read.split() for b in ours):
        return False  # part of the name, printed in another way
    wholes = [whole for whole in (wanted, name.primary, name.secondary) if whole]
    apart = min(edits(read, whole) / max(len(read), len(whole)) for whole in wholes)
    return len(read) >= SHORTEST and apart >= OTHER_NAME and certain(chances, range(len(read)))


def _other_word(read: str, wanted: str) -> range | None:
    """Where the one component stands that is another one altogether, if all others are the same."""
    words, ours = read.split(" "), wanted.split(" ")
    unlike = [n for n, (a, b) in enumerate(zip(words, ours, strict=False)) if a != b]
    if len(words) != len(ours) or len(words) < 2 or len(unlike) != 1:
        return None
    word, our = words[unlike[0]], ours[unlike[0]]
    if min(len(word), len(our)) < SHORTEST or edits(word, our) < OTHER_NAME * max(len(word), len(our)):
        return None
    start = sum(len(one) + 1 for one in words[: unlike[0]])
    return range(start, start + len(word))


def _near(one: str, other: str) -> bool:
    return one == other or edits(one, other) <= max(len(one), len(other)) // NEAR_WORD


def _known(read: str) -> bool:
    """Whether it is a State, a month, a word for a sex, or a piece of a caption, beside one of names."""
    word = bare(read)
    known = word in tables.states() or word in tables.months() or read in tables.sexes()
    return known or (len(word) >= _PIECE and any(word in caption for caption in tables.labels()))
