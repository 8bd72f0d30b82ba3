"""How well texts were read: exact shares, character errors, claims that were wrong, and reliability.

Counts in, figures out: no text comes here. What was not found counts as all wrong and is told apart.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Real
from typing import Final

import numpy as np

from docverify.arguments import expect, expect_all, expect_number
from docverify.errors import InputError
from docverify.evaluation.bootstrap import bootstrap_rates
from docverify.evaluation.differences import Difference, rate_difference
from docverify.evaluation.intervals import Interval
from docverify.evaluation.rates import Rate

BANDS: Final = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 1.0)
"""Edges of the bands of confidence in which claimed and observed shares are held side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTrial:
    """One picture, read by one reader: counts and flags, no text.

    Attributes:
        picture: its name.
        characters: of the text that is in it; 0 where there is none.
        edits: characters to change, leave out or put in to make the text of what was read (Levenshtein).
        found: whether a text was found at all.
        valid: whether the reader calls the text consistent with itself.
        sure: whether it calls every character certain.
        confidence: probability that the whole text is right, as the reader tells it; NaN where it does not.
        seconds: the reader took; NaN where nobody measured.
        unusable: whether the picture could not be opened, or the reader broke over it.
        document: what is resampled together: pictures of one document; the picture itself unless given.
        groups: values of the columns that figures are told by.

    Raises:
        InputError: counts that cannot be.
    """

    picture: str
    characters: int
    edits: int = 0
    found: bool = False
    valid: bool = False
    sure: bool = False
    confidence: float = math.nan
    seconds: float = math.nan
    unusable: bool = False
    document: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        expect("picture", self.picture, str, "its name")
        expect_number("characters", self.characters, low=0, whole=True)
        expect_number("edits", self.edits, low=0, whole=True)
        for name in ("found", "valid", "sure", "unusable"):
            expect(name, getattr(self, name), (bool, np.bool_), "a bool")
        expect("document", self.document, str, "its name")
        expect("groups", self.groups, Mapping, "a mapping from columns to values")
        for name in ("confidence", "seconds"):
            expect(name, getattr(self, name), Real, "a number, NaN for one that is not known")
        if not math.isnan(self.confidence):
            expect_number("confidence", self.confidence, low=0.0, high=1.0 + 1e-9)

    @property
    def right(self) -> bool:
        """Whether the answer is: the very text, or none where there is none."""
        return self.found and not self.edits if self.characters else not self.found

    @property
    def wrong_characters(self) -> int:
        """Characters of the text that were not read: all of them where none was found, never more."""
        return min(self.edits, self.characters) if self.found else self.characters


_CLAIMS: Final[Mapping[str, Callable[[TextTrial], bool]]] = {
    "valid": lambda one: one.valid,
    "sure": lambda one: one.sure,
    "valid and sure": lambda one: one.valid and one.sure,
}
"""What a reader says of a reading, and must not say of a wrong one."""


@dataclass(frozen=True, slots=True)
class Band:
    """Readings whose confidence is `low` ≤ c < `high` (the last band: ≤), and how many of them are exact.

    Attributes:
        low: lower edge.
        high: upper edge.
        expected: mean of their confidences.
        exact: how many are exact.
    """

    low: float
    high: float
    expected: float
    exact: Rate


@dataclass(frozen=True, slots=True)
class TextRates:
    """What one reader did with a set of pictures; a rate is None where there was nothing to count.

    Attributes:
        pictures: how many.
        exact: of the pictures that show a text, those that were read without one wrong character.
        exact_over_documents: 95 % bootstrap interval of it over documents; None with fewer than two.
        characters: wrong ones of all; what was not found counts as wrong.
        characters_over_documents: 95 % bootstrap interval of it; None with fewer than two documents.
        characters_found: wrong ones of the texts that were found.
        not_found: pictures that show a text in which none was found.
        found_nothing_there: pictures without a text in which one was found.
        unusable: pictures that could not be opened, or over which the reader broke; they count as not found.
        wrong_claims: (claim, wrong ones of what was so called), for "valid", "sure", and both.
        bands: confidence against exact share; empty where the reader tells none.
        median_seconds: for a picture; NaN where nobody measured.
    """

    pictures: int
    exact: Rate | None
    exact_over_documents: Interval | None
    characters: Rate | None
    characters_over_documents: Interval | None
    characters_found: Rate | None
    not_found: Rate | None
    found_nothing_there: Rate | None
    unusable: int
    wrong_claims: tuple[tuple[str, Rate | None], ...]
    bands: tuple[Band, ...]
    median_seconds: float

    @property
    def expected(self) -> float:
        """Mean confidence of the readings in `bands`; NaN without any."""
        trials = sum(band.exact.trials for band in self.bands)
        return sum(band.expected * band.exact.trials for band in self.bands) / trials if trials else math.nan

    @property
    def observed(self) -> Rate | None:
        """How many of the readings in `bands` are exact; None without any."""
        rates = [band.exact for band in self.bands]
        return Rate(sum(r.errors for r in rates), sum(r.trials for r in rates)) if rates else None


