"""Which keys of a list match a component of a traveller's name, by which rule, and what each is worth."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docverify.lists.names.evidence import (
    CONSONANTS,
    EDIT,
    INITIAL,
    JOINED,
    MOST_OF_INITIAL,
    MOST_OF_RUN,
    PREFIX,
    SHORT,
    SHORT_EDIT,
)
from docverify.lists.names.reasons import NameReason
from docverify.lists.names.tokens import Token
from docverify.lists.names.vocabulary import Vocabulary


class Match(NamedTuple):
    """What a key of the list is worth for a token of the traveller.

    Attributes:
        worth: in powers of ten.
        how: by which rule they match.
    """

    worth: float
    how: NameReason


_Found = Iterator[tuple[Iterable[int], float, NameReason]]
"""Numbers of keys, what they are worth, and by which rule."""


def matching_keys(token: Token, words: Vocabulary, parts: float, *, truncated: bool) -> dict[int, Match]:
    """The keys of a list that match a token, by number, the best way for each.

    Args:
        token: of the traveller's name.
        words: the keys of the list.
        parts: what its components are worth together, where it is several written as one.
        truncated: whether a component may be cut short.
    """
    found: dict[int, Match] = {}
    for numbers, worth, how in _every(token, words, parts, truncated=truncated):
        for number in numbers:
            if worth > 0 and (number not in found or found[number].worth < worth):
                found[number] = Match(worth, how)
    return found


def _every(token: Token, words: Vocabulary, parts: float, *, truncated: bool) -> _Found:
    for key in token.keys:
        yield from _run(key, words, parts) if token.several else _component(key, words)
        if truncated and not token.several and len(key) > MOST_OF_INITIAL:
            numbers, count = words.beginning(key)
            yield numbers, words.rarity(count) - PREFIX, NameReason.TRUNCATED
    for key in token.hard:
        yield from _consonants(key, words)


def _component(key: str, words: Vocabulary) -> _Found:
    near, count = words.near(key)
    yield words.numbers(key), words.rarity(words.count(key)), NameReason.SAME
    yield near, words.rarity(count) - _edit(len(key)), NameReason.TYPING_ERROR
    if len(key) > 1:
        _, count = words.beginning(key[:1])
        yield words.numbers(key[:1]), words.rarity(count) - INITIAL, NameReason.INITIAL


def _run(key: str, words: Vocabulary, parts: float) -> _Found:
    """Several components as one: as rare as all of them together, but some often come together: VAN DE."""
    near, count = words.near(key)
    alone = words.rarity(words.count(key))
    yield words.numbers(key), min(max(alone, parts), alone + MOST_OF_RUN) - JOINED, NameReason.JOINED
    alone = words.rarity(count)
    worth = min(max(alone, parts), alone + MOST_OF_RUN) - JOINED - _edit(len(key))
    yield near, worth, NameReason.TYPING_ERROR


def _consonants(key: str, words: Vocabulary) -> _Found:
    near, count = words.near(key)
    yield words.numbers(key), words.rarity(words.count(key)) - CONSONANTS, NameReason.CONSONANTS
    yield near, words.rarity(count) - CONSONANTS - _edit(len(key) - 1), NameReason.TYPING_ERROR


def _edit(letters: int) -> float:
    return EDIT + (SHORT_EDIT if letters <= SHORT else 0.0)
