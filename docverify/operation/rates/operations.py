"""The figures of a deployment over a period, from its past decisions: what operators report every month.

Decision (EU) 2019/329 asks operators for FMR, FNMR and failures at least monthly. To count FMR and FNMR it
must be known who was who: they cover the decisions that an operator marked `mated`, and are None without any.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from docverify.evaluation.drift import NearMisses, Shift, near_misses, shift
from docverify.evaluation.rates import Rate
from docverify.operation.rates.decisions import Decision

Points = Sequence[tuple[float, float]]

OUTCOMES = ("PASSED", "FAILED", "INCONCLUSIVE")
ACQUISITIONS = ("mrz_found", "portrait_found", "live_face_found")
"""Checks whose NOT_PERFORMED is a failure to acquire."""
PERCENTILES = (5, 25, 50, 75, 95)
TIME_PERCENTILES = (50, 90, 95, 99)


@dataclass(frozen=True, slots=True)
class ScoreFigures:
    """Scores of one encoder build held against one threshold.

    Attributes:
        encoder: id of the build.
        threshold: that the scores were held against.
        fmr: rate that was asked for.
        count: comparisons.
        matches: of them, those that matched.
        percentiles: (percent, score).
        near_misses: against the calibration; None when there is none, or no non-match.
        shift: against the scores of earlier decisions; None when there are none.
        known_fmr: over decisions marked as of different people; None without any.
        known_fnmr: over decisions marked as of one person; None without any.
    """

    encoder: str
    threshold: float
    fmr: float
    count: int
    matches: Rate
    percentiles: tuple[tuple[int, float], ...]
    near_misses: NearMisses | None
    shift: Shift | None
    known_fmr: Rate | None
    known_fnmr: Rate | None


@dataclass(frozen=True, slots=True)
class Operations:
    """Figures of a period. Counts and rates only: nothing in it comes from one person.

    Attributes:
        period: "2026-11", or "all".
        days: number of days with a decision.
        outcomes: (outcome, rate) of all verifications.
        reasons: (check, outcome, reason, count), most frequent first, of findings that did not pass.
        acquisition: (check, rate) of failures to acquire.
        fta: verifications in which something was not acquired, of those that tried; None where none did.
        days_of: (day, (passed, failed, inconclusive)) of each day with a decision, in order.
        scores: by encoder build, threshold and FMR.
        timings: (stage, ((percent, seconds), …)); "total" is the sum of a decision's stages.
    """

    period: str
    days: int
    outcomes: tuple[tuple[str, Rate], ...]
    reasons: tuple[tuple[str, str, str, int], ...]
    acquisition: tuple[tuple[str, Rate], ...]
    fta: Rate | None
    days_of: tuple[tuple[date, tuple[int, ...]], ...]
    scores: tuple[ScoreFigures, ...]
    timings: tuple[tuple[str, tuple[tuple[int, float], ...]], ...]

    @property
    def verifications(self) -> int:
        """Decisions in the period."""
        return self.outcomes[0][1].trials if self.outcomes else 0


def operations(
    decisions: Iterable[Decision],
    *,
    month: str | None = None,
    calibration: Callable[[str], Points] = lambda encoder: (),  # noqa: ARG005
) -> Operations:
    """Count the decisions of a month; earlier ones serve to see a shift of the scores.

    Memory: 8 bytes a score and a timing, whatever the length of the file.

    Args:
        decisions: in any order.
        month: "2026-11"; None counts all.
        calibration: from the id of an encoder build to its (FMR, threshold) points, for near misses.
    """
    outcomes: Counter[str] = Counter(dict.fromkeys(OUTCOMES, 0))
    reasons: Counter[tuple[str, str, str]] = Counter()
    performed: dict[str, Counter[bool]] = defaultdict(Counter)
    timings: dict[str, array[float]] = defaultdict(lambda: array("d"))
    scores: dict[tuple[str, float, float], array[float]] = defaultdict(lambda: array("d"))
    known: dict[tuple[str, float, float], Counter[tuple[bool, bool]]] = defaultdict(Counter)
    earlier: dict[str, array[float]] = defaultdict(lambda: array("d"))
    days: dict[date, Counter[str]] = defaultdict(Counter)
    acquired: Counter[bool] = Counter()
    for one in decisions:
        at = one.at.isoformat()[:7]
        if month is not None and at != month:
            if at < month and one.score is not None:
                earlier[one.encoder].append(one.score)
            continue
        days[one.at][one.outcome] += 1
        outcomes[one.outcome] += 1
        tried = [found for check, found, _ in one.findings if check in ACQUISITIONS]
        if tried:
            acquired["NOT_PERFORMED" in tried] += 1
        reasons.update(codes for codes in one.findings if codes[1] != "PASSED")
        for check, outcome, _ in one.findings:
            performed[check][outcome == "NOT_PERFORMED"] += 1
        for stage, seconds in one.timings:
            timings[stage].append(seconds)
        timings["total"].append(sum(seconds for _, seconds in one.timings))
        if one.score is not None and one.threshold is not None and one.fmr is not None:
            key = (one.encoder, one.threshold, one.fmr)
            scores[key].append(one.score)
            if one.mated is not None:
                known[key][one.mated, one.score >= one.threshold] += 1

    total = outcomes.total()
    return Operations(
        period=month or "all",
        days=len(days),
        outcomes=tuple((name, Rate(count, total)) for name, count in outcomes.items()) if total else (),
        reasons=tuple((*codes, count) for codes, count in reasons.most_common()),
        acquisition=tuple(
            (check, Rate(performed[check][True], performed[check].total()))
            for check in ACQUISITIONS
            if performed[check]
        ),
        fta=Rate(acquired[True], acquired.total()) if acquired else None,
        days_of=tuple((day, tuple(days[day][name] for name in OUTCOMES)) for day in sorted(days)),
        scores=tuple(
            _figures(key, scores[key], known[key], earlier.get(key[0]), calibration(key[0]))
            for key in sorted(scores)
        ),
        timings=tuple(
            (stage, _percentiles(seconds, TIME_PERCENTILES))
            for stage, seconds in timings.items()
            if any(seconds)
        ),
    )


def _figures(
    key: tuple[str, float, float],
    scores: "array[float]",
    known: Counter[tuple[bool, bool]],
    earlier: "array[float] | None",
    points: Points,
) -> ScoreFigures:
    encoder, threshold, fmr = key
    values = np.array(scores)
    mated, non_mated = (known[kind, False] + known[kind, True] for kind in (True, False))
    return ScoreFigures(
        encoder=encoder,
        threshold=threshold,
        fmr=fmr,
        count=values.size,
        matches=Rate(int(np.count_nonzero(values >= threshold)), values.size),
        percentiles=_percentiles(scores, PERCENTILES),
        near_misses=near_misses(values, threshold, fmr, points),
        shift=shift(np.array(earlier), values) if earlier else None,
        known_fmr=Rate(known[False, True], non_mated) if non_mated else None,
        known_fnmr=Rate(known[True, False], mated) if mated else None,
    )


def _percentiles(values: "array[float]", percents: Sequence[int]) -> tuple[tuple[int, float], ...]:
    return tuple(zip(percents, np.percentile(np.array(values), percents).tolist(), strict=True))
