"""Dates in a text, in every order and writing: DD MMM/MMM YYYY, DD.MM.YYYY, YYYY-MM-DD, MM/DD/YYYY."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as hidden
from typing import Final

from docverify.printed import tables
from docverify.printed.folding import DIGIT_LIKE, LETTER_LIKE, bare

_GAP: Final = r"[\s.,/\-–·]{0,3}"
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:ST|ND|RD|TH|ER|º|°)?"
_MONTH: Final = r"(?P<words>[^\W\d_](?:[^0-9]{0,38}?[^\W\d_])?)"
_YEAR: Final = r"(?P<year>[0-9]{4}|[0-9]{2})"
_BEFORE: Final = r"(?<![^\W_])(?<![0-9][.\-/\s])"
_AFTER: Final = r"(?![^\W_])(?![.\-/·][0-9])"
_BEHIND_NUMBER: Final = r"(?<=[^\W_]{3}\s)"
"""A number of another column: no day and no month has three digits."""
_WHOLE_DAY: Final = r"(?P<day>[0-9]{2})"
_WHOLE_YEAR: Final = r"(?P<year>[0-9]{4})"
_SEP: Final = r"(?:\s?[.\-/–·]\s?|\s)"

_WRITINGS: Final = tuple(
    re.compile(before + writing + _AFTER)
    for before, writing in (
        (_BEFORE, _DAY + _GAP + _MONTH + _GAP + _YEAR),
        (_BEFORE, _WHOLE_YEAR + _GAP + _MONTH + _GAP + _DAY),
        (_BEFORE, _MONTH + r"\.?\s{0,2}" + _DAY + r"[,.]?\s{1,2}" + _WHOLE_YEAR),
        (_BEHIND_NUMBER, _WHOLE_DAY + _GAP + _MONTH + _GAP + _WHOLE_YEAR),
    )
)
_NUMERIC: Final = (
    (
        re.compile(
            _BEFORE + r"([0-9]{1,2})" + _SEP + r"([0-9]{1,2})" + _SEP + r"([0-9]{4}|[0-9]{2})" + _AFTER
        ),
        "DMY MDY YMD",
    ),
    (re.compile(_BEFORE + r"([0-9]{4})" + _SEP + r"([0-9]{1,2})" + _SEP + r"([0-9]{1,2})" + _AFTER), "YMD"),
    # One narrow blank may not have been read.
    (re.compile(_BEFORE + r"([0-9]{2})([0-9]{2})" + _SEP + r"([0-9]{4})" + _AFTER), "DMY MDY"),
    (re.compile(_BEFORE + r"([0-9]{2})" + _SEP + r"([0-9]{2})([0-9]{4})" + _AFTER), "DMY MDY"),
    (re.compile(_BEFORE + r"([0-9]{4})" + _SEP + r"([0-9]{2})([0-9]{2})" + _AFTER), "YMD"),
    (re.compile(_BEFORE + r"([0-9]{4})([0-9]{2})" + _SEP + r"([0-9]{2})" + _AFTER), "YMD"),
    (re.compile(_BEHIND_NUMBER + r"([0-9]{2})[.\-/]([0-9]{2})[.\-/]([0-9]{4})" + _AFTER), "DMY MDY"),
    (re.compile(_BEHIND_NUMBER + r"([0-9]{4})[.\-/]([0-9]{2})[.\-/]([0-9]{2})" + _AFTER), "YMD"),
)
_HEAD: Final = re.compile(
    r"(?<![^\W_])" + _DAY + _GAP + r"(?P<words>[^\W\d_]{3,}(?:\s?[/.]\s?[^\W\d_]{3,})*)(?![^\W_])"
)
_YEAR_ALONE: Final = re.compile(r"(?<![^\W_])(?<![.\-/])(?:[0-9]{4}|[0-9]{2})(?![^\W_])(?![.\-/])")
DIGITS: Final = frozenset("0123456789")
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_BETWEEN: Final = re.compile(r"[\s/.,\-–]+")
_MIXED: Final = re.compile(r"[^\W_]{3,40}")


@dataclass(frozen=True, slots=True)
class Day:
    """One way to read a date: its parts, and where in the text each stands.

    Attributes:
        year: Four digits, or two.
        months: That the word or number may mean.
        day: Of the month.
        short: Whether the year has two digits.
        spans: Of year, month and day in the text.
    """

    year: int = hidden(repr=False)
    months: frozenset[int] = hidden(repr=False)
    day: int = hidden(repr=False)
    short: bool
    spans: tuple[tuple[int, int], tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Written:
    """A date in a text: where it stands, and every way to read it."""

    first: int
    last: int
    ways: tuple[Day, ...] = hidden(repr=False)


def written_dates(text: str) -> Iterator[Written]:
    """Every complete date in a text; those whose month words contradict each other have no way to be read."""
    rest = _folded(text)
    for pattern in _WRITINGS:
        for match in _matches(pattern, rest):
            months = _months(match["words"])
            if months is None or _next_day(rest, match):
                continue
            rest = _without(rest, match)
            spans = (match.span("year"), match.span("words"), match.span("day"))
            day = Day(int(match["year"]), months, int(match["day"]), len(match["year"]) == 2, spans)
            yield Written(*match.span(), (day,) if months else ())
    for numbers, orders in _NUMERIC:
        for match in _matches(numbers, rest):
            ways = tuple(_ordered(match, order) for order in orders.split())
            possible = tuple(way for way in ways if _possible(way))
            if possible:
                rest = _without(rest, match)
                yield Written(*match.span(), possible)


def years_alone(text: str) -> Iterator[tuple[int, int]]:
    """Where years may stand without day and month."""
    yield from (match.span() for match in _YEAR_ALONE.finditer(_folded(text)))


def days_and_months(text: str) -> Iterator[tuple[int, int]]:
    """Where a day stands with its month, in words, the year of which may stand beneath."""
    for match in _HEAD.finditer(_folded(text)):
        if _months(match["words"]):
            yield match.span()


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match, also one that begins right behind another: the dates of two columns read as one line."""
    place = 0
    while (match := pattern.search(text, place)) is not None:
        yield match
        place = match.end()
        text = _without(text, match)


