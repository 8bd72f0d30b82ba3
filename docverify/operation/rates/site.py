"""The error rates of a site, as they leave its memory: counts and histograms, in which nobody is.

Values of several processes and days are added; a group is told from fifty people on.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_number
from docverify.errors import InputError
from docverify.evaluation.dyads import Dyads
from docverify.evaluation.rates import Rate
from docverify.evidence.population import LEAST_PEOPLE
from docverify.operation.rates.traits import KINDS

SCHEMA: Final = 1
BINS: Final = 200
"""Of a histogram, over scores from −1 to 1; the outer ones hold what a population's part puts beyond."""
Histogram = NDArray[np.int64]
_NO_CONTENT: Final = (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError)
_MOST: Final = 2**53
_LONGEST_VALUE: Final = 16


def empty_histogram() -> Histogram:
    """No scores."""
    return np.zeros(BINS, np.int64)


def bins_of(scores: NDArray[np.floating[Any]]) -> NDArray[np.int64]:
    """The bins of scores."""
    places = np.floor((scores.astype(np.float64) + 1) * (BINS / 2))
    return np.clip(places, 0, BINS - 1).astype(np.int64)


def bin_of(score: float) -> int:
    """The bin of one score."""
    return min(max(math.floor((score + 1) * (BINS / 2)), 0), BINS - 1)