def text_rates(
    trials: Sequence[TextTrial], *, rng: np.random.Generator, over_documents: bool = True
) -> TextRates:
    """The figures of one reader.

    Args:
        trials: one for each picture.
        rng: of the bootstrap over documents.
        over_documents: whether to make those intervals: the slow part.

    Raises:
        InputError: no trials, or something else among them.

    Example:
        >>> one = TextTrial(picture="a.png", characters=88, edits=1, found=True)
        >>> text_rates([one], rng=np.random.default_rng(1)).characters
        Rate(errors=1, trials=88)
    """
    _check(trials, rng)
    shown = [one for one in trials if one.characters]
    blank = [one for one in trials if not one.characters]
    found = [one for one in shown if one.found]
    several = over_documents and len({_unit(one) for one in shown}) > 1
    seconds = [one.seconds for one in trials if not math.isnan(one.seconds)]
    return TextRates(
        pictures=len(trials),
        exact=_share(one.right for one in shown),
        exact_over_documents=_exact_over(shown, rng) if several else None,
        characters=_characters(shown),
        characters_over_documents=_characters_over(shown, rng) if several else None,
        characters_found=_characters(found),
        not_found=_share(not one.found for one in shown),
        found_nothing_there=_share(one.found for one in blank),
        unusable=sum(one.unusable for one in trials),
        wrong_claims=tuple(
            (name, _share(not one.right for one in trials if one.found and called(one)))
            for name, called in _CLAIMS.items()
        ),
        bands=_bands(trials),
        median_seconds=float(np.median(seconds)) if seconds else math.nan,
    )


def text_rates_by(
    trials: Sequence[TextTrial], column: str, *, rng: np.random.Generator
) -> tuple[tuple[str, TextRates], ...]:
    """(value, figures) of each value of a column, in the order of their names.

    Raises:
        InputError: no trials, something else among them, or one that lacks the column.
    """
    _check(trials, rng)
    expect("column", column, str, "the name of a column")
    values: dict[str, list[TextTrial]] = {}
    for one in trials:
        if column not in one.groups:
            raise InputError(f"column {column} is not among the groups of every trial")
        values.setdefault(one.groups[column], []).append(one)
    return tuple(
        (value, text_rates(values[value], rng=rng, over_documents=False)) for value in sorted(values)
    )


def exact_difference(
    first: Sequence[TextTrial], second: Sequence[TextTrial], *, rng: np.random.Generator
) -> Difference:
    """Exact share of one reader less that of another, of the pictures that show a text; paired by document.

    Args:
        first: trials of one reader.
        second: of another, of the same pictures in the same order.
        rng: of the bootstrap.

    Raises:
        InputError: other pictures, fewer than two documents, or something else than trials.
    """
    _check(first, rng, "first")
    _check(second, rng, "second")
    if [one.picture for one in first] != [one.picture for one in second]:
        raise InputError("first and second are of other pictures: compare readers on the same ones")
    right = [[one.right for one in trials if one.characters] for trials in (first, second)]
    return rate_difference(right[0], right[1], [_unit(one) for one in first if one.characters], rng=rng)


def _check(trials: Sequence[TextTrial], rng: np.random.Generator, name: str = "trials") -> None:
    expect_all(name, trials, TextTrial, "TextTrials")
    expect("rng", rng, np.random.Generator, "numpy.random.default_rng(seed)")
    if not trials:
        raise InputError(f"{name} is empty: a rate of nothing is undefined; pass at least one")


def _unit(one: TextTrial) -> str:
    return one.document or one.picture


def _share(flags: Iterable[bool]) -> Rate | None:
    answers = list(flags)
    return Rate(sum(answers), len(answers)) if answers else None


def _characters(trials: Sequence[TextTrial]) -> Rate | None:
    if not trials:
        return None
    return Rate(sum(one.wrong_characters for one in trials), sum(one.characters for one in trials))


def _exact_over(shown: Sequence[TextTrial], rng: np.random.Generator) -> Interval:
    return bootstrap_rates([one.right for one in shown], [_unit(one) for one in shown], rng=rng)


def _characters_over(shown: Sequence[TextTrial], rng: np.random.Generator) -> Interval:
    """Every character is a trial of its document."""
    wrong = np.concatenate([np.arange(one.characters) < one.wrong_characters for one in shown])
    units = np.repeat([_unit(one) for one in shown], [one.characters for one in shown])
    return bootstrap_rates(wrong, units, rng=rng)


def _bands(trials: Sequence[TextTrial]) -> tuple[Band, ...]:
    told = [one for one in trials if one.found and not math.isnan(one.confidence)]
    bands = []
    for at, low in enumerate(BANDS[:-1]):
        high = BANDS[at + 1]
        last = high == BANDS[-1]
        inside = [one for one in told if low <= one.confidence < high or (last and one.confidence >= high)]
        if inside:
            expected = math.fsum(one.confidence for one in inside) / len(inside)
            exact = Rate(sum(one.right for one in inside), len(inside))
            bands.append(Band(low, high, min(1.0, expected), exact))
    return tuple(bands)
