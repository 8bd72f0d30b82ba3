"""From what a caller hands over to lines of MRZ characters, every change reported."""

import re
from collections.abc import Sequence

from docverify.errors import InputError, UnknownMrzFormat
from docverify.mrz.alphabet import ALPHABET, FILLER
from docverify.mrz.issues import Issue, IssueCode

LONGEST_TEXT = 10_240
"""Characters: longer text is no MRZ, and refused before any work is done on it."""

_DOUBLE = "«《≪"
"""Look-alikes that stand for two fillers, or for one: the layout tells."""
_ALIKE = re.compile(f"[‹〈⟨{_DOUBLE}]")
_WIDE = re.compile("[\uff01-\uff5e]")
"""Full-width forms of ASCII; the ideographic space is a space like any other."""
_INVISIBLE = re.compile("[\ufeff\u200b-\u200f\u00ad\u2060]")
_SMALL = re.compile("[a-z]+")
_SENTENCES = {
    IssueCode.LOWER_CASE: "lower-case letters were read as capitals",
    IssueCode.FILLER_LOOKALIKE: "characters that look like the filler were read as fillers",
    IssueCode.FULL_WIDTH: "full-width characters were read as their narrow forms",
    IssueCode.SPACES_REMOVED: "spaces or invisible characters were removed",
    IssueCode.SPACES_AS_FILLERS: "spaces were read as fillers",
    IssueCode.LINES_JOINED: "the lines came without breaks and were divided by length",
    IssueCode.BLANK_LINES: "blank lines were dropped",
}


def note(code: IssueCode) -> Issue:
    """The issue that reports a change to the text as a whole."""
    return Issue(code, "", None, _SENTENCES[code])


def to_lines(
    text: str | Sequence[str], *, double: bool = True
) -> tuple[tuple[str, ...], tuple[IssueCode, ...]]:
    """Split text into lines of MRZ characters; spaces inside lines are left for the layout to judge.

    Args:
        text: One string, lines separated by any line break, or a sequence of lines.
        double: Whether look-alikes of two fillers, such as `«`, stand for two; else for one.

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
        narrow, count = _INVISIBLE.subn("", whole)
        if count > whole.startswith("\ufeff"):  # a byte order mark is no part of the text
            changes.append(IssueCode.SPACES_REMOVED)
        narrow, count = _ALIKE.subn(lambda m: FILLER * (1 + (double and m[0] in _DOUBLE)), narrow)
        if count:
            changes.append(IssueCode.FILLER_LOOKALIKE)
        narrow, count = _WIDE.subn(lambda m: chr(ord(m[0]) - 0xFEE0), narrow)
        if count:
            changes.append(IssueCode.FULL_WIDTH)
    upper, count = _SMALL.subn(lambda m: m[0].upper(), narrow)
    if count:
        changes.append(IssueCode.LOWER_CASE)
    lines = upper.strip("\r\n").splitlines()
    return _without_blanks(lines, changes)


def has_double(text: str | Sequence[str]) -> bool:
    """Whether the text holds look-alikes that may stand for two fillers."""
    return any(c in line for line in ([text] if isinstance(text, str) else text) for c in _DOUBLE)


def _join(lines: Sequence[str]) -> str:
    if not isinstance(lines, Sequence) or not all(isinstance(line, str) for line in lines):  # type: ignore[redundant-expr]
        raise InputError("an MRZ is one string or a sequence of strings, one a line")
    return "\n".join(lines)


def _without_blanks(
    lines: list[str], changes: list[IssueCode]
) -> tuple[tuple[str, ...], tuple[IssueCode, ...]]:
    kept = tuple(line for line in lines if line.strip())
    if len(kept) < len(lines) and any(not line.strip() for line in lines[:-1]):
        changes.append(IssueCode.BLANK_LINES)
    return kept, tuple(changes)
