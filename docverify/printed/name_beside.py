"""A page without captions: another name next to the identifier that agrees, where the other one belongs."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from docverify.mrz import MrzName
from docverify.printed.name_candidates import EDGES, without_stray
from docverify.printed.name_letters import Word, printed_words
from docverify.printed.name_lines import named, says, without_item
from docverify.printed.name_others import Verdict, name_of, near, verdict
from docverify.printed.page import Page
from docverify.printed.pieces import Piece, Run, continued, following, legible
from docverify.printed.thresholds import (
    BESIDE_GAP,
    BESIDE_LEFT,
    BESIDE_ROWS,
    BESIDE_SIZE,
    BESIDE_USUAL,
    NEAR_WORD,
)

_LEAST: Final = 3
"""Letters of the shortest name that is told by its place, and of the shortest component that is sought."""


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
    legible_ones = [line for line in page.lines if legible(line)]
    illegible = [line for line in page.lines if not legible(line)]
    lines = [_name_alone(line) for line in legible_ones]
    columns = [pair for pair in continued(lines)[0] if _of_one_column(*pair)]
    beneath, usual = following(columns), _gaps(lines)
    for first, second in columns:
        if not _next(first, second, usual):
            continue
        third = beneath.get(second.line)
        dust = max(
            (_letters(line) for line in illegible if _over(first, line) and _over(line, second)), default=0
        )
        pairs: list[tuple[tuple[Piece, ...], Piece, str, str]] = [
            ((first,), second, name.secondary, name.primary),
            ((second,), first, name.primary, name.secondary),
        ]
        if third is not None:
            pairs.append(((second, third), first, name.primary, name.secondary))
        for known, other, wanted, said in pairs:
            words = name_of(Run((other,)))
            if words is None or not _says(known, said, name) or sum(map(len, words)) < _LEAST:
                continue
            if 2 * dust >= len(wanted):  # it may be the name, poorly read
                continue
            if _another(words, wanted, said, name) and not _elsewhere(legible_ones, other, wanted):
                yield (other,)
        if third is not None and _says((first,), name.primary, name) and _nearly(second, third, name):
            yield second, third


def _name_alone(line: Piece) -> Piece:
    """A name without the number of its element and signs before it; a date with its day."""
    name = without_item(without_stray(line.stripped(EDGES)))
    return line if any(map(str.isdigit, name.text)) else name


def _next(first: Piece, second: Piece, usual: Sequence[float]) -> bool:
    """Whether no line is missing between two: they are close, or other rows are about as far apart."""
    gap = _gap(first, second)
    alike = sum(BESIDE_USUAL * gap <= one <= gap / BESIDE_USUAL for one in usual) > BESIDE_ROWS
    return alike or gap < BESIDE_GAP * max(first.height, second.height)


def _gaps(lines: Sequence[Piece]) -> list[float]:
    """From every line to the next one beneath it, where that is of its column, mm."""
    next_ones = (
        min((one for one in lines if _over(line, one)), key=partial(_gap, line), default=None)
        for line in lines
    )
    pairs = zip(lines, next_ones, strict=True)
    return [_gap(line, one) for line, one in pairs if one is not None and _of_one_column(line, one)]


def _over(line: Piece, other: Piece) -> bool:
    """Whether a line stands above another one."""
    across = line.box[0] < other.box[2] and other.box[0] < line.box[2]
    return across and line.middle < other.box[1]


def _gap(first: Piece, second: Piece) -> float:
    return second.box[1] - first.box[3]


def _nearly(second: Piece, third: Piece, name: MrzName) -> bool:
    """Whether two lines are the given names but for one letter or component, and that surely another."""
    words = name_of(Run((second, third)))
    both = name_of(Run((second,))) is not None and name_of(Run((third,))) is not None
    return (
        words is not None
        and both
        and verdict(words, name.secondary, cut=name.possibly_truncated, captioned=False, several=False)
        is Verdict.NEARLY
    )


def _of_one_column(first: Piece, second: Piece) -> bool:
    apart = abs(first.box[0] - second.box[0])
    return apart < BESIDE_LEFT * max(first.height, second.height) and _of_one_size(first, second)


def _of_one_size(first: Piece, second: Piece) -> bool:
    return max(first.height, second.height) < BESIDE_SIZE * min(first.height, second.height)


def _says(lines: tuple[Piece, ...], wanted: str, name: MrzName) -> bool:
    read = named(Run(lines))
    return read is not None and says(read.words, wanted, truncated=name.possibly_truncated)


def _another(words: Sequence[Word], wanted: str, said: str, name: MrzName) -> bool:
    cut = name.possibly_truncated
    return {verdict(words, half, cut=cut) for half in (wanted, said)} == {Verdict.OTHER}


def _elsewhere(lines: Sequence[Piece], other: Piece, wanted: str) -> bool:
    """Whether a word no larger than names may be of the identifier, poorly read: it stands elsewhere then."""
    ours = [our for our in wanted.split() if len(our) >= _LEAST]
    words = [
        word
        for line in lines
        if line.height < BESIDE_SIZE * other.height
        for word in printed_words(line.text, line.chances)
    ]
    return any(
        abs(len(word) - len(our)) <= len(our) // NEAR_WORD and near(word, our)
        for word in words
        for our in ours
    )


def _letters(line: Piece) -> int:
    return sum(map(str.isalpha, line.text))
