"""Whether a site still works as it was calibrated: what is surely above what was asked for, and what moved.

Surely: the lower end of the 99 % interval, over people, is above the bound, so that one site in two hundred
is told by chance, however many groups it has; and there were fifty people. An alarm decides nothing: somebody
looks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from docverify.arguments import expect, expect_number
from docverify.errors import InputError
from docverify.evaluation.drift import shift
from docverify.evaluation.intervals import wilson
from docverify.evaluation.rates import Rate
from docverify.evidence.population import LEAST_PEOPLE
from docverify.operation.rates.site import Histogram, SiteRates, centres

CONFIDENCE: Final = 0.99
USUAL_FNMR: Final = 0.02
"""What BSI TR-03121-3 asks of a border at most."""
_LEAST_SCORES: Final = 100
_MOST_SCORES: Final = 100_000
"""Of a histogram that are compared with another: more make every shift certain, however small."""
_LEAST_DISTANCE: Final = 0.1
_LEAST_CHANCE: Final = 1e-3


class AlarmKind(StrEnum):
    """What an alarm is about."""

    FMR_ABOVE = "fmr_above"
    """Strangers match more often than was asked for and the calibration saw."""
    WIDER_FMR_ABOVE = "wider_fmr_above"
    """They do at a looser threshold, where more is counted: an early sign."""
    GROUP_FNMR_ABOVE = "group_fnmr_above"
    """Too many people of one group were not recognised."""
    GROUP_FMR_ABOVE = "group_fmr_above"
    """People of one group match each other more often than was asked for."""
    FNMR_ABOVE = "fnmr_above"
    """Too many people who were accepted were not recognised."""
    SCORES_MOVED = "scores_moved"
    """Scores of bearers lie elsewhere than before: cameras, light, documents or people have changed."""
    UNRESOLVED = "unresolved"
    """Of so many non-matches nobody said who it was that FNMR cannot be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something to look at.

    Attributes:
        kind: what it is about.
        group: (kind, value) that it is about; empty for all.
        figure: what was counted.
        bound: what it should not exceed.
        sentence: the same for a person.
    """

    kind: AlarmKind
    figure: float
    bound: float
    sentence: str
    group: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The alarm as plain JSON values."""
        return {
            "kind": self.kind.value,
            "group": list(self.group),
            "figure": self.figure,
            "bound": self.bound,
            "sentence": self.sentence,
        }


def alarms(
    rates: SiteRates, *, earlier: SiteRates | None = None, fnmr: float = USUAL_FNMR
) -> tuple[Alarm, ...]:
    """What is surely not as it should be.

    Args:
        rates: of the period.
        earlier: of an earlier one, for shifts of scores; None looks at none.
        fnmr: what FNMR should not exceed.

    Raises:
        InputError: an argument is not what is said above; `earlier` was held against something else.
    """
    expect("rates", rates, SiteRates, "what Monitor.rates gave")
    expect("earlier", earlier, (SiteRates, type(None)), "what Monitor.rates gave, or None")
    expect_number("fnmr", fnmr, low=0.0, high=1.0)
    found = [*_of_strangers(rates), *_of_bearers(rates, fnmr)]
    if earlier is not None:
        if earlier.held.encoder != rates.held.encoder or earlier.held.population != rates.held.population:
            raise InputError("earlier is of another encoder or population: its scores lie elsewhere")
        found += _moved(earlier.mated_scores, rates.mated_scores)
    return tuple(found)


def _of_strangers(rates: SiteRates) -> Iterator[Alarm]:
    held = rates.held
    counted = [
        (AlarmKind.FMR_ABOVE, (), rates.non_mated, max(held.fmr, held.calibrated_high)),
        *(
            (AlarmKind.GROUP_FMR_ABOVE, group, pairs, max(held.fmr, held.calibrated_high))
            for group, pairs in rates.told_groups.items()
        ),
    ]
    if held.wider_fmr > held.fmr:
        counted.append((AlarmKind.WIDER_FMR_ABOVE, (), rates.wider, held.wider_fmr))
    confidence = 1 - (1 - CONFIDENCE) / len(counted)  # so that many groups raise no more by chance than one
    for kind, group, pairs, bound in counted:
        rate, interval = pairs.rate, pairs.interval(confidence=confidence)
        enough = pairs.people >= LEAST_PEOPLE
        if rate is None or interval is None or not enough or interval.low <= bound:
            continue
        whom = f" of one {group[0].replace('_', ' ')}, {group[1]}," if group else ""
        times = f"{rate.value / bound:.1f} times as often as they should"
        where = f" at the threshold for FMR {bound:g}" if kind is AlarmKind.WIDER_FMR_ABOVE else ""
        yield Alarm(
            kind=kind,
            group=group,
            figure=rate.value,
            bound=bound,
            sentence=(
                f"Different people{whom} match {times}{where}: "
                f"{rate.errors} of {rate.trials:,} pairs. Ask for a lower rate, or have a population."
            ),
        )


def _of_bearers(rates: SiteRates, bound: float) -> Iterator[Alarm]:
    groups = rates.fnmr_of_groups
    confidence = 1 - (1 - CONFIDENCE) / (1 + len(groups))
    told, most = rates.fnmr, rates.fnmr_at_most
    if told is not None and _surely_above(told, bound, confidence):
        yield _missed(AlarmKind.FNMR_ABOVE, told, bound)
    elif most is not None and _surely_above(most, bound, confidence):
        yield Alarm(
            kind=AlarmKind.UNRESOLVED,
            figure=most.value,
            bound=bound,
            sentence=(
                f"Of {rates.unresolved:,} people who were not recognised nobody said who they were: "
                "FNMR may be above its bound."
            ),
        )
    for group, rate in groups.items():
        if _surely_above(rate, bound, confidence):
            yield _missed(AlarmKind.GROUP_FNMR_ABOVE, rate, bound, group)


def _surely_above(rate: Rate, bound: float, confidence: float) -> bool:
    return wilson(rate.errors, rate.trials, confidence=confidence).low > bound


def _missed(kind: AlarmKind, rate: Rate, bound: float, group: tuple[str, ...] = ()) -> Alarm:
    whom = f" of {group[0].replace('_', ' ')} {group[1]}" if group else ""
    return Alarm(
        kind=kind,
        group=group,
        figure=rate.value,
        bound=bound,
        sentence=f"Of those accepted{whom} {rate.errors} of {rate.trials:,} were not recognised.",
    )


def _moved(before: Histogram, now: Histogram) -> Iterator[Alarm]:
    if min(before.sum(), now.sum()) < _LEAST_SCORES:
        return
    found = shift(_scores(before), _scores(now))
    if found.distance >= _LEAST_DISTANCE and found.p_value < _LEAST_CHANCE:
        yield Alarm(
            kind=AlarmKind.SCORES_MOVED,
            figure=found.distance,
            bound=_LEAST_DISTANCE,
            sentence=f"The scores of bearers moved by {found.median_shift:+.2f} in the middle.",
        )


def _scores(histogram: Histogram) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Scores as many as there are, or in the same shares, at the middles of their bins."""
    total = int(histogram.sum())
    share = min(1.0, _MOST_SCORES / total)
    return np.repeat(centres(), np.round(histogram * share).astype(np.int64))
