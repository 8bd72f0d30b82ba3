"""Which month a word means on a page: LIS is October in Croatian and November in Polish.

The captions of the page, its title and the other months on it tell its language. Where they do not, the word
has both meanings, and agrees with neither.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from docverify.printed import tables
from docverify.printed.date_words import Day, bare_words
from docverify.printed.folding import bare
from docverify.printed.page import Page
from docverify.printed.thresholds import LANGUAGE_VOTES

_CAPTIONS: Final = re.compile(r"[/|•·,]")


def languages_of(page: Page, dates: Iterable[tuple[str, Sequence[Day]]]) -> Counter[str]:
    """How much of a page is of each language: captions; titles and months in words, which count as two.

    What several languages share counts for all of them.

    Args:
        page: with its captions.
        dates: texts of lines, with the ways to read a date in them.
    """
    captions, titles = tables.label_languages(), tables.title_languages()
    months = tables.month_languages()
    told: Counter[str] = Counter()
    for label in page.labels:
        parts = _CAPTIONS.split(label.piece.text)
        told.update(frozenset[str]().union(*(captions.get(bare(part), ()) for part in parts)))
    for line in page.lines:
        parts = _CAPTIONS.split(line.text)
        ours = frozenset[str]().union(*(titles.get(bare(part), ()) for part in parts))
        told.update(dict.fromkeys(ours, LANGUAGE_VOTES))
    for text, ways in dates:
        named = ((word, month) for way in ways for word in _words(way, text) for month in way.months)
        told.update(
            dict.fromkeys(frozenset[str]().union(*(months.get(one, ()) for one in named)), LANGUAGE_VOTES)
        )
    return told


def in_language(way: Day, text: str, languages: Counter[str]) -> Day:
    """A date with the month that its word means in the language of the page, if that is clear.

    Args:
        way: a reading of a date in `text`.
        text: of the line.
        languages: as `languages_of` counts them.
    """
    if len(way.months) == 1:
        return way
    words = _words(way, text)
    votes = Counter({month: _votes(words, month, languages) for month in way.months})
    (month, most), (_, next_most), *_ = votes.most_common()
    return replace(way, months=frozenset({month})) if most >= next_most + LANGUAGE_VOTES else way


def _words(way: Day, text: str) -> list[str]:
    """Of the month, as the table has them."""
    return bare_words(text[slice(*way.spans[1])])


def _votes(words: list[str], month: int, languages: Counter[str]) -> int:
    known = tables.month_languages()
    return max(
        (languages[one] for word in words for one in known.get((word, month), ())),
        default=0,
    )
