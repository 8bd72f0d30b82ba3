"""The error rates at the threshold that is in use, over all comparisons and by group, people counted once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from docverify.errors import InputError
from docverify.evaluation.bootstrap import bootstrap_rates
from docverify.evaluation.groups import GroupRates, gini, max_over_geometric_mean, rates_by_group
from docverify.evaluation.intervals import Interval
from docverify.evaluation.rates import Rate
from docverify.evaluation.scores import check_threshold, checked, labels_of


@dataclass(frozen=True, slots=True)
class RatesInUse:
    """What a deployment can say of its threshold.

    Attributes:
        threshold: matched when score ≥ threshold.
        fmr: false match rate.
        fnmr: false non-match rate.
        fmr_over_people: 95 % bootstrap interval over people, None when they are unknown or fewer than two.
        fnmr_over_people: the same for FNMR.
        groups: rates of each group, empty when groups are unknown.
    """

    threshold: float
    fmr: Rate
    fnmr: Rate
    fmr_over_people: Interval | None = None
    fnmr_over_people: Interval | None = None
    groups: tuple[GroupRates, ...] = ()

    @property
    def worst_fmr(self) -> GroupRates | None:
        """The group of the highest false match rate; None with fewer than two that have one."""
        return _worst([(group, group.fmr) for group in self.groups if group.fmr is not None])

    @property
    def worst_fnmr(self) -> GroupRates | None:
        """The group of the highest false non-match rate likewise."""
        return _worst([(group, group.fnmr) for group in self.groups if group.fnmr is not None])

    @property
    def differentials(self) -> dict[str, float]:
        """How far the groups are apart, by measure; empty with fewer than two groups."""
        kinds = {
            "fmr": [group.fmr for group in self.groups if group.fmr is not None],
            "fnmr": [group.fnmr for group in self.groups if group.fnmr is not None],
        }
        measures = {"max_over_geometric_mean": max_over_geometric_mean, "gini": gini}
        return {
            f"{measure}_{kind}": compute(rates)
            for kind, rates in kinds.items()
            for measure, compute in measures.items()
            if len(rates) > 1
        }


def _worst(groups: list[tuple[GroupRates, Rate]]) -> GroupRates | None:
    if len(groups) < 2:
        return None
    return max(groups, key=lambda one: (one[1].value, one[1].errors))[0]


def rates_in_use(
    scores: ArrayLike,
    mated: ArrayLike,
    threshold: float,
    *,
    people: ArrayLike | None = None,
    groups: ArrayLike | None = None,
    rng: np.random.Generator,
) -> RatesInUse:
    """FMR and FNMR at one threshold, with intervals over people and by group.

    Args:
        scores: (n,) finite similarity scores.
        mated: (n,) whether each is of one person with themselves; both kinds must occur.
        threshold: ±inf allowed.
        people: (n, 2) the people compared, or (n,) when one person stands for each comparison.
        groups: (n,) names of groups.
        rng: of the bootstrap.

    Raises:
        InputError: one kind only, lengths that differ, NaN or infinite scores, or a NaN threshold.
    """
    values, at = checked(scores, kind="comparison"), check_threshold(threshold)
    is_mated = labels_of("mated", mated).astype(bool)
    names = None if people is None else labels_of("people", people)
    if is_mated.shape != values.shape or (names is not None and names.shape[:1] != values.shape):
        raise InputError(
            f"{values.size} scores and {is_mated.size} mated: pass as many of each, and of people"
        )
    wrong = (values >= at) != is_mated

    def rate(kind: NDArray[np.bool_], name: str) -> Rate:
        if not kind.any():
            raise InputError(f"there are no {name} scores: a rate of nothing is undefined; pass some")
        return Rate(int(np.count_nonzero(wrong[kind])), int(np.count_nonzero(kind)))

    def over_people(kind: NDArray[np.bool_]) -> Interval | None:
        if names is None or np.unique(names[kind]).size < 2:
            return None
        return bootstrap_rates(wrong[kind], names[kind], rng=rng)

    return RatesInUse(
        threshold=at,
        fmr=rate(~is_mated, "non-mated"),
        fnmr=rate(is_mated, "mated"),
        fmr_over_people=over_people(~is_mated),
        fnmr_over_people=over_people(is_mated),
        groups=() if groups is None else rates_by_group(values, is_mated, groups, at),
    )
