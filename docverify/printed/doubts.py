"""Characters read with doubt, settled in favour of the MRZ where they may be what it says.

A reader that tells what else a character may be is asked whether the MRZ's value may stand there; what it
read with certainty stays. Whatever was settled stays as doubtful as it was: it may agree, and never differs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as hidden
from datetime import date
from typing import Final
from unicodedata import normalize

from docverify.evidence.printed import PrintedLine
from docverify.mrz import Mrz
from docverify.mrz.transliteration import letter_options
from docverify.printed import tables
from docverify.printed.marks import family
from docverify.printed.recognise import NOTHING
from docverify.printed.thresholds import DOUBTED, LONGEST_LINE, MOST_SETTLED, SAYS_LITTLE, THERE

_JOINS: Final = frozenset(" -–./'’")
_STROKES: Final = frozenset("/|")
_DAY_FORMS: Final = ("dmy", "mdy", "ymd")
_LEAST: Final = 2
"""Characters of the shortest value that is looked for: shorter ones may stand anywhere."""
_LEAST_CUT: Final = 4
"""The same of one with which a word may only begin."""


@dataclass(frozen=True, slots=True)
class _Value:
    """What may be printed, without blanks and signs.

    Attributes:
        text: as the MRZ has it.
        cut: whether the print may go on in the same word.
        number: whether it is the document's: a first sign of a pattern may stand before it.
    """

    text: str = hidden(repr=False)
    cut: bool = False
    number: bool = False


def settled(lines: Sequence[PrintedLine], mrz: Mrz) -> list[PrintedLine]:
    """The lines with doubtful characters as the MRZ has them.

    Args:
        lines: of a page.
        mrz: that the page bears.
    """
    values = [value for value in _values(mrz) if len(value.text) >= _LEAST]
    months = [_Value(word) for word in _months(mrz) if len(word) >= _LEAST]
    return [
        _settled(line, [*values, *months] if any(map(str.isdigit, line.text)) else values)
        if line.others
        else line
        for line in lines
    ]


def _values(mrz: Mrz) -> Iterator[_Value]:
    """The number, the parts of the name and whole identifiers, whose gaps may not be read, the dates."""
    yield _Value("".join(c for c in mrz.document_number.value or "" if c.isalnum()), number=True)
    halves = mrz.name.primary, mrz.name.secondary
    parts = " ".join(halves).split()
    yield from map(_Value, parts)
    yield from (_Value(half.replace(" ", "")) for half in halves if " " in half)
    if mrz.name.possibly_truncated:
        yield from (_Value(part, cut=True) for part in parts if len(part) >= _LEAST_CUT)
    for day in _days(mrz):
        short = {"d": f"{day.day:02}", "m": f"{day.month:02}", "y": f"{day.year % 100:02}"}
        for form in _DAY_FORMS:
            yield _Value("".join(short[part] for part in form))
            yield _Value("".join({**short, "y": str(day.year)}[part] for part in form))


def _days(mrz: Mrz) -> Iterator[date]:
    """Of birth and expiry, in every century that is possible."""
    for field in (mrz.date_of_birth, mrz.date_of_expiry):
        yield from () if field.date is None else field.date.candidates


def _months(mrz: Mrz) -> set[str]:
    """The words of the months of both dates, in every language."""
    meant = {day.month for day in _days(mrz)}
    words = (word.upper() for word, months in tables.months().items() if meant & set(months))
    return {word for word in words if word.isascii() and word.isalpha()}


def _settled(line: PrintedLine, values: Sequence[_Value]) -> PrintedLine:
    certain = min(line.chances, default=1.0) >= DOUBTED and not any(
        one in _ROUND or _by_case(line.text, place) for place, one in enumerate(line.text)
    )
    if len(line.text) > LONGEST_LINE or (certain and not any(line.others) and line.text.isascii()):
        return line
    text = [_shown(line, place) for place in range(len(line.text))]
    for value in values:
        for start in _starts(line, behind_sign=value.number):
            found = _match(line, start, value)
            if found is not None:
                if start and text[start - 1].isalnum():
                    text[start - 1] = ""
                for place, character in found.items():
                    text[place] = character
    kept = [place for place, character in enumerate(text) if character]
    return replace(
        line,
        text="".join(text[place] for place in kept),
        chances=tuple(
            line.chances[place] if text[place] == line.text[place] else min(line.chances[place], 1 - _MARGIN)
            for place in kept
        ),
        others=tuple(line.others[place] for place in kept),
    )


_MARGIN: Final = 0.5
"""A settled character is no surer than that."""


def _shown(line: PrintedLine, place: int) -> str:
    """The character, nothing where there is hardly one, a gap for a stroke that may be one."""
    if _hardly(line, place):
        return ""
    character = line.text[place]
    gap = character in _STROKES and " " in line.others[place] and line.chances[place] < THERE
    return " " if gap else character


def _hardly(line: PrintedLine, place: int) -> bool:
    """Whether there more probably is no character than one; a gap that may be none still parts two words.

    So does a sign between two digits.
    """
    doubted = NOTHING in line.others[place] and line.chances[place] < _MARGIN
    return doubted and line.text[place] != " " and not _between_digits(line.text, place)


def _between_digits(text: str, place: int) -> bool:
    return text[place] in _JOINS and all(
        map(str.isdigit, (text[place - 1 : place], text[place + 1 : place + 2]))
    )


def _starts(line: PrintedLine, *, behind_sign: bool) -> Iterator[int]:
    """Where words begin; or behind a first sign, too, where the reader tells that there may be none."""
    text = line.text
    none = bool(text) and line.chances[0] < SAYS_LITTLE and bool({" ", NOTHING} & set(line.others[0]))
    for place, character in enumerate(text):
        stray = place == 1 and behind_sign and none
        if character.isalnum() and (place == 0 or stray or not text[place - 1].isalnum()):
            yield place


def _match(line: PrintedLine, start: int, value: _Value) -> dict[int, str] | None:
    """What to write where so that `value` stands from `start` to a word's end; None if it may not."""
    changes = _from(line, start, value, 0, set())
    replaced = [] if changes is None else [one for one in changes.values() if one]
    return changes if len(replaced) <= max(1, len(value.text) * MOST_SETTLED) else None


