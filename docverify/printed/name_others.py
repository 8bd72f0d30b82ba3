"""Printed names that surely are others than the MRZ's: at captions of names, and where all else agrees."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import partial
from itertools import takewhile
from typing import Final

from docverify.mrz import MrzName
from docverify.printed import tables
from docverify.printed.folding import bare, is_foreign
from docverify.printed.labels import Element
from docverify.printed.name_candidates import EDGES, NAMED
from docverify.printed.name_letters import Apart, Word, apart, printed_words
from docverify.printed.name_lines import NameLine, named, says
from docverify.printed.page import Page, Side
from docverify.printed.pieces import Piece, Run, following
from docverify.printed.thresholds import (
    LABEL_LEFT,
    LEAST_CHANCE,
    MOST_DOUBTS,
    NEAR_WORD,
    OTHER_NAME,
    SAYS_LITTLE,
)

_PARTS: Final = re.compile(r"[^/|:;]+")
_STRANGE: Final = re.compile(r"[^\w\s,.'’\-]|[0-9_]")
_PIECE: Final = 5
"""Letters of the shortest piece of a caption: captions are found in parts where a seal crosses them."""
LEAST_LIKE: Final = 5
"""Letters of the shortest name that another one without a caption is like."""
SHORTEST: Final = 2
"""Letters of the shortest name or component that is called another one altogether."""


class Verdict(Enum):
    """What printed words are beside an identifier of the MRZ."""

    SAME = "the same, or they may be"
    NEARLY = "the same but for some letters or components, which surely are others"
    OTHER = "surely another one altogether"
    UNCLEAR = "none of these"


def others_at_captions(page: Page, name: MrzName) -> tuple[Piece, ...]:
    """Names at captions that certainly are others than the MRZ's.

    Args:
        page: with its side.
        name: of the MRZ.
    """
    found: list[Piece] = []
    surname = page.has(Element.GIVEN)  # beside given names, a "name" is the surname
    for element, runs, goes_on in _captioned(page):
        meant = Element.SURNAME if surname and element is Element.NAME else element
        read = [words for run in runs if (words := name_of(run)) is not None]
        whole = len(read) == len(runs)
        if name_of(runs[0]) is not None and _surely_others(read, meant, name, whole=whole, goes_on=goes_on):
            found += runs[0].pieces
    return tuple(found)


def other_names(lines: Sequence[NameLine], name: MrzName) -> Iterator[tuple[Piece, ...]]:
    """Lines that surely are an identifier but for a letter or component, where it is not printed itself.

    Args:
        lines: of the page that may be names.
        name: of the MRZ.
    """
    unsaid = [
        half
        for half in (name.primary, name.secondary)
        if len(half) >= LEAST_LIKE
        and not any(says(line.words, half, truncated=name.possibly_truncated) for line in lines)
    ]
    for line in lines:
        words = name_of(line.run) if len(line.run.pieces) == 1 else None  # joined lines may be of two fields
        if words is None or line.remark:
            continue
        parts = [part for element in NAMED for part in _parts(words, element, name) if part[1] in unsaid]
        cut = name.possibly_truncated
        if any(
            verdict(part, our, cut=cut, captioned=False, several=False) is Verdict.NEARLY
            for part, our, _ in parts
        ):
            yield line.run.pieces


def verdict(
    words: Sequence[Word], wanted: str, *, cut: bool, captioned: bool = True, several: bool = True
) -> Verdict:
    """What printed words are beside an identifier.

    Args:
        words: as read.
        wanted: the identifier.
        cut: whether the MRZ may hold the beginnings of its components alone.
        captioned: whether a caption says that they are it: then some letters may be read with doubt.
        several: whether several letters may make it nearly the same, and components that are more or fewer.
    """
    ours = wanted.split()
    joined = [letter for word in words for letter in word]
    nearly = partial(_by_few, captioned=captioned, several=several)
    if not cut:
        if not apart(joined, "".join(ours), alone=False).others:
            return Verdict.SAME
        if (several or len(words) != len(ours)) and nearly(joined, "".join(ours), cut=False):
            return Verdict.NEARLY
    kept = words[: len(ours)] if cut else words  # others may follow where the MRZ's name is cut
    first, last = _same_ends(kept, ours, cut=cut, captioned=captioned)
    if first == len(kept) == len(ours):
        return Verdict.SAME
    left = [letter for word in kept[first : len(kept) - last] for letter in word]
    ours_left = ours[first : len(ours) - last]
    one_each = len(kept) == len(ours) == first + last + 1
    if left and ours_left and (one_each or (several and not cut)):
        another = first + last > 0 and _altogether(left, "".join(ours_left), cut=cut)
        if another or nearly(left, "".join(ours_left), cut=cut):
            return Verdict.NEARLY
    alike = any(near(word, our) for word in words for our in ours)
    other = not alike and _altogether(joined, "".join(ours), cut=cut)
    return Verdict.OTHER if other else Verdict.UNCLEAR


def _same_ends(words: Sequence[Word], ours: Sequence[str], *, cut: bool, captioned: bool) -> tuple[int, int]:
    """How many components are the same at the beginning, and how many more at the end."""

    def same(pair: tuple[Word, str]) -> bool:
        found = apart(*pair, goes_on=cut)
        return not found.others and _legible(found, pair[0], captioned=captioned)

    first = sum(1 for _ in takewhile(same, zip(words, ours, strict=False)))
    ends = zip(reversed(words[first:]), reversed(ours[first:]), strict=False)
    return first, sum(1 for _ in takewhile(same, ends))


def _by_few(word: Word, our: str, *, cut: bool, captioned: bool, several: bool) -> bool:
    """Whether one letter of a word surely is another one, and no letter of it was read poorly.

    Or several, fewer than make it another word, and not missing or added ones alone: an end may be hidden.

    What spoils a letter spoils its neighbours: among such, a reading may be sure and wrong.
    """
    found = apart(word, our, goes_on=cut)
    one = found.others == 1 and not found.gaps
    longest = len(our) if cut else max(len(word), len(our))
    few = several and found.others - found.gaps > 1 and found.others < OTHER_NAME * longest
    legible = _legible(found, word, captioned=captioned)
    return (one or few) and legible and min(letter.chance for letter in word) >= LEAST_CHANCE


def _legible(found: Apart, word: Word, *, captioned: bool) -> bool:
    """Whether so few letters were read with doubt that they do not make it another name."""
    return found.doubts <= (max(1, MOST_DOUBTS * len(word)) if captioned else 0)


def _altogether(word: Word, our: str, *, cut: bool) -> bool:
    """Whether letters surely are others, and as many as make another name altogether.

    Most of what was read must be legible: what patterns look like has few letters, and the rest is missing.
    """
    if sum(letter.chance < LEAST_CHANCE for letter in word) > len(word) // NEAR_WORD:
        return False
    shortest, longest = sorted((len(word), len(our)))
    others = apart(word, our, goes_on=cut, alone=False).others
    return shortest >= SHORTEST and others >= OTHER_NAME * (len(our) if cut else longest)


def near(word: Word, our: str) -> bool:
    """Whether a word may be a component that was read poorly.

    Args:
        word: as read.
        our: component of the MRZ's name.
    """
    return apart(word, our).others <= max(len(word), len(our)) // NEAR_WORD


def _surely_others(
    read: Sequence[Sequence[Word]], element: Element, name: MrzName, *, whole: bool, goes_on: bool
) -> bool:
    """Whether what stands at a caption is the MRZ's name but for some letters, or another one altogether.

    Args:
        read: the words of the line alone, and of it with the line that may belong to it.
        element: of the caption.
        name: of the MRZ.
        whole: whether all of them may be a name, so that none may hold the rest of this one.
        goes_on: whether the line alone surely is not the name, for it goes on.
    """
    cut = name.possibly_truncated
    halves = [half for half in (name.primary, name.secondary) if half]
    said = [[verdict(words, half, cut=cut, several=False) for half in halves] for words in read]
    told = [list(_told(words, element, name, alone=n == 0)) for n, words in enumerate(read)]
    every = {one for some in (*([] if goes_on else said), *told) for one in some}
    if Verdict.SAME in every:  # a caption may be taken for the other half's
        return False
    alone = whole and {*said[0], *told[0]} == {Verdict.OTHER}
    return alone or any(Verdict.NEARLY in some for some in told)


def _told(words: Sequence[Word], element: Element, name: MrzName, *, alone: bool) -> Iterator[Verdict]:
    """What words are beside what a caption names; beside the other identifier, another one is nearly it.

    Several letters tell in a line alone, which is not joined with another field, and compared in its order.
    """
    for part, wanted, beside in _parts(words, element, name):
        if wanted:
            several = alone and (beside or element is not Element.NAME)
            said = verdict(part, wanted, cut=name.possibly_truncated, several=several)
            yield Verdict.NEARLY if beside and said is Verdict.OTHER else said


def _parts(
    words: Sequence[Word], element: Element, name: MrzName
) -> Iterator[tuple[Sequence[Word], str, bool]]:
    """What is compared with what: of a line of both identifiers, what stands beside the one that agrees."""
    if element is not Element.NAME:
        yield words, name.primary if element is Element.SURNAME else name.secondary, False
        return
    for one, other in ((name.primary, name.secondary), (name.secondary, name.primary)):
        count = len(one.split())
        if one and count < len(words) and verdict(words[:count], one, cut=False) is Verdict.SAME:
            yield words[count:], other, True
        elif one and count < len(words) and verdict(words[-count:], one, cut=False) is Verdict.SAME:
            yield words[:-count], other, True
        else:
            yield words, f"{one} {other}".strip(), False


def _captioned(page: Page) -> Iterator[tuple[Element, tuple[Run, ...], bool]]:
    """The Latin text that belongs to each caption of names: alone, and with the line in which it goes on.

    And whether it surely goes on: behind a surname and its comma, where both identifiers have one caption.
    """
    below = following(page.below)
    above = {second.line: first for first, second in page.below} if page.side is Side.ABOVE else {}
    for piece in page.pieces:
        element = page.sure_owner(piece)
        if element not in NAMED:
            continue
        parts = [
            part for match in _PARTS.finditer(piece.text) if (part := piece.part(*match.span())).text.strip()
        ]
        latin = [part.stripped(EDGES) for part in parts if not is_foreign(part.text)]
        under, over = (_free(page, lines.get(piece.line), piece) for lines in (below, above))
        if len(latin) == 1:
            joined = [(latin[0], one) for one in under] + [(one, latin[0]) for one in over]
            goes_on = (
                element is Element.NAME
                and any(first.whole.text.rstrip().endswith(",") for first, _ in joined)
                and all(name_of(Run(pair)) is not None for pair in joined)
            )
            yield element, tuple(map(Run, ((latin[0],), *joined))), goes_on
        elif not latin and under:
            yield element, (Run(under),), False  # the same name beneath it in Latin letters


def _free(page: Page, line: Piece | None, piece: Piece) -> tuple[Piece, ...]:
    """The line in which a name may go on: in its column, in Latin letters, without a caption of its own."""
    if line is None or page.labelled(line) or is_foreign(line.text):
        return ()
    if not piece.whole.box[0] - LABEL_LEFT <= line.box[0] <= (piece.box[0] + piece.box[2]) / 2:
        return ()
    return (line,) if page.label(line) in (None, page.label(piece)) else ()


def name_of(run: Run) -> Sequence[Word] | None:
    """The words of a run that may be a name and nothing else; None where it is none.

    Args:
        run: of pieces of lines.
    """
    pairs = zip(run.text, run.chances, strict=True)
    text = "".join(c if chance >= SAYS_LITTLE else " " for c, chance in pairs)
    line = named(run)
    if line is None or line.remark or _STRANGE.search(text) or _known(run.text):
        return None
    return printed_words(run.text, run.chances) or None


def _known(read: str) -> bool:
    """Whether it is a State, a month, a word for a sex, or a piece of a caption, beside one of names."""
    word = bare(read)
    known = word in tables.states() or word in tables.months() or read.upper() in tables.sexes()
    return known or (len(word) >= _PIECE and any(word in caption for caption in tables.labels()))