def centres() -> NDArray[np.float64]:
    """The middle of each bin."""
    return np.linspace(-1, 1, BINS, endpoint=False) + 1 / BINS


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What comparisons were held against.

    Attributes:
        encoder: id of the encoder build.
        fmr: that was asked for.
        threshold: match when score ≥ threshold.
        wider_fmr: a looser rate that is counted beside it, ten times as high: it warns earlier.
        wider_threshold: its threshold.
        calibrated_high: upper end of the interval over people that the calibration saw.
        population: sha256 of the population that counted; "" for none.
    """

    encoder: str
    fmr: float
    threshold: float
    wider_fmr: float
    wider_threshold: float
    calibrated_high: float
    population: str = ""

    def __post_init__(self) -> None:
        for name in ("encoder", "population"):
            expect(name, getattr(self, name), str, "a string")
        for name in ("fmr", "wider_fmr", "calibrated_high"):
            expect_number(name, getattr(self, name), low=0.0, high=1.0)
        for name in ("threshold", "wider_threshold"):
            expect_number(name, getattr(self, name), low=-2.0, high=2.0)

    def to_dict(self) -> dict[str, object]:
        """As plain JSON values."""
        return {name: getattr(self, name) for name in self.__slots__} | {
            "population": self.population or None
        }

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gave; raises whatever comes of other content."""
        return cls(**{**content, "population": content["population"] or ""})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SiteRates:
    """What a site counted from one instant to another.

    Attributes:
        held: what comparisons were held against; values of another cannot be added.
        begun: when counting began.
        ended: the last time something was counted.
        mated: comparisons of people who were accepted.
        missed: of them, those below the threshold: an officer accepted whom the machine did not.
        unresolved: non-matches of which nobody said who it was.
        refused: comparisons of people who were found to be somebody else.
        taken: of them, those that matched.
        non_mated: pairs of an accepted person with references of others.
        wider: the same pairs at the looser threshold.
        groups: (kind, value) → pairs of which both people are of that group.
        mated_groups: (kind, value) → (missed, mated) of people of that group.
        mated_scores: histogram.
        non_mated_scores: likewise.
        left_out: verifications that could not be counted: no comparison, or one held against something else.
    """

    held: Held
    begun: datetime
    ended: datetime
    mated: int = 0
    missed: int = 0
    unresolved: int = 0
    refused: int = 0
    taken: int = 0
    non_mated: Dyads = field(default_factory=Dyads)
    wider: Dyads = field(default_factory=Dyads)
    groups: Mapping[tuple[str, str], Dyads] = field(default_factory=dict)
    mated_groups: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    mated_scores: Histogram = field(default_factory=empty_histogram, repr=False)
    non_mated_scores: Histogram = field(default_factory=empty_histogram, repr=False)
    left_out: int = 0

    def __add__(self, other: "SiteRates") -> "SiteRates":
        if self.held != other.held:
            raise InputError("rates of other thresholds, encoders or populations are not added")
        names = dict.fromkeys([*self.groups, *other.groups])
        return SiteRates(
            held=self.held,
            begun=min(self.begun, other.begun),
            ended=max(self.ended, other.ended),
            groups={n: self.groups.get(n, Dyads()) + other.groups.get(n, Dyads()) for n in names},
            mated_groups={
                name: (
                    self.mated_groups.get(name, (0, 0))[0] + other.mated_groups.get(name, (0, 0))[0],
                    self.mated_groups.get(name, (0, 0))[1] + other.mated_groups.get(name, (0, 0))[1],
                )
                for name in dict.fromkeys([*self.mated_groups, *other.mated_groups])
            },
            **{name: getattr(self, name) + getattr(other, name) for name in _ADDED},
        )

    @property
    def fnmr(self) -> Rate | None:
        """Of people who were accepted, those whom the machine did not recognise; None where nobody was."""
        return Rate(self.missed, self.mated) if self.mated else None

    @property
    def fnmr_at_most(self) -> Rate | None:
        """The same if everybody of whom nobody said who it was had been the bearer."""
        trials = self.mated + self.unresolved
        return Rate(self.missed + self.unresolved, trials) if trials else None

    @property
    def told_groups(self) -> dict[tuple[str, str], Dyads]:
        """The groups of fifty people or more, kind by kind."""
        found = {name: one for name, one in self.groups.items() if one.people >= LEAST_PEOPLE}
        return {name: found[name] for name in sorted(found, key=_in_order)}

    @property
    def fnmr_of_groups(self) -> dict[tuple[str, str], Rate]:
        """FNMR of the groups of which fifty people or more were accepted, kind by kind."""
        found = {name: one for name, one in self.mated_groups.items() if one[1] >= LEAST_PEOPLE}
        return {name: Rate(*found[name]) for name in sorted(found, key=_in_order)}

    def alike(self, kind: str) -> Dyads:
        """Pairs that are alike in one way, whatever their group."""
        return sum((one for (of, _), one in self.groups.items() if of == kind), Dyads())

    def to_dict(self) -> dict[str, object]:
        """The counts as plain JSON values, as a journal's note takes them; instants are seconds since 1970.

        Groups of fewer than fifty people are left out.
        """
        return {
            "site_rates": SCHEMA,
            "held": self.held.to_dict(),
            "begun": round(self.begun.timestamp()),
            "ended": round(self.ended.timestamp()),
            **{name: getattr(self, name) for name in _COUNTS},
            **{name: getattr(self, name).to_dict() for name in _DYADS},
            "groups": [
                {"kind": kind, "value": value, **pairs.to_dict()}
                for (kind, value), pairs in self.told_groups.items()
            ],
            "mated_groups": [
                {"kind": kind, "value": value, "missed": rate.errors, "mated": rate.trials}
                for (kind, value), rate in self.fnmr_of_groups.items()
            ],
            **{name: getattr(self, name).tolist() for name in _HISTOGRAMS},
        }

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gave.

        Raises:
            InputError: this is none; the message quotes nothing of it.
        """
        fault = ""
        version = content.get("site_rates") if isinstance(content, Mapping) else None  # type: ignore[redundant-expr]
        if version != SCHEMA or isinstance(version, bool):
            raise InputError(f"these are no site rates of version {SCHEMA}")
        try:
            groups = {
                _group(row): Dyads.from_dict({name: row[name] for name in Dyads.__slots__})
                for row in content["groups"]
            }
            mated_groups = {
                _group(row): (_count(row["missed"]), _count(row["mated"])) for row in content["mated_groups"]
            }
            counts: dict[str, Any] = {name: _count(content[name]) for name in _COUNTS}
            counts |= {name: Dyads.from_dict(content[name]) for name in _DYADS}
            counts |= {name: _histogram(content[name]) for name in _HISTOGRAMS}
            found = cls(
                held=Held.from_dict(content["held"]),
                begun=datetime.fromtimestamp(_count(content["begun"]), UTC),
                ended=datetime.fromtimestamp(_count(content["ended"]), UTC),
                groups=groups,
                mated_groups=mated_groups,
                **counts,
            )
        except _NO_CONTENT as problem:
            fault = type(problem).__name__
        if fault:  # outside, so that no context quotes the content
            raise InputError(f"these are no site rates: {fault}")
        wrong = [(found.missed, found.mated), (found.taken, found.refused), *found.mated_groups.values()]
        if any(errors > trials for errors, trials in wrong):
            raise InputError("these are no site rates: more went wrong than was tried")
        return found


_COUNTS: Final = ("mated", "missed", "unresolved", "refused", "taken", "left_out")
_DYADS: Final = ("non_mated", "wider")
_HISTOGRAMS: Final = ("mated_scores", "non_mated_scores")
_ADDED: Final = (*_COUNTS, *_DYADS, *_HISTOGRAMS)


def _in_order(group: tuple[str, str]) -> tuple[int, str]:
    return KINDS.index(group[0]), group[1]


def _group(row: Mapping[str, Any]) -> tuple[str, str]:
    return KINDS[KINDS.index(row["kind"])], str(row["value"])[:_LONGEST_VALUE]


def _count(given: object) -> int:
    if type(given) is not int or not 0 <= given <= _MOST:
        raise TypeError
    return given


def _histogram(given: list[object]) -> Histogram:
    counts = np.array([_count(one) for one in given], np.int64)
    if counts.shape != (BINS,):
        raise ValueError
    return counts