def _from(
    line: PrintedLine, place: int, value: _Value, at: int, failed: set[tuple[int, int]]
) -> dict[int, str] | None:
    """The changes from `place` on that give the rest of `value`; ways that `failed` are not tried again."""
    if at == len(value.text):
        if value.cut or place == len(line.text) or not line.text[place].isalnum():
            return {}
        rest = _from(line, place + 1, value, at, failed) if NOTHING in line.others[place] else None
        return None if rest is None else {**rest, place: ""}
    if place == len(line.text) or (place, at) in failed:
        return None
    read = line.text[place]
    if read in _JOINS:
        rest = _from(line, place + 1, value, at, failed)
        doubted = line.chances[place] < DOUBTED or NOTHING in line.others[place]
        drop = read == " " and doubted and not _between_digits(line.text, place)
        if rest is not None:
            return {**rest, place: ""} if drop else rest
    for character, option in _steps(line, place):
        if value.text.startswith(option, at):
            rest = _from(line, place + 1, value, at + len(option), failed)
            if rest is not None:
                kept = character == read and not _hardly(line, place)
                return rest if kept else {**rest, place: character}
    failed.add((place, at))
    return None


def _steps(line: PrintedLine, place: int) -> Iterator[tuple[str, str]]:
    """What may stand at a place, as read first, and what the MRZ would write for it."""
    read = line.text[place]
    # Marks are read with more doubt than letters, and nothing about a zero tells it from an O.
    may = [read, *family(read), *_ROUND.get(read, ""), *_by_case(line.text, place)]
    if line.chances[place] < DOUBTED:
        may += line.others[place].replace(NOTHING, "")
        may += _PRINTS_ALIKE.get(read, "") or _PRINTS_ALIKE.get(normalize("NFD", read)[0], "")
    for character in dict.fromkeys(may):
        options = next(letter_options(character.upper()), ()) if character.isalpha() else (character,)
        yield from ((character, option) for option in options if option)
    if NOTHING in line.others[place]:
        yield "", ""


def _by_case(text: str, place: int) -> str:
    """What a stroke is by its case: an l beside a capital is an I, and an I behind a small letter an l."""
    before, behind = text[place - 1 : place], text[place + 1 : place + 2]
    if text[place] == "l" and (before.isupper() or (not before.isalpha() and behind.isupper())):
        return "I"
    return "L" if text[place] == "I" and before.islower() else ""


_ROUND: Final = {"0": "O", "O": "0", "o": "0"}
"""One shape in many typefaces."""
_PRINTS_ALIKE: Final = {
    "I": "L",
    "L": "I",
    "l": "I",
    "i": "L",
    "1": "IL",
    "|": "IL",
    "0": "O",
    "f": "I",
    "ľ": "R",
}
"""What a doubtful letter may be, too; among capitals an f is an I with a mark, among small ones an r
has the strokes of an ľ."""