def _next_day(text: str, match: re.Match[str]) -> bool:
    """Whether what would be a year of two digits is the day of another date, read with this one."""
    following = _HEAD.match(text, match.start("year"))
    return len(match["year"]) == 2 and following is not None and bool(_months(following["words"]))


def _without(text: str, match: re.Match[str]) -> str:
    """The text without a date that was found, and as long."""
    return text[: match.start()] + "|" * (match.end() - match.start()) + text[match.end() :]


def _possible(way: Day) -> bool:
    begin, end = way.spans[0]
    return 1 <= min(way.months) <= 12 and 1 <= way.day <= 31 and end - begin in (2, 4)


def _ordered(match: re.Match[str], order: str) -> Day:
    at = {part: 1 + order.index(part) for part in "YMD"}
    year, month, day = (match[at[part]] for part in "YMD")
    spans = (match.span(at["Y"]), match.span(at["M"]), match.span(at["D"]))
    return Day(int(year), frozenset({int(month)}), int(day), len(year) == 2, spans)


def _months(words: str) -> frozenset[int] | None:
    """The months that all known words mean; empty where they contradict, None where none is known."""
    if words in _ROMAN:
        return frozenset({1 + _ROMAN.index(words)})
    found = _month(bare(words))
    for word in bare_words(words):
        meant = _month(word)
        if meant:
            found = meant if found is None else found & meant
    return found


def bare_words(words: str) -> list[str]:
    """The words of a month, in one language or several beside each other, as the table has them."""
    return [bare(word) for word in _BETWEEN.split(words)]


def _month(word: str) -> frozenset[int] | None:
    """The months that a word means, or two words of one month whose oblique was not read."""
    known = tables.months()
    if word in known:
        return known[word]
    if word in tables.month_beginnings():  # documents cut words where they like
        return tables.month_beginnings()[word]
    for cut in range(3, len(word) - 2):
        both = known.get(word[:cut], frozenset()) & known.get(word[cut:], frozenset())
        if both:
            return both
    return None


def _folded(text: str) -> str:
    """Capitals, of the same length; digits in month words, and letters in numbers, for what they print like.

    In a date the type of each part is known: no date becomes another one by this.
    """
    capitals = "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
    return _MIXED.sub(_unmixed, re.sub(r"(?<![^\W_])[0-9OQDILZSB]{1,4}(?![^\W_])", _number, capitals))


def _number(match: re.Match[str]) -> str:
    text = match.group()
    return text.translate(DIGIT_LIKE) if any(c in DIGITS for c in text) else text


def _unmixed(match: re.Match[str]) -> str:
    text = match.group()
    if text.isalpha() or not any(c in DIGITS for c in text):
        return text
    known = tables.months()
    for head in (2, 1, 0):
        for tail in (4, 2, 0):
            word = text[head : len(text) - tail].translate(LETTER_LIKE)
            ends = (text[:head] + text[len(text) - tail :]).translate(DIGIT_LIKE)
            if len(word) >= 3 and set(ends) <= DIGITS and bare(word) in known:
                return ends[:head] + word + ends[head:]
    if text[0].isalpha() and text[-1].isalpha():  # a word of another language beside the month's
        return text.translate(LETTER_LIKE)
    return text
