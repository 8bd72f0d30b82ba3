"""Strips of printed lines to text: what each says, and how probable each character is."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from docverify.imaging.levels import evened
from docverify.networks import shipped_network
from docverify.printed import thresholds
from docverify.printed.alphabet import CHARACTERS
from docverify.printed.strips import CAP_HEIGHT, FRAME, HEIGHT

_BATCH: Final = 8
"""Strips of about one length that the network reads together."""
_SAID: Final = 0.35
"""Probability from which a frame says a character."""
_WORD: Final = re.compile(r"\S+")
_ROUND: Final = frozenset("0O")
"""One shape in many typefaces: among letters and digits nothing about it tells which of them it is."""
_BESIDE_LIGATURE: Final = {
    (ligature, side): part
    for ligature, parts in (("Œ", "OE"), ("Æ", "AE"), ("œ", "oe"), ("æ", "ae"))
    for side, part in zip((-1, 1), parts, strict=True)
}
"""What may be a part of a ligature, read beside it."""
_AT_MOST: Final = 0.95
"""Chance of a character where there may be none: alone it makes no value another one."""
_GAP_MAY_BE: Final = 0.08
"""Probability of a blank in a frame between two characters from which there may be one."""
_FAINT: Final = 0.02
"""Probability up to which a frame says nothing at all."""
_CAPITALS: Final = [one.upper() for one in CHARACTERS]
_LETTERS: Final = [normalize("NFD", one)[0] if len(one) == 1 else one for one in _CAPITALS]
_CASES: Final = np.array([_CAPITALS.index(one) for one in _CAPITALS])
_MARKS: Final = np.array([_LETTERS.index(one) for one in _LETTERS])
"""One number for all that are one letter in either case; and with any marks, which are read worse."""

_IS_ROUND: Final = np.array([one in _ROUND for one in _CAPITALS])

_BLANK: Final = 1 + CHARACTERS.index(" ")

Frames = NDArray[np.float32]
"""(classes, frames): the probability that a frame lies between characters, then that of each character."""
Said = tuple[str, tuple[float, ...], tuple[str, ...]]
"""A line's text, a probability for each character, and what else each may be; a blank may stand behind it."""

NOTHING: Final = "∅"
"""Stands among what a character may be where there may be none."""
APART: Final = "\t"
"""Stands where a line falls apart into columns, once for each capital's height between them."""


