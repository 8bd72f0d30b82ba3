"""Error rates of searching a gallery (ISO/IEC 19795-1): rank of the mate, CMC, FNIR, FPIR."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from docverify.arguments import expect, expect_number, listed
from docverify.errors import InputError
from docverify.evaluation.rates import Rate
from docverify.evaluation.scores import Scores, check_threshold, checked, labels_of
from docverify.evaluation.thresholds import threshold_at_fmr


@dataclass(frozen=True, slots=True)
class Searches:
    """The outcome of searches of a gallery, one value a search.

    Attributes:
        mate: (m,) best score of the person's own references, over the mated searches.
        ahead: (m,) references of other people that score at least as high: the mate's rank is one more. Ties
            count against the mate, for a list may show them first.
        candidates: (m,) references that each mated search compared.
        best: (n,) best score of the non-mated searches: of people who are not enrolled.
    """

    mate: Scores
    ahead: NDArray[np.int64]
    candidates: NDArray[np.int64]
    best: Scores


def collect_searches(searches: Iterable[tuple[ArrayLike, ArrayLike | None]]) -> Searches:
    """Read searches from their scores.

    Args:
        searches: for each, (scores of other people's references, scores of the person's own references). The
            second is None or empty when the person is not enrolled: a non-mated search.

    Raises:
        InputError: no search, a search that compared nothing, or NaN or infinite scores.

    Example:
        >>> cmc(collect_searches([([0.3, 1.1, 0.5], [0.7]), ([0.8, 0.0], [1.8])])).tolist()
        [0.5, 1.0, 1.0, 1.0]
    """
    mate, ahead, candidates, best = [], [], [], []
    for one in listed("searches", searches, object):
        if not isinstance(one, (tuple, list)) or len(one) != 2:
            raise InputError("one of searches is no pair: pass (scores of others, the person's own scores)")
        others, own = one
        other_scores = np.empty(0) if np.size(others) == 0 else checked(others, kind="non-mated")
        if own is None or np.size(own) == 0:
            if other_scores.size == 0:
                raise InputError("a search compared no reference at all: leave it out, or count it as failed")
            best.append(other_scores.max())
            continue
        top = checked(own, kind="mated").max()
        mate.append(top)
        ahead.append(np.count_nonzero(other_scores >= top))
        candidates.append(other_scores.size + 1)
    if not mate and not best:
        raise InputError("there are no searches: a rate of nothing is undefined; pass at least one")
    return Searches(
        np.array(mate, np.float64), np.array(ahead, np.int64), np.array(candidates, np.int64), np.array(best)
    )


def cmc(searches: Searches) -> Scores:
    """Cumulative match characteristic: (r,) share of mated searches with the mate within rank 1 … r.

    r is the largest number of references that a search could rank. Non-mated searches do not enter.

    Raises:
        InputError: no mated searches.
    """
    ranks = _mated(searches).ahead + 1
    counts = np.bincount(ranks, minlength=int(searches.candidates.max()) + 1)[1:]
    return np.cumsum(counts) / ranks.size


def fnir(searches: Searches, threshold: float, *, rank: int | None = None) -> Rate:
    """False negative identification rate: mated searches that miss the mate at score ≥ threshold.

    1 − FNIR is the detection and identification rate (DIR); with threshold −inf and a rank, 1 − CMC(rank).

    Args:
        searches: what was searched.
        threshold: ±inf allowed.
        rank: length of the list that is looked at; None for a list of any length.

    Raises:
        InputError: no mated searches, a NaN threshold, or a rank below 1.
    """
    if rank is not None:
        expect_number("rank", rank, low=1, whole=True)  # the first place of a list is rank 1
    found = _mated(searches).mate >= check_threshold(threshold)
    if rank is not None:
        found &= searches.ahead < rank
    return Rate(int(np.count_nonzero(~found)), found.size)


def fpir(searches: Searches, threshold: float) -> Rate:
    """False positive identification rate: non-mated searches with any reference at score ≥ threshold.

    Raises:
        InputError: no non-mated searches, or a NaN threshold.
    """
    hits = _non_mated(searches) >= check_threshold(threshold)
    return Rate(int(np.count_nonzero(hits)), hits.size)


def threshold_at_fpir(searches: Searches, target: float) -> float:
    """Smallest observed best score t with FPIR(t) ≤ target; +inf when there is none.

    Raises:
        InputError: no non-mated searches, or a target outside [0, 1].
    """
    return threshold_at_fmr(_non_mated(searches), target, mated=searches.mate if searches.mate.size else None)


def rank_of_mates(scores: ArrayLike, mates: Sequence[int] | NDArray[np.integer]) -> Searches:
    """Read searches from a matrix of scores, with one reference a person.

    Args:
        scores: (searches, references) finite similarity scores.
        mates: (searches,) column of each search's mate; −1 for a non-mated search.

    Raises:
        InputError: shapes that do not fit, columns that do not exist, NaN or infinite scores.
    """
    matrix, columns = labels_of("scores", scores), labels_of("mates", mates)
    if matrix.ndim != 2 or columns.shape != matrix.shape[:1] or matrix.size == 0:
        raise InputError(f"scores of shape {matrix.shape} and mates of shape {columns.shape} do not fit")
    if columns.dtype.kind not in "iu" or columns.min() < -1 or columns.max() >= matrix.shape[1]:
        raise InputError(f"mates are columns 0 … {matrix.shape[1] - 1}, or -1 for a non-mated search")
    checked(matrix.ravel(), kind="search")
    mated = columns >= 0
    top = matrix[mated, columns[mated]]
    ahead = np.count_nonzero(matrix[mated] >= top[:, None], axis=1) - 1  # the mate itself
    candidates = np.full(top.size, matrix.shape[1])
    return Searches(top, ahead.astype(np.int64), candidates, matrix[~mated].max(axis=1))


def _mated(searches: Searches) -> Searches:
    expect("searches", searches, Searches, "what collect_searches gave")
    if searches.mate.size == 0:
        raise InputError("there are no mated searches: CMC and FNIR need people who are enrolled")
    return searches


def _non_mated(searches: Searches) -> Scores:
    expect("searches", searches, Searches, "what collect_searches gave")
    if searches.best.size == 0:
        raise InputError("there are no non-mated searches: FPIR needs people who are not enrolled")
    return searches.best
