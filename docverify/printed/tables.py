"""The words that `docverify.printed` knows: the tables in `tables/` name their sources."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from docverify.mrz import STATES
from docverify.printed.folding import bare

_CUT: Final = 3
"""Letters to which a month's word is cut at most."""


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, without the comments that name its source."""
    text = (files("docverify.printed") / "tables" / name).read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if not line.startswith("#"))


def _words(row: tuple[str, ...]) -> Iterator[str]:
    return (bare(word) for word in row[-1].split("|"))


@cache
def labels() -> Mapping[str, str]:
    """The element that a caption names, by the caption's bare letters; the first row that has it decides."""
    found: dict[str, str] = {}
    for row in rows("labels.tsv"):
        for word in _words(row):
            found.setdefault(word, row[0])
    return found


@cache
def label_languages() -> Mapping[str, frozenset[str]]:
    """The languages of which a caption is, by its bare letters."""
    return _languages((row[1], row) for row in rows("labels.tsv"))


@cache
def title_languages() -> Mapping[str, frozenset[str]]:
    """The languages of which a document's title is, by its bare letters."""
    return _languages((row[0], row) for row in rows("titles.tsv"))


def _languages(named: Iterable[tuple[str, tuple[str, ...]]]) -> Mapping[str, frozenset[str]]:
    """Words by their bare letters, of rows with their language."""
    found: dict[str, set[str]] = {}
    for language, row in named:
        for word in _words(row):
            found.setdefault(word, set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


@cache
def near_labels() -> Mapping[str, str]:
    """Long captions with any one letter left out: small print is misread now and then."""
    return {
        caption[:at] + caption[at + 1 :]: element
        for caption, element in labels().items()
        if len(caption) >= 7  # shorter ones are too like other words
        for at in range(len(caption))
    }


@cache
def months() -> Mapping[str, frozenset[int]]:
    """The months that a word means in some language, by its bare letters."""
    found: dict[str, set[int]] = {}
    for _, month, word in rows("months.tsv"):
        found.setdefault(bare(word), set()).add(int(month))
    return {word: frozenset(meant) for word, meant in found.items()}


@cache
def month_languages() -> Mapping[tuple[str, int], frozenset[str]]:
    """The languages in which a word, or what it may be cut to, means a month."""
    found: dict[tuple[str, int], set[str]] = {}
    for language, month, row in rows("months.tsv"):
        word = bare(row)
        for length in range(min(_CUT, len(word)), len(word) + 1):
            found.setdefault((word[:length], int(month)), set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


@cache
def month_beginnings() -> Mapping[str, frozenset[int]]:
    """The months that a word of three letters or more may be cut from."""
    found: dict[str, set[int]] = {}
    for word, meant in months().items():
        for length in range(_CUT, len(word)):
            found.setdefault(word[:length], set()).update(meant)
    return {word: frozenset(meant) for word, meant in found.items()}


@cache
def sexes() -> Mapping[str, str]:
    """The letters of the MRZ that a word or initial may mean; "X" for unspecified."""
    return {word: row[0].replace(" ", "") for row in rows("sexes.tsv") for word in row[-1].split("|")}


@cache
def states() -> Mapping[str, frozenset[str]]:
    """The three-letter codes that a State's name stands for, by its bare letters."""
    found: dict[str, set[str]] = {}
    for state in STATES.values():
        found.setdefault(bare(state.name), set()).add(state.code)
    for code, _, name in rows("states.tsv"):
        found.setdefault(bare(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def name_words() -> Mapping[str, str]:
    """Whether a word of a name is a title, a particle, or says that another name follows."""
    return {word: row[0] for row in rows("name_words.tsv") for word in row[-1].split("|")}
