"""The words of printed names, and what stands in print beside the identifiers: titles, other names."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as hidden
from typing import Final

from docverify.mrz import MrzName, compare_names
from docverify.mrz.states import STATES
from docverify.printed import tables
from docverify.printed.pieces import Piece, Run
from docverify.printed.thresholds import LEAST_BEHIND_GAP

_PARTS: Final = re.compile(r"[^/|:;()]+")
_ITEM: Final = re.compile(r"(?:[0-9]{1,2}[a-z]?|[ab])[.)]?\s+")
"""The number of an element, as licences and some cards print it before the value."""
_WORD: Final = re.compile(r"[^\s,/|:;()<]+")
_REMARKS: Final = ("title", "born")
_MOST_GAPS: Final = 4
"""Places of a line where a gap may be: where there are more, its letters are told from nothing."""
_HYPHEN: Final = re.compile(r"[\-\u2010-\u2014\u2212]")


@dataclass(frozen=True, slots=True, eq=False)
class NameLine:
    """A run of words that may be a name.

    Attributes:
        run: the pieces, which hold nothing but the name.
        words: each as printed.
        remark: whether titles or another name stand beside it, or stood there.
    """

    run: Run
    words: tuple[str, ...] = hidden(repr=False)
    remark: bool


def name_lines(piece: Piece) -> Iterator[NameLine]:
    """The names that a piece may be: divided at obliques and brackets, with titles and without."""
    for match in _PARTS.finditer(piece.text):
        part = without_item(piece.part(*match.span()).stripped(" .,-*="))
        line = named(Run((part,)))
        if line is not None:
            yield line
            yield from without_remarks(line)
            if len(line.words) > 1 and line.words[-1] in STATES:  # the nationality, of the next column
                yield NameLine(line.run, line.words[:-1], remark=True)


def without_item(piece: Piece, *, sign: bool = False) -> Piece:
    """A piece without the number of its element before it.

    Args:
        piece: as read.
        sign: whether a point or a bracket must stand behind the number.
    """
    item = _ITEM.match(piece.text)
    found = item is not None and not (sign and item.group().rstrip()[-1].isalnum())
    return piece.part(item.end(), len(piece.text)) if item is not None and found else piece


def named(run: Run) -> NameLine | None:
    """The words of a run; None where it has none or more than names have."""
    words = tuple(m.group() for m in _WORD.finditer(run.text))
    if not 1 <= len(words) <= 20 or any(c.isdigit() for c in run.text):
        return None
    kinds = tables.name_words()
    return NameLine(run, words, any(kinds.get(_plain(word)) in _REMARKS for word in words))


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word.upper()).strip(".,")


def without_remarks(line: NameLine) -> Iterator[NameLine]:
    """The name without titles and without what follows "née"; then without particles as well."""
    kinds = tables.name_words()
    if not any(_plain(word) in kinds for word in line.words):
        return
    kept: list[str] = []
    for word in line.words:
        kind = kinds.get(_plain(word))
        if kind == "born":
            break
        if kind != "title":
            kept.append(word)
    bare = [word for word in kept if kinds.get(_plain(word)) != "particle"]
    for words in (kept, bare):
        if words and tuple(words) != line.words:
            yield NameLine(line.run, tuple(words), remark=True)


def divided(line: NameLine) -> Iterator[NameLine]:
    """A name with the gaps that may be between its letters but were not read: with each, and with all."""
    text, others = line.run.text, line.run.others
    at = [
        place
        for place, may in enumerate(others[:-1])
        if " " in may and text[place].isalpha() and text[place + 1].isalpha()
    ]
    if line.remark or not 0 < len(at) <= _MOST_GAPS:
        return
    for chosen in {(place,) for place in at} | {tuple(at)}:
        spaced = "".join(one + " " * (place in chosen) for place, one in enumerate(text))
        yield NameLine(line.run, tuple(_WORD.findall(spaced)), line.remark)


def says(words: tuple[str, ...], wanted: str, *, truncated: bool) -> bool:
    """Whether printed words are one identifier of the MRZ, by the rules of the standard.

    Where its words end does not count: a narrow gap is not read, and a wide letter makes one.
    """
    if not _may_begin(words, wanted):
        return False
    if _agrees(" ".join(words), wanted, truncated=truncated):
        return True
    several = len(words) > 1 or " " in wanted
    if several and _agrees(_HYPHEN.sub("", "".join(words)), wanted.replace(" ", ""), truncated=truncated):
        return True
    # Of components that are cut, each by itself, it counts where each begins.
    others = _divided_otherwise(words, wanted.split()) if truncated and several else ()
    return any(_agrees(" ".join(one), wanted, truncated=True) for one in others)


def _divided_otherwise(words: tuple[str, ...], wanted: list[str]) -> Iterator[tuple[str, ...]]:
    """The same letters, were one gap more or less read between them.

    Within a word no gap is looked for where the component behind it is cut so short that it begins at some
    letter of any word.
    """
    for at in range(len(words) - 1):
        yield *words[:at], words[at] + words[at + 1], *words[at + 2 :]
    for (at, word), behind in zip(enumerate(words), wanted[1:], strict=False):
        if len(behind) < LEAST_BEHIND_GAP:
            continue
        for cut in range(1, len(word)):
            yield *words[:at], word[:cut], word[cut:], *words[at + 1 :]


def _agrees(printed: str, wanted: str, *, truncated: bool) -> bool:
    return compare_names((printed, ""), MrzName(wanted, "", (wanted,), truncated)).agrees


def _may_begin(words: tuple[str, ...], wanted: str) -> bool:
    """Whether the first letter does not speak against it already: most lines of a page are told by it."""
    first = next((c for word in words for c in word if c.isalpha()), "")
    return bool(first) and (not first.isascii() or first.upper() == wanted[:1])


def says_both(words: tuple[str, ...], name: MrzName) -> bool:
    """Whether printed words are both identifiers after each other, in either order."""
    if not (_may_begin(words, name.primary) or _may_begin(words, name.secondary)):
        return False
    for cut in range(1, len(words)):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        if compare_names((head, tail), name).agrees or compare_names((tail, head), name).agrees:
            return True
        if name.possibly_truncated:
            continue
        for one, other in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
            if says(one, name.primary, truncated=False) and says(other, name.secondary, truncated=False):
                return True
    return False