def recognise(strips: Sequence[NDArray[np.uint8]], *, threads: int = 1) -> list[Frames]:
    """Read strips.

    Args:
        strips: (32, W) uint8 grey each.
        threads: processor threads.

    Returns:
        For each, what its frames say: (classes, W // 2) float32.
    """
    answers: list[Frames] = [np.empty((0, 0), np.float32)] * len(strips)
    order = sorted(range(len(strips)), key=lambda number: strips[number].shape[1])
    network = shipped_network("printed", "recogniser.onnx", threads=threads)
    for start in range(0, len(order), _BATCH):
        chosen = order[start : start + _BATCH]
        width = -(-strips[chosen[-1]].shape[1] // FRAME) * FRAME
        batch = np.zeros((len(chosen), 1, HEIGHT, width), np.float32)
        for row, number in enumerate(chosen):
            batch[row, 0, :, : strips[number].shape[1]] = evened(strips[number])
        (logits,) = network.run(batch)
        for row, number in enumerate(chosen):
            seen = logits[row, :, : strips[number].shape[1] // FRAME]
            powers = np.exp(seen - seen.max(0))
            answers[number] = powers / powers.sum(0)
    return answers


def spelt(chances: Frames) -> Said:
    """Frames to characters: a run of frames that say something is one character, whatever each of them says.

    Where a letter may be either of two, its frames often take turns; together they say one, and how doubtful
    it is.

    Args:
        chances: (classes, frames) float32: the probability that a frame lies between characters, then that it
            is of each character.

    Returns:
        The text and, for each character, the probability that it is that letter, in either case and with any
        marks, or in a number that it is round, a zero or an O; and what else it may be; nothing where nothing
        is said.
    """
    text: list[str] = []
    told: list[float] = []
    round_ones: list[float] = []
    others: list[str] = []
    before: float | None = None
    runs = _runs(chances)
    for (first, last), (behind, _) in pairwise([*runs, (chances.shape[1],) * 2]):
        there = 1 - float(chances[0, first:last].prod())
        said = chances[1:, first:last].sum(1)
        best = int(said.argmax())
        if CHARACTERS[best] != " ":
            middle = (first + last) / 2
            cells = 0 if before is None else round((middle - before) * FRAME / CAP_HEIGHT)
            if cells >= thresholds.APART:  # of another column
                told += [1.0] * cells
                round_ones += [0.0] * cells
                others += [""] * cells
                text += [APART] * cells
            before = middle
        text.append(CHARACTERS[best])
        shares = said / said.sum()
        doubted = there < thresholds.THERE
        of_letter, of_round = shares[_MARKS[best] == _MARKS].sum(), shares[_IS_ROUND].sum()
        sure, as_round = (float(np.clip(share, 0, 1)) for share in (of_letter, of_round))
        if doubted:
            said_so = float(chances[0, first:last].min()) < 1 - _SAID
            sure, as_round = (min(one, _AT_MOST) if said_so else one * there for one in (sure, as_round))
        told.append(sure)
        round_ones.append(as_round)
        may = np.flatnonzero((shares >= thresholds.MAY_BE) & (_CASES[best] != _CASES))
        other = "".join(CHARACTERS[one] for one in may[np.argsort(-shares[may])])
        gap = (
            float(chances[_BLANK, last:behind].max(initial=0)) >= _GAP_MAY_BE and " " not in text[-1] + other
        )
        others.append(other + " " * gap + NOTHING * doubted)
    _doubt_beside_ligatures(text, told, others)
    whole = "".join(text)
    for start, end in _coded(whole):
        for place in range(start, end):
            if text[place] in _ROUND:
                told[place] = round_ones[place]
    return _trimmed(whole, told, others)


def _doubt_beside_ligatures(text: list[str], told: list[float], others: list[str]) -> None:
    """Doubt an O before an Œ and an E behind it: what is so wide may be read as three. So with Æ."""
    for at, one in enumerate(text):
        for beside in (at - 1, at + 1):
            if 0 <= beside < len(text) and _BESIDE_LIGATURE.get((one, beside - at), "") == text[beside]:
                told[beside] = min(told[beside], _AT_MOST)
                others[beside] = others[beside].replace(NOTHING, "") + NOTHING


def _coded(text: str) -> Iterator[tuple[int, int]]:
    """Words of letters and digits: numbers of documents."""
    for word in _WORD.finditer(text):
        read = word.group()
        if any(map(str.isalpha, read)) and any(map(str.isdigit, read)):
            yield word.span()


def _runs(chances: NDArray[np.float32]) -> list[tuple[int, int]]:
    """First and last frame, not included, of each character.

    A narrow letter may lie between two frames, of which neither says it; together they do.
    """
    something = 1 - chances[0]
    marked = np.concatenate([[False], something > _SAID, [False]])
    starts, ends = np.flatnonzero(marked[1:] & ~marked[:-1]), np.flatnonzero(marked[:-1] & ~marked[1:])
    runs = list(zip(starts.tolist(), ends.tolist(), strict=True))
    gaps = zip([0, *ends.tolist()], [*starts.tolist(), len(something)], strict=True)
    faint = (_hill(something, first, last) for first, last in gaps)
    return sorted(runs + [run for run in faint if run is not None])


def _hill(something: NDArray[np.float32], first: int, last: int) -> tuple[int, int] | None:
    """What rises between two characters, beside what they leave to both sides; None if it is too little."""
    while first + 1 < last and something[first + 1] <= something[first]:
        first += 1
    while last - 2 >= first and something[last - 2] <= something[last - 1]:
        last -= 1
    rise = [frame for frame in range(first, last) if something[frame] > _FAINT]
    if not rise or 1 - float(np.prod(1 - something[rise[0] : rise[-1] + 1])) < thresholds.RISES:
        return None
    return rise[0], rise[-1] + 1


def _trimmed(text: str, told: list[float], others: list[str]) -> Said:
    """Without blanks at either end, doubled ones, and those that stand where the line falls apart."""
    kept = [
        number
        for number, one in enumerate(text)
        if one != " " or (text[number - 1 : number] not in ("", " ", APART) and text[number + 1 :].strip(" "))
    ]
    kept = [n for n in kept if text[n] != " " or text[n + 1] != APART]
    return (
        "".join(text[number] for number in kept),
        tuple(told[number] for number in kept),
        tuple(others[number] for number in kept),
    )
