"""From what a caller hands over to lines of MRZ characters, every change reported."""

import unicodedata
from collections.abc import Sequence

from docverify.errors import InputError, UnknownMrzFormat
from docverify.mrz.alphabet import ALPHABET, FILLER
from docverify.mrz.issues import Issue, IssueCode

LONGEST_TEXT = 10_240
"""Characters: longer text is no MRZ, and refused before any work is done on it."""

_LOOKALIKES = str.maketrans(dict.fromkeys("«‹〈⟨＜《≪", FILLER) | {"«": "<<", "《": "<<", "≪": "<<"})
_SENTENCES = {
    IssueCode.LOWER_CASE: "lower-case letters were read as capitals",
    IssueCode.FILLER_LOOKALIKE: "characters that look like the filler were read as fillers",
    IssueCode.FULL_WIDTH: "full-width characters were read as their narrow forms",
    IssueCode.SPACES_REMOVED: "spaces were removed",
    IssueCode.SPACES_AS_FILLERS: "spaces were read as fillers",
    IssueCode.LINES_JOINED: "the lines came without breaks and were divided by length",
    IssueCode.BLANK_LINES: "blank lines were dropped",
}


def note(code: IssueCode) -> Issue:
    """The issue that reports a change to the text as a whole."""
    return Issue(code, "", None, _SENTENCES[code])


def to_lines(text: str | Sequence[str]) -> tuple[tuple[str, ...], tuple[IssueCode, ...]]:
    """Split text into lines of MRZ characters; spaces inside lines are left for the layout to judge.

    Args:
        text: One string, lines separated by any line break, or a sequence of lines.

    Returns:
        The lines that are not blank, and the codes of the changes that were made.

    Raises:
        InputError: `text` is neither a string nor a sequence of strings.
        UnknownMrzFormat: The text is longer than `LONGEST_TEXT` characters.
    """
    whole = text if isinstance(text, str) else _join(text)
    if len(whole) > LONGEST_TEXT:
        raise UnknownMrzFormat(f"the text has {len(whole)} characters, an MRZ at most 90; hand over less")
    if not whole.strip(ALPHABET + "\n"):  # nothing but MRZ characters: the usual case, and the fast one
        lines = whole.strip("\n").split("\n")
        return (tuple(lines), ()) if all(lines) else _without_blanks(lines, [])
    changes = []
    narrow = whole
    if not whole.isascii():
        narrow = whole.translate(_LOOKALIKES)
        if narrow != whole.replace("＜", FILLER):
            changes.append(IssueCode.FILLER_LOOKALIKE)
        wide = "".join(_narrow(c) for c in narrow)
        if wide != narrow or "＜" in whole:
            changes.append(IssueCode.FULL_WIDTH)
        narrow = wide
    upper = narrow.translate(_CAPITALS)
    if upper != narrow:
        changes.append(IssueCode.LOWER_CASE)
    lines = [line.strip() for line in upper.strip("\r\n").splitlines()]
    return _without_blanks(lines, changes)


_CAPITALS = {code: code - 32 for code in range(ord("a"), ord("z") + 1)}


def _join(lines: Sequence[str]) -> str:
    try:
        return "\n".join(lines)
    except TypeError:
        raise InputError("an MRZ is one string or a sequence of strings, one a line") from None


def _without_blanks(
    lines: list[str], changes: list[IssueCode]
) -> tuple[tuple[str, ...], tuple[IssueCode, ...]]:
    kept = tuple(line for line in lines if line)
    if len(kept) < len(lines) and any(not line for line in lines[:-1]):
        changes.append(IssueCode.BLANK_LINES)
    return kept, tuple(changes)


def _narrow(character: str) -> str:
    """The ASCII form of a full-width letter, digit or space; any other character unchanged."""
    if character == "\u3000":
        return " "
    if "！" <= character <= "～":
        return unicodedata.normalize("NFKC", character)
    return character
