"""A page without captions: another name next to the identifier that agrees, where the other one belongs."""

from collections.abc import Iterator, Sequence
from typing import Final

from docverify.mrz import MrzName
from docverify.printed.name_letters import Word, printed_words
from docverify.printed.name_lines import named, says
from docverify.printed.name_others import Verdict, name_of, near, verdict
from docverify.printed.page import Page
from docverify.printed.pieces import Pairs, Piece, Run, following
from docverify.printed.thresholds import BESIDE_GAP, BESIDE_LEFT, BESIDE_SIZE, BESIDE_USUAL

_LEAST: Final = 3
"""Letters of the shortest name that is told by its place."""


def names_beside(page: Page, name: MrzName) -> Iterator[tuple[Piece, ...]]:
    """Lines right beneath the surname, or above the given names, which surely are others than the MRZ's.

    Given names may go on in a second line.

    The two stand in one column, one size and next to each other on every page, in this order, whether or not
    there are captions; where there are, these tell.

    Args:
        page: as read.
        name: of the MRZ.
    """
    if page.labels or not name.primary or not name.secondary:
        return
    columns = [pair for pair in page.below if _of_one_column(*pair)]
    beneath = following(columns)
    for first, second in columns:
        third = beneath.get(second.line)
        if not _next(first, second, columns):
            continue
        for known, other, wanted, said in (
            (first, second, name.secondary, name.primary),
            (second, first, name.primary, name.secondary),
        ):
            words = name_of(Run((other,)))
            if words is None or not _says(known, said, name) or sum(map(len, words)) < _LEAST:
                continue
            if _another(words, wanted, said, name) and not _elsewhere(page, wanted):
                yield (other,)
        if third is not None and _says(first, name.primary, name) and _nearly(second, third, name):
            yield second, third


def _next(first: Piece, second: Piece, columns: Pairs) -> bool:
    """Whether no line is missing between two: they are close, or other rows are about as far apart."""
    gap = _gap(first, second)
    usual = sum(_gap(*pair) >= BESIDE_USUAL * gap for pair in columns) > 1
    return usual or gap < BESIDE_GAP * max(first.height, second.height)


def _gap(first: Piece, second: Piece) -> float:
    return second.box[1] - first.box[3]


def _nearly(second: Piece, third: Piece, name: MrzName) -> bool:
    """Whether two lines are the given names but for one letter or component, and that surely another."""
    words = name_of(Run((second, third)))
    both = name_of(Run((second,))) is not None and name_of(Run((third,))) is not None
    return (
        words is not None
        and both
        and verdict(words, name.secondary, cut=name.possibly_truncated, doubts=0) is Verdict.NEARLY
    )


def _of_one_column(first: Piece, second: Piece) -> bool:
    size = max(first.height, second.height)
    apart = abs(first.box[0] - second.box[0]) < BESIDE_LEFT * size
    return apart and size < BESIDE_SIZE * min(first.height, second.height)


def _says(line: Piece, wanted: str, name: MrzName) -> bool:
    read = named(Run((line,)))
    return read is not None and says(read.words, wanted, truncated=name.possibly_truncated)


def _another(words: Sequence[Word], wanted: str, said: str, name: MrzName) -> bool:
    cut = name.possibly_truncated
    return {verdict(words, half, cut=cut) for half in (wanted, said)} == {Verdict.OTHER}


def _elsewhere(page: Page, wanted: str) -> bool:
    """Whether a word of the page may be of the identifier, poorly read: it stands elsewhere then."""
    ours = [our for our in wanted.split() if len(our) >= _LEAST]
    return any(near(word, our) for line in page.lines for word in _words(line) for our in ours)


def _words(line: Piece) -> Sequence[Word]:
    return [word for word in printed_words(line.text, line.chances) if len(word) >= _LEAST]
