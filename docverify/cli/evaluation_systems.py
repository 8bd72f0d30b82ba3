"""The systems of an evaluation: a file of scores each, or an engine each that compares pictures first."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from docverify.cli.progress import progress_of
from docverify.errors import ConfigurationError, InputError
from docverify.evaluation import Comparisons, Difference, Summary, fnmr_differences, summarise
from docverify.evaluation.plot_systems import Drawn
from docverify.evaluation.sense import Sense
from docverify.faces import calibration_of
from docverify.operation.rates import RatesInUse, rates_in_use
from docverify.trials.pairs import Comparing, compare_rows
from docverify.trials.score_table import ScoreTable, read_scores

USUAL_FMR: Final = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """What one system did.

    Attributes:
        name: of the file or engine.
        scores: file that holds them.
        table: what is in it.
        summary: of all scores.
        in_use: rates at one threshold.
        source: where that one comes from, in words.
    """

    name: str
    scores: Path
    table: ScoreTable
    summary: Summary
    in_use: RatesInUse
    source: str

    def comparisons(self, numbers: dict[str, int]) -> Comparisons | None:
        """What was compared, and whom, by numbers that all systems share; None where nobody is named."""
        if self.table.people is None:
            return None
        acquired = self.table.acquired
        own = np.array([numbers.setdefault(name, len(numbers)) for name in self.table.people_names])
        people = own[self.table.people[acquired]]
        return Comparisons(self.table.score[acquired], self.table.mated[acquired], people)

    @property
    def drawn(self) -> Drawn:
        """What is drawn of it."""
        acquired = self.table.acquired
        groups = self.table.group
        return Drawn(
            name=self.name,
            scores=self.table.score[acquired],
            mated=self.table.mated[acquired],
            groups=None if groups is None else np.array(self.table.group_names)[groups[acquired]],
            summary=self.summary,
            threshold=self.in_use.threshold,
            source=self.source,
            rates=self.in_use.groups,
        )


@dataclass(frozen=True, slots=True)
class Less:
    """FNMR of a system less that of the first one, at each FMR that both resolve.

    Attributes:
        name: of the system.
        first: name of the first one.
        at: (FMR, difference).
    """

    name: str
    first: str
    at: tuple[tuple[float, Difference], ...]


def compared(
    rows: Sequence[dict[str, str]], root: Path, scores: Path, *, comparing: Comparing, name: str
) -> None:
    """Compare pairs of pictures into a file of scores, with a progress bar on the error output."""
    with progress_of(f"comparing, {name}") as told:
        compare_rows(rows, root, scores, comparing=comparing, told=told)


def system_of(
    name: str,
    scores: Path,
    *,
    targets: Sequence[float],
    fmr: float,
    threshold: float | None,
    comparing: Comparing | None,
    sense: Sense,
    seed: int,
) -> System:
    """The figures of one file of scores.

    Args:
        name: that it goes by.
        scores: the file.
        targets: FMRs that FNMR is asked for at.
        fmr: at which a threshold in use is looked for.
        threshold: in use, as it was given, in the sense of the scores.
        comparing: what made the scores, where this command did.
        sense: of the scores.
        seed: of the bootstrap over people.

    Raises:
        InputError: the file cannot be used, or holds one kind of comparisons only; the message names it.
    """
    table = read_scores(scores, sense=sense)
    acquired = table.acquired
    for kind, word in ((table.mated, "mated"), (~table.mated, "non-mated")):
        if not (kind & acquired).any():
            raise InputError(f"{scores}: there are no {word} scores: both kinds are needed for error rates")
    mated, non_mated = table.score[acquired & table.mated], table.score[acquired & ~table.mated]
    failures = int(np.count_nonzero(~acquired))
    summary = summarise(mated, non_mated, failures=failures, targets=tuple(targets))
    used, source = _used(comparing, table, summary, fmr, sense.word)
    if threshold is not None:
        used, source = sense.told(threshold), "as it was given"
    named = None if table.group is None else np.array(table.group_names)[table.group[acquired]]
    in_use = rates_in_use(
        table.score[acquired],
        table.mated[acquired],
        used,
        people=None if table.people is None else table.people[acquired],
        groups=named,
        rng=np.random.default_rng(seed),
    )
    return System(name, scores, table, summary, in_use, source)


def _used(
    comparing: Comparing | None, table: ScoreTable, summary: Summary, fmr: float, word: str
) -> tuple[float, str]:
    """The threshold in use, and where it comes from, in words."""
    if comparing is not None and comparing.threshold is not None:
        of = "calibration" if comparing.population is None else "population"
        return comparing.threshold, f"that of the {of} at FMR {fmr:g}"
    shipped = None if comparing is not None or table.encoder is None else _shipped(table.encoder, fmr)
    if shipped is not None:
        return shipped, f"that of the calibration of the encoder that its rows name, at FMR {fmr:g}"
    return _usual(summary, fmr), f"chosen on these {word}s themselves"


def _shipped(encoder: str, fmr: float) -> float | None:
    """The threshold that ships for an encoder; None where none does, or none for so small a rate."""
    calibration = calibration_of(encoder)
    try:
        return None if calibration is None else calibration.at(fmr).threshold
    except ConfigurationError:
        return None


def _usual(summary: Summary, fmr: float) -> float:
    """The threshold at the target nearest to an FMR that the data resolve."""
    usable = [point for point in summary.points if point.resolved and point.target > 0]
    nearest = min(usable, key=lambda point: abs(math.log(point.target / fmr)), default=summary.points[0])
    return nearest.threshold


def differences(systems: Sequence[System], *, seed: int) -> Iterator[Less]:
    """Every system's FNMR less the first one's, at the FMRs that both resolve.

    Raises:
        InputError: a system is of other people.
    """
    first = systems[0]
    numbers: dict[str, int] = {}
    base = first.comparisons(numbers) if len(systems) > 1 else None
    for other in systems[1:]:
        own = other.comparisons(numbers)
        pairs = zip(first.summary.points, other.summary.points, strict=True)
        targets = [one.target for one, two in pairs if one.resolved and two.resolved]
        if base is None or own is None or not targets:
            continue
        try:
            found = fnmr_differences(own, base, targets, rng=np.random.default_rng(seed))
        except InputError as problem:
            raise InputError(f"{other.scores} against {first.scores}: {problem}") from None
        yield Less(other.name, first.name, tuple(zip(targets, found, strict=True)))
